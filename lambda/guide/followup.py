"""Understands yes, no, "the first one" and "again" by what was said last."""

from dataclasses import replace

from guide.dialogue import (
    alarm,
    answer,
    ask_on,
    back_to,
    check,
    further,
    information,
    is_emergency,
    related,
    tell_more,
    tell_why,
)
from guide.service import (
    goodbye,
    invite,
    is_menu,
    launch,
    menu,
    next_section,
    turn_page,
)
from guide.turn import GUESS, MORE, MOST_MISSES, WHY, Reply, Turn
from guide.walk import next_step, previous_step, say_step

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
        return _offer_one(turn, memory.offered[0], turn.guide.phrases.which_one)
    if memory.walk:
        return next_step(turn)
    return invite(turn)


def no(turn: Turn) -> Reply:
    """Drop what was offered; with nothing on offer, say goodbye."""
    memory = turn.memory
    if memory.misses >= MOST_MISSES:
        return back_to(turn, turn.guide.phrases.all_right)
    if turn.checking:
        return information(turn, turn.checking)
    if memory.offered:
        other = _other_offer(turn)
        if other:
            return _offer_one(turn, other)
        memory = replace(memory, offered=())
        return back_to(turn, turn.guide.phrases.all_right, memory=memory)
    if memory.walk:
        memory = replace(memory, walk=None)
        return back_to(turn, turn.guide.phrases.all_right, memory=memory)
    return goodbye(turn)


def choose(turn: Turn) -> Reply:
    """Take the first, the second, the last, both or neither of what was offered."""
    offered = turn.memory.offered
    if turn.choice == NEITHER:
        return no(turn)
    if not offered:
        return invite(turn)
    if turn.choice == BOTH and len(offered) > 1:
        return _both(turn)
    place = CHOSEN.get(turn.choice or "", 0)
    return _take(turn, offered[min(place, len(offered) - 1)])


def choose_in_words(turn: Turn) -> Reply | None:
    """Take a choice that came as bare words, such as "both"; None where it is none."""
    choices = turn.guide.understanding.choices
    choice = choices.get(" ".join(turn.asked))
    return choose(replace(turn, choice=choice)) if choice else None


def go_on(turn: Turn) -> Reply:
    """Say the next step, name the next sections of the menu, or offer what is near."""
    memory = turn.memory
    if is_menu(turn.guide, memory.offered):
        return turn_page(turn, +1)
    return next_step(turn) if memory.place or not memory.topic else what_else(turn)


def go_back(turn: Turn) -> Reply:
    """Say the step before, or name the sections of the menu that came before."""
    if is_menu(turn.guide, turn.memory.offered):
        return turn_page(turn, -1)
    return previous_step(turn)


def what_else(turn: Turn) -> Reply:
    """Go on, or offer what is near the topic last answered and was not heard yet."""
    guide, memory, topic = turn.guide, turn.memory, turn.last_topic
    if turn.checking:
        return check(turn, turn.checking)
    if memory.walk or is_menu(guide, memory.offered):
        return go_on(turn)
    near = further(guide, topic, memory) if topic else ()
    new = tuple(id_ for id_ in near if id_ not in memory.offered)
    if not new:
        return menu(turn)
    return ask_on(guide, Reply((), replace(memory, offered=new, misses=0)))


def repeat(turn: Turn) -> Reply:
    """Say the last answer again, exactly; before any answer, the last question."""
    memory = turn.memory
    if turn.checking:
        return check(turn, turn.checking)
    if is_menu(turn.guide, memory.offered):
        return turn_page(turn, 0)
    if not memory.heard:
        return back_to(turn) if memory.offered else launch(turn)
    reply = _say_again(turn)
    if memory.offered not in {(), reply.memory.offered}:  # something else was asked
        return back_to(turn)
    return reply


def _say_again(turn: Turn) -> Reply:
    """Say what was heard last, as if it had not been heard before."""
    memory = turn.memory
    id_, part = memory.last
    before = replace(memory, topic=id_, offered=(), misses=0, heard=memory.heard[:-1])
    stages = memory.walk and turn.guide.topics[memory.walk.topic].has_stages
    turn = replace(turn, memory=before, then=memory.walk if stages else None)
    if part == MORE and is_emergency(turn.guide, id_):
        return information(turn, id_)
    if part == MORE:
        return tell_more(turn)
    if part == WHY:
        return tell_why(turn)
    if part.isdecimal():
        return say_step(turn, id_, int(part))
    return answer(turn, id_, guessed=part == GUESS)


def _offer_one(turn: Turn, id_: str, *say: str) -> Reply:
    """Ask about one of the two or three that were offered."""
    memory = replace(turn.memory, offered=(id_,), misses=0)
    return ask_on(turn.guide, Reply(say, memory))


def _other_offer(turn: Turn) -> str | None:
    """Find what was offered together with the one topic that was just declined."""
    topic, offered = turn.last_topic, turn.memory.offered
    pair = related(turn.guide, topic, turn.memory) if topic else ()
    if offered == pair[:1]:
        return next(iter(pair[1:]), None)
    if len(offered) > 1 or (topic and offered[0] in topic.related):
        return None
    return next_section(turn.guide, offered[0])


def _take(turn: Turn, id_: str) -> Reply:
    return alarm(turn, id_) if turn.checking else answer(turn, id_)


def _both(turn: Turn) -> Reply:
    """Read the first, and offer what is left."""
    first, *others = turn.memory.offered
    reply = answer(turn, first)
    if not reply.ask:
        return reply
    memory = replace(reply.memory, offered=tuple(others))
    return ask_on(turn.guide, replace(reply, memory=memory))
