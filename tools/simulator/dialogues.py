"""Written conversations: what somebody says, and what is to come of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tools.simulator.device import Device, Exchange

DIALOGUES = Path("tests/dialogues")


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A conversation; `tests/test_dialogues.py` says what a turn may hold."""

    name: str
    turns: tuple[Mapping[str, Any], ...]

    def play(self, device: Device) -> Iterator[Exchange]:
        """Hold it with a device, one exchange for each turn."""
        for turn in self.turns:
            yield device.say(str(turn["you"] or ""))


def read_dialogues(locale: str, folder: Path = DIALOGUES) -> list[Dialogue]:
    """Read the dialogues of a locale, by name."""
    return [
        Dialogue(path.stem, tuple(yaml.safe_load(path.read_text("utf-8"))))
        for path in sorted((folder / locale).glob("*.yaml"))
    ]
