"""Promise 3: a red flag is answered before, and instead of, everything else."""

import pytest

from guide.danger import Danger, Happening, Manner, find_danger
from guide.model import Guide, Urgency
from guide.words import cut
from tools.simulator.device import Device

NOW = [
    ("mom can't feel her legs", "warning-legs"),
    ("my legs gave way", "warning-legs"),
    ("why are my legs numb", "warning-legs"),
    ("he can't pee", "warning-bladder-bowel"),
    ("dad wet himself", "warning-bladder-bowel"),
    ("i can't breathe", "warning-breathing"),
    ("she has a terrible pain in her chest", "warning-breathing"),
    ("dad is coughing up blood two days after the procedure", "warning-breathing"),
    ("her lips are swelling", "warning-allergy"),
    ("mom collapsed", "warning-collapse"),
    ("he won't wake up", "warning-collapse"),
    ("her face has dropped on one side", "warning-stroke"),
    ("she is slurring her words", "warning-stroke"),
    ("he is having a seizure", "warning-seizure"),
    ("the bleeding won't stop", "warning-bleeding"),
    ("mom has a fever and she is confused", "warning-sepsis"),
    ("i took too many pills", "warning-overdose"),
    ("i don't want to live", "warning-crisis"),
    ("she fell and hit her head", "warning-fall"),
    ("call 911", "warning-help"),
]


@pytest.mark.parametrize(("words", "topic"), NOW, ids=[words for words, _ in NOW])
def test_a_red_flag_gets_the_number_first_and_the_session_closes(
    opened: Device, words: str, topic: str
) -> None:
    heard = opened.say(words)

    assert (heard.topic, heard.urgency) == (topic, Urgency.EMERGENCY)
    assert "911" in heard.speech.split(".")[0]
    assert heard.speech.endswith("911.")
    assert heard.ends


@pytest.mark.parametrize(
    "words",
    [
        "is bleeding common",
        "could it leave me paralyzed",
        "will my legs be numb",
        "what is the risk of a stroke",
        "is there a chance of paralysis",
    ],
)
def test_only_asking_is_no_alarm(opened: Device, words: str) -> None:
    heard = opened.say(words)

    assert heard.urgency is not Urgency.EMERGENCY


@pytest.mark.parametrize(
    "words",
    [
        "i have no chest pain",
        "my leg went numb but that's gone now",
        "stroke",
        "is it normal that my legs are numb",
    ],
)
def test_in_doubt_it_asks_after_giving_the_number(opened: Device, words: str) -> None:
    heard = opened.say(words)

    assert heard.urgency == Urgency.CHECK
    assert heard.speech == (
        "If this is happening now, call 911 now. Is it happening now?"
    )
    assert not heard.ends


def test_yes_to_the_check_is_the_alarm(opened: Device) -> None:
    opened.say("i have no chest pain")

    heard = opened.say("yes")

    assert (heard.topic, heard.urgency) == ("warning-breathing", Urgency.EMERGENCY)
    assert heard.ends


def test_no_to_the_check_is_the_information(opened: Device, guide: Guide) -> None:
    opened.say("i have no chest pain")

    heard = opened.say("no")

    assert heard.speech.startswith(guide.topics["warning-breathing"].more)
    assert not heard.ends


def test_silence_after_the_check_says_the_number_again(opened: Device) -> None:
    opened.say("i have no chest pain")

    heard = opened.silence()

    assert heard.reprompt.startswith("If it is happening, call 911 now.")


def test_an_answer_that_is_not_understood_brings_the_check_again(
    opened: Device,
) -> None:
    opened.say("i have no chest pain")

    heard = opened.send("AMAZON.FallbackIntent", {})

    assert heard.urgency == Urgency.CHECK


def test_raw_words_come_before_a_resolved_value(opened: Device) -> None:
    heard = opened.send("TopicIntent", {"topic": "driving and i can't breathe"})

    assert heard.urgency == Urgency.EMERGENCY


def test_the_words_of_every_slot_are_looked_at(opened: Device) -> None:
    heard = opened.send("StepIntent", {"number": "3", "topic": "i can't breathe"})

    assert heard.urgency == Urgency.EMERGENCY


def test_the_gravest_of_several_signs_is_answered(guide: Guide) -> None:
    words = cut("she fell and now she can't breathe")

    danger = find_danger(guide.red_flags, words, Manner.REPORT)

    assert danger == Danger("warning-breathing", Happening.NOW)


def test_nothing_the_listener_said_is_echoed(opened: Device, guide: Guide) -> None:
    heard = opened.say("my mother can't feel her legs")

    assert heard.speech == " ".join(
        (guide.topics["warning-legs"].answer, guide.phrases.disclaimer_emergency)
    )


@pytest.mark.parametrize("intent", ["AMAZON.HelpIntent", "AMAZON.FallbackIntent"])
def test_help_and_every_miss_name_the_number(opened: Device, intent: str) -> None:
    for _ in range(4):
        heard = opened.send(intent, {})

        assert "911" in heard.speech


def test_a_check_in_a_new_session_gives_the_number_before_the_disclaimer(
    device: Device, guide: Guide
) -> None:
    heard = device.say("stroke")

    number, disclaimer = (
        heard.speech.index("911"),
        heard.speech.index(guide.phrases.disclaimer_short),
    )
    assert number < disclaimer
