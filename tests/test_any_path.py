"""Whatever is sent, in whatever order, the promises hold (`make soak` plays on)."""

import os
import sys
from collections.abc import Callable
from typing import Any

import pytest
from ask_sdk_model import Response
from ask_sdk_model.ui import Reprompt, SsmlOutputSpeech
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from alexa import closing
from alexa.handlers.conversation import Launch
from alexa.speech import say
from guide.model import Guide
from guide.pack import read_pack
from guide.turn import Reply, Turn
from tests.any_path import AnyPath, World
from tests.broken import mutations
from tests.promises import assert_harmless
from tools.pack.building import Places
from tools.simulator.device import Device, Handler
from tools.simulator.ear import Ear

SEQUENCES = int(os.environ.get("SEQUENCES", "0"))  # set by `make soak`
FEW = 100
ENVELOPES_FOR_A_SEQUENCE = 4
STEPS = 15


def _settings(examples: int, **others: Any) -> settings:
    """Play the same few each time; in a soak others each time."""
    return settings(
        max_examples=examples,
        derandomize=not SEQUENCES,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        **others,
    )


@pytest.fixture(scope="module")
def world(handler: Handler, ear: Ear, guide: Guide, places: Places) -> World:
    paths = sorted(places.packs.glob("*.json"))
    others = (read_pack(p.read_bytes()) for p in paths if p.stem != guide.locale)
    return World(handler, ear, (guide, *others))


def _listener(world: World) -> type[AnyPath]:
    """Make a listener in the world; in a soak, tell how far it is."""

    class Listener(AnyPath):
        count = 0

        def teardown(self) -> None:
            Listener.count += 1
            _tell(Listener.count, SEQUENCES, "sequences")

    Listener.world = world
    return Listener


def _tell(count: int, total: int, what: str) -> None:
    """Tell how far a soak is, twenty times in all."""
    if total and count % max(1, total // 20) == 0:
        sys.stderr.write(f"{count:,} of {total:,} {what}\n")


def _play(world: World, sequences: int, **others: Any) -> None:
    limits = _settings(sequences, stateful_step_count=STEPS, **others)
    run_state_machine_as_test(_listener(world), settings=limits)


def test_the_promises_hold_on_every_path(world: World) -> None:
    _play(world, SEQUENCES or FEW)


def test_a_broken_envelope_never_gets_an_exception_out(
    world: World, device: Device
) -> None:
    sent: list[None] = []
    whole = [
        device.envelope({"type": "LaunchRequest"}),
        device.envelope({"type": "SessionEndedRequest", "reason": "ERROR"}),
    ]
    device.say("open spine guide")
    for request in ("driving", "it's day three can he drive", "step two of first day"):
        heard = device.say(request)
        whole.append(device.envelope(heard.request))

    @_settings(ENVELOPES_FOR_A_SEQUENCE * (SEQUENCES or FEW))
    @given(st.sampled_from(whole).flatmap(mutations))
    def fuzz(event: Any) -> None:
        sent.append(None)
        _tell(len(sent), ENVELOPES_FOR_A_SEQUENCE * SEQUENCES, "broken envelopes")
        assert_harmless(world.handler(event, None), world.guides)

    fuzz()


def _no_disclaimer_after_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    def without(turn: Turn, reply: Reply) -> Reprompt | None:
        speech = SsmlOutputSpeech(ssml=say(turn.guide, reply.ask))
        return Reprompt(output_speech=speech) if reply.ask else None

    monkeypatch.setattr(closing, "_reprompt", without)


def _a_handler_that_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Launch, turn: Turn) -> Reply:
        raise RuntimeError("planted")

    monkeypatch.setattr(Launch, "reply", fail)


def _a_session_left_undecided(monkeypatch: pytest.MonkeyPatch) -> None:
    def undecided(**parts: Any) -> Response:
        return Response(**{**parts, "should_end_session": None})

    monkeypatch.setattr(closing, "Response", undecided)


@pytest.mark.parametrize(
    "plant",
    [_no_disclaimer_after_silence, _a_handler_that_raises, _a_session_left_undecided],
)
def test_a_planted_fault_is_caught(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    plant: Callable[[pytest.MonkeyPatch], None],
) -> None:
    plant(monkeypatch)

    with pytest.raises(AssertionError):
        _play(world, FEW, phases=[Phase.generate], report_multiple_bugs=False)
