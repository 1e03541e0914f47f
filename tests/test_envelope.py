"""Requests and responses mean the same to us as to the SDK's own serializer."""

import json
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope, Response
from ask_sdk_model.interfaces.alexa.presentation.apl import RenderDocumentDirective
from ask_sdk_model.ui import Reprompt, SimpleCard, SsmlOutputSpeech

from alexa.envelope import read_envelope, write
from tools.simulator.device import Device

SCREEN: dict[str, Any] = {
    "Viewport": {
        "experiences": [{"canRotate": False, "canResize": False}],
        "shape": "RECTANGLE",
        "pixelWidth": 1024,
        "pixelHeight": 600,
        "dpi": 160,
        "touch": ["SINGLE"],
    },
    "Alexa.Presentation.APL": {"token": "answer", "version": "AriaRuntime-1.0"},
}


def _theirs(envelope: dict[str, Any]) -> Any:
    return DefaultSerializer().deserialize(json.dumps(envelope), RequestEnvelope)


def _plain(read: RequestEnvelope) -> Any:
    """Give a model as plain values, without what stays as it came."""
    values: Any = read.to_dict()
    values["request"].pop("timestamp")
    for interface in ("viewport", "viewports", "alexa_presentation_apl"):
        values["context"].pop(interface)
    values["context"]["system"]["device"]["supported_interfaces"] = None
    return values


def _intent(value: Any) -> dict[str, Any]:
    found = {"name": "Driving", "id": "driving"}
    authority = {
        "authority": "amzn1.er-authority.x",
        "status": {"code": "ER_SUCCESS_MATCH"},
        "values": [{"value": found}],
    }
    slot = {
        "name": "topic",
        "value": value,
        "confirmationStatus": "NONE",
        "source": "USER",
        "resolutions": {"resolutionsPerAuthority": [authority]},
        "slotValue": {"type": "Simple", "value": value},
    }
    intent = {"name": "TopicIntent", "confirmationStatus": "NONE"}
    return {
        "type": "IntentRequest",
        "dialogState": "COMPLETED",
        "intent": {**intent, "slots": {"topic": slot}},
    }


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param({"type": "LaunchRequest"}, id="launch"),
        pytest.param(_intent("driving"), id="slot"),
        pytest.param(_intent(None), id="empty-slot"),
        pytest.param(_intent(7), id="number-for-text"),
        pytest.param(
            {
                "type": "SessionEndedRequest",
                "reason": "ERROR",
                "error": {"type": "INVALID_RESPONSE", "message": "x"},
            },
            id="end",
        ),
        pytest.param(
            {"type": "Alexa.Presentation.APL.UserEvent", "arguments": ["topic", 1]},
            id="touch",
        ),
    ],
)
@pytest.mark.parametrize("new", [True, False])
def test_a_request_is_read_as_the_sdk_reads_it(
    device: Device, request_: dict[str, Any], new: bool
) -> None:
    envelope = device.envelope(request_)
    envelope["session"] |= {"new": new, "attributes": {"topic": "driving", "n": [1]}}
    envelope["context"] |= SCREEN

    read = read_envelope(envelope)

    assert _plain(read) == _plain(_theirs(envelope))
    assert type(read.request) is type(_theirs(envelope).request)


def test_what_a_device_can_do_stays_as_it_came(device: Device) -> None:
    envelope = device.envelope({"type": "LaunchRequest"})
    can = {"Alexa.Presentation.APL": {"runtime": {"maxVersion": "2024.2"}}}
    envelope["context"]["System"]["device"]["supportedInterfaces"] = can

    context: Any = read_envelope(envelope).context
    read = context.system.device.supported_interfaces

    assert read.alexa_presentation_apl == can["Alexa.Presentation.APL"]
    assert read.display is None


@pytest.mark.parametrize(
    "envelope",
    [
        None,
        [],
        "LaunchRequest",
        {"request": "LaunchRequest"},
        {"request": {"type": "NoSuchRequest"}},
        {"request": {"type": "IntentRequest", "intent": {"slots": [1]}}},
        {"request": {"type": "IntentRequest", "dialogState": "NO_SUCH_STATE"}},
    ],
)
def test_what_is_no_request_is_refused(envelope: object) -> None:
    with pytest.raises((ValueError, TypeError, AttributeError, KeyError)):
        read_envelope(envelope)


def test_a_response_is_written_as_the_sdk_writes_it() -> None:
    response = Response(
        output_speech=SsmlOutputSpeech(ssml="<speak>Hello</speak>"),
        reprompt=Reprompt(output_speech=SsmlOutputSpeech(ssml="<speak>Hm?</speak>")),
        card=SimpleCard(title="Hello", content="Hello."),
        directives=[RenderDocumentDirective(document={"a": [1, None]})],
        should_end_session=False,
    )

    written = write(response)

    assert written == DefaultSerializer().serialize(response)
