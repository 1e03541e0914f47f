"""Starts programs in turn, many times over, and sums up what was seen."""

import itertools
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from statistics import median, quantiles

from tools.bench.function import Function, FunctionError
from tools.bench.programs import Program

WARM = 100  # answers after the first, of each start
RESAMPLED = 2000
SEED = 1
MEGA = 1e6
MEASURES = ("start", "first", "cold", "cpu", "first_cpu", "warm_cpu", "memory")


@dataclass(frozen=True, slots=True)
class Start:
    """One fresh process: milliseconds, and the most memory it took in MB.

    `cold` is from the start of the process to its first answer, `cpu` the time that it
    had a processor until then: on a busy machine, the fairer of the two. `first_cpu`
    and `warm_cpu` are what of it one answer took, the first and those after it.
    """

    start: float
    first: float
    cold: float
    cpu: float
    first_cpu: float
    warm_cpu: float
    warm: tuple[float, ...]
    memory: float


@dataclass(frozen=True, slots=True)
class Interval:
    """A ratio of medians, and where it lies in 95 of 100 draws of the same starts."""

    ratio: float
    low: float
    high: float

    def __str__(self) -> str:
        """Write it as people read it."""
        return f"{self.ratio:.2f} ({self.low:.2f} to {self.high:.2f})"


def one_start(program: Program) -> Start:
    """Start a program, and ask it its events.

    Raises FunctionError where it fails to answer.
    """
    events = itertools.cycle(program.events)
    with Function(program.package, program.environment) as function:
        function.wait()
        ready = function.processor_ms()
        first = function.invoke(next(events))
        cpu = function.processor_ms()
        answers = [first, *(function.invoke(next(events)) for _ in range(WARM))]
        for answer in answers:
            if answer.failed:
                raise FunctionError(f"{program.name}: {answer.body}")
        return Start(
            start=function.start_ms,
            first=first.ms,
            cold=(first.came - function.began) * 1000,
            cpu=cpu,
            first_cpu=cpu - ready,
            warm_cpu=(function.processor_ms() - cpu) / WARM,
            warm=tuple(answer.ms for answer in answers[1:]),
            memory=function.memory() / MEGA,
        )


def interleaved(programs: Sequence[Program], rounds: int) -> dict[str, list[Start]]:
    """Start every program once in each round, in an order drawn anew."""
    starts: dict[str, list[Start]] = {program.name: [] for program in programs}
    order, random = list(programs), Random(SEED)  # noqa: S311 # no secret
    for number in range(1, rounds + 1):
        random.shuffle(order)
        for program in order:
            starts[program.name].append(one_start(program))
        print(f"\r  round {number} of {rounds}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return starts


def summary(starts: Sequence[Start]) -> dict[str, float]:
    """Give medians, with the middle half of the cold starts and the warm p99."""
    warm = [ms for start in starts for ms in start.warm]
    low, _, high = quantiles([start.cold for start in starts], n=4)
    return {
        **{name: median(getattr(start, name) for start in starts) for name in MEASURES},
        "cold_low": low,
        "cold_high": high,
        "cold_least": min(start.cold for start in starts),
        "warm_p50": median(warm),
        "warm_p99": quantiles(warm, n=100)[98],
    }


def compared(
    ours: Sequence[Start], theirs: Sequence[Start], of: Callable[[Start], float]
) -> Interval:
    """Compare a measure of two programs, round by round drawn again."""
    pairs = [(of(our), of(their)) for our, their in zip(ours, theirs, strict=True)]
    random = Random(SEED)  # noqa: S311 # no secret
    drawn = sorted(
        _ratio(random.choices(pairs, k=len(pairs))) for _ in range(RESAMPLED)
    )
    edge = RESAMPLED // 40
    return Interval(_ratio(pairs), drawn[edge], drawn[-edge - 1])


def warm_p50(start: Start) -> float:
    """Give the median of a start's warm answers."""
    return median(start.warm)


def _ratio(pairs: Sequence[tuple[float, float]]) -> float:
    return median(our for our, _ in pairs) / median(their for _, their in pairs)
