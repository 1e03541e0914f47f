"""Measures starts, answers and growth beside peers: `python -m tools.bench --help`."""

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles

from guide.pack import read_pack
from guide.understanding import understand
from guide.words import cut
from tools.bench.function import FunctionError
from tools.bench.growth import write_grown
from tools.bench.measuring import Start, interleaved
from tools.bench.programs import (
    PACKS,
    SKILL,
    SKILL_WORDS,
    Program,
    by_slot,
    in_words,
    programs,
    skill,
)
from tools.bench.report import draw, promises, table, write_figures
from tools.package.building import size
from tools.training.examples import read_questions

RESULTS = Path("build/bench")
QUESTIONS = Path("tests/data/questions.tsv")
LOCALE = "en-US"
SIZES = (100, 1_000, 10_000)
COMPILES = 3
MEGA = 1e6


def main(arguments: list[str] | None = None) -> int:
    """Measure; the exit status is 1 where a program fails to answer."""
    options = _parser().parse_args(arguments)
    try:
        _measure(options.starts, options.grown_starts, options.sizes)
    except FunctionError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _measure(rounds: int, grown_rounds: int, sizes: Sequence[int]) -> None:
    RESULTS.mkdir(parents=True, exist_ok=True)
    _say("compiling the content …")
    compiling = [_compile() for _ in range(COMPILES)]
    _say("building the package and its peers …")
    compared = programs(RESULTS / "packages")
    _say(f"starting {len(compared)} programs, {rounds} times each …")
    starts = interleaved(compared, rounds)
    grown = _grow(sizes, grown_rounds)
    first, again = _understanding()
    print(f"\n{table(compared, starts)}\n")
    print(f"{table(_grown(sizes), grown)}\n")
    print(*promises(starts, grown, sizes), sep="\n")
    print(
        f"understanding, ms a question: {_spread(first)}; asked again {_spread(again)}"
    )
    print(f"compiling all content: {median(compiling):.1f} s")
    print(f"the package: {size(Path('build/lambda')) / MEGA:.1f} MB unzipped")
    write_figures(
        RESULTS / "figures.json",
        {**starts, **grown},
        {"compile_s": compiling, "understanding_ms": first, "again_ms": again},
    )
    draw(RESULTS / "performance.png", compared, starts, grown, sizes)
    print(f"written: {RESULTS}/figures.json, {RESULTS}/performance.png")


def _compile() -> float:
    began = time.perf_counter()
    command = [sys.executable, "-m", "tools.pack", "compile"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def _grow(sizes: Sequence[int], rounds: int) -> dict[str, list[Start]]:
    for count in sizes:
        _say(f"making a pack of {count:,} topics …")
        write_grown(PACKS / f"{LOCALE}.json", count, _packs(count))
    grown = _grown(sizes)
    _say(f"starting with each, {rounds} times …")
    return interleaved(grown, rounds)


def _grown(sizes: Sequence[int]) -> list[Program]:
    kinds = ((SKILL, "by slot", by_slot()), (SKILL_WORDS, "in words", in_words()))
    return [
        skill(_packs(n), f"{name} {n}", f"{n:,} topics, asked {how}", events)
        for n in sizes
        for name, how, events in kinds
    ]


def _packs(count: int) -> Path:
    return RESULTS / "packs" / str(count)


def _understanding() -> tuple[list[float], list[float]]:
    """Time the understanding of every question, when it is new and when it is not."""
    guide = read_pack((PACKS / f"{LOCALE}.json").read_bytes())
    asked = [cut(question.text) for question in read_questions(QUESTIONS)]
    rounds = []
    for _ in range(2):
        took = []
        for words in asked:
            began = time.perf_counter()
            understand(guide.understanding, words)
            took.append((time.perf_counter() - began) * 1000)
        rounds.append(took)
    return rounds[0], rounds[1]


def _spread(took: Sequence[float]) -> str:
    return f"p50 {median(took):.2f}, p99 {quantiles(took, n=100)[98]:.2f}"


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("--starts", type=int, default=60, help="of each program (60)")
    parser.add_argument(
        "--grown-starts", type=int, default=20, help="of each size (20)"
    )
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=SIZES, help="topics (100 1000 10000)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
