"""Promise 5: nothing about a person is kept or logged."""

import logging
from typing import Any

import pytest

from tools.simulator.device import Device, Handler
from tools.simulator.ear import Ear

UTTERED = "zebra quartz"
KEPT = {"topic", "offered", "walk", "misses", "rate", "heard"}


@pytest.fixture
def logs(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    return caplog


def _all_of(logs: pytest.LogCaptureFixture) -> str:
    return "\n".join(str(record.__dict__) for record in logs.records)


def test_no_words_of_the_listener_are_logged(
    opened: Device, ear: Ear, logs: pytest.LogCaptureFixture
) -> None:
    for name, slots in ear.intents.items():
        opened.send(name, dict.fromkeys(slots, UTTERED))

    assert logs.records
    assert UTTERED not in _all_of(logs)


def test_no_id_of_a_person_or_device_is_logged(
    handler: Handler, envelope: dict[str, Any], logs: pytest.LogCaptureFixture
) -> None:
    envelope["session"]["user"]["userId"] = UTTERED
    envelope["session"]["sessionId"] = UTTERED
    envelope["context"]["System"]["device"]["deviceId"] = UTTERED
    envelope["context"]["System"]["user"]["userId"] = UTTERED

    handler(envelope, None)

    assert logs.records
    assert UTTERED not in _all_of(logs)


@pytest.mark.parametrize(
    "request_part",
    [
        pytest.param({"type": UTTERED}, id="unknown-type"),
        pytest.param({"timestamp": UTTERED}, id="bad-timestamp"),
        pytest.param({"locale": UTTERED}, id="bad-locale"),
        pytest.param({"type": "IntentRequest", "intent": UTTERED}, id="bad-intent"),
    ],
)
def test_a_failure_logs_where_and_not_what(
    handler: Handler,
    envelope: dict[str, Any],
    logs: pytest.LogCaptureFixture,
    request_part: dict[str, Any],
) -> None:
    envelope["request"] |= request_part

    handler(envelope, None)

    assert UTTERED not in _all_of(logs)


def test_the_session_keeps_nothing_but_where_the_conversation_is(
    opened: Device,
) -> None:
    opened.say("driving")

    assert opened.session is not None
    assert set(opened.session["attributes"]) == KEPT
    assert UTTERED not in str(opened.say(f"my {UTTERED}").response["sessionAttributes"])
