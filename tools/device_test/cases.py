"""Turns the dialogues of the tests into cases for `ask smapi simulate-skill`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

DIALOGUES = Path("tests") / "dialogues"
NEW, SAME = "FORCE_NEW_SESSION", "DEFAULT"
WAKE = "alexa, "


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing said to Alexa, and what has to come of it; None where it is open."""

    request: Mapping[str, Any]
    skill: str
    topic: str | None
    ends: bool

    @property
    def says(self) -> str:
        """What is said."""
        return str(self.request["input"]["content"])


@dataclass(frozen=True, slots=True)
class Case:
    """A dialogue, as far as it can be simulated.

    Silence only happens on a device, and failures only where one can be planted.
    """

    name: str
    locale: str
    turns: tuple[Turn, ...]
    left_out: int


def cases(folder: Path = DIALOGUES) -> Iterator[Case]:
    """Yield a case for each dialogue, by locale."""
    for path in sorted(folder.rglob("*.yaml")):
        turns = yaml.safe_load(path.read_text("utf-8"))
        spoken = [turn for turn in turns if turn["you"] and not turn.get("fails")]
        locale = path.parent.name
        made = tuple(_turn(turn, locale, at) for at, turn in enumerate(spoken))
        yield Case(path.stem, locale, made, len(turns) - len(spoken))


def _turn(turn: Mapping[str, Any], locale: str, at: int) -> Turn:
    request = {
        "input": {"content": turn["you"].removeprefix(WAKE)},
        "device": {"locale": locale},
        "session": {"mode": SAME if at else NEW},
    }
    ends = bool(turn.get("ends", False))
    return Turn(request, turn.get("skill", ""), turn.get("topic"), ends)
