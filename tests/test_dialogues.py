"""Plays the dialogues under tests/dialogues, which a nurse could read, as written.

A turn says what `you` say (nothing: silence), and any of: the `topic` answered, what is
`offered`, the `urgency`, words the `skill` says, and whether the session `ends`. With
`fails`, something breaks while the skill thinks of an answer.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from alexa.handlers import base
from guide.turn import Turn
from tests.conftest import LOCALE
from tools.simulator.device import Device, Exchange
from tools.simulator.dialogues import Dialogue, read_dialogues

KEYS = {"you", "topic", "offered", "urgency", "skill", "ends", "fails"}


ENDINGS = {"stop", "silence", "exit", "one-shot", "an emergency", "an error"}


@pytest.mark.parametrize("dialogue", read_dialogues(LOCALE), ids=lambda d: d.name)
def test_the_dialogue_goes_as_written(
    device: Device, dialogue: Dialogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    play = dialogue.play(device)
    for number, turn in enumerate(dialogue.turns, start=1):
        assert set(turn) <= KEYS
        with monkeypatch.context() as patch:
            if turn.get("fails"):
                patch.setattr(base, "danger_first", _fail)
            heard = next(play)
        _compare(heard, turn, f"turn {number}: {turn['you']!r} -> {heard.speech}")


def _fail(turn: Turn) -> None:
    raise RuntimeError("as the dialogue says")


def test_six_people_talk_for_a_while_and_each_ends_in_another_way() -> None:
    long = {d.name: d for d in read_dialogues(LOCALE) if len(d.turns) >= 8}

    ends = {name: _ends(dialogue.turns[-1]) for name, dialogue in long.items()}

    assert len(long) >= 6
    assert set(ends.values()) >= ENDINGS
    assert max(len(dialogue.turns) for dialogue in long.values()) <= 15


def _ends(turn: Mapping[str, Any]) -> str:
    """Tell how a dialogue ends, by its last turn."""
    said = str(turn["you"] or "silence")
    if turn.get("fails"):
        return "an error"
    if turn.get("urgency") == "emergency":
        return "an emergency"
    return "one-shot" if " ask " in f" {said} " else said


def _compare(heard: Exchange, turn: Mapping[str, Any], where: str) -> None:
    assert heard.topic == turn.get("topic", heard.topic), where
    assert list(heard.offered) == turn.get("offered", list(heard.offered)), where
    assert heard.urgency == turn.get("urgency", heard.urgency), where
    assert turn.get("skill", "") in f"{heard.speech} {heard.reprompt}", where
    assert heard.ends == turn.get("ends", False), where
