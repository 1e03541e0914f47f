"""Draws how sure the understanding was against how often it was right."""

from collections.abc import Sequence
from pathlib import Path
from statistics import mean

from alexa.request import MANNERS
from guide.danger import Manner
from guide.model import Understanding
from guide.understanding import rank
from guide.words import cut
from tools.evaluation.scoring import IN_SCOPE, Result

BINS = 10  # equally many questions in each

Weighed = tuple[float, bool]
"""A confidence, and whether the topic it stood for was a right one."""


def weigh(known: Understanding, results: Sequence[Result]) -> list[Weighed]:
    """Rank the words of questions in scope again, as they arrived."""
    found = []
    for result in results:
        intent = result.heard.request.get("intent", {})
        words = max(
            (cut(slot["value"]) for slot in intent.get("slots", {}).values()),
            key=len,
            default=(),
        )
        manner = MANNERS.get(intent.get("name", ""), Manner.TOPIC)
        ranked = rank(known, words, manner) if words else []
        if result.question.kind == IN_SCOPE and ranked:
            best, confidence = ranked[0]
            found.append((confidence, best in result.question.accepted))
    return sorted(found)


def draw(weighed: Sequence[Weighed], path: Path) -> None:
    """Write the chart as a PNG: where it is honest, the dots lie on the line."""
    import matplotlib as mpl  # noqa: PLC0415 # it takes a second

    mpl.use("Agg")
    from matplotlib import pyplot  # noqa: PLC0415

    size = max(1, len(weighed) // BINS)
    bins = [weighed[at : at + size] for at in range(0, len(weighed), size)]
    figure, axes = pyplot.subplots(figsize=(5, 5), layout="constrained")
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    axes.plot(
        [mean(confidence for confidence, _ in group) for group in bins],
        [mean(right for _, right in group) for group in bins],
        marker="o",
    )
    axes.set(
        xlabel="confidence of the best topic",
        ylabel="share of questions where it was right",
        title=f"{len(weighed)} questions in scope, {size} to a dot",
        xlim=(0, 1),
        ylim=(0, 1),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=100)
    pyplot.close(figure)
