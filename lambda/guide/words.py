"""Cuts an utterance into words and finds patterns of words in it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

Tokens = tuple[str, ...]
"""An utterance as lowercase words without punctuation or apostrophes."""

GAP = "*"
EITHER_ORDER = "&"
EDGE = "|"  # where an utterance begins or ends, for who looks for patterns there
GAP_WORDS = 5
MOST_WORDS = 80  # nobody says more in a turn; it also bounds the time taken

_APOSTROPHES = re.compile(r"['\u2019\u2018`\u00b4]")
_WORD = re.compile(r"[^\W_]+")
_SET = re.compile(r"<\w+>")


def cut(text: str) -> Tokens:
    """Cut text into words: "I can't feel my legs!" is i, cant, feel, my, legs."""
    if text.isascii() and text.isalpha():
        return (text.lower(),)
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
        """File the patterns, to grow into a tree: what begins alike is tried once.

        Raises KeyError where a pattern names a set that does not exist.
        """
        filed = [
            (key, order)
            for key, lines in patterns.items()
            for line in lines
            for order in _orders(line)
        ]
        self._root = _Node(filed)
        used = dict.fromkeys(_SET.findall(" ".join(line for _, line in filed)))
        self._members = _by_first((name, sets[name.strip("<>")]) for name in used)

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
    """How patterns that begin alike go `on`, and the `keys` of those that end here.

    A branch grows when words first lead to it: most never do, and starting is quick.
    """

    __slots__ = ("keys", "on", "waiting")

    def __init__(self, waiting: list[tuple[str, str]]) -> None:
        """Take the keys of patterns, each with what is left of the pattern here."""
        self.on: dict[str, _Node] = {}
        self.keys: tuple[str, ...] = ()
        self.waiting = waiting

    def grow(self) -> None:
        """Hand the patterns that wait here on to the next branches."""
        for key, line in self.waiting:
            part, *rest = line.split(maxsplit=1) or ("",)
            if not part:
                self.keys = (*self.keys, key)
                continue
            element, *more = _elements(part)
            if element not in self.on:
                self.on[element] = _Node([])
            self.on[element].waiting.append((key, " ".join((*more, *rest))))
        self.waiting = []


def _orders(line: str) -> tuple[str, ...]:
    """Give a pattern in both orders where "&" stands between its halves."""
    first, either, second = line.partition(f" {EITHER_ORDER} ")
    if not either:
        return (line,)
    return f"{first} {GAP} {second}", f"{second} {GAP} {first}"


@cache
def _elements(part: str) -> tuple[str, ...]:
    """Give the word, the gap, the edge or the set that is written in a pattern."""
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
    if node.waiting:
        node.grow()
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
