"""What is shown: cards, and screens (APL) where the device has one."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from ask_sdk_model.ui import Card, SimpleCard

from guide.model import Guide, Step, Topic, Urgency
from guide.turn import Reply, Walk, fill

DOCUMENTS = Path(__file__).parent / "apl"
SHARED = "shared"

# What a touch sends, followed by the topic's id and the number of a step.
TOPIC, STEP, MORE, YES, NO = "topic", "step", "more", "yes", "no"

Action = dict[str, Any]
"""Something to touch: its label, and what it sends."""


def card_for(guide: Guide, reply: Reply) -> Card | None:
    """Make the card of a reply; None where there is nothing worth keeping."""
    phrases, topic = guide.phrases, guide.topics.get(reply.topic or "")
    if reply.urgency in (Urgency.EMERGENCY, Urgency.CHECK):
        lines = (*reply.say, phrases.disclaimer_emergency)
        return SimpleCard(title=phrases.card_emergency, content="\n\n".join(lines))
    if topic is None:
        return None
    lines = (*_body(topic, reply), _sources(guide, topic), phrases.disclaimer)
    return SimpleCard(title=topic.title, content="\n\n".join(filter(None, lines)))


def screen_for(guide: Guide, reply: Reply) -> Any:
    """Make the directive that shows a reply on a screen.

    It is the plain form of ask-sdk's RenderDocumentDirective: importing that one
    would cost every start of a device with a screen seventy modules.
    """
    kind, shown = _show(guide, reply)
    document, drawing = read_document(kind), guide.drawings.get(shown["drawing"])
    if drawing is not None:
        graphics = {"drawing": json.loads(drawing.graphic)}
        document, shown = {**document, "graphics": graphics}, {**shown}
        shown["alt"] = drawing.alt
    return {
        "type": "Alexa.Presentation.APL.RenderDocument",
        "token": kind,
        "document": document,
        "datasources": {"screen": shown},
    }


@lru_cache
def read_document(kind: str) -> Mapping[str, Any]:
    """Read one of the documents, with what all of them share."""
    return {**_read(SHARED), **_read(kind)}


def _read(name: str) -> Mapping[str, Any]:
    document: Mapping[str, Any] = json.loads(
        (DOCUMENTS / f"{name}.json").read_text("utf-8")
    )
    return document


def _show(guide: Guide, reply: Reply) -> tuple[str, dict[str, Any]]:
    """Choose the document for a reply, and what it shows."""
    topic = guide.topics.get(reply.topic or "")
    if reply.urgency in (Urgency.EMERGENCY, Urgency.CHECK):
        return "emergency", _emergency(guide, reply)
    step = _step(topic, reply) if topic else None
    shown = {
        "title": topic.title if topic else guide.name,
        "place": "",
        "paragraphs": list(reply.say),
        "ask": reply.ask,
        "actions": [],
        "sources": _sources(guide, topic) if topic else "",
        "disclaimer": guide.phrases.disclaimer,
        "brief": guide.phrases.disclaimer_short,
        "drawing": topic.drawing if topic else "",
        "alt": "",
    }
    if topic and step:
        return "step", shown | _of_step(guide, topic, step)
    if topic:
        return "answer", shown | {"actions": list(_next_to(guide, topic, reply))}
    if reply.greeting:
        return "launch", shown | {"actions": list(_shelves(guide))}
    offered = [_open(guide.topics[id_]) for id_ in reply.memory.offered]
    return ("choice" if offered else "answer"), shown | {"actions": offered}


def _emergency(guide: Guide, reply: Reply) -> dict[str, Any]:
    """Show the number and the sign; while it is in doubt, yes and no."""
    phrases = guide.phrases
    checking = reply.urgency is Urgency.CHECK
    topic = guide.topics[reply.memory.offered[0] if checking else reply.topic or ""]
    labels = {YES: phrases.screen_yes, NO: phrases.screen_no} if checking else {}
    return {
        "number": phrases.card_emergency,
        "sign": reply.ask or topic.title,
        "actions": [_action(label, kind, topic.id) for kind, label in labels.items()],
        "drawing": "",
    }


def _step(topic: Topic, reply: Reply) -> tuple[int, Step] | None:
    """Find the step that a reply says."""
    steps = enumerate(topic.steps, start=1)
    said = ((number, step) for number, step in steps if step.say in reply.say[:1])
    return next(said, None)


def _of_step(guide: Guide, topic: Topic, step: tuple[int, Step]) -> dict[str, Any]:
    phrases, (number, shown), last = guide.phrases, step, len(topic.steps)
    where = "" if shown.days else phrases.screen_step
    beside = {
        number - 1: phrases.screen_previous,
        number + 1: phrases.screen_next,
    }
    return {
        "title": shown.title,
        "place": fill(where, step=number, steps=last),
        "drawing": shown.drawing,
        "actions": [
            _action(label, STEP, topic.id, to)
            for to, label in beside.items()
            if 1 <= to <= last
        ],
    }


def _next_to(guide: Guide, topic: Topic, reply: Reply) -> Iterator[Action]:
    """Yield what can be touched after an answer: steps, what is offered, more."""
    phrases, walk = guide.phrases, reply.memory.walk
    if walk == Walk(topic.id, 0):
        yield _action(phrases.screen_start, STEP, topic.id, 1)
    for id_ in reply.memory.offered:
        yield _open(guide.topics[id_])
    if topic.more and reply.say == (topic.answer,):
        yield _action(phrases.screen_more, MORE, topic.id)


def _shelves(guide: Guide) -> Iterator[Action]:
    for section in guide.sections:
        label = section.name[:1].upper() + section.name[1:]
        yield _action(label, TOPIC, section.overview)


def _open(topic: Topic) -> Action:
    return _action(topic.title, TOPIC, topic.id)


def _action(label: str, *sent: str | int) -> Action:
    return {"label": label, "send": list(sent)}


def _body(topic: Topic, reply: Reply) -> tuple[str, ...]:
    """Show what was said; of a list to walk, all of it, to keep and to print."""
    if not topic.steps or reply.say != (topic.answer,):
        return reply.say
    steps = enumerate(topic.steps, start=1)
    return (topic.answer, *(f"{n}. {step.title}: {step.say}" for n, step in steps))


def _sources(guide: Guide, topic: Topic) -> str:
    names = [guide.sources[id_].publisher for id_ in topic.sources]
    return fill(guide.phrases.card_source, sources=", ".join(dict.fromkeys(names)))
