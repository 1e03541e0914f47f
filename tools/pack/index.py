"""Builds the index of phrasings that leads a listener's words to topics."""

from array import array
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import accumulate
from math import log, sqrt
from typing import Any

from guide.understanding import OUT_OF_SCOPE, features, hash_of
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
    postings: defaultdict[int, list[int]] = defaultdict(list)
    for number, found in enumerate(values):
        for feature in found:
            postings[hash_of(feature)].append(number)
    rarity = {hash_: log(1 + len(rows) / len(at)) for hash_, at in postings.items()}
    lengths = (
        sqrt(sum((value * rarity[hash_of(name)]) ** 2 for name, value in found.items()))
        for found in values
    )
    hashes = sorted(postings)
    return {
        "topics": topics,
        "features": table({hash_: len(postings[hash_]) for hash_ in hashes}),
        "weights": packed("f", (rarity[hash_] for hash_ in hashes)),
        "entries": packed("I", (n for hash_ in hashes for n in postings[hash_])),
        "owners": packed("I", owners),
        "norms": packed("f", lengths),
        "unknown": round(log(1 + len(rows)), 6),
    }


def table(lengths: Mapping[int, int]) -> dict[str, str]:
    """Write `guide.model.Table`: hashes in rising order, each with its row's length."""
    starts = accumulate(lengths.values(), initial=0)
    return {"hashes": packed("I", lengths), "starts": packed("I", starts)}


def packed(kind: str, numbers: Iterable[float]) -> str:
    """Pack numbers, little-endian, in the way that `guide.pack` unpacks them."""
    return kind + b64encode(array(kind, numbers).tobytes()).decode("ascii")


def _distinct(phrases: Iterable[str]) -> list[Tokens]:
    return list(dict.fromkeys(filter(None, map(cut, phrases))))
