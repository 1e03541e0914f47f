"""Plays the dialogues under tests/dialogues, which a nurse could read, as written.

A turn says what `you` say (nothing: silence), and any of: the `topic` answered, what is
`offered`, the `urgency`, words the `skill` says, and whether the session `ends`.
"""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.conftest import LOCALE
from tools.simulator.device import Device, Exchange
from tools.simulator.dialogues import Dialogue, read_dialogues

KEYS = {"you", "topic", "offered", "urgency", "skill", "ends"}


@pytest.mark.parametrize("dialogue", read_dialogues(LOCALE), ids=lambda d: d.name)
def test_the_dialogue_goes_as_written(device: Device, dialogue: Dialogue) -> None:
    turns = zip(dialogue.turns, dialogue.play(device), strict=True)
    for number, (turn, heard) in enumerate(turns, start=1):
        assert set(turn) <= KEYS
        _compare(heard, turn, f"turn {number}: {turn['you']!r} -> {heard.speech}")


def _compare(heard: Exchange, turn: Mapping[str, Any], where: str) -> None:
    assert heard.topic == turn.get("topic", heard.topic), where
    assert list(heard.offered) == turn.get("offered", list(heard.offered)), where
    assert heard.urgency == turn.get("urgency", heard.urgency), where
    assert turn.get("skill", "") in f"{heard.speech} {heard.reprompt}", where
    assert heard.ends == turn.get("ends", False), where
