"""Conversations through clients that we did not write, which have checks of their own.

npm's virtual-alexa speaks to the skill over HTTP, and understands utterances by our
generated interaction model. PyPI's py-ask-sdk-test checks each response by its rules:
a question and an open session go together, among others.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope
from py_ask_sdk_test.alexa_test import AlexaTest
from py_ask_sdk_test.classes import TestItem as Item  # pytest would collect a Test

from guide.model import Guide
from tests.conftest import LOCALE, needs
from tests.promises import assert_kept
from tools.http.serving import serving
from tools.pack.building import Places
from tools.simulator.device import LAUNCH, Device, Exchange, Handler
from tools.simulator.dialogues import Dialogue, read_dialogues
from tools.simulator.ear import ENDED, NUMBER, SEARCH, Ear

BRIDGE = Path(__file__).parent / "clients" / "virtual_alexa.js"
DIALOGUES = read_dialogues(LOCALE)
REASONS = ("ERROR", "EXCEEDED_MAX_REPROMPTS", "USER_INITIATED")  # its numbers for them

Turn = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sent:
    """A turn as our own simulator held it: what it sent, and what came back."""

    said: str
    event: dict[str, Any]
    exchange: Exchange


def _held(handler: Handler, ear: Ear, dialogue: Dialogue) -> list[Sent]:
    """Hold a dialogue with our own simulator."""
    events: list[Any] = []

    def recording(event: object, context: object) -> dict[str, Any]:
        events.append(event)
        return handler(event, context)

    device = Device(recording, ear, LOCALE, ear.invocation_name)
    exchanges = list(dialogue.play(device))
    assert len(events) == len(exchanges)
    return [
        Sent(exchange.utterance, event, exchange)
        for event, exchange in zip(events, exchanges, strict=True)
    ]


def _sessions(held: list[Sent]) -> Iterator[list[Sent]]:
    """Cut a dialogue where a session begins."""
    begins = [n for n, sent in enumerate(held) if sent.event["session"]["new"]]
    for begin, end in zip(begins, [*begins[1:], len(held)], strict=True):
        yield held[begin:end]


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda d: d.name)
def test_every_dialogue_passes_the_checks_of_py_ask_sdk_test(
    handler: Handler, ear: Ear, dialogue: Dialogue
) -> None:
    serializer = DefaultSerializer()
    for session in _sessions(_held(handler, ear, dialogue)):
        items = [
            Item(
                serializer.deserialize(json.dumps(sent.event), RequestEnvelope),
                should_end_session=sent.exchange.ends,
            )
            for sent in session
        ]

        AlexaTest(handler).test(items)


def test_those_checks_find_a_session_left_open_without_a_question(
    handler: Handler, envelope: dict[str, Any]
) -> None:
    def left_open(event: object, context: object) -> dict[str, Any]:
        answer = handler(event, context)
        answer["response"]["outputSpeech"]["ssml"] = "<speak>Welcome.</speak>"
        return answer

    request = DefaultSerializer().deserialize(json.dumps(envelope), RequestEnvelope)

    with pytest.raises(AssertionError):
        AlexaTest(left_open).test([Item(request)])


class VirtualAlexa:
    """Holds conversations through virtual-alexa, all of them in one run of node."""

    def __init__(self, places: Places, model: dict[str, Any], url: str) -> None:
        self._task = {
            "url": url,
            "model": str(places.models / f"{LOCALE}.json"),
            "locale": LOCALE,
        }
        types = {
            (i["name"], s["name"]): s["type"]
            for i in model["intents"]
            for s in i.get("slots", ())
        }
        self._numbers = {intent for (intent, _), t in types.items() if t == NUMBER}
        self._carriers = {
            sample.partition(" {")[0]
            for intent in model["intents"]
            for sample in intent["samples"]
            if SEARCH in {types.get((intent["name"], "query"))}
        }

    def converse(self, conversations: list[list[Turn]]) -> list[list[Turn]]:
        """Hold conversations; give each turn as it went."""
        run = subprocess.run(
            ["node", str(BRIDGE)],  # noqa: S607 # whichever node is installed
            input=json.dumps({**self._task, "conversations": conversations}),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert run.returncode == 0, run.stderr
        heard: list[list[Turn]] = json.loads(run.stdout)
        return heard

    def turn(self, sent: Sent) -> Turn:
        """Write a turn of ours as the bridge wants it.

        Its limits again: a search slot may be empty ("help" is "help {query}" to it),
        a number stays a word, and a question in one breath with our name is not known.
        """
        request = sent.event["request"]
        if request["type"] == ENDED:
            return {"end": REASONS.index(request["reason"])}
        if request["type"] == LAUNCH:
            return {"say": sent.said}
        intent = request["intent"]
        slots = {name: slot["value"] for name, slot in intent["slots"].items()}
        otherwise = {"intent": intent["name"], "slots": slots}
        lost = sent.said in self._carriers or intent["name"] in self._numbers
        return {"say": "tell" if lost else sent.said, "otherwise": otherwise}


@pytest.fixture
def alexa(
    handler: Handler, places: Places, model: dict[str, Any]
) -> Iterator[VirtualAlexa]:
    needs("node", shutil.which("node") is not None)
    needs("virtual-alexa", Path("node_modules/virtual-alexa").is_dir())
    with serving(handler) as server:
        yield VirtualAlexa(places, model, server.address)


def _answered(turn: Turn) -> str | None:
    topic: str | None = turn["response"].get("sessionAttributes", {}).get("topic")
    return topic


def test_every_section_and_command_is_reached_over_http(
    alexa: VirtualAlexa, guide: Guide, model: dict[str, Any]
) -> None:
    sections = {
        intent["name"]: next(s for s in intent["samples"] if "tell" not in s)
        for intent in model["intents"]
        if intent["name"] in guide.intents and not intent.get("slots")
    }
    said = ["open spine guide", *sections.values(), "bathtub", "repeat", "stop"]
    (heard,) = alexa.converse([[{"say": words} for words in said]])

    opened, *overviews, topic, repeated, stopped = heard
    assert [turn["how"] for turn in heard] == ["utter"] * len(heard)
    assert len(sections) >= 7
    assert opened["request"]["request"]["type"] == LAUNCH
    assert list(map(_answered, overviews)) == [guide.intents[i] for i in sections]
    assert (_answered(topic), _answered(repeated)) == ("shower-and-bath",) * 2
    assert stopped["response"]["response"]["shouldEndSession"] is True
    for turn in heard:
        new = turn["request"]["session"]["new"]
        assert_kept(turn["response"], guide, new=new)


def test_help_silence_and_nonsense_are_answered_over_http(
    alexa: VirtualAlexa, guide: Guide
) -> None:
    help_ = {"say": "tell", "otherwise": {"intent": "AMAZON.HelpIntent", "slots": {}}}
    lost = {"say": "tell", "otherwise": {"intent": "AMAZON.FallbackIntent"}}
    silence = {"end": REASONS.index("EXCEEDED_MAX_REPROMPTS")}
    (heard,) = alexa.converse([[{"say": "open spine guide"}, help_, lost, silence]])

    _, helped, not_understood, ended = (turn["response"] for turn in heard)
    assert_kept(helped, guide, new=False)
    assert_kept(not_understood, guide, new=False)
    assert "911" in helped["response"]["outputSpeech"]["ssml"]
    assert ended["response"] == {}


def test_every_dialogue_goes_the_same_way_over_http(
    alexa: VirtualAlexa, handler: Handler, ear: Ear, guide: Guide
) -> None:
    held = [
        session
        for dialogue in DIALOGUES
        for session in _sessions(_held(handler, ear, dialogue))
    ]
    played = alexa.converse([[alexa.turn(sent) for sent in turns] for turns in held])

    understood = 0
    for ours, theirs in zip(held, played, strict=True):
        for sent, turn in zip(ours, theirs, strict=True):
            understood += turn["how"] == "utter"
            if turn["how"] == "end":
                assert turn["response"]["response"] == {}
                continue
            assert_kept(turn["response"], guide, new=sent.event["session"]["new"])
            ends = turn["response"]["response"]["shouldEndSession"]
            topic = sent.exchange.response.get("sessionAttributes", {}).get("topic")
            assert (_answered(turn), ends) == (topic, sent.exchange.ends), sent.said
    assert understood > len(held)
