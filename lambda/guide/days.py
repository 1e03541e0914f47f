"""Answers by the day after the procedure, which is neither kept nor ever asked for."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import dropwhile

from guide.dialogue import answer, ask_topic, find_flag, free_words, offer
from guide.model import Days
from guide.turn import Reply, Turn, Walk
from guide.understanding import understand
from guide.walk import say_step
from guide.words import Tokens

WEEK = "week"  # the unit that turns bring, beside days


def ask_day(turn: Turn) -> Reply:
    """Answer a day: first the topic that was asked with it, then what holds then."""
    units = turn.guide.days.units
    day = turn.number
    if day is None and turn.weeks is not None:
        day = turn.weeks * units[WEEK]
    if not turn.asked:
        return _say_day(turn, day)
    if turn.topics:
        return ask_topic(_offering_day(turn, day))
    return free_words(_offering_day(turn, day))


def by_day(turn: Turn) -> Reply | None:
    """Answer words that tell the day in passing; None where they tell none."""
    known = turn.guide.days
    day, rest = find_day(known, turn.asked)
    if day is None or find_flag(turn) or len(turn.topics) > 1:
        return None
    if turn.topics:
        topic: str | None = turn.topics[0]
    elif known.small.issuperset(rest):
        topic = known.topic
    else:
        topic = _sure(turn, turn.asked)
    if topic is None or (topic == known.topic and not known.small.issuperset(rest)):
        topic = (not turn.topics and _sure(turn, rest)) or topic
    if topic is None:
        near = understand(turn.guide.understanding, rest).near
        return offer(_offering_day(turn, day), near) if near else None
    if topic == known.topic:
        return _say_day(turn, day)
    return answer(_offering_day(turn, day), topic, guessed=not turn.topics)


def _sure(turn: Turn, words: Tokens) -> str | None:
    """Find the topic that words name, also behind small ones: "and what about the"."""
    understanding, small = turn.guide.understanding, turn.guide.days.small
    bare = tuple(dropwhile(small.__contains__, words))
    return understand(understanding, words).sure or understand(understanding, bare).sure


def find_day(known: Days, words: Tokens) -> tuple[int | None, Tokens]:
    """Find the day that words name, "week two" being day 14; give the other words."""
    hits = sorted(known.said.find(words), key=lambda hit: hit.start - hit.end)
    for hit in hits:
        number = next(_numbers(known, words[hit.start : hit.end]), None)
        if number is not None:
            rest = (*words[: hit.start], *words[hit.end :])
            return number * known.units[hit.key], rest
    return None, words


def _numbers(known: Days, words: Tokens) -> Iterator[int]:
    """Yield the numbers among words, those of two words first."""
    for length in (2, 1):
        for start in range(len(words) - length + 1):
            word = " ".join(words[start : start + length])
            if word in known.numbers:
                yield known.numbers[word]


def _say_day(turn: Turn, day: int | None) -> Reply:
    stage = _stage(turn, day)
    if not turn.guide.days.topic:
        return ask_topic(turn)
    if stage is None:
        return answer(turn, turn.guide.days.topic)
    reply = say_step(turn, turn.guide.days.topic, stage)
    return replace(reply, ask="", again="") if turn.new else reply


def _offering_day(turn: Turn, day: int | None) -> Turn:
    """Let the answer be followed by what holds on the day, unless on another walk."""
    topic, walk = turn.guide.days.topic, turn.memory.walk
    stage = _stage(turn, day)
    if stage is None or (walk and walk.step and walk.topic != topic):
        return turn
    return replace(turn, then=Walk(topic, stage - 1))


def _stage(turn: Turn, day: int | None) -> int | None:
    """Find the stage of recovery that a day falls into."""
    topic = turn.guide.topics.get(turn.guide.days.topic)
    for number, step in enumerate(topic.steps if topic else (), start=1):
        first, last = step.days or (0, -1)
        if day is not None and first <= day <= last:
            return number
    return None
