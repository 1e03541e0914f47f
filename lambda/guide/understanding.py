"""Leads a listener's own words to topics, with a confidence, or to none."""

from binascii import crc32
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import exp, sqrt
from operator import itemgetter

from guide.danger import Manner
from guide.model import Index, Model, Phrasings, Table, Thresholds, Understanding
from guide.words import Patterns, Tokens

OUT_OF_SCOPE = ""
REPORTED = "!"  # behind a topic: the class of reports of that emergency
MOST_OFFERED = 3
NOTHING = ((OUT_OF_SCOPE, 0.0),) * 2
NEWER = 10.0  # how far a likeness outweighs what the model gives other topics
PIECE_LENGTHS = (3, 4, 5)  # letters in a piece of a word; pieces forgive misspellings
PIECE_WEIGHT = 0.5
PIECE_MARK, NAME_MARK, MANNER_MARK = "#", "=", "?"


@dataclass(frozen=True, slots=True)
class Understood:
    """What the words were about.

    `alarm` is an emergency that they may tell of; `sure` is the one topic meant, if
    that is plain; `near` are the nearest two or three otherwise, best first. All are
    empty where nothing is near.
    """

    alarm: str | None = None
    sure: str | None = None
    near: tuple[str, ...] = ()


def understand(
    known: Understanding, words: Tokens, manner: Manner = Manner.TOPIC
) -> Understood:
    """Find the topics that words are about; never guess."""
    exact = _known(known.phrasings, words)
    if exact is not None:
        may_tell = known.model and exact + REPORTED in known.model.topics
        return Understood(alarm=exact) if may_tell else Understood(sure=exact)
    shares = dict(rank(known, words, manner))
    if not shares:
        return Understood()
    declined = shares.pop(OUT_OF_SCOPE, 0.0)
    reports = {name: shares.pop(name) for name in [*shares] if name.endswith(REPORTED)}
    return _weigh(known.thresholds, declined, reports, shares)


def _weigh(
    limits: Thresholds,
    declined: float,
    reports: Mapping[str, float],
    topics: Mapping[str, float],
) -> Understood:
    """Decide by confidences, best first in each kind."""
    (best, share), (_, second), *_ = (*topics.items(), *NOTHING)
    report = next(iter(reports), None)
    if report and reports[report] >= limits.alarm * max(share, declined):
        return Understood(alarm=report.removesuffix(REPORTED))
    if share < limits.unsure or share < limits.scope * declined:
        return Understood()
    if share >= limits.sure and share >= limits.lead * second:
        return Understood(sure=best)
    close = (topic for topic, other in topics.items() if other >= limits.near * share)
    return Understood(near=tuple(close)[:MOST_OFFERED])


def _known(phrasings: Phrasings, words: Tokens) -> str | None:
    """Give the topic of words that are a known phrasing, to the letter."""
    place = phrasings.hashes.place_of(phrasing_hash(words))
    return None if place is None else phrasings.topics[phrasings.owners[place]]


def phrasing_hash(words: Tokens) -> int:
    """Give 64 bits that stand for words, however they are spaced: "m r i" is "mri"."""
    text = "".join(words)
    return hash_of(text) << 32 | hash_of(text[::-1] + NAME_MARK)


def hash_of(text: str) -> int:
    """Give 32 bits that stand for a text."""
    return crc32(text.encode())


def _row(table: Table, feature: str) -> tuple[int, int, int] | None:
    """Give a feature's row, where its entries begin and where they end."""
    place = table.hashes.place_of(hash_of(feature))
    if place is None:
        return None
    return place, table.starts[place], table.starts[place + 1]


def rank(
    known: Understanding, words: Tokens, manner: Manner = Manner.TOPIC
) -> list[tuple[str, float]]:
    """List topics with a confidence from 0 to 1, best first.

    The trained model knows most topics; the index those that are newer than it.
    """
    found = features(known.folds, words, manner)
    if not found:
        return []
    scores = dict(_likenesses(known.index, found))
    if known.model is not None:
        # A phrasing that is alike is surer than what the model makes of new words.
        newer = {topic: NEWER * like**2 for topic, like in scores.items()}
        scores = {**_probabilities(known.model, found), **newer}
    return sorted(scores.items(), key=itemgetter(1), reverse=True)


