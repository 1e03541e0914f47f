"""One JSON line a request, from which nobody learns what a listener said."""

import io
import json
import logging
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

import pytest
from awslambdaric.lambda_runtime_log_utils import JsonFormatter

from tools.simulator.device import Device, Handler

SECRET = "zebraquartz"  # noqa: S105 # of a listener, and not of ours
FIELDS = {
    *("timestamp", "level", "message", "logger"),
    *("request", "intent", "locale", "pack", "outcome", "took_ms"),
}
MAY_BE = {"confidence", "topic", "section", "offered", "urgency"}

Envelope = dict[str, Any]


class Written:
    """What Lambda's own formatter makes of the log."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines() if line]


@pytest.fixture
def written() -> Iterator[Written]:
    caught = Written()
    catch = logging.StreamHandler(caught.stream)
    catch.setFormatter(JsonFormatter())
    root = logging.getLogger()
    level = root.level
    root.addHandler(catch)
    root.setLevel(logging.DEBUG)
    yield caught
    root.setLevel(level)
    root.removeHandler(catch)


def _slot(value: str, ids: tuple[str, ...] = ()) -> Envelope:
    found = [{"value": {"name": value, "id": id_}} for id_ in ids]
    code = "ER_SUCCESS_MATCH" if ids else "ER_SUCCESS_NO_MATCH"
    authority = {"authority": "a", "status": {"code": code}, "values": found}
    resolutions = {"resolutionsPerAuthority": [authority]}
    return {"name": "topic", "value": value, "resolutions": resolutions}


def _intent(name: str, **slots: Envelope) -> Envelope:
    return {"type": "IntentRequest", "intent": {"name": name, "slots": slots}}


REQUESTS: dict[str, Envelope] = {
    "launch": {"type": "LaunchRequest"},
    "resolved": _intent("TopicIntent", topic=_slot("driving", ("driving",))),
    "unresolved": _intent("TopicIntent", topic=_slot("can i drive")),
    "words": _intent("QuestionIntent", query={"name": "query", "value": "drive a car"}),
    "danger": _intent("ReportIntent", query={"name": "query", "value": "chest pain"}),
    "number": _intent("StepIntent", number={"name": "number", "value": "3"}),
    "yes": _intent("AMAZON.YesIntent"),
    "touch": {
        "type": "Alexa.Presentation.APL.UserEvent",
        "arguments": ["topic", "driving"],
        "token": "t",
    },
    "ended": {
        "type": "SessionEndedRequest",
        "reason": "ERROR",
        "error": {"type": "INVALID_RESPONSE", "message": "m"},
    },
    "exception": {
        "type": "System.ExceptionEncountered",
        "error": {"type": "INVALID_RESPONSE", "message": "m"},
    },
    "enquiry": {"type": "CanFulfillIntentRequest", "intent": {"name": "TopicIntent"}},
}


def _whole(device: Device, request: Envelope) -> Envelope:
    envelope = deepcopy(device.envelope(request))
    envelope["session"]["new"] = False
    envelope["session"]["attributes"] = {"topic": "driving", "offered": ["lifting"]}
    envelope["context"]["System"]["apiAccessToken"] = "token"
    envelope["context"]["Geolocation"] = {"coordinate": {"latitudeInDegrees": 1.5}}
    return envelope


def _with_secret(whole: Any) -> Iterator[Any]:
    """Yield copies, each with the secret in another place: a value, or a name."""
    if isinstance(whole, Mapping):
        for key, value in whole.items():
            yield {**whole, key: SECRET}
            yield {**{k: v for k, v in whole.items() if k != key}, SECRET: value}
            yield from ({**whole, key: changed} for changed in _with_secret(value))
    elif isinstance(whole, list):
        for place, value in enumerate(whole):
            yield from (
                [*whole[:place], changed, *whole[place + 1 :]]
                for changed in (SECRET, *_with_secret(value))
            )


@pytest.mark.parametrize("kind", REQUESTS)
def test_no_secret_in_any_field_of_a_request_reaches_the_log(
    handler: Handler, device: Device, written: Written, kind: str
) -> None:
    asked = 0
    for envelope in _with_secret(_whole(device, REQUESTS[kind])):
        handler(envelope, None)
        asked += 1

    assert asked > 40
    assert len(written.lines) == asked
    assert SECRET not in written.text.lower()


@pytest.mark.parametrize("kind", REQUESTS)
def test_a_request_leaves_one_line(
    handler: Handler, device: Device, written: Written, kind: str
) -> None:
    handler(_whole(device, REQUESTS[kind]), None)

    [line] = written.lines
    assert line["message"] == "turn"
    assert line["outcome"]


def test_a_line_tells_what_came_of_the_request_and_nothing_else(
    handler: Handler, device: Device, written: Written
) -> None:
    handler(_whole(device, REQUESTS["resolved"]), None)

    [line] = written.lines
    assert set(line) - MAY_BE == FIELDS
    assert line["request"] == "IntentRequest"
    assert line["intent"] == "TopicIntent"
    assert line["topic"] == "driving"
    assert line["section"] == "recovery"
    assert line["confidence"] == "resolved"
    assert line["locale"] == "en-US"


@pytest.mark.parametrize(
    ("slot", "confidence"),
    [
        pytest.param(_slot("driving", ("driving",)), "resolved", id="by-alexa"),
        pytest.param(_slot("driving"), "sure", id="by-words"),
        pytest.param(
            _slot("driving or lifting", ("driving", "lifting")), "near", id="of-two"
        ),
        pytest.param(_slot("weather in paris"), "none", id="not-at-all"),
    ],
)
def test_a_line_tells_how_sure_it_was(
    handler: Handler, device: Device, written: Written, slot: Envelope, confidence: str
) -> None:
    handler(_whole(device, _intent("TopicIntent", topic=slot)), None)

    [line] = written.lines
    assert line["confidence"] == confidence


def test_a_failure_leaves_one_line_that_says_where(
    handler: Handler, device: Device, written: Written
) -> None:
    envelope = _whole(device, REQUESTS["launch"])
    envelope["request"]["locale"] = "fr-FR"

    handler(envelope, None)

    [line] = written.lines
    assert (line["message"], line["outcome"]) == ("failed", "failed")
    assert line["level"] == "ERROR"
    assert line["where"]
