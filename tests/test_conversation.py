"""The rules of conversation: follow-ups, offers, repeating, walking, help."""

import pytest

from guide.model import Guide
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


def test_yes_to_two_topics_asks_which(opened: Device, guide: Guide) -> None:
    offered = opened.say("driving").offered

    heard = opened.say("yes")

    assert heard.speech.startswith(guide.phrases.which_one)
    assert heard.offered == offered[:1]


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


def test_repeat_before_any_answer_says_the_welcome(opened: Device) -> None:
    assert opened.say("repeat").speech.startswith("Welcome to Spine Guide.")


def test_more_is_said_on_the_topic_just_answered(opened: Device, guide: Guide) -> None:
    opened.say("driving")

    heard = opened.say("tell me more")

    assert guide.topics["driving"].more in heard.speech
    assert opened.say("repeat").speech == heard.speech


def test_more_of_nothing_asks_what_is_wanted(opened: Device, guide: Guide) -> None:
    assert opened.say("tell me more").speech.endswith(guide.phrases.what_to_know)


def test_the_menu_names_three_sections_and_takes_one(
    opened: Device, guide: Guide
) -> None:
    heard = opened.say("what can i ask")

    assert heard.offered == tuple(s.overview for s in guide.sections[:3])
    assert opened.say("the last one").topic == heard.offered[2]


def test_help_is_longer_than_the_welcome_and_ends_in_a_question(
    device: Device,
) -> None:
    welcome = device.say("open spine guide").speech

    heard = device.say("help")

    assert len(heard.speech) > len(welcome)
    assert heard.speech.endswith("?")
    assert '"Alexa, stop"' in heard.speech
    assert "slower" in heard.speech


def test_a_list_is_walked_step_by_step(opened: Device, guide: Guide) -> None:
    steps = guide.topics["procedure-steps"].steps
    heard = opened.say("what happens during the procedure")
    assert heard.speech.endswith(guide.phrases.walk_offer)

    said = [opened.say("yes").speech, *(opened.say("next").speech for _ in steps[1:])]

    for number, (step, speech) in enumerate(zip(steps, said, strict=True), start=1):
        assert speech.startswith(f"Step {number}: {step.title}.")
        assert step.say in speech
    assert guide.phrases.walk_end in said[-1]


def test_a_step_says_on_silence_how_to_come_back_to_it(opened: Device) -> None:
    opened.say("what happens during the procedure")

    heard = opened.say("yes")

    assert '"Alexa, ask Spine Guide for step 1 of' in heard.reprompt


def test_previous_repeat_and_start_over_work_on_a_walk(opened: Device) -> None:
    opened.say("what happens during the procedure")
    first = opened.say("yes").speech
    second = opened.say("next").speech

    assert opened.say("repeat").speech == second
    assert opened.say("previous").speech == first
    opened.say("next")
    assert opened.say("start over").speech == first


def test_a_walk_can_be_taken_up_after_a_question(opened: Device) -> None:
    opened.say("what happens during the procedure")
    opened.say("yes")

    heard = opened.say("driving")

    assert heard.topic == "driving"
    assert heard.speech.endswith("Shall we go on with step 2?")
    assert opened.say("yes").speech.startswith("Step 2:")


def test_a_step_can_be_asked_for_in_one_breath(device: Device) -> None:
    heard = device.say("ask spine guide for step three of the steps")

    assert "Step 3:" in heard.speech
    assert not heard.ends


def test_a_step_that_is_not_there_says_how_many_there_are(opened: Device) -> None:
    opened.say("what happens during the procedure")

    heard = opened.say("step nineteen")

    assert "There are 5 steps" in heard.speech


@pytest.mark.parametrize("words", ["next", "previous", "start over", "step two"])
def test_walking_without_a_list_says_so(
    opened: Device, guide: Guide, words: str
) -> None:
    heard = opened.say(words)

    assert heard.speech.startswith(guide.phrases.walk_none)


def test_a_day_is_answered_and_not_kept(opened: Device) -> None:
    heard = opened.say("it's day three")

    assert heard.topic == "day-by-day"
    assert opened.session is not None
    assert "day" not in opened.session["attributes"]