def _probabilities(model: Model, found: Mapping[str, float]) -> dict[str, float]:
    """Evaluate the trained model, a linear one over sparse features."""
    square, scores = 0.0, [0.0] * len(model.topics)
    for feature, value in found.items():
        row = _row(model.features, feature)
        if row is None:
            square += (value * model.unknown) ** 2
            continue
        place, begin, end = row
        weighed = value * model.rarities[place]
        square += weighed * weighed
        for owner, weight in zip(
            model.owners[begin:end], model.weights[begin:end], strict=True
        ):
            scores[owner] += weighed * weight
    share = model.scale / sqrt(square)
    scores = [b + s * share for b, s in zip(model.biases, scores, strict=True)]
    highest = max(scores)
    shares = [exp(score - highest) for score in scores]
    total = sum(shares)
    return dict(zip(model.topics, (share / total for share in shares), strict=True))


def _likenesses(
    index: Index, found: Mapping[str, float]
) -> Iterator[tuple[str, float]]:
    """Yield each topic with the cosine between the words and its nearest phrasing."""
    length = 0.0
    products: dict[int, float] = {}
    for feature, value in found.items():
        row = _row(index.features, feature)
        if row is None:
            # A piece or pair that is new says little; a word that is new says much.
            length += 0.0 if _is_part(feature) else index.unknown**2
            continue
        place, begin, end = row
        square = (value * index.weights[place]) ** 2
        length += square
        for phrasing in index.entries[begin:end]:
            products[phrasing] = products.get(phrasing, 0.0) + square
    best: dict[int, float] = {}
    for phrasing, product in products.items():
        owner = index.owners[phrasing]
        likeness = product / (sqrt(length) * index.norms[phrasing])
        best[owner] = max(best.get(owner, 0.0), likeness)
    return ((index.topics[owner], likeness) for owner, likeness in best.items())


def _is_part(feature: str) -> bool:
    return feature[0] in (PIECE_MARK, NAME_MARK) or " " in feature


def features(
    folds: Patterns, words: Tokens, manner: Manner = Manner.TOPIC
) -> dict[str, float]:
    """Give what phrasings are compared by: words, pairs and pieces of words.

    Names and kin are folded ("my mother's procedure" is "me it"), or a name would
    drown the question; the words that were folded away count for themselves as well.
    """
    folded = fold(folds, words)
    found = dict.fromkeys(folded, 1.0)
    if manner is not Manner.TOPIC and folded:  # what the carrier told
        found[MANNER_MARK + manner] = 1.0
    found |= {f"{NAME_MARK}{word}": 1.0 for word in words if word not in folded}
    found |= {" ".join(pair): 1.0 for pair in pairwise(folded)}
    for word in folded:
        edged = f"{PIECE_MARK}{word}{PIECE_MARK}"
        for length in PIECE_LENGTHS:
            for start in range(len(edged) - length + 1):
                piece = PIECE_MARK + edged[start : start + length]
                found[piece] = found.get(piece, 0.0) + PIECE_WEIGHT
    return found


def fold(folds: Patterns, words: Tokens) -> Tokens:
    """Put one word for the many that mean the same here, the longest match first."""
    longest = longest_hits(folds, words)
    folded: list[str] = []
    place = 0
    while place < len(words):
        end, word = longest.get(place, (place + 1, words[place]))
        folded.append(word)
        place = end
    return tuple(folded)


def longest_hits(folds: Patterns, words: Tokens) -> dict[int, tuple[int, str]]:
    """Tell where the words that are folded stand: by start, the end and the fold."""
    longest: dict[int, tuple[int, str]] = {}
    for hit in folds.find(words):
        longest[hit.start] = max((hit.end, hit.key), longest.get(hit.start, (0, "")))
    return longest
