"""Understands yes, no, "the first one" and "again" by what was said last."""

from dataclasses import replace

from guide.dialogue import (
    alarm,
    answer,
    check,
    follow_up,
    information,
    offer,
    tell_more,
)
from guide.model import Urgency
from guide.service import goodbye, launch
from guide.turn import MORE, MOST_MISSES, PART_MARK, Reply, Turn
from guide.walk import next_step, say_band, say_step

CHOSEN = {"first": 0, "second": 1, "last": -1}
BOTH, NEITHER = "both", "neither"


def yes(turn: Turn) -> Reply:
    """Take what was offered: an emergency, a topic, the next step, or the floor."""
    memory = turn.memory
    if memory.misses >= MOST_MISSES:  # "shall we stop here?"
        return goodbye(turn)
    if len(memory.offered) == 1:
        return _take(turn, memory.offered[0])
    if memory.offered:
        return offer_again(turn)
    if memory.walk:
        return next_step(turn)
    return _what_then(turn)


def no(turn: Turn) -> Reply:
    """Drop what was offered; with nothing on offer, say goodbye."""
    memory = turn.memory
    if memory.misses >= MOST_MISSES:
        return _what_then(turn)
    if turn.checking:
        return information(turn, turn.checking)
    if memory.offered or memory.walk:
        phrases = turn.guide.phrases
        kept = replace(memory, offered=(), walk=None)
        return follow_up(turn, Reply((phrases.all_right,), kept))
    return goodbye(turn)


def choose(turn: Turn) -> Reply:
    """Take the first, the second, the last, both or neither of what was offered."""
    offered = turn.memory.offered
    if not offered:
        return _what_then(turn)
    if turn.choice == NEITHER:
        return no(turn)
    if turn.choice == BOTH and len(offered) > 1:
        return _both(turn)
    place = CHOSEN.get(turn.choice or "", 0)
    return _take(turn, offered[min(place, len(offered) - 1)])


def choose_in_words(turn: Turn) -> Reply | None:
    """Take a choice that came as bare words, such as "both"; None where it is none."""
    choices = turn.guide.understanding.choices
    said = (choices.get(" ".join(words)) for words in turn.words)
    choice = next(filter(None, said), None)
    if choice is None or not turn.memory.offered:
        return None
    return choose(replace(turn, choice=choice))


def repeat(turn: Turn) -> Reply:
    """Say the last answer again, exactly; before any answer, the last question."""
    memory = turn.memory
    if turn.checking:
        return check(turn, turn.checking)
    if not memory.heard:
        return launch(turn)
    id_, _, part = memory.heard[-1].partition(PART_MARK)
    topic = turn.guide.topics[id_]
    turn = replace(turn, memory=replace(memory, topic=id_, heard=memory.heard[:-1]))
    if part == MORE:
        emergency = topic.urgency is Urgency.EMERGENCY
        return information(turn, id_) if emergency else tell_more(turn)
    if part:
        days = topic.steps[int(part) - 1].days
        return (say_band if days else say_step)(turn, id_, int(part))
    return answer(turn, id_)


def offer_again(turn: Turn) -> Reply:
    """Ask which of two or three is meant, after a yes to all of them."""
    reply = offer(turn, turn.memory.offered)
    return replace(reply, say=(turn.guide.phrases.which_one,))


def _take(turn: Turn, id_: str) -> Reply:
    return alarm(turn, id_) if turn.checking else answer(turn, id_)


def _both(turn: Turn) -> Reply:
    first, second = turn.memory.offered[:2]
    reply = answer(turn, first)
    if not reply.ask:
        return reply
    names = offer(turn, (second,))
    return replace(
        reply, ask=names.ask, again="", memory=replace(reply.memory, offered=(second,))
    )


def _what_then(turn: Turn) -> Reply:
    phrases = turn.guide.phrases
    memory = replace(turn.memory, offered=(), walk=None, misses=0)
    return Reply((phrases.all_right,), memory, ask=phrases.what_to_know)
