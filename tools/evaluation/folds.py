"""Measures the training on itself: it learns from four fifths, and is asked the rest.

For comparison only. Asks are written to differ, so leaving some out says little about
other people's words.
"""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from statistics import mean

from guide.pack import read_understanding
from guide.understanding import rank
from guide.words import Patterns
from tools.pack.compile import TRAINED_THRESHOLDS
from tools.pack.content import Content
from tools.pack.index import build_index
from tools.pack.phrasings import known_phrasings
from tools.training.examples import Example, examples
from tools.training.fitting import fit

FOLDS = 5
SEED = 1


def five_fold(content: Content) -> list[tuple[float, float]]:
    """Give each fold's shares: the right topic came first, and among the first three.

    Only asks are learned from and asked, not the sayings.
    """
    rows = examples([replace(content, sayings={})])
    Random(SEED).shuffle(rows)  # noqa: S311 # a draw, not a secret
    return [
        _shares(
            content,
            learned=[row for at, row in enumerate(rows) if at % FOLDS != fold],
            asked=[row for row in rows[fold::FOLDS] if row.topic],
        )
        for fold in range(FOLDS)
    ]


def _shares(
    content: Content, learned: Sequence[Example], asked: Sequence[Example]
) -> tuple[float, float]:
    folds = Patterns({}, content.folds)
    known = read_understanding(
        {
            "folds": content.folds,
            "choices": {},
            "thresholds": TRAINED_THRESHOLDS,
            "phrasings": known_phrasings(content, {}),
            "index": build_index(folds, {}, ()),
            "model": fit(folds, learned),
        }
    )
    ranked = [
        [topic for topic, _ in rank(known, row.words, row.manner)[:3]] for row in asked
    ]
    return (
        mean(row.topic == topics[0] for row, topics in zip(asked, ranked, strict=True)),
        mean(row.topic in topics for row, topics in zip(asked, ranked, strict=True)),
    )
