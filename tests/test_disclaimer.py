"""Promise 1: the disclaimer is the last thing heard, however a session ends."""

from typing import Any

import pytest

from alexa.closing import FLOOR
from alexa.handlers.conversation import Help
from guide.model import Guide
from guide.turn import Reply, Turn
from tests.promises import assert_kept
from tools.simulator.device import Device, Handler
from tools.simulator.speech import plain


def test_stop_ends_with_the_disclaimer(opened: Device, guide: Guide) -> None:
    heard = opened.say("stop")

    assert heard.ends
    assert heard.speech.endswith(guide.phrases.disclaimer)


def test_silence_ends_with_the_disclaimer(opened: Device, guide: Guide) -> None:
    heard = opened.silence()

    assert heard.ends
    assert heard.reprompt.endswith(guide.phrases.disclaimer)


def test_a_one_shot_answer_ends_with_the_full_disclaimer(
    device: Device, guide: Guide
) -> None:
    heard = device.say("driving")

    assert heard.topic == "driving"
    assert heard.ends
    assert heard.speech.endswith(guide.phrases.disclaimer)


def test_a_session_that_stays_open_begins_with_the_short_disclaimer(
    device: Device, guide: Guide
) -> None:
    heard = device.say("what happens during the procedure")

    assert not heard.ends
    assert heard.speech.startswith(guide.phrases.disclaimer_short)


def test_the_welcome_carries_the_short_disclaimer_in_under_thirty_words(
    device: Device, guide: Guide
) -> None:
    heard = device.say("open spine guide")

    assert guide.phrases.disclaimer_short in heard.speech
    assert len(heard.speech.split()) < 30


def test_it_is_not_heard_after_every_answer(opened: Device, guide: Guide) -> None:
    heard = opened.say("driving")

    assert guide.phrases.disclaimer not in heard.speech
    assert guide.phrases.disclaimer_short not in heard.speech


def test_an_emergency_ends_with_the_number_again(opened: Device) -> None:
    heard = opened.say("i can't breathe")

    assert heard.ends
    assert heard.speech.endswith("That is 911.")


def test_alexas_own_end_is_silent(opened: Device) -> None:
    heard = opened.say("exit")

    assert heard.request["type"] == "SessionEndedRequest"
    assert heard.speech == ""
    assert not opened.in_session


def test_a_handler_that_raises_apologises_with_the_disclaimer(
    opened: Device, guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Help, turn: Turn) -> Reply:
        raise RuntimeError("planted")

    monkeypatch.setattr(Help, "reply", fail)

    heard = opened.say("help")

    assert heard.ends
    assert heard.speech == f"{guide.phrases.apology} {guide.phrases.disclaimer}"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"request": {"type": "Nobody.Knows"}}, id="unknown-type"),
        pytest.param({"request": {"locale": "en-US"}}, id="no-type"),
        pytest.param({"session": None}, id="session-null"),
        pytest.param({"session": "x"}, id="session-text"),
        pytest.param({"context": None}, id="no-context"),
        pytest.param({"request": None}, id="no-request"),
    ],
)
def test_malformed_requests_end_with_a_disclaimer(
    handler: Handler, guide: Guide, envelope: dict[str, Any], change: dict[str, Any]
) -> None:
    response = handler({**envelope, **change}, None)["response"]

    speech = plain(response["outputSpeech"]["ssml"])
    assert speech.endswith((guide.phrases.disclaimer, FLOOR[-40:])) or speech.endswith(
        "?"
    )


@pytest.mark.parametrize("event", [None, [], "x", 7, {}], ids=str)
def test_nonsense_instead_of_an_event_gets_the_floor(
    handler: Handler, event: object
) -> None:
    response = handler(event, None)["response"]

    assert plain(response["outputSpeech"]["ssml"]) == FLOOR
    assert response["shouldEndSession"]


def test_a_request_without_a_session_is_answered_and_closed(
    handler: Handler, guide: Guide, envelope: dict[str, Any]
) -> None:
    del envelope["session"]

    answer = handler(envelope, None)

    assert_kept(answer, guide, new=True)
