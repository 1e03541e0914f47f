"""Plays the dialogues under tests/dialogues, which a nurse could read, as written.

A turn says what `you` say (nothing: silence), and any of: the `topic` answered, what is
`offered`, the `urgency`, words the `skill` says, and whether the session `ends`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools.simulator.device import Device, Exchange

FOLDER = Path(__file__).parent / "dialogues"
KEYS = {"you", "topic", "offered", "urgency", "skill", "ends"}


def _dialogues() -> Iterator[Any]:
    for path in sorted(FOLDER.rglob("*.yaml")):
        yield pytest.param(path, id=str(path.relative_to(FOLDER).with_suffix("")))


@pytest.mark.parametrize("path", list(_dialogues()))
def test_the_dialogue_goes_as_written(device: Device, path: Path) -> None:
    for number, turn in enumerate(yaml.safe_load(path.read_text("utf-8")), start=1):
        assert set(turn) <= KEYS

        heard = device.say(turn["you"])

        _compare(heard, turn, f"turn {number}: {turn['you']!r} -> {heard.speech}")


def _compare(heard: Exchange, turn: dict[str, Any], where: str) -> None:
    assert heard.topic == turn.get("topic", heard.topic), where
    assert list(heard.offered) == turn.get("offered", list(heard.offered)), where
    assert heard.urgency == turn.get("urgency", heard.urgency), where
    assert turn.get("skill", "") in f"{heard.speech} {heard.reprompt}", where
    assert heard.ends == turn.get("ends", False), where
