"""What a rule is, and what it finds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from inspect import getdoc

from tools.certify.subject import Subject

NAMED = 5  # how many examples of one failure are enough


class Outcome(StrEnum):
    """What came of a rule; `PERSON` is for what no program can tell."""

    PASSED = "pass"
    FAILED = "FAIL"
    PERSON = "a person must look"


@dataclass(slots=True)
class Notes:
    """What a rule has seen: its failures, what a person must do, and the evidence."""

    failures: list[str] = field(default_factory=list)
    to_do: list[str] = field(default_factory=list)
    evidence: str = ""

    def fail(self, problem: str) -> None:
        """Note something that breaks the rule."""
        self.failures.append(problem)

    def ask(self, what: str) -> None:
        """Note something that a person must look at."""
        self.to_do.append(what)

    def saw(self, evidence: str) -> None:
        """Note what was looked at."""
        self.evidence = evidence

    @property
    def examples(self) -> list[str]:
        """The first few failures, and how many there are besides."""
        others = len(self.failures) - NAMED
        more = [f"and {others} more"] if others > 0 else []
        return [*self.failures[:NAMED], *more]

    @property
    def outcome(self) -> Outcome:
        """What it comes to."""
        if self.failures:
            return Outcome.FAILED
        return Outcome.PERSON if self.to_do else Outcome.PASSED


Check = Callable[[Subject, Notes], None]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of certification: who states it, and what holds it."""

    id: str
    source: str
    check: Check

    @property
    def says(self) -> str:
        """The rule, as a sentence: the docstring of its check."""
        return (getdoc(self.check) or "").split("\n\n")[0].replace("\n", " ")

    def apply(self, subject: Subject) -> Notes:
        """Hold a subject to the rule."""
        notes = Notes()
        self.check(subject, notes)
        return notes
