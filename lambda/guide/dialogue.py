"""Decides what to say to each kind of turn: danger first, and never a guess."""

from dataclasses import replace

from guide.danger import Danger, Happening, find_danger, gravest
from guide.model import Guide, Topic, Urgency
from guide.turn import (
    GUESS,
    MORE,
    MOST_MISSES,
    WHY,
    Memory,
    Reply,
    Turn,
    Walk,
    fill,
)
from guide.understanding import MOST_OFFERED, understand

OFFERS = 2  # related topics are offered after so many answers, then "anything else?"
OFFERED_NEXT = 2


def danger_first(turn: Turn) -> Reply | None:
    """Answer a red flag in the listener's raw words; None where there is none."""
    danger = find_flag(turn)
    if danger is None or danger.happening is Happening.ASKED:
        return None
    if danger.happening is Happening.NOW and not _is_other_matter(turn):
        return alarm(turn, danger.topic)
    return check(turn, danger.topic)


def _is_other_matter(turn: Turn) -> bool:
    """Tell whether words that name a sign are plainly about something harmless."""
    sure = understand(turn.guide.understanding, turn.asked, turn.manner).sure
    return sure is not None and not is_emergency(turn.guide, sure)


def find_flag(turn: Turn) -> Danger | None:
    """Find the gravest red flag in any of the listener's raw words."""
    flags = turn.guide.red_flags
    found = (find_danger(flags, words, turn.manner) for words in turn.words)
    return gravest(flags, [danger for danger in found if danger])


def alarm(turn: Turn, topic: str) -> Reply:
    """Say the number and nothing else, and close: an open session swallows calls."""
    return Reply(
        say=(turn.guide.topics[topic].answer,),
        memory=Memory(topic=topic),
        topic=topic,
        urgency=Urgency.EMERGENCY,
    )


