"""By day: what holds on it, the topic asked with it first, and nothing kept of it."""

import pytest

from guide.days import find_day
from guide.model import Guide
from guide.words import cut
from tests.conftest import state
from tools.simulator.device import Device

FIRST, WEEK_ONE, LATER = "The first day.", "Week one.", "Weeks two to six."


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("day zero", FIRST),
        ("what should i do on day one", FIRST),
        ("what should i do on day two", WEEK_ONE),
        ("it's day three", WEEK_ONE),
        ("day 7", WEEK_ONE),
        ("week one", WEEK_ONE),
        ("it's been a week", WEEK_ONE),
        ("what now it was done five days ago", WEEK_ONE),
        ("it's been ten days", LATER),
        ("week two", LATER),
        ("we're in week three", LATER),
        ("she had it two weeks ago", LATER),
        ("what should he be up to in the third week", LATER),
        ("we're ten days out and i wonder what comes now", LATER),
    ],
)
def test_a_day_is_answered_from_its_stage(
    opened: Device, words: str, stage: str
) -> None:
    heard = opened.say(words)

    assert heard.topic == "day-by-day"
    assert heard.speech.startswith(stage)


@pytest.mark.parametrize("words", ["day ninety", "week fifty", "it's been 400 days"])
def test_a_day_beyond_the_stages_gets_the_overview(
    opened: Device, guide: Guide, words: str
) -> None:
    heard = opened.say(words)

    assert guide.topics["day-by-day"].answer in heard.speech


@pytest.mark.parametrize(
    ("words", "topic", "stage"),
    [
        ("it's day three can he drive", "driving", "week one"),
        ("it's day three, can he drive", "driving", "week one"),
        ("it's week two can i drive", "driving", "weeks two to six"),
        ("can she shower on day two", "shower-and-bath", "week one"),
        ("shower on day one", "shower-and-bath", "the first day"),
        ("it's the third day can she shower", "shower-and-bath", "week one"),
        ("it's been ten days can i drive", "driving", "weeks two to six"),
        ("it's day two and what about the bandage", "wound-care", "week one"),
        ("it was yesterday can i shower", "shower-and-bath", "the first day"),
    ],
)
def test_a_topic_asked_with_a_day_comes_first_and_then_the_day(
    opened: Device, words: str, topic: str, stage: str
) -> None:
    heard = opened.say(words)

    assert heard.topic == topic
    assert heard.speech.endswith(f"Would you like to hear about {stage}?")
    assert opened.say("yes").speech.lower().startswith(stage)


def test_the_day_is_offered_once_and_then_dropped(opened: Device) -> None:
    opened.say("it's day three can he drive")

    heard = opened.say("and lifting?")

    assert heard.topic == "lifting"
    assert "week one" not in heard.speech


def test_a_topic_and_a_day_are_repeated_exactly(opened: Device) -> None:
    heard = opened.say("it's the third day can she shower")

    assert opened.say("repeat").speech == heard.speech


def test_a_stage_is_repeated_exactly(opened: Device) -> None:
    heard = opened.say("it's day three")

    assert opened.say("repeat").speech == heard.speech


def test_the_stages_are_walked(opened: Device) -> None:
    opened.say("day by day")

    assert opened.say("yes").speech.startswith(FIRST)
    assert opened.say("next").speech.startswith(WEEK_ONE)
    assert opened.say("yes").speech.startswith(LATER)


def test_a_day_in_one_breath_is_answered_and_closed(
    device: Device, guide: Guide
) -> None:
    heard = device.say("ask spine guide what should i do on day two")

    assert heard.speech.startswith(WEEK_ONE)
    assert heard.speech.endswith(guide.phrases.disclaimer)
    assert heard.ends


def test_danger_on_a_day_comes_first(opened: Device) -> None:
    heard = opened.say("it's day three and she can't feel her legs")

    assert heard.urgency == "emergency"


def test_a_day_on_a_list_does_not_lose_the_list(opened: Device) -> None:
    opened.say("first day checklist")
    opened.say("yes")

    heard = opened.say("it's day one can she drive")

    assert heard.topic == "driving"
    assert heard.speech.endswith("Shall we go on with step 2?")


def test_the_day_is_never_kept(opened: Device) -> None:
    opened.say("it's day six can he drive")

    assert "6" not in str(state(opened))
    assert "day" not in state(opened)


def test_the_day_is_never_asked_for(guide: Guide) -> None:
    stages = guide.topics["day-by-day"]
    questions = [t for t in (stages.answer, stages.more) if "?" in t]

    assert questions == []


@pytest.mark.parametrize(
    ("words", "day", "rest"),
    [
        ("day three can he drive", 3, "can he drive"),
        ("it has been twenty one days", 21, "it has"),
        ("a fortnight ago", 14, "a"),
        ("she had it this morning", 0, "she"),
        ("day 3", 3, ""),
        ("the 3rd day", 3, "the"),
        ("two weeks in can i lift", 14, "can i lift"),
        ("three times a day", None, "three times a day"),
        ("for three days i could not sleep", None, "for three days i could not sleep"),
    ],
)
def test_a_day_is_found_in_words(
    guide: Guide, words: str, day: int | None, rest: str
) -> None:
    assert find_day(guide.days, cut(words)) == (day, cut(rest))
