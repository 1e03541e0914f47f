"""What was measured, as a table, a file and a picture."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tools.bench.measuring import MEASURES, Interval, Start, compared, summary, warm_p50
from tools.bench.programs import HELLO, HELLO_ORDINARY, SKILL, SKILL_WORDS, Program

Starts = Mapping[str, Sequence[Start]]


def table(programs: Sequence[Program], starts: Starts) -> str:
    """Write a Markdown table of programs."""
    lines = [
        "| | start | first answer | cold | middle half | processor | warm p50 | p99 "
        "| memory |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for program in programs:
        seen = summary(starts[program.name])
        lines.append(
            f"| {program.about} | {seen['start']:.0f} | {seen['first']:.1f} "
            f"({seen['first_cpu']:.1f}) "
            f"| {seen['cold']:.0f} | {seen['cold_low']:.0f} to {seen['cold_high']:.0f} "
            f"| {seen['cpu']:.0f} | {seen['warm_p50']:.2f} "
            f"({seen['warm_cpu']:.2f}) | {seen['warm_p99']:.2f} "
            f"| {seen['memory']:.0f} MB |"
        )
    return "\n".join(lines)


def promises(starts: Starts, grown: Starts, sizes: Sequence[int]) -> list[str]:
    """Say of each target what was measured: the ratio, and its interval."""
    few, many = (grown[f"{SKILL} {size}"] for size in (sizes[0], sizes[-1]))
    words = (grown[f"{SKILL_WORDS} {size}"] for size in (sizes[0], sizes[-1]))
    few_words, many_words = words
    ours = starts[SKILL]
    skills = [summary(starts[name]) for name in (SKILL, SKILL_WORDS)]
    first, first_cpu = (
        max(seen[of] for seen in skills) for of in ("first", "first_cpu")
    )
    p99 = max(seen["warm_p99"] for seen in skills)
    times = f"{sizes[0]:,} to {sizes[-1]:,} topics"
    return [
        _line("cold, of the ordinary hello", 0.45, _cold(ours, starts[HELLO_ORDINARY])),
        _line("cold, of the hello with bytecode", 1.10, _cold(ours, starts[HELLO])),
        _line(
            "processor to the first answer, of the hello with bytecode",
            1.10,
            compared(ours, starts[HELLO], lambda start: start.cpu),
        ),
        f"first answer after start: {first:.1f} ms ({first_cpu:.1f} of a processor), "
        "at most 3",
        _line("warm p50, of the hello", 1.5, compared(ours, starts[HELLO], warm_p50)),
        _line(
            "processor for a warm answer, of the hello",
            1.5,
            compared(ours, starts[HELLO], lambda start: start.warm_cpu),
        ),
        f"warm p99: {p99:.2f} ms, under 5",
        _line(f"{times}: warm p50", 3, compared(many, few, warm_p50)),
        _line(
            f"{times}: warm p50, words", 3, compared(many_words, few_words, warm_p50)
        ),
        _line(f"{times}: cold", 2, _cold(many, few)),
        _line(f"{times}: memory", 3, compared(many, few, lambda start: start.memory)),
    ]


def write_figures(path: Path, starts: Starts, others: Mapping[str, Any]) -> None:
    """Write everything that was measured, and on what machine, as JSON."""
    figures = {
        "machine": {
            "python": platform.python_version(),
            "system": platform.platform(),
            "processors": os.cpu_count(),
            "load": os.getloadavg(),
        },
        "summaries": {name: summary(some) for name, some in starts.items()},
        "starts": {
            name: [[getattr(start, name) for name in MEASURES] for start in some]
            for name, some in starts.items()
        },
        **others,
    }
    path.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


def draw(
    path: Path,
    programs: Sequence[Program],
    starts: Starts,
    grown: Starts,
    sizes: Sequence[int],
) -> None:
    """Draw cold starts, and what growth costs."""
    import matplotlib as mpl  # noqa: PLC0415 # it takes a second

    mpl.use("Agg")
    from matplotlib import pyplot  # noqa: PLC0415

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(13, 4.5))
    _draw_starts(left, programs, starts)
    _draw_growth(right, grown, sizes)
    figure.tight_layout()
    figure.savefig(path, dpi=110)


def _draw_starts(axes: Any, programs: Sequence[Program], starts: Starts) -> None:
    shown = list(reversed(programs))
    colds = [[start.cold for start in starts[program.name]] for program in shown]
    axes.boxplot(colds, orientation="horizontal", showfliers=False, widths=0.6)
    axes.set_yticks(range(1, len(shown) + 1), [program.about for program in shown])
    axes.set_xlim(left=0)
    axes.set_xlabel("from start to first answer, ms (box: the middle half)")
    axes.set_title(f"Cold starts, {len(colds[0])} of each, interleaved")
    axes.grid(axis="x", alpha=0.3)


def _draw_growth(axes: Any, grown: Starts, sizes: Sequence[int]) -> None:
    kinds = {
        "cold start": (SKILL, "cold"),
        "warm, by slot": (SKILL, "warm_p50"),
        "warm, free words": (SKILL_WORDS, "warm_p50"),
        "most memory": (SKILL_WORDS, "memory"),
    }
    for label, (name, measure) in kinds.items():
        seen = [summary(grown[f"{name} {size}"])[measure] for size in sizes]
        axes.plot(sizes, [one / seen[0] for one in seen], marker="o", label=label)
    axes.set_xscale("log")
    axes.set_ylim(bottom=0)
    axes.set_xlabel("topics")
    axes.set_ylabel(f"times that of {sizes[0]} topics")
    axes.set_title("Growth")
    axes.legend()
    axes.grid(alpha=0.3)


def _cold(ours: Sequence[Start], theirs: Sequence[Start]) -> Interval:
    return compared(ours, theirs, lambda start: start.cold)


def _line(what: str, most: float, seen: Interval) -> str:
    held = "held" if seen.ratio <= most else "NOT HELD"
    return f"{what}: {seen}, at most {most}: {held}"
