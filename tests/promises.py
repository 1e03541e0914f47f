"""What holds for every response, whatever was asked: promises 1, 4 and 7."""

import json
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from alexa.closing import FLOOR
from guide.model import Guide
from tools.simulator.speech import plain

MOST_SPEECH_LETTERS = 8_000
MOST_RESPONSE_BYTES = 120 * 1024
WITHOUT_SPEECH: tuple[Any, ...] = ({}, {"canFulfillIntent": {"canFulfill": "MAYBE"}})


def assert_kept(answer: Mapping[str, Any], guide: Guide, *, new: bool) -> None:
    """Assert that a response which speaks keeps the promises that all must keep."""
    response = answer["response"]
    _assert_ends_well(answer, disclaimers(guide))
    if new and not response["shouldEndSession"]:
        assert guide.phrases.disclaimer_short in heard(answer), heard(answer)


def assert_harmless(answer: Any, guides: tuple[Guide, ...]) -> None:
    """Assert what holds for an answer to anything: silence, or a disclaimer last."""
    if answer["response"] in WITHOUT_SPEECH:
        return
    endings = (FLOOR, *(ending for guide in guides for ending in disclaimers(guide)))
    _assert_ends_well(answer, endings)


def disclaimers(guide: Guide) -> tuple[str, ...]:
    """Give the forms that a session may end with."""
    return guide.phrases.disclaimer, guide.phrases.disclaimer_emergency


def heard(answer: Mapping[str, Any]) -> str:
    """Give what a response says, as plain text."""
    return plain(answer["response"]["outputSpeech"]["ssml"])


def _assert_ends_well(answer: Mapping[str, Any], endings: tuple[str, ...]) -> None:
    """Assert that a question keeps it open, and that a disclaimer ends it."""
    _assert_well_formed(answer)
    response, speech = answer["response"], heard(answer)
    assert response.get("shouldEndSession") in (True, False), response
    if response["shouldEndSession"]:
        assert speech.endswith(endings), speech
        assert "reprompt" not in response
        return
    reprompt = plain(response["reprompt"]["outputSpeech"]["ssml"])
    assert speech.endswith("?"), speech
    assert reprompt.endswith(endings), reprompt


def _assert_well_formed(answer: Mapping[str, Any]) -> None:
    response = answer["response"]
    spoken = [response["outputSpeech"]]
    if "reprompt" in response:
        spoken.append(response["reprompt"]["outputSpeech"])
    for speech in spoken:
        assert ElementTree.fromstring(speech["ssml"]).tag == "speak"  # noqa: S314
        assert len(speech["ssml"]) < MOST_SPEECH_LETTERS
    assert len(json.dumps(answer).encode()) < MOST_RESPONSE_BYTES
