"""Finds the words of danger in what a listener said, before anything else."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from guide.model import RedFlags
from guide.words import EDGE, Hit, Patterns, Tokens

NEGATION_REACH = 3  # "no numbness or chest pain": how far a "no" goes, in words
ALONE = 3  # one word between the edges of the utterance


class Manner(StrEnum):
    """What carried the words here; Alexa keeps the carrier itself to herself."""

    TOPIC = "topic"
    QUESTION = "question"
    REPORT = "report"


class Happening(StrEnum):
    """Whether a red flag is going on, may be, or is only asked about."""

    NOW = "now"
    PERHAPS = "perhaps"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Danger:
    """The gravest sign that was named: its topic, and whether it is happening."""

    topic: str
    happening: Happening


def find_danger(flags: RedFlags, words: Tokens, manner: Manner) -> Danger | None:
    """Tell which emergency the words name, or None.

    In doubt it is PERHAPS: the listener is told the number and asked.
    """
    words = (EDGE, *_without(flags.harmless, words), EDGE)
    hits = sorted(flags.signs.find(words), key=lambda hit: flags.ranks.index(hit.key))
    if not hits:
        return None
    standing = [hit for hit in hits if not _taken_back(flags, words, hit)]
    if not standing:
        return Danger(hits[0].key, Happening.PERHAPS)
    return Danger(standing[0].key, _happening(flags, words, manner))


def _happening(flags: RedFlags, words: Tokens, manner: Manner) -> Happening:
    question = manner is Manner.QUESTION
    asking = _any(flags.asking, words) or (question and _any(flags.supposing, words))
    suffering = manner is Manner.REPORT or _any(flags.suffering, words)
    if suffering:
        return Happening.PERHAPS if asking else Happening.NOW
    if asking:
        return Happening.ASKED
    if question or len(words) == ALONE:  # "stroke", alone, may be either
        return Happening.PERHAPS
    return Happening.NOW


def _taken_back(flags: RedFlags, words: Tokens, hit: Hit) -> bool:
    """Tell whether a sign is negated ("no chest pain") or over ("but that's gone")."""
    before = words[max(0, hit.start - NEGATION_REACH) : hit.start]
    return _any(flags.negated, (*before, EDGE)) or _any(flags.over, words[hit.start :])


def _without(harmless: Patterns, words: Tokens) -> Tokens:
    """Blank out what only sounds like danger ("fell asleep", "blood test")."""
    hits = harmless.find(words)
    blank = {place for hit in hits for place in range(hit.start, hit.end)}
    return tuple("" if at in blank else word for at, word in enumerate(words))


def _any(patterns: Patterns, words: Tokens) -> bool:
    return any(True for _ in patterns.find(words))


def gravest(flags: RedFlags, dangers: Iterable[Danger]) -> Danger | None:
    """Choose among dangers: what happens now comes first, then the gravest sign."""
    order = list(Happening)
    return min(
        dangers,
        key=lambda d: (order.index(d.happening), flags.ranks.index(d.topic)),
        default=None,
    )
