"""Decides what to say to each kind of turn: danger first, and never a guess."""

from dataclasses import replace

from guide.danger import Danger, Happening, find_danger, gravest
from guide.model import Guide, Urgency
from guide.turn import MORE, MOST_MISSES, Memory, Reply, Turn, Walk, fill
from guide.understanding import MOST_OFFERED, understand

OFFERS = 2  # related topics are offered after so many answers, then "anything else?"
OFFERED_NEXT = 2


def danger_first(turn: Turn) -> Reply | None:
    """Answer a red flag in the listener's raw words; None where there is none."""
    danger = _danger(turn)
    if danger is None or danger.happening is Happening.ASKED:
        return None
    if danger.happening is Happening.NOW:
        return alarm(turn, danger.topic)
    return check(turn, danger.topic)


def alarm(turn: Turn, topic: str) -> Reply:
    """Say the number and nothing else, and close: an open session swallows calls."""
    return Reply(
        say=(turn.guide.topics[topic].answer,),
        memory=Memory(topic=topic),
        topic=topic,
        urgency=Urgency.EMERGENCY,
    )


def check(turn: Turn, topic: str) -> Reply:
    """Ask whether an emergency is happening now, after giving the number."""
    phrases = turn.guide.phrases
    return Reply(
        say=(phrases.check_say,),
        ask=phrases.check_ask,
        again=phrases.check_again,
        memory=replace(turn.memory, offered=(topic,), walk=None, misses=0),
        urgency=Urgency.CHECK,
    )


def ask_topic(turn: Turn) -> Reply:
    """Answer what Alexa resolved; failing that, what the words are about."""
    if len(turn.topics) == 1:
        return answer(turn, turn.topics[0])
    if turn.topics:
        return offer(turn, turn.topics)
    return free_words(turn)


def free_words(turn: Turn) -> Reply:
    """Answer the listener's own words, if it is plain what they are about."""
    words = max(turn.words, key=len, default=())
    if not words:
        return not_understood(turn)
    understood = understand(turn.guide.understanding, words)
    danger = _danger(turn)
    if understood.sure:
        return answer(turn, understood.sure, guessed=True)
    if danger is not None:
        return information(turn, danger.topic)
    if understood.near:
        return offer(turn, understood.near)
    return not_understood(turn)


def answer(turn: Turn, id_: str, *, guessed: bool = False) -> Reply:
    """Read a topic out; `guessed` is for one that only the words led to."""
    guide, topic = turn.guide, turn.guide.topics[id_]
    if _is_emergency(guide, id_):
        danger = _danger(turn)
        if danger is not None and danger.happening is Happening.ASKED:
            return information(turn, id_)
        return check(turn, id_)
    lead = guide.phrases.think_topic if guessed else guide.phrases.on_topic
    reply = Reply(
        lead=fill(lead, topic=topic.name),
        say=(topic.answer,),
        memory=turn.memory.answered(id_),
        topic=id_,
        urgency=topic.urgency,
    )
    if topic.steps:
        memory = replace(reply.memory, walk=Walk(id_, 0))
        return replace(reply, ask=guide.phrases.walk_offer, memory=memory)
    return follow_up(turn, reply)


def information(turn: Turn, id_: str) -> Reply:
    """Tell about an emergency somebody who is only asking about it."""
    topic = turn.guide.topics[id_]
    memory = turn.memory.answered(id_, MORE)
    return follow_up(
        turn, Reply((topic.more,), memory, topic=id_, urgency=Urgency.INFO)
    )


def tell_more(turn: Turn) -> Reply:
    """Say what else there is on the topic last answered."""
    phrases, topic = turn.guide.phrases, turn.last_topic
    if topic is None:
        memory = replace(turn.memory, offered=())
        return Reply((phrases.all_right,), memory, ask=phrases.what_to_know)
    if not topic.more:
        memory = replace(turn.memory, offered=())
        return follow_up(
            turn, Reply((fill(phrases.no_more, topic=topic.name),), memory)
        )
    reply = Reply(
        lead=fill(phrases.more_information, topic=topic.name),
        say=(topic.more,),
        memory=turn.memory.answered(topic.id, MORE),
        topic=topic.id,
        urgency=Urgency.INFO if _is_emergency(turn.guide, topic.id) else topic.urgency,
    )
    return follow_up(turn, reply)


def follow_up(turn: Turn, reply: Reply) -> Reply:
    """Add the one short question that keeps a conversation going.

    A question asked in one breath with the skill's name gets its answer and the end.
    """
    if turn.new:
        return reply
    phrases, memory = turn.guide.phrases, reply.memory
    resumed = _resume(turn, memory)
    if resumed:
        return replace(reply, ask=resumed)
    memory = replace(memory, walk=None)
    related = _related(turn.guide, reply)
    if related:
        memory = replace(memory, offered=related)
        return replace(reply, ask=_name_them(turn.guide, related), memory=memory)
    again = f"{phrases.anything_else} {phrases.say_one_word}"
    return replace(reply, ask=phrases.anything_else, again=again, memory=memory)


def offer(turn: Turn, ids: tuple[str, ...]) -> Reply:
    """Name the nearest topics, three at most, and ask which is meant."""
    guide = turn.guide
    if _is_emergency(guide, ids[0]):
        return check(turn, ids[0])
    ids = tuple(id_ for id_ in ids if not _is_emergency(guide, id_))[:MOST_OFFERED]
    memory = replace(turn.memory, offered=ids, misses=0)
    ask = _name_them(guide, ids)
    return Reply((guide.phrases.near_topics,), memory, ask=ask)


def not_understood(turn: Turn) -> Reply:
    """Say so, with the emergency number, in other words each time it happens."""
    if turn.checking:  # the number again, rather than talk about words
        return check(turn, turn.checking)
    phrases = turn.guide.phrases
    times = min(turn.memory.misses, len(phrases.not_understood) - 1)
    misses = min(turn.memory.misses + 1, MOST_MISSES)
    return Reply(
        say=(phrases.not_understood[times],),
        ask=phrases.not_understood_ask[times],
        memory=replace(turn.memory, offered=(), misses=misses),
    )


def _is_emergency(guide: Guide, id_: str) -> bool:
    return guide.topics[id_].urgency is Urgency.EMERGENCY


def _danger(turn: Turn) -> Danger | None:
    flags = turn.guide.red_flags
    found = (find_danger(flags, words, turn.manner) for words in turn.words)
    return gravest(flags, [danger for danger in found if danger])


def _name_them(guide: Guide, ids: tuple[str, ...]) -> str:
    phrases = guide.phrases
    pattern = (phrases.offer_one, phrases.offer_two, phrases.offer_three)[len(ids) - 1]
    names = (guide.topics[id_].name for id_ in ids)
    return fill(pattern, **dict(zip(("first", "second", "third"), names, strict=False)))


def _resume(turn: Turn, memory: Memory) -> str:
    """Ask whether to take up a walk that a question interrupted."""
    walk = memory.walk
    if walk is None or not walk.step:
        return ""
    return fill(turn.guide.phrases.walk_resume, step=walk.step + 1)


def _related(guide: Guide, reply: Reply) -> tuple[str, ...]:
    """Choose what to offer next, after the first answers and never twice."""
    topic = guide.topics.get(reply.topic or "")
    if topic is None or len(reply.memory.heard) > OFFERS:
        return ()
    new = (id_ for id_ in topic.related if not reply.memory.has_heard(id_))
    return tuple(new)[:OFFERED_NEXT]
