"""Promise 2: no answer is read unless it matches what was asked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.danger import Manner
from guide.model import Guide
from guide.understanding import Understood, understand
from guide.words import cut
from tools.simulator.device import Device
from tools.simulator.ear import Heard, SlotHeard


@pytest.mark.parametrize(
    "words",
    [
        "how do i treat a burn",
        "set a timer for ten minutes",
        "how do i make chicken soup",
        "purple monkey elevator",
        "what is the weather in paris",
    ],
)
def test_what_is_out_of_scope_is_declined(opened: Device, words: str) -> None:
    heard = opened.say(words)

    assert (heard.topic, heard.offered) == (None, ())
    assert not heard.ends


def test_several_resolved_values_are_asked_about(opened: Device) -> None:
    slot = SlotHeard("TOPIC", "moving about", ("driving", "lifting"))

    heard = opened.take(Heard("TopicIntent", {"topic": slot}))

    assert heard.topic is None
    assert heard.offered == ("driving", "lifting")
    assert heard.speech.endswith("Would you like to hear about driving, or lifting?")


def test_a_resolved_value_that_no_topic_has_is_understood_by_its_words(
    opened: Device,
) -> None:
    slot = SlotHeard("TOPIC", "driving", ("no-such-topic",))

    heard = opened.take(Heard("TopicIntent", {"topic": slot}))

    assert heard.topic == "driving"


def test_doubt_names_the_nearest_topics_and_the_number(
    opened: Device, guide: Guide
) -> None:
    slot = SlotHeard("TOPIC", "the cement", ("cement", "cement-leak"))

    heard = opened.take(Heard("TopicIntent", {"topic": slot}))

    assert heard.speech.startswith(guide.phrases.near_topics)


def test_no_more_than_three_topics_are_named(opened: Device) -> None:
    ids = ("driving", "lifting", "rest", "walking")
    slot = SlotHeard("TOPIC", "things", ids)

    heard = opened.take(Heard("TopicIntent", {"topic": slot}))

    assert heard.offered == ids[:3]


def test_an_empty_slot_is_not_understood(opened: Device, guide: Guide) -> None:
    heard = opened.send("TopicIntent", {"topic": ""})

    assert heard.speech.startswith(guide.phrases.not_understood[0])


def test_misunderstandings_in_a_row_change_the_wording_and_then_offer_to_stop(
    opened: Device, guide: Guide
) -> None:
    heard = [opened.send("AMAZON.FallbackIntent", {}).speech for _ in range(3)]

    phrases = guide.phrases
    pairs = zip(phrases.not_understood, phrases.not_understood_ask, strict=True)
    assert heard == [" ".join(pair) for pair in pairs]
    assert opened.say("yes").ends


@pytest.mark.parametrize("words", ["", "   ", "?!", "🙂"])
def test_nothing_said_is_never_answered(guide: Guide, words: str) -> None:
    assert understand(guide.understanding, cut(words)) == Understood()


def test_what_only_words_led_to_is_said_to_be_a_guess(opened: Device) -> None:
    heard = opened.say("my daughter asks whether i may drive my car again soon")

    assert heard.topic == "driving"
    assert heard.speech.startswith("I think you asked about driving.")


@given(st.text(max_size=3000), st.sampled_from(Manner))
@settings(deadline=None, derandomize=True, max_examples=60)
def test_any_text_whatever_is_understood_or_not_but_never_fails(
    guide: Guide, text: str, manner: Manner
) -> None:
    understood = understand(guide.understanding, cut(text), manner)

    named = {understood.alarm, understood.sure, *understood.near} - {None}
    assert named <= set(guide.topics)
    assert len(understood.near) <= 3


@pytest.mark.parametrize(
    "words",
    [
        "her legs just folded under her",
        "she went a funny color and will not answer me",
        "nobody would miss me if i weren't here",
    ],
)
def test_what_may_be_a_report_gets_the_number_and_a_question(
    opened: Device, words: str
) -> None:
    heard = opened.say(words)

    assert heard.urgency in {"emergency", "check"}
    assert "911" in heard.speech


def test_history_with_a_question_is_checked_and_not_called_an_alarm(
    opened: Device,
) -> None:
    heard = opened.say("he had a stroke ten years ago so can he have it")

    assert heard.urgency != "emergency"
