"""Words as they are spoken: without capitals, marks and hyphens, letters apart."""

import re
from collections.abc import Mapping

Words = tuple[str, ...]

MARKS = re.compile(r"[^\w' ]+")
WAKE_WORD = "alexa"


def words_of(text: str, spelled: Mapping[str, str] | None = None) -> Words:
    """Cut text into spoken words; `spelled` words come letter by letter."""
    spelled = spelled or {}
    plain = MARKS.sub(" ", text.casefold().replace("\u2019", "'")).split()
    said = [spelled.get(word, word) for word in plain if word.strip("'")]
    return tuple(" ".join(said).split())


def after_the_wake_word(words: Words) -> Words:
    """Give what the skill's device hears: the wake word wakes it, and is gone."""
    return words[1:] if words[:1] == (WAKE_WORD,) else words
