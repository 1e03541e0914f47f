"""Cuts an utterance into words and finds patterns of words in it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Tokens = tuple[str, ...]
"""An utterance as lowercase words without punctuation or apostrophes."""

GAP = "*"
EITHER_ORDER = "&"
EDGE = "|"  # where an utterance begins or ends, for who looks for patterns there
GAP_WORDS = 5
MOST_WORDS = 80  # nobody says more in a turn; it also bounds the time taken

_APOSTROPHES = re.compile(r"['\u2019\u2018`\u00b4]")
_WORD = re.compile(r"[^\W_]+")


def cut(text: str) -> Tokens:
    """Cut text into words: "I can't feel my legs!" is i, cant, feel, my, legs."""
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).casefold())
    return tuple(_WORD.findall(plain)[:MOST_WORDS])


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a pattern was found: the words from `start` up to `end`."""

    key: str
    start: int
    end: int


class Patterns:
    """Patterns of words, each filed under a key.

    A pattern is a sentence of words, of sets in angle brackets and of gaps:
    "<cannot> feel * <legs>". A gap is up to five words of any kind; "<face> & <numb>"
    stands for "<face> * <numb>" and for "<numb> * <face>".
    """

    def __init__(
        self, sets: Mapping[str, Iterable[str]], patterns: Mapping[str, Iterable[str]]
    ) -> None:
        """File the patterns as a tree, so that what begins alike is tried once.

        Raises KeyError where a pattern names a set that does not exist.
        """
        self._root = _Node()
        known: dict[str, tuple[str, ...]] = {}  # cutting costs, and parts recur
        for key, lines in patterns.items():
            for line in lines:
                for parts in _orders(line.split()):
                    for part in parts:
                        if part not in known:
                            known[part] = _elements(part)
                    self._root.add(key, [e for part in parts for e in known[part]])
        self._members = _by_first(
            (part, sets[part.strip("<>")]) for part in known if part.startswith("<")
        )

    def find(self, words: Tokens) -> Iterator[Hit]:
        """Yield every place where a pattern stands, from left to right."""
        standing = [self._standing(words, place) for place in range(len(words))]
        for start in range(len(words)):
            for key, end in _walk(self._root, standing, start):
                yield Hit(key, start, end)

    def _standing(self, words: Tokens, place: int) -> "_Standing":
        """List the elements that stand at a place, each with where it stops."""
        word = words[place]
        found = [(word, place + 1)]
        for element, member in self._members.get(word, ()):
            stop = place + len(member)
            if words[place:stop] == member:
                found.append((element, stop))
        return found


_Standing = list[tuple[str, int]]


class _Node:
    """How patterns that begin alike go `on`, and the `keys` of those that end here."""

    __slots__ = ("keys", "on")

    def __init__(self) -> None:
        self.on: dict[str, _Node] = {}
        self.keys: tuple[str, ...] = ()

    def add(self, key: str, elements: Iterable[str]) -> None:
        """File a key at the end of the branch of its elements."""
        node = self
        for element in elements:
            following = node.on.get(element)
            if following is None:
                following = node.on[element] = _Node()
            node = following
        node.keys = (*node.keys, key)


def _orders(parts: list[str]) -> list[list[str]]:
    """Give a pattern in both orders where "&" stands between its halves."""
    if EITHER_ORDER not in parts:
        return [parts]
    middle = parts.index(EITHER_ORDER)
    first, second = parts[:middle], parts[middle + 1 :]
    return [[*first, GAP, *second], [*second, GAP, *first]]


def _elements(part: str) -> tuple[str, ...]:
    return (part,) if part in (GAP, EDGE) or part.startswith("<") else cut(part)


def _by_first(
    sets: Iterable[tuple[str, Iterable[str]]],
) -> Mapping[str, list[tuple[str, Tokens]]]:
    """File the members of sets by their first words, each with the name of its set."""
    table: dict[str, list[tuple[str, Tokens]]] = {}
    for name, members in sets:
        for member in map(cut, members):
            table.setdefault(member[0], []).append((name, member))
    return table


def _walk(
    node: _Node, standing: Sequence[_Standing], place: int
) -> Iterator[tuple[str, int]]:
    """Yield the key and the end of each pattern that goes on from `place`."""
    for key in node.keys:
        yield key, place
    if place < len(standing):
        for element, stop in standing[place]:
            following = node.on.get(element)
            if following is not None:
                yield from _walk(following, standing, stop)
    behind_gap = node.on.get(GAP)
    if behind_gap is not None:
        for stop in range(place, min(place + GAP_WORDS + 1, len(standing))):
            yield from _walk(behind_gap, standing, stop)
