"""What holds for every response, whatever was asked: promises 1 and 4."""

import json
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from guide.model import Guide
from tools.simulator.speech import plain

MOST_SPEECH_LETTERS = 8_000
MOST_RESPONSE_BYTES = 120 * 1024


def assert_kept(answer: Mapping[str, Any], guide: Guide, *, new: bool) -> None:
    """Assert that a response which speaks keeps the promises that all must keep."""
    response = answer["response"]
    speech = plain(response["outputSpeech"]["ssml"])
    _assert_well_formed(answer)
    disclaimers = (guide.phrases.disclaimer, guide.phrases.disclaimer_emergency)

    if response["shouldEndSession"]:
        assert speech.endswith(disclaimers), speech
        assert "reprompt" not in response
        return
    reprompt = plain(response["reprompt"]["outputSpeech"]["ssml"])
    assert speech.endswith("?"), speech
    assert reprompt.endswith(disclaimers), reprompt
    assert not new or guide.phrases.disclaimer_short in speech, speech


def _assert_well_formed(answer: Mapping[str, Any]) -> None:
    response = answer["response"]
    spoken = [response["outputSpeech"]]
    if "reprompt" in response:
        spoken.append(response["reprompt"]["outputSpeech"])
    for speech in spoken:
        assert ElementTree.fromstring(speech["ssml"]).tag == "speak"  # noqa: S314
        assert len(speech["ssml"]) < MOST_SPEECH_LETTERS
    assert len(json.dumps(answer).encode()) < MOST_RESPONSE_BYTES
