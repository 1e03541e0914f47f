"""The rules of conversation: follow-ups, offers, choices, repeating."""

import pytest

from guide.model import Guide
from tests.conftest import EITHER
from tools.simulator.device import Device


def test_related_topics_are_offered_after_the_first_answers_then_no_more(
    opened: Device, guide: Guide
) -> None:
    first = opened.say("driving")
    second = opened.say("lifting")
    third = opened.say("work")

    assert first.offered
    assert second.offered
    assert third.speech.endswith(guide.phrases.anything_else)


def test_a_topic_that_was_heard_is_not_offered(opened: Device) -> None:
    offered = opened.say("driving").offered

    again = opened.say(f"{offered[0].replace('-', ' ')}")

    assert "driving" not in again.offered


def test_the_first_one_is_the_first_one(opened: Device) -> None:
    offered = opened.say("driving").offered

    assert opened.say("the first one").topic == offered[0]


def test_the_second_one_is_the_second_one(opened: Device) -> None:
    offered = opened.say("driving").offered

    assert opened.say("the second one please").topic == offered[1]


def test_both_reads_one_and_offers_the_other(opened: Device) -> None:
    offered = opened.say("driving").offered

    heard = opened.say("both")

    assert (heard.topic, heard.offered) == (offered[0], (offered[1],))
    assert opened.say("yes").topic == offered[1]


def test_yes_to_two_topics_asks_again_with_one_name(
    opened: Device, guide: Guide
) -> None:
    offered = opened.say("driving").offered

    heard = opened.say("yes")

    name = guide.topics[offered[0]].name
    assert heard.speech.startswith(guide.phrases.which_one)
    assert heard.speech.endswith(f"Would you like to hear about {name}?")
    assert heard.offered == offered[:1]
    assert opened.say("yes").topic == offered[0]


def test_no_to_the_one_name_offers_the_other(opened: Device) -> None:
    offered = opened.say("driving").offered
    opened.say("yes")

    assert opened.say("no").offered == offered[1:]
    assert opened.say("yes").topic == offered[1]


def test_no_to_both_names_leaves_them(opened: Device, guide: Guide) -> None:
    opened.say("driving")
    for answer in ("yes", "no"):
        opened.say(answer)

    heard = opened.say("no")

    assert heard.speech == f"{guide.phrases.all_right} {guide.phrases.anything_else}"


def test_both_of_three_reads_one_and_offers_the_rest(opened: Device) -> None:
    offered = opened.say("what can i ask").offered

    heard = opened.say("all of them")

    assert heard.topic == offered[0]
    assert heard.offered == offered[1:]


@pytest.mark.parametrize("words", ["the first one", "both", "all", "the last one"])
def test_a_choice_of_nothing_asks_what_is_wanted(
    opened: Device, guide: Guide, words: str
) -> None:
    assert opened.say(words).speech.endswith(guide.phrases.what_to_know)


def test_at_most_three_are_ever_offered(opened: Device, guide: Guide) -> None:
    for id_ in guide.topics:
        opened.say("open spine guide")
        heard = opened.say(guide.topics[id_].call)
        assert len(heard.offered) <= 3


@pytest.mark.parametrize("words", ["neither", "no", "none of them"])
def test_no_to_an_offer_asks_what_else(
    opened: Device, guide: Guide, words: str
) -> None:
    opened.say("driving")

    heard = opened.say(words)

    assert heard.speech == f"{guide.phrases.all_right} {guide.phrases.anything_else}"


@pytest.mark.parametrize("words", ["no", "nothing", "i'm fine", "okay thanks"])
def test_no_to_anything_else_ends_with_the_disclaimer(
    opened: Device, guide: Guide, words: str
) -> None:
    for topic in ("driving", "lifting", "work"):
        opened.say(topic)

    heard = opened.say(words)

    assert heard.ends
    assert heard.speech.endswith(guide.phrases.disclaimer)


def test_yes_to_anything_else_asks_what(opened: Device, guide: Guide) -> None:
    for topic in ("driving", "lifting", "work"):
        opened.say(topic)

    assert opened.say("yes").speech.endswith(guide.phrases.what_to_know)


def test_repeat_says_exactly_the_last_answer(opened: Device) -> None:
    heard = opened.say("driving")

    assert opened.say("repeat").speech == heard.speech


def test_repeat_says_the_last_answer_and_never_an_error(opened: Device) -> None:
    heard = opened.say("driving")
    opened.send("AMAZON.FallbackIntent", {})

    assert opened.say("repeat").speech == heard.speech


def test_more_is_said_on_the_topic_just_answered(opened: Device, guide: Guide) -> None:
    opened.say("driving")

    heard = opened.say("tell me more")

    assert guide.topics["driving"].more in heard.speech
    assert opened.say("repeat").speech == heard.speech


def test_more_of_nothing_asks_what_is_wanted(opened: Device, guide: Guide) -> None:
    assert opened.say("tell me more").speech.endswith(guide.phrases.what_to_know)


def test_more_is_said_once(opened: Device, guide: Guide) -> None:
    opened.say("driving")
    opened.say("tell me more")

    assert "That is all I have on driving." in opened.say("tell me more").speech


@pytest.mark.parametrize("words", ["why", "why is that", "how come"])
def test_why_says_what_the_sources_have_and_that_it_may_be_no_reason(
    opened: Device, guide: Guide, words: str
) -> None:
    opened.say("driving")

    heard = opened.say(words)

    assert heard.speech.startswith("My sources do not always say why.")
    assert guide.topics["driving"].more in heard.speech
    assert opened.say("repeat").speech == heard.speech
    assert "Ask your own team why." in opened.say("why").speech


def test_what_else_offers_what_is_near_and_was_not_offered(
    opened: Device, guide: Guide
) -> None:
    offered = opened.say("driving").offered

    heard = opened.say("what else")

    assert set(heard.offered) <= set(guide.topics["driving"].related) - set(offered)
    assert heard.offered


def test_next_without_a_list_offers_what_is_near(opened: Device, guide: Guide) -> None:
    opened.say("driving")

    offered = opened.say("next").offered

    assert offered
    assert set(offered) <= set(guide.topics["driving"].related)


@pytest.mark.parametrize("words", ["and lifting?", "what about lifting", "lifting"])
def test_a_topic_may_follow_in_a_word(opened: Device, words: str) -> None:
    opened.say("driving")

    assert opened.say(words).topic == "lifting"


def test_repeat_before_an_answer_says_the_offer_again(opened: Device) -> None:
    opened.take(EITHER)

    assert opened.say("repeat").offered == ("driving", "lifting")


@pytest.mark.parametrize("question", ["when may i drive", "driving"])
def test_an_answer_is_repeated_with_the_lead_it_had(
    opened: Device, question: str
) -> None:
    heard = opened.say(question)

    assert opened.say("repeat").speech == heard.speech


def test_an_answer_says_what_was_understood(opened: Device) -> None:
    assert opened.say("driving").speech.startswith("On driving: ")
    assert opened.say("when may i drive").speech.startswith("I think you asked about")
