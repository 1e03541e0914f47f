"""What is wrong with content, said the way editors and CI can jump to."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """One thing to mend."""

    path: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        """Write it as `path:line: rule: message`."""
        return f"{self.path}:{self.line}: {self.rule}: {self.message}"


class BadContentError(Exception):
    """Raised if content has mistakes; `findings` lists every one of them."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Keep the findings in the order of files and lines."""
        self.findings = sorted(set(findings))
        super().__init__(f"{len(self.findings)} mistakes in content")


def shown(path: Path) -> str:
    """Write a path as seen from the working folder, where it lies below it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
