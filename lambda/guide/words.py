"""Cuts an utterance into words and finds patterns of words in it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Self

Tokens = tuple[str, ...]
"""An utterance as lowercase words without punctuation or apostrophes."""

GAP = "*"
EITHER_ORDER = "&"
EDGE = "|"  # where an utterance begins or ends, for who looks for patterns there
GAP_WORDS = 5
MOST_WORDS = 80  # nobody says more in a turn; it also bounds the time taken

Members = dict[str, str]
"""By first word: a line for each member of a set, the set's name before it."""

Filed = dict[str, str]
"""By first element: a line for each pattern, its key and then what is left of it."""

_APOSTROPHES = dict.fromkeys(map(ord, "'\u2019\u2018`\u00b4"))
_WORD = re.compile(r"[^\W_]+")
_SET = re.compile(r"<\w+>")


def cut(text: str) -> Tokens:
    """Cut text into words: "I can't feel my legs!" is i, cant, feel, my, legs."""
    if text.isascii() and text.isalpha():
        return (text.lower(),)
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_APOSTROPHES)
    return tuple(_WORD.findall(plain)[:MOST_WORDS])


class Hit(NamedTuple):
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
        self._members = file_members(sets)
        self._root = _Node.begin(file_patterns(sets, patterns))

    @classmethod
    def filed(cls, members: Members, patterns: Filed) -> Self:
        """Take members and patterns that were filed at the desk, as a pack has them."""
        made = cls.__new__(cls)
        made._members = members
        made._root = _Node.begin(patterns)
        return made

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
        for line in self._members.get(word, "").splitlines():
            element, *member = line.split()
            stop = place + len(member)
            if words[place:stop] == tuple(member):
                found.append((element, stop))
        return found


_Standing = list[tuple[str, int]]


class _Node:
    """How patterns that begin alike go `on`, and the `keys` of those that end here.

    A branch grows when words first lead to it: most never do, and starting is quick.
    """

    __slots__ = ("keys", "on", "waiting")

    def __init__(self, waiting: list[str]) -> None:
        """Take patterns as lines: the key, and what is left of the pattern here."""
        self.on: dict[str, _Node] = {}
        self.keys: tuple[str, ...] = ()
        self.waiting = waiting

    @classmethod
    def begin(cls, filed: Filed) -> Self:
        """Give the root of the tree that filed patterns will grow into."""
        root = cls([])
        root.on = {first: cls(lines.splitlines()) for first, lines in filed.items()}
        return root

    def grow(self) -> None:
        """Hand the patterns that wait here on to the next branches."""
        for line in self.waiting:
            key, *elements = line.split()
            if not elements:
                self.keys = (*self.keys, key)
                continue
            element, *rest = elements
            if element not in self.on:
                self.on[element] = _Node([])
            self.on[element].waiting.append(" ".join((key, *rest)))
        self.waiting = []


def file_members(sets: Mapping[str, Iterable[str]]) -> Members:
    """File the members of sets by their first words, each with the name of its set."""
    table: dict[str, list[str]] = {}
    for name, members in sets.items():
        for member in map(cut, members):
            table.setdefault(member[0], []).append(" ".join((f"<{name}>", *member)))
    return {first: "\n".join(lines) for first, lines in table.items()}


def file_patterns(
    sets: Mapping[str, Iterable[str]], patterns: Mapping[str, Iterable[str]]
) -> Filed:
    """File patterns by their first elements, each with its key and what is left of it.

    Raises KeyError where a pattern names a set that does not exist.
    """
    table: dict[str, list[str]] = {}
    for key, lines in patterns.items():
        for order in (order for line in lines for order in _orders(line)):
            for name in _SET.findall(order):
                sets[name.strip("<>")]
            first, *rest = (e for part in order.split() for e in _elements(part))
            table.setdefault(first, []).append(" ".join((key, *rest)))
    return {first: "\n".join(lines) for first, lines in table.items()}


def _orders(line: str) -> tuple[str, ...]:
    """Give a pattern in both orders where "&" stands between its halves."""
    first, either, second = line.partition(f" {EITHER_ORDER} ")
    if not either:
        return (line,)
    return f"{first} {GAP} {second}", f"{second} {GAP} {first}"


def _elements(part: str) -> tuple[str, ...]:
    """Give the word, the gap, the edge or the set that is written in a pattern."""
    return (part,) if part in (GAP, EDGE) or part.startswith("<") else cut(part)


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
