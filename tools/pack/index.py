"""Builds the index of phrasings that leads a listener's words to topics."""

from array import array
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import log, sqrt
from typing import Any

from guide.understanding import OUT_OF_SCOPE, features
from guide.words import Patterns, Tokens, cut


def build_index(
    folds: Patterns, phrasings: Mapping[str, Iterable[str]], out_of_scope: Iterable[str]
) -> dict[str, Any]:
    """Build `guide.model.Index` from phrasings by topic, as JSON values."""
    topics = [*phrasings, OUT_OF_SCOPE]
    rows = [
        (place, row)
        for place, topic in enumerate(topics)
        for row in _distinct(phrasings.get(topic, out_of_scope))
    ]
    owners = array("I", (place for place, _ in rows))
    values = [features(folds, words) for _, words in rows]
    postings: defaultdict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(values):
        for feature in found:
            postings[feature].append(number)
    names = sorted(postings)
    rarity = {name: log(1 + len(rows) / len(postings[name])) for name in names}
    lengths = (
        sqrt(sum((value * rarity[name]) ** 2 for name, value in found.items()))
        for found in values
    )
    return {
        "topics": topics,
        "features": "\n".join(names),
        "weights": packed("f", (rarity[name] for name in names)),
        "starts": packed("I", starts_of(len(postings[name]) for name in names)),
        "entries": packed("I", (n for name in names for n in postings[name])),
        "owners": packed("I", owners),
        "norms": packed("f", lengths),
        "unknown": round(log(1 + len(rows)), 6),
    }


def starts_of(counts: Iterable[int]) -> list[int]:
    """Give where each of several runs starts when they stand in a row, and the end."""
    starts = [0]
    for count in counts:
        starts.append(starts[-1] + count)
    return starts


def packed(kind: str, numbers: Iterable[float]) -> str:
    """Pack numbers as little-endian base64, which is how `guide.pack` unpacks them."""
    return b64encode(array(kind, numbers).tobytes()).decode("ascii")


def _distinct(phrases: Iterable[str]) -> list[Tokens]:
    return list(dict.fromkeys(filter(None, map(cut, phrases))))
