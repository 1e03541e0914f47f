"""What the round trip comes to, for people: shares by voice, and what was mistaken."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.listening.hearing import Outcome, Result

HEAD = "source\tvoice\tsaid\theard\twanted\treached\toutcome"


def share(results: Sequence[Result]) -> float:
    """Tell which share of the utterances led to the right place."""
    return sum(one.outcome is Outcome.RIGHT for one in results) / max(len(results), 1)


def table(results: Sequence[Result]) -> str:
    """Write a table of what came of the utterances, by where they stand and voice."""
    names = [(one.trial.source, one.voice) for one in results]
    rows = [
        "| utterances of | voice | tried | right | offered | not understood | wrong |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    for source, voice in dict.fromkeys(names):
        of_it = [
            one
            for one, name in zip(results, names, strict=True)
            if name == (source, voice)
        ]
        rows.append(_row(source, voice, of_it))
    return "\n".join([*rows, _row("all", "all", results)])


def confusions(results: Sequence[Result]) -> Iterator[str]:
    """Yield what did not lead to the right place, as it was said and heard."""
    for one in results:
        if one.outcome is not Outcome.RIGHT:
            wanted = f" instead of {one.trial.topic}" if one.trial.topic else ""
            yield (
                f'{one.voice}: "{one.trial.said}" was heard as "{one.heard}":'
                f" {one.outcome}, {one.reached}{wanted}"
            )


def save(results: Sequence[Result], path: Path) -> None:
    """Write every result as a line of a table with tabs, to compare runs by."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (
        "\t".join(
            (
                *(one.trial.source, one.voice, one.trial.said, one.heard),
                *(one.trial.topic or "", one.reached, one.outcome),
            )
        )
        for one in results
    )
    path.write_text("\n".join([HEAD, *lines, ""]), "utf-8")


def _row(source: str, voice: str, results: Sequence[Result]) -> str:
    counted = Counter(one.outcome for one in results)
    shares = (f"{counted[outcome] / max(len(results), 1):.1%}" for outcome in Outcome)
    return f"| {source} | {voice} | {len(results)} | {' | '.join(shares)} |"
