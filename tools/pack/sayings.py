"""Reads `sayings/<topic-id>.txt`: how people put it, for the training alone."""

from pathlib import Path
from typing import NamedTuple

from tools.pack.findings import Finding, shown

FOLDER = "sayings"
OUT_OF_SCOPE = "out-of-scope"
REPORTED = "## Reported"


class Saying(NamedTuple):
    """One way to put it, and where it was written.

    `reported` is for an emergency: the sign is told of, and not only asked about.
    """

    text: str
    reported: bool
    path: str
    line: int

    def finding(self, rule: str, message: str) -> Finding:
        """Make a finding about it."""
        return Finding(self.path, self.line, rule, message)


def read_sayings(folder: Path) -> dict[str, tuple[Saying, ...]]:
    """Read the sayings of a language by topic id, one a line.

    Those below a line "## Reported" are reports.
    """
    paths = sorted((folder / FOLDER).glob("*.txt"))
    return {path.stem: tuple(_read(path)) for path in paths}


def _read(path: Path) -> list[Saying]:
    found, reported, name = [], False, shown(path)
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        text = line.strip()
        if text == REPORTED:
            reported = True
        elif text:
            found.append(Saying(text, reported, name, number))
    return found
