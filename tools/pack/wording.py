"""Fills the places of a locale into text, and spells as the locale does."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

PLACE = re.compile(r"\{(\w+)\}")


def worded(text: str, words: Mapping[str, str], spelling: Mapping[str, str]) -> str:
    """Fill in the words of a place, then spell the rest its way.

    Places that are filled in only when a phrase is said, like `{topic}`, stay.
    """
    filled = PLACE.sub(lambda match: words.get(match[1], match[0]), text)
    if not spelling:
        return filled
    known = _any_of(tuple(spelling))
    return known.sub(lambda match: _cased(spelling, match[0]), filled)


@lru_cache(maxsize=8)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def places(text: str) -> Iterator[str]:
    """Yield the names of the places in a text."""
    for match in PLACE.finditer(text):
        yield match[1]


def mid_sentence(title: str) -> str:
    """Write a title as it stands inside a sentence: "driving", "MRI scans"."""
    first = title.split(maxsplit=1)[0]
    return title if first[1:] != first[1:].lower() else title[0].lower() + title[1:]


def _cased(spelling: Mapping[str, str], word: str) -> str:
    other = spelling.get(word) or spelling[word.lower()]
    return other[0].upper() + other[1:] if word[0].isupper() else other
