"""Walks a list with the listener: next, previous, again, or straight to a step."""

from dataclasses import replace

from guide.dialogue import answer, follow_up
from guide.turn import Reply, Turn, Walk, fill


def next_step(turn: Turn) -> Reply:
    """Say the step after the last one heard."""
    return _move(turn, +1)


def previous_step(turn: Turn) -> Reply:
    """Say the step before the last one heard."""
    return _move(turn, -1)


def start_over(turn: Turn) -> Reply:
    """Say the first step of the list again; without a list, ask what is wanted."""
    walk = turn.memory.walk
    return say_step(turn, walk.topic, 1) if walk else _no_walk(turn)


def go_to_step(turn: Turn) -> Reply:
    """Say the step with the number that was asked for, of a list that was named."""
    walk = turn.memory.walk
    lists = [id_ for id_ in turn.topics if turn.guide.topics[id_].steps]
    if not lists and walk is None:
        return _no_walk(turn)
    topic = lists[0] if lists else walk.topic if walk else ""
    if turn.number is None:
        return answer(turn, topic)
    return say_step(turn, topic, turn.number)


def ask_day(turn: Turn) -> Reply:
    """Tell what holds on a day after the procedure; the day is not kept."""
    topic = turn.guide.topics[turn.topics[0]]
    for number, step in enumerate(topic.steps, start=1):
        first, last = step.days or (0, -1)
        if turn.number is not None and first <= turn.number <= last:
            return say_band(turn, topic.id, number)
    return answer(turn, topic.id)


def say_band(turn: Turn, id_: str, number: int) -> Reply:
    """Say what holds in one band of days."""
    topic = turn.guide.topics[id_]
    step = topic.steps[number - 1]
    reply = Reply(
        lead=f"{step.title}.",
        say=(step.say,),
        memory=turn.memory.answered(id_, str(number)),
        topic=id_,
        urgency=topic.urgency,
    )
    return follow_up(turn, reply)


def say_step(turn: Turn, id_: str, number: int) -> Reply:
    """Say one step, ask whether to go on, and tell how to come back to it later."""
    phrases, topic = turn.guide.phrases, turn.guide.topics[id_]
    total = len(topic.steps)
    if not 1 <= number <= total:
        no_such = fill(phrases.walk_no_such_step, topic=topic.name, steps=total)
        memory = replace(turn.memory, walk=Walk(id_, 0), offered=())
        return Reply((no_such,), memory, ask=phrases.walk_offer)
    step = topic.steps[number - 1]
    reply = Reply(
        lead=fill(phrases.walk_step, step=number, topic=step.title),
        say=(step.say,),
        memory=replace(turn.memory.answered(id_, str(number)), walk=None),
        topic=id_,
        urgency=topic.urgency,
    )
    if number == total:
        return follow_up(turn, replace(reply, say=(step.say, phrases.walk_end)))
    come_back = fill(
        phrases.walk_come_back, skill=turn.guide.name, step=number, topic=topic.call
    )
    return replace(
        reply,
        ask=phrases.walk_next,
        again=f"{come_back} {phrases.walk_next}",
        memory=replace(reply.memory, walk=Walk(id_, number)),
    )


def _move(turn: Turn, by: int) -> Reply:
    walk = turn.memory.walk
    if walk is None:
        return _no_walk(turn)
    last = len(turn.guide.topics[walk.topic].steps)
    return say_step(turn, walk.topic, min(max(walk.step + by, 1), last))


def _no_walk(turn: Turn) -> Reply:
    phrases = turn.guide.phrases
    memory = replace(turn.memory, walk=None, offered=())
    return Reply((phrases.walk_none,), memory, ask=phrases.what_to_know)