def check(turn: Turn, topic: str, *say: str) -> Reply:
    """Ask whether an emergency is happening now, after giving the number."""
    phrases = turn.guide.phrases
    return Reply(
        say=(phrases.check_say, *say),
        ask=phrases.check_ask,
        again=phrases.check_again,
        memory=replace(turn.memory, offered=(topic,), misses=0),
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
    if not turn.asked:
        return not_understood(turn)
    understood = understand(turn.guide.understanding, turn.asked, turn.manner)
    danger = find_flag(turn)
    if understood.alarm:
        return check(turn, understood.alarm)
    if understood.sure:
        return answer(turn, understood.sure, guessed=True)
    if danger is not None:
        return information(turn, danger.topic)
    return offer(turn, understood.near) if understood.near else not_understood(turn)


def answer(turn: Turn, id_: str, *, guessed: bool = False) -> Reply:
    """Read a topic out; `guessed` is for one that only the words led to."""
    guide, topic = turn.guide, turn.guide.topics[id_]
    if is_emergency(guide, id_):
        danger = find_flag(turn)
        asked = danger is not None and danger.happening is Happening.ASKED
        # Words are led to an emergency's information only where they report none.
        return information(turn, id_) if asked or guessed else check(turn, id_)
    lead = guide.phrases.think_topic if guessed else guide.phrases.on_topic
    reply = Reply(
        lead=fill(lead, topic=topic.name),
        say=(topic.answer,),
        memory=turn.memory.answered(id_, GUESS if guessed else ""),
        topic=id_,
        urgency=topic.urgency,
    )
    if not topic.steps:
        return follow_up(turn, reply)
    memory = replace(reply.memory, walk=Walk(id_, 0))
    note = "" if topic.has_stages else guide.phrases.walk_in_app
    return ask_on(guide, replace(reply, note=note, memory=memory))


def information(turn: Turn, id_: str) -> Reply:
    """Tell about an emergency somebody who is only asking about it."""
    topic = turn.guide.topics[id_]
    memory = turn.memory.answered(id_, MORE)
    return follow_up(
        turn, Reply((topic.more,), memory, topic=id_, urgency=Urgency.INFO)
    )


def tell_more(turn: Turn) -> Reply:
    """Say what else there is on the topic last answered."""
    phrases = turn.guide.phrases
    return _more(turn, MORE, phrases.more_information, phrases.no_more)


def tell_why(turn: Turn) -> Reply:
    """Say what else the sources have, and that they do not always give reasons."""
    phrases = turn.guide.phrases
    return _more(turn, WHY, phrases.why_more, phrases.why_no_more)


def _more(turn: Turn, part: str, lead: str, nothing: str) -> Reply:
    phrases, topic = turn.guide.phrases, turn.last_topic
    if turn.checking or topic is None:
        return back_to(turn, phrases.all_right)
    emergency = is_emergency(turn.guide, topic.id)
    just_heard = turn.memory.last in {(topic.id, MORE), (topic.id, WHY)}
    if not topic.more or just_heard:
        return back_to(turn, fill(nothing, topic=topic.name))
    reply = Reply(
        lead=fill(lead, topic=topic.name),
        say=(topic.more,),
        memory=turn.memory.answered(topic.id, part),
        topic=topic.id,
        urgency=Urgency.INFO if emergency else topic.urgency,
    )
    return follow_up(turn, reply)


def follow_up(turn: Turn, reply: Reply) -> Reply:
    """Add the one short question that keeps a conversation going.

    A question asked in one breath with the skill's name gets its answer and the end.
    """
    if turn.new:
        return reply
    memory = replace(reply.memory, walk=turn.then or reply.memory.walk)
    if not turn.then and not _is_under_way(turn.guide, memory.walk):
        topic = turn.guide.topics.get(reply.topic or "")
        offered = related(turn.guide, topic, memory) if topic else ()
        memory = replace(memory, walk=None, offered=offered)
    return ask_on(turn.guide, replace(reply, memory=memory))


def back_to(turn: Turn, *say: str, memory: Memory | None = None) -> Reply:
    """Say something in passing, and ask again what was open.

    Whether an emergency is happening is asked again before all else.
    """
    turn = replace(turn, memory=replace(memory or turn.memory, misses=0))
    if turn.checking:
        return check(turn, turn.checking)
    return ask_on(turn.guide, Reply(say, turn.memory))


def ask_on(guide: Guide, reply: Reply) -> Reply:
    """Ask what a reply's memory leaves open: an offer, a walk, or anything else."""
    phrases, memory = guide.phrases, reply.memory
    if memory.offered:
        return replace(reply, ask=_name_them(guide, memory.offered), again="")
    if memory.walk:
        return _ask_to_walk(guide, reply, memory.walk)
    ask = phrases.anything_else if memory.heard else phrases.what_to_know
    return replace(reply, ask=ask, again=f"{ask} {phrases.say_one_word}")


def _ask_to_walk(guide: Guide, reply: Reply, walk: Walk) -> Reply:
    """Ask whether to go on; after a silence, tell how to come back to the list."""
    phrases, topic = guide.phrases, guide.topics[walk.topic]
    if topic.has_stages:
        stage = topic.steps[walk.step]
        return replace(reply, ask=fill(phrases.offer_one, first=stage.name), again="")
    if not walk.step:
        return replace(reply, ask=phrases.walk_offer, again="")
    if reply.memory.last == (walk.topic, str(walk.step)):
        step, ask = walk.step, phrases.walk_next
    else:  # a question came between
        step = walk.step + 1
        ask = fill(phrases.walk_resume, step=step)
    return replace(reply, ask=ask, again=f"{come_back(guide, topic, step)} {ask}")


def come_back(guide: Guide, topic: Topic, step: int) -> str:
    """Tell how to come back to a step once the session has ended."""
    phrase = guide.phrases.walk_come_back
    return fill(phrase, skill=guide.name, step=step, topic=topic.call)


def offer(turn: Turn, ids: tuple[str, ...]) -> Reply:
    """Name the nearest topics, three at most, and ask which is meant.

    It is half a miss: the words change with the next, and two never offer to stop.
    """
    guide = turn.guide
    if is_emergency(guide, ids[0]):
        return check(turn, ids[0])
    ids = tuple(id_ for id_ in ids if not is_emergency(guide, id_))[:MOST_OFFERED]
    phrases, missed = guide.phrases, turn.memory.misses > 0
    say = phrases.near_topics_again if missed else phrases.near_topics
    memory = replace(turn.memory, offered=ids, misses=2 if missed else 1)
    return ask_on(guide, Reply((say,), memory))


def not_understood(turn: Turn) -> Reply:
    """Say so, with the emergency number, in other words each time it happens."""
    if turn.checking:  # the number again, rather than talk about words
        return check(turn, turn.checking)
    phrases = turn.guide.phrases
    times = min(turn.memory.misses, len(phrases.not_understood) - 1)
    misses = min(turn.memory.misses + 1, MOST_MISSES)
    say = phrases.not_understood[times] if times else _not_understood_near(turn)
    memory = replace(turn.memory, offered=(), misses=misses)
    reply = Reply((say,), memory, ask=phrases.not_understood_ask[times])
    if not times and _is_under_way(turn.guide, memory.walk):
        return ask_on(turn.guide, reply)
    return reply


def _not_understood_near(turn: Turn) -> str:
    """Say so, with words to try from where the conversation is."""
    guide, topic = turn.guide, turn.last_topic
    near = further(guide, topic, turn.memory) if topic else ()
    if topic is None or len(near) < MOST_OFFERED:
        return guide.phrases.not_understood[0]
    first, second, third = (guide.topics[id_].call for id_ in near)
    section = next(s.name for s in guide.sections if s.id == topic.section)
    phrase = guide.phrases.not_understood_near
    return fill(phrase, section=section, first=first, second=second, third=third)


def is_emergency(guide: Guide, id_: str) -> bool:
    """Tell whether a topic is an emergency, which is never just read out."""
    return guide.topics[id_].urgency is Urgency.EMERGENCY


def _is_under_way(guide: Guide, walk: Walk | None) -> bool:
    """Tell whether a walk was begun that a question may interrupt."""
    if walk is None or guide.topics[walk.topic].has_stages:
        return False
    return walk.step > 0


def _name_them(guide: Guide, ids: tuple[str, ...]) -> str:
    phrases = guide.phrases
    pattern = (phrases.offer_one, phrases.offer_two, phrases.offer_three)[len(ids) - 1]
    names = (guide.topics[id_].name for id_ in ids)
    return fill(pattern, **dict(zip(("first", "second", "third"), names, strict=False)))


def related(guide: Guide, topic: Topic, memory: Memory) -> tuple[str, ...]:
    """Choose what to offer next, after the first answers and never twice."""
    if len(memory.heard) > OFFERS:
        return ()
    return further(guide, topic, memory)[:OFFERED_NEXT]


def further(guide: Guide, topic: Topic, memory: Memory) -> tuple[str, ...]:
    """List what is related to a topic and was not heard yet, three at most."""
    new = (
        id_
        for id_ in topic.related
        if not memory.has_heard(id_) and not is_emergency(guide, id_)
    )
    return tuple(new)[:MOST_OFFERED]
