"""Measures the understanding: `python -m tools.evaluation --help`."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

from library import Library
from tools.evaluation.chart import draw, weigh
from tools.evaluation.folds import five_fold
from tools.evaluation.scoring import (
    Result,
    ask_all,
    by_section,
    confusions,
    figures,
    milliseconds,
)
from tools.pack.building import CONTENT, freshen
from tools.pack.content import read_content
from tools.simulator.__main__ import start
from tools.training.examples import read_questions

QUESTIONS = Path("tests/data/questions.tsv")
CHART = Path("build/eval/confidence.png")
COMMITTED = Path("docs/understanding-figures.json")
OUTCOMES = ("right", "offered", "checked", "offered others", "refused", "wrong")
BETTER_WHEN_LESS = ("wrong", "missed", "false alarm", "answered", "refused", "others")
LOCALE = "en-US"


def main(arguments: list[str] | None = None) -> int:
    """Ask, print and compare with the figures last committed."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.evaluation", description=__doc__
    )
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    parser.add_argument("--failures", action="store_true", help="list what went wrong")
    parser.add_argument("--keep", action="store_true", help="keep these figures")
    parser.add_argument(
        "--folds", action="store_true", help="five-fold over the asks too (minutes)"
    )
    options = parser.parse_args(arguments)
    device, _ = start(CONTENT, LOCALE)
    content = read_content(CONTENT, LOCALE)
    topics = content.topics
    questions = read_questions(options.questions)
    print(f"asking {len(questions)} questions …", file=sys.stderr)
    results = list(ask_all(device, questions, lambda topic: topics[topic].page.section))
    _print(results, failures=options.failures)
    known = Library(freshen(CONTENT).packs).guide(LOCALE).understanding
    draw(weigh(known, results), CHART)
    print(f"\nconfidence against correctness: {CHART}")
    if options.folds:
        _print_folds(five_fold(content))
    now = figures(results)
    if options.keep:
        COMMITTED.parent.mkdir(exist_ok=True)
        COMMITTED.write_text(json.dumps(now, indent=2) + "\n", "utf-8")
    elif options.questions == QUESTIONS and COMMITTED.exists():
        _compare(json.loads(COMMITTED.read_text("utf-8")), now)
    return 0


def _print(results: Sequence[Result], *, failures: bool) -> None:
    for name, share in figures(results).items():
        print(f"{name:32} {share:7.1%}")
    typical, slowest = milliseconds(results)
    print(f"{'a turn, median and p99':32} {typical:6.1f} ms {slowest:6.1f} ms\n")
    print(f"{'section':16}" + "".join(f"{outcome:>16}" for outcome in OUTCOMES))
    for section, counts in by_section(results).items():
        print(f"{section:16}" + "".join(f"{counts[o]:16}" for o in OUTCOMES))
    print("\nanswered in place of the right topic:")
    for (right, answered), count in confusions(results).most_common(20):
        print(f"  {count} {answered} for {right}")
    if failures:
        _print_failures(results)


def _print_folds(shares: Sequence[tuple[float, float]]) -> None:
    print("\nfive-fold over the asks, for comparison only:")
    for name, each in zip(
        ("first", "among three"), zip(*shares, strict=True), strict=True
    ):
        print(f"  {name:12} {mean(each):.1%} ({min(each):.1%} to {max(each):.1%})")


def _print_failures(results: Sequence[Result]) -> None:
    fine = ("right", "offered", "caught", "calm", "checked", "declined")
    for result in results:
        if result.outcome not in fine:
            question, heard = result.question, result.heard
            got = heard.topic or ", ".join(heard.offered)
            wanted = " ".join(question.accepted)
            print(f"{result.outcome}: {question.text} -> {got} (not {wanted})")


def _compare(before: dict[str, float], now: dict[str, float]) -> None:
    """Say what got worse since the figures were last committed."""
    for name in sorted(before.keys() | now.keys()):
        change = now.get(name, 0.0) - before.get(name, 0.0)
        worse = change > 0 if name.endswith(BETTER_WHEN_LESS) else change < 0
        if worse:
            print(f"worse: {name}: {change:+.1%}, now {now.get(name, 0.0):.1%}")


if __name__ == "__main__":
    sys.exit(main())
