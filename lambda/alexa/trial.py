"""Tries out a guide that comes from outside, before any listener hears it.

What would fail a listener later, such as an answer that is no text or a topic that is
not there, must fail here, while the last good guide is still in use.
"""

from collections.abc import Iterator

from ask_sdk_model.ui import SsmlOutputSpeech

from alexa.closing import disclaimer, respond
from alexa.screens import screen_for
from guide import dialogue, service, walk
from guide.danger import Manner
from guide.model import (
    ContentError,
    Guide,
    Index,
    Model,
    Phrasings,
    Table,
    Topic,
    Urgency,
)
from guide.numbers import Numbers
from guide.pack import read_through
from guide.turn import Memory, Reply, Turn
from guide.understanding import OUT_OF_SCOPE, REPORTED
from guide.words import cut

MOST_LETTERS = 8_000  # of speech, which Alexa takes at once


def try_out(guide: Guide) -> None:
    """Say once what the guide can say; raise an exception where that fails.

    ContentError is raised where a promise about the disclaimer or the question would
    be broken.
    """
    read_through(guide)
    _hold_together(guide)
    known = guide.understanding
    for part in (known.phrasings, known.index, known.model):
        _count_through(guide, part)
    for turn, reply in _everything(guide):
        what = reply.topic or "a phrase"
        if turn.topics:  # once a topic: screens take longer than speech
            screen_for(guide, reply)
        speech = respond(turn, reply).output_speech
        if (
            not isinstance(speech, SsmlOutputSpeech)
            or len(speech.ssml or "") > MOST_LETTERS
        ):
            raise ContentError(f"{what} is too long to be spoken")
        if bool(reply.ask) != reply.ask.endswith("?"):
            raise ContentError(f"{what} asks without a question mark")
        if not "".join(reply.say).strip() or not disclaimer(guide, reply).strip():
            raise ContentError(f"{what} is silent")


def _hold_together(guide: Guide) -> None:
    """Every topic that is named exists, and no phrase or word of danger is missing."""
    for name, phrase in guide.phrases._asdict().items():
        parts = phrase if isinstance(phrase, tuple) else (phrase,)
        if not all(isinstance(part, str) and part.strip() for part in parts):
            raise ContentError(f"the phrase {name} is no text")
    named = {
        *(section.overview for section in guide.sections),
        *guide.intents.values(),
        *guide.red_flags.ranks,
        *(id_ for topic in guide.topics.values() for id_ in topic.related),
    }
    if missing := named - set(guide.topics):
        raise ContentError(f"there is no topic {min(missing)}")
    emergencies = {id_ for id_, topic in guide.topics.items() if _is_emergency(topic)}
    if not emergencies or emergencies != set(guide.red_flags.ranks):
        raise ContentError("the words of danger do not fit the emergencies")
    found = sum(_is_heard(guide, guide.topics[id_]) for id_ in emergencies)
    if 2 * found < len(emergencies):
        raise ContentError(f"the words of danger find {found} of {len(emergencies)}")


def _count_through(guide: Guide, part: object) -> None:
    """Unpack all numbers of the understanding, and see that none leads nowhere."""
    if not isinstance(part, Phrasings | Index | Model | Table):
        return
    values = part._asdict()
    for value in values.values():
        if isinstance(value, Numbers):
            value[:]
        _count_through(guide, value)
    topics, owners = values.get("topics", ()), values.get("owners")
    if {name.removesuffix(REPORTED) for name in topics} - {*guide.topics, OUT_OF_SCOPE}:
        raise ContentError("words lead to a topic that is not there")
    if owners and max(owners[:]) >= len(topics):
        raise ContentError("words lead nowhere")


def _is_heard(guide: Guide, emergency: Topic) -> bool:
    """Tell whether somebody who says what it is called is heard to be in danger."""
    turn = Turn(guide, manner=Manner.REPORT, words=(cut(emergency.call),))
    return dialogue.danger_first(turn) is not None


def _everything(guide: Guide) -> Iterator[tuple[Turn, Reply]]:
    turn = Turn(guide)
    for decide in (
        *(service.launch, service.menu, service.help_listener, service.goodbye),
        *(service.slower, service.faster, service.apology, dialogue.not_understood),
    ):
        yield turn, decide(turn)
    for topic in guide.topics.values():
        yield from _about(guide, topic)


def _about(guide: Guide, topic: Topic) -> Iterator[tuple[Turn, Reply]]:
    """Ask for a topic by id and in words, for more of it, and for each of its steps."""
    by_id = Turn(guide, topics=(topic.id,))
    yield by_id, dialogue.ask_topic(by_id)
    in_words = Turn(guide, words=(cut(topic.call),))
    yield in_words, dialogue.danger_first(in_words) or dialogue.free_words(in_words)
    more = Turn(guide, memory=Memory(topic=topic.id))
    yield more, dialogue.tell_more(more)
    yield more, dialogue.tell_why(more)
    if _is_emergency(topic):
        yield by_id, dialogue.alarm(by_id, topic.id)
    for number in range(1, len(topic.steps) + 1):
        yield by_id, walk.say_step(by_id, topic.id, number)


def _is_emergency(topic: Topic) -> bool:
    return topic.urgency is Urgency.EMERGENCY
