"""The rules of conversation: welcome, help, menu, pace, misses, and danger first."""

import pytest

from guide.model import Guide
from tests.conftest import EITHER
from tools.simulator.device import Device


def test_repeat_before_any_answer_says_the_welcome(opened: Device) -> None:
    assert opened.say("repeat").speech.startswith("Welcome to Spine Guide.")


def test_what_else_with_nothing_near_is_the_menu(opened: Device, guide: Guide) -> None:
    heard = opened.say("what else")

    assert heard.offered == tuple(s.overview for s in guide.sections[:3])


def test_the_menu_goes_by_section_three_at_a_time(opened: Device, guide: Guide) -> None:
    overviews = tuple(section.overview for section in guide.sections)

    pages = [opened.say("what can i ask").offered]
    pages += [opened.say("next").offered for _ in range(len(overviews) // 3)]

    assert pages == [overviews[0:3], overviews[3:6], overviews[6:9], overviews[0:3]]
    assert opened.say("what else can i ask").offered == overviews[3:6]
    assert opened.say("go back").offered == overviews[0:3]
    assert opened.say("repeat").offered == overviews[0:3]


def test_the_menu_names_three_sections_and_takes_one(
    opened: Device, guide: Guide
) -> None:
    heard = opened.say("what can i ask")

    assert heard.offered == tuple(s.overview for s in guide.sections[:3])
    assert opened.say("the last one").topic == heard.offered[2]


@pytest.mark.parametrize(
    ("before", "phrase", "asked"),
    [
        pytest.param([], "help", "What would you like to know?", id="fresh"),
        pytest.param(
            ["driving", "no"], "help_answer", "Anything else?", id="after-an-answer"
        ),
        pytest.param(
            ["driving"],
            "help_offer",
            "Would you like to hear about getting home, or going back to work?",
            id="after-an-offer",
        ),
        pytest.param(
            ["first day checklist"],
            "help_list",
            "Shall we go through it step by step?",
            id="before-a-list",
        ),
        pytest.param(
            ["first day checklist", "yes"],
            "help_walk",
            "Shall I go on?",
            id="on-a-list",
        ),
        pytest.param(
            ["is it chest pain"], "help_check", "Is it happening now?", id="in-doubt"
        ),
    ],
)
def test_help_depends_on_where_the_listener_is(
    opened: Device, guide: Guide, before: list[str], phrase: str, asked: str
) -> None:
    for words in before:
        opened.say(words)

    heard = opened.say("help")

    assert getattr(guide.phrases, phrase) in heard.speech
    assert heard.speech.endswith(asked)
    assert '"Alexa, stop"' in heard.speech
    assert "911" in heard.speech
    assert "slower" in heard.speech or phrase == "help_check"


def test_help_is_longer_than_the_welcome_and_ends_in_a_question(
    device: Device,
) -> None:
    welcome = device.say("open spine guide").speech

    heard = device.say("help")

    assert len(heard.speech) > len(welcome)
    assert heard.speech.endswith("?")
    assert '"Alexa, stop"' in heard.speech
    assert "slower" in heard.speech


@pytest.mark.parametrize("words", ["louder", "speak up", "i can't hear you"])
def test_louder_gets_a_sentence_about_the_volume_buttons(
    opened: Device, words: str
) -> None:
    opened.say("driving")

    heard = opened.say(words)

    assert "volume buttons" in heard.speech
    assert heard.speech.endswith(
        "Would you like to hear about getting home, or going back to work?"
    )


@pytest.mark.parametrize("words", ["slower", "faster", "louder", "help"])
def test_what_was_open_is_asked_again_after_an_aside(
    opened: Device, words: str
) -> None:
    offered = opened.say("driving").offered

    opened.say(words)

    assert opened.say("the second one").topic == offered[1]


@pytest.mark.parametrize(("words", "rate"), [("slower", "80%"), ("faster", "115%")])
def test_the_pace_holds_for_the_rest_of_the_session(
    opened: Device, words: str, rate: str
) -> None:
    opened.say(words)

    heard = opened.say("driving")

    assert f'<prosody rate="{rate}">' in heard.ssml
    assert f'<prosody rate="{rate}">' in heard.reprompt_ssml
    opened.say("stop")
    assert "<prosody" not in opened.say("open spine guide").ssml


def test_the_pace_has_an_end_and_says_so(opened: Device, guide: Guide) -> None:
    opened.say("slower")

    assert opened.say("slower").speech.startswith(guide.phrases.slowest)
    assert "<prosody" not in opened.say("faster").ssml


def test_two_misses_change_the_words_and_give_examples_and_three_offer_to_stop(
    opened: Device, guide: Guide
) -> None:
    heard = [opened.send("AMAZON.FallbackIntent", {}) for _ in range(4)]

    first, second, third, fourth = (exchange.speech for exchange in heard)
    assert len({first, second, third}) == 3
    assert "One word is enough, like shower" in second
    assert third == fourth
    assert third.endswith("Shall we stop here?")
    assert all("911" in exchange.speech for exchange in heard)
    assert opened.say("yes").ends


def test_a_second_offer_in_a_row_changes_the_words_and_gives_examples(
    opened: Device, guide: Guide
) -> None:
    first, second = opened.take(EITHER), opened.take(EITHER)

    assert first.offered == second.offered == ("driving", "lifting")
    assert first.speech.startswith(guide.phrases.near_topics)
    assert second.speech.startswith(guide.phrases.near_topics_again)
    assert "One word is enough" in second.speech
    opened.say("driving")
    assert opened.take(EITHER).speech.startswith(guide.phrases.near_topics)


def test_no_to_stopping_goes_on(opened: Device, guide: Guide) -> None:
    for _ in range(3):
        opened.send("AMAZON.FallbackIntent", {})

    assert opened.say("no").speech.endswith(guide.phrases.what_to_know)


def test_an_answer_ends_a_row_of_misses(opened: Device) -> None:
    first = opened.send("AMAZON.FallbackIntent", {}).speech
    opened.send("AMAZON.FallbackIntent", {})
    opened.say("driving")
    opened.send("AMAZON.FallbackIntent", {})

    second = opened.send("AMAZON.FallbackIntent", {}).speech

    assert "One word is enough" in second
    assert second != first


def test_the_fallback_gives_words_of_the_section_last_spoken_of(
    opened: Device, guide: Guide
) -> None:
    opened.say("driving")

    heard = opened.send("AMAZON.FallbackIntent", {})

    assert "On recovery, one word is enough: getting home, " in heard.speech
    assert "911" in heard.speech


@pytest.mark.parametrize("before", [[], ["driving"], ["first day", "yes"]])
@pytest.mark.parametrize("words", ["stop", "cancel", "goodbye", "thank you"])
def test_stop_and_cancel_always_end(
    opened: Device, guide: Guide, before: list[str], words: str
) -> None:
    for earlier in before:
        opened.say(earlier)

    heard = opened.say(words)

    assert heard.ends
    assert heard.speech.endswith(guide.phrases.disclaimer)


def test_a_reprompt_says_that_one_word_is_enough(opened: Device) -> None:
    for topic in ("driving", "lifting", "work"):
        heard = opened.say(topic)

    assert "Just say one word, like risks." in heard.reprompt


@pytest.mark.parametrize("fragment", ["shower", "the bandage", "driving", "pain"])
def test_a_fragment_is_a_complete_question(opened: Device, fragment: str) -> None:
    heard = opened.say(fragment)

    assert heard.topic or heard.offered


def test_a_walk_asked_for_in_one_breath_stays_open(device: Device) -> None:
    assert not device.say("ask spine guide for the first day checklist").ends


def test_with_a_screen_the_session_may_outlive_the_reprompt(
    opened: Device, guide: Guide
) -> None:
    offered = opened.say("driving").offered

    heard = opened.say("...")

    assert heard.reprompt.endswith(guide.phrases.disclaimer)
    assert not heard.ends
    assert opened.say("the second one").topic == offered[1]


def test_the_welcome_gives_three_examples_and_asks(device: Device) -> None:
    heard = device.say("open spine guide")

    assert "preparing, risks, or recovery" in heard.speech
    assert heard.speech.endswith("?")


@pytest.mark.parametrize(
    "before",
    [
        pytest.param([], id="fresh"),
        pytest.param(["driving"], id="after-an-offer"),
        pytest.param(["first day", "yes"], id="on-a-list"),
        pytest.param(["what can i ask"], id="in-the-menu"),
        pytest.param(["blargh zoop fleem"] * 3, id="after-misses"),
        pytest.param(["is it chest pain"], id="in-doubt"),
    ],
)
@pytest.mark.parametrize(
    ("intent", "slot"),
    [
        ("TopicIntent", "topic"),
        ("ReportIntent", "query"),
        ("ChoiceIntent", "choice"),
        ("StepIntent", "topic"),
        ("StepIntent", "query"),
        ("DayIntent", "topic"),
    ],
)
def test_danger_comes_first_in_any_slot_wherever_the_listener_is(
    opened: Device, before: list[str], intent: str, slot: str
) -> None:
    for words in before:
        opened.say(words)

    heard = opened.send(intent, {slot: "i have chest pain"})

    assert heard.urgency == "emergency"
    assert heard.speech.startswith("Call 911 now")
    assert heard.ends
