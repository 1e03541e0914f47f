"""Walks a list with the listener: next, previous, again, or straight to a step."""

from dataclasses import replace

from guide.dialogue import (
    answer,
    ask_on,
    back_to,
    come_back,
    follow_up,
    free_words,
)
from guide.model import Guide, Topic
from guide.turn import Reply, Turn, Walk, fill
from guide.understanding import understand
from guide.words import Tokens, cut


def next_step(turn: Turn) -> Reply:
    """Say the step after the last one heard."""
    place = turn.memory.place
    if place is None:
        return _no_walk(turn)
    if turn.memory.walk is None:
        return back_to(turn, turn.guide.phrases.walk_end)
    return say_step(turn, place.topic, place.step + 1)


def previous_step(turn: Turn) -> Reply:
    """Say the step before the last one heard."""
    place = turn.memory.place
    if place is None:
        return _no_walk(turn)
    return say_step(turn, place.topic, max(place.step - 1, 1))


def start_over(turn: Turn) -> Reply:
    """Say the first step of the list again; without a list, ask what is wanted."""
    place = turn.memory.place
    return say_step(turn, place.topic, 1) if place else _no_walk(turn)


def which_step(turn: Turn) -> Reply:
    """Tell the number of the step that was heard last, and of how many."""
    phrases, place = turn.guide.phrases, turn.memory.place
    if place is None:
        return _no_walk(turn)
    topic = turn.guide.topics[place.topic]
    total = len(topic.steps)
    if not place.step:
        count = fill(phrases.walk_no_such_step, topic=topic.name, steps=total)
        return back_to(turn, count)
    title = topic.steps[place.step - 1].title
    where = fill(phrases.walk_place, step=place.step, steps=total, topic=title)
    return back_to(turn, where)


def go_to_step(turn: Turn) -> Reply:
    """Say the step that was asked for, by its number or by what it is about."""
    place = turn.memory.place
    lists = [id_ for id_ in turn.topics if turn.guide.topics[id_].steps]
    topic = lists[0] if lists else place.topic if place else ""
    if turn.number is None and turn.asked and not lists:
        return _skip_to(turn, topic)
    if not topic:
        return _no_walk(turn)
    if turn.number is None:
        return answer(turn, topic)
    return say_step(turn, topic, turn.number)


def say_step(turn: Turn, id_: str, number: int) -> Reply:
    """Say one step, ask whether to go on, and tell how to come back to it later."""
    phrases, topic = turn.guide.phrases, turn.guide.topics[id_]
    total = len(topic.steps)
    if not 1 <= number <= total:
        return _no_such_step(turn, topic)
    step = topic.steps[number - 1]
    lead = "{topic}." if step.days else phrases.walk_step
    walk = Walk(id_, number) if number < total else None
    reply = Reply(
        lead=fill(lead, step=number, topic=step.title),
        say=(step.say,),
        memory=replace(turn.memory.answered(id_, str(number)), walk=walk),
        topic=id_,
        urgency=topic.urgency,
    )
    return ask_on(turn.guide, reply) if walk else _end(turn, reply, topic)


def _end(turn: Turn, reply: Reply, topic: Topic) -> Reply:
    """Say that a list is at its end, and what else there is; stages have none."""
    if topic.has_stages:
        return follow_up(turn, reply)
    reply = follow_up(turn, replace(reply, note=turn.guide.phrases.walk_end))
    if not reply.ask:
        return reply
    way_back = come_back(turn.guide, topic, len(topic.steps))
    return replace(reply, again=f"{way_back} {reply.again or reply.ask}")


def _no_such_step(turn: Turn, topic: Topic) -> Reply:
    """Say how many steps there are, and stay where the listener is on the list."""
    phrase = turn.guide.phrases.walk_no_such_step
    say = fill(phrase, topic=topic.name, steps=len(topic.steps))
    walk = turn.memory.walk
    if walk is None or walk.topic != topic.id:
        walk = Walk(topic.id, 0)
    return back_to(turn, say, memory=replace(turn.memory, walk=walk, offered=()))


def _skip_to(turn: Turn, id_: str) -> Reply:
    """Go to the step of a list that the words name; failing that, answer them."""
    topic = turn.guide.topics.get(id_)
    number = _step_named(turn.guide, topic, turn.asked) if topic else None
    return say_step(turn, id_, number) if number else free_words(turn)


def _step_named(guide: Guide, topic: Topic, words: Tokens) -> int | None:
    """Find the one step whose title, or whose topic, the words name."""
    telling = set(words) - guide.days.small
    shared = [len(telling & set(cut(step.title))) for step in topic.steps]
    if shared.count(max(shared)) == 1:
        return shared.index(max(shared)) + 1
    understood = understand(guide.understanding, words)
    meant = (understood.sure, *understood.near)
    steps = enumerate(topic.steps, start=1)
    return next((number for number, step in steps if step.topic in meant), None)


def _no_walk(turn: Turn) -> Reply:
    return back_to(turn, turn.guide.phrases.walk_none)
