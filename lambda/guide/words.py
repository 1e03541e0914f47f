"""Cuts an utterance into words and finds patterns of words in it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

Tokens = tuple[str, ...]
"""An utterance as lowercase words without punctuation or apostrophes."""

GAP = "*"
GAP_WORDS = 4
MOST_WORDS = 80  # nobody says more in a turn; it also bounds the time taken

_APOSTROPHES = re.compile(r"['\u2019\u2018`\u00b4]")
_WORD = re.compile(r"[^\W_]+")

Element = Mapping[str, tuple[Tokens, ...]] | None
"""What may stand at one place of a pattern, by first word; None is a gap."""


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
    "<cannot> feel * <legs>". A gap is up to four words of any kind.
    """

    def __init__(
        self, sets: Mapping[str, Iterable[str]], patterns: Mapping[str, Iterable[str]]
    ) -> None:
        """File the patterns by their first words, so that few need be tried.

        Raises KeyError where a pattern names a set that does not exist.
        """
        known = {name: _by_first(map(cut, members)) for name, members in sets.items()}
        self._starting: dict[str, list[tuple[str, tuple[Element, ...]]]] = {}
        for key, lines in patterns.items():
            for line in lines:
                elements = tuple(_element(part, known) for part in line.split())
                for first in elements[0] or ():
                    self._starting.setdefault(first, []).append((key, elements))

    def find(self, words: Tokens) -> Iterator[Hit]:
        """Yield every place where a pattern stands, from left to right."""
        for start, word in enumerate(words):
            for key, elements in self._starting.get(word, ()):
                end = _match(elements, words, start)
                if end is not None:
                    yield Hit(key, start, end)


def _by_first(members: Iterable[Tokens]) -> Mapping[str, tuple[Tokens, ...]]:
    table: dict[str, tuple[Tokens, ...]] = {}
    for member in members:
        table[member[0]] = (*table.get(member[0], ()), member)
    return table


def _element(part: str, known: Mapping[str, Element]) -> Element:
    if part == GAP:
        return None
    if part.startswith("<"):
        return known[part.strip("<>")]
    return _by_first([cut(part)])


def _match(elements: tuple[Element, ...], words: Tokens, start: int) -> int | None:
    """Give the place behind a match of all elements at `start`; None without one."""
    if not elements:
        return start
    for stop in _stops(elements[0], words, start):
        end = _match(elements[1:], words, stop)
        if end is not None:
            return end
    return None


def _stops(element: Element, words: Tokens, start: int) -> Iterator[int]:
    """Yield the places where an element that stands at `start` may end."""
    if element is None:
        yield from range(start, min(start + GAP_WORDS, len(words)) + 1)
    elif start < len(words):
        for member in element.get(words[start], ()):
            stop = start + len(member)
            if words[start:stop] == member:
                yield stop
