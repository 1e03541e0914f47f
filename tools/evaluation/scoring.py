"""Asks every question through the whole path, and says what came of it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median

from guide.model import Urgency
from tools.simulator.device import Device, Exchange
from tools.training.examples import Question

IN_SCOPE, RED_FLAG, NEAR_MISS, OUT_OF_SCOPE = (
    "in-scope",
    "red-flag",
    "near-miss",
    "out-of-scope",
)
ALARMS = (Urgency.EMERGENCY, Urgency.CHECK)


@dataclass(frozen=True, slots=True)
class Result:
    """A question, and what was heard; `section` is that of its first right answer."""

    question: Question
    heard: Exchange
    section: str

    @property
    def outcome(self) -> str:
        """Name what came of it, in the terms of the kind of question."""
        kind, heard = self.question.kind, self.heard
        if kind == RED_FLAG:
            return "caught" if heard.urgency in ALARMS else "missed"
        if kind == NEAR_MISS:
            return _alarm(heard.urgency)
        if kind == OUT_OF_SCOPE:
            return "answered" if heard.topic or heard.offered else "declined"
        return self._found()

    def _found(self) -> str:
        accepted, heard = set(self.question.accepted), self.heard
        if heard.topic:
            return "right" if heard.topic in accepted else "wrong"
        if heard.urgency == Urgency.CHECK:
            return "checked"
        if heard.offered:
            return "offered" if accepted & set(heard.offered) else "offered others"
        return "refused"


def _alarm(urgency: str | None) -> str:
    """Tell whether a harmless question raised an alarm; the check is neither."""
    if urgency == Urgency.EMERGENCY:
        return "false alarm"
    return "checked" if urgency == Urgency.CHECK else "calm"


def ask_all(
    device: Device,
    questions: Iterable[Question],
    section_of: Callable[[str], str],
) -> Iterator[Result]:
    """Ask each question in a session of its own, right after the welcome."""
    for question in questions:
        device.session = None
        device.say(f"open {device.invocation_name}")
        heard = device.say(question.text)
        first = next(iter(question.accepted), "")
        yield Result(question, heard, section_of(first) if first else "-")


def figures(results: Iterable[Result]) -> dict[str, float]:
    """Sum up: the share of each outcome among the questions of its kind."""
    counts = Counter((r.question.kind, r.outcome) for r in results)
    totals = Counter[str]()
    for (kind, _), count in counts.items():
        totals[kind] += count
    return {
        f"{kind}: {outcome}": round(count / totals[kind], 4)
        for (kind, outcome), count in sorted(counts.items())
    }


def milliseconds(results: Iterable[Result]) -> tuple[float, float]:
    """Give the median and the 99th percentile of a turn, in milliseconds."""
    times = sorted(result.heard.ms for result in results)
    return median(times), times[int(len(times) * 0.99)]


def by_section(results: Iterable[Result]) -> Mapping[str, Counter[str]]:
    """Count outcomes of questions in scope by section."""
    table: dict[str, Counter[str]] = {}
    for result in results:
        if result.question.kind == IN_SCOPE:
            table.setdefault(result.section, Counter())[result.outcome] += 1
    return table


def confusions(results: Iterable[Result]) -> Counter[tuple[str, str]]:
    """Count which topic was answered in place of which."""
    return Counter(
        (result.question.accepted[0], result.heard.topic or "")
        for result in results
        if result.question.kind == IN_SCOPE and result.outcome == "wrong"
    )
