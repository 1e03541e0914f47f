"""Promise 4: a question means open, no question means closed."""

from collections.abc import Iterator
from typing import Any

import pytest

from guide.model import Guide
from tests.promises import assert_kept
from tools.simulator.device import Device, Handler
from tools.simulator.ear import Ear, Heard, SlotHeard

SLOTS = ("topic", "query", "choice", "number", "week")
WORDS = {
    "good": {
        "topic": "driving",
        "query": "drive home",
        "choice": "first",
        "number": "2",
        "week": "2",
    },
    "unknown": {**dict.fromkeys(SLOTS, "xyzzy"), "number": "?", "week": "?"},
    "empty": dict.fromkeys(SLOTS, ""),
    "hostile": dict.fromkeys(SLOTS, "<speak>&\"'</speak>{topic}\u0000"),
}


def _intents(ear: Ear) -> Iterator[Heard]:
    for name, slots in ear.intents.items():
        for words in WORDS.values():
            yield ear.fill(name, {slot: words[slot] for slot in slots})


@pytest.mark.parametrize("opening", ["one-shot", "in-session", "in-a-walk", "offered"])
def test_every_intent_is_answered_and_keeps_the_promises(
    device: Device, ear: Ear, guide: Guide, opening: str
) -> None:
    before = {
        "one-shot": [],
        "in-session": ["open spine guide"],
        "in-a-walk": ["open spine guide", "what happens during the procedure", "yes"],
        "offered": ["open spine guide", "driving"],
    }[opening]
    for heard in _intents(ear):
        device.session = None
        for words in before:
            device.say(words)

        exchange = device.take(heard)

        assert_kept(exchange.response, guide, new=not before)
        assert exchange.response["response"]["shouldEndSession"] in (True, False)


def test_every_topic_is_answered(opened: Device, guide: Guide) -> None:
    for id_ in guide.topics:
        opened.say("open spine guide")
        slot = SlotHeard("TOPIC", "word", (id_,))

        exchange = opened.take(Heard("TopicIntent", {"topic": slot}))

        assert_kept(exchange.response, guide, new=False)


@pytest.mark.parametrize(
    "request_type",
    [
        "SessionEndedRequest",
        "System.ExceptionEncountered",
        "AlexaSkillEvent.SkillEnabled",
        "Alexa.Presentation.APL.RuntimeError",
    ],
)
def test_some_requests_get_no_speech(
    handler: Handler, envelope: dict[str, Any], request_type: str
) -> None:
    envelope["request"]["type"] = request_type

    answer = handler(envelope, None)

    assert answer == {"version": "1.0", "response": {}}


def test_alexas_enquiry_gets_its_answer_alone(
    handler: Handler, envelope: dict[str, Any]
) -> None:
    intent = {"name": "TopicIntent", "confirmationStatus": "NONE", "slots": {}}
    envelope["request"] |= {"type": "CanFulfillIntentRequest", "intent": intent}

    response = handler(envelope, None)["response"]

    assert response == {"canFulfillIntent": {"canFulfill": "MAYBE"}}
