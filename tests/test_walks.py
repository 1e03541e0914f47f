"""Lists are walked step by step, left for a question, and come back to."""

import pytest

from guide.model import Guide
from tests.conftest import state
from tools.simulator.device import Device

LISTS = (
    "procedure-steps",
    "first-day-checklist",
    "night-before-checklist",
    "questions-for-the-doctor",
)


@pytest.fixture
def walking(opened: Device) -> Device:
    """A device on the third step of the first day."""
    opened.say("first day checklist")
    opened.say("step three")
    return opened


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


def test_a_step_that_is_not_there_does_not_lose_the_place(walking: Device) -> None:
    walking.say("step thirteen")

    assert walking.say("next").speech.startswith("Step 4:")


@pytest.mark.parametrize("words", ["next", "previous", "start over", "step two"])
def test_walking_without_a_list_says_so(
    opened: Device, guide: Guide, words: str
) -> None:
    heard = opened.say(words)

    assert heard.speech.startswith(guide.phrases.walk_none)


@pytest.mark.parametrize("id_", LISTS)
def test_each_step_is_one_breath_to_three_and_tells_how_to_come_back(
    opened: Device, guide: Guide, id_: str
) -> None:
    topic = guide.topics[id_]
    opened.say(topic.call)

    heard = [opened.say("next") for _ in topic.steps]

    for number, exchange in enumerate(heard, start=1):
        assert f'for step {number} of {topic.call}"' in exchange.reprompt
    assert max(len(step.say.split()) for step in topic.steps) <= 50


@pytest.mark.parametrize("id_", LISTS)
def test_what_is_said_to_come_back_brings_back(
    opened: Device, guide: Guide, id_: str
) -> None:
    opened.say(guide.topics[id_].call)
    offer = opened.say("next").reprompt
    words = offer.split('"')[1]
    opened.silence()

    heard = opened.say(words)

    assert heard.topic == id_
    assert "Step 1:" in heard.speech
    assert not heard.ends


@pytest.mark.parametrize("id_", LISTS)
def test_a_list_is_on_the_card_and_the_listener_hears_so(
    opened: Device, guide: Guide, id_: str
) -> None:
    heard = opened.say(guide.topics[id_].call)

    assert guide.phrases.walk_in_app in heard.speech
    assert heard.card is not None
    assert all(step.say in heard.card["content"] for step in guide.topics[id_].steps)


def test_stopping_on_a_list_tells_how_to_come_back(walking: Device) -> None:
    heard = walking.say("stop")

    assert heard.ends
    assert '"Alexa, ask Spine Guide for step 3 of first day"' in heard.speech


@pytest.mark.parametrize(
    "words", ["which step is this", "which step am i on", "where are we"]
)
def test_a_listener_can_ask_which_step_it_is(
    walking: Device, guide: Guide, words: str
) -> None:
    heard = walking.say(words)

    assert heard.speech.startswith("That was step 3 of 8: The bandage.")
    assert heard.speech.endswith(guide.phrases.walk_next)


def test_before_the_first_step_the_number_of_steps_is_told(opened: Device) -> None:
    opened.say("first day checklist")

    assert "There are 8 steps" in opened.say("which step is this").speech


@pytest.mark.parametrize(
    ("list_", "words", "step"),
    [
        ("procedure-steps", "skip to the cement", "Step 4:"),
        ("procedure-steps", "go back to the needle", "Step 2:"),
        ("first day checklist", "skip to the bandage", "Step 3:"),
        ("first day checklist", "go to the part about the pain pills", "Step 5:"),
        ("night before checklist", "skip ahead to the bag", "Step 6:"),
        ("night before checklist", "step number two", "Step 2:"),
    ],
)
def test_a_step_can_be_skipped_to_by_its_name(
    opened: Device, list_: str, words: str, step: str
) -> None:
    opened.say(list_.replace("-", " "))

    assert opened.say(words).speech.startswith(step)


def test_skipping_to_what_is_no_step_answers_it_and_offers_to_go_on(
    walking: Device,
) -> None:
    heard = walking.say("skip to driving")

    assert heard.topic == "driving"
    assert heard.speech.endswith("Shall we go on with step 4?")


def test_skipping_without_a_list_answers_the_words(opened: Device) -> None:
    assert opened.say("skip to driving").topic == "driving"


@pytest.mark.parametrize("words", ["next", "done", "got it", "ready", "uh huh"])
def test_hands_that_are_busy_need_one_word_to_go_on(
    walking: Device, words: str
) -> None:
    assert walking.say(words).speech.startswith("Step 4:")


@pytest.mark.parametrize("words", ["next", "what else", "yes", "go on"])
def test_going_on_takes_up_the_list_after_a_question(
    walking: Device, words: str
) -> None:
    walking.say("can she drive")

    assert walking.say(words).speech.startswith("Step 4:")


def test_more_questions_than_one_do_not_lose_the_list(walking: Device) -> None:
    walking.say("can she drive")
    walking.say("tell me more")
    walking.say("shower")

    assert walking.say("yes").speech.startswith("Step 4:")


def test_a_miss_on_a_list_asks_to_go_on_with_it(walking: Device) -> None:
    heard = walking.say("blargh zoop fleem")

    assert heard.speech.endswith("Shall I go on?")
    assert walking.say("yes").speech.startswith("Step 4:")


def test_no_leaves_the_list(walking: Device, guide: Guide) -> None:
    assert walking.say("no").speech.endswith(guide.phrases.anything_else)
    assert walking.say("no").ends


def test_after_the_last_step_the_list_is_still_at_hand(opened: Device) -> None:
    opened.say("first day checklist")
    last = opened.say("step eight").speech

    assert "That was the last step." in last
    assert "That was step 8 of 8" in opened.say("which step is this").speech
    assert opened.say("next").speech.startswith("That was the last step.")
    assert opened.say("repeat").speech == last
    assert opened.say("previous").speech.startswith("Step 7:")


def test_danger_on_a_list_comes_first(walking: Device) -> None:
    heard = walking.say("she can't feel her legs")

    assert heard.urgency == "emergency"
    assert heard.ends


def test_a_doubt_about_danger_does_not_lose_the_list(walking: Device) -> None:
    assert walking.say("is it chest pain").urgency == "check"
    walking.say("no")

    assert walking.say("next").speech.startswith("Step 4:")


def test_a_step_is_not_stored_for_the_next_session(walking: Device) -> None:
    walking.silence()

    walking.say("open spine guide")

    assert state(walking)["walk"] is None
    assert state(walking)["heard"] == []
