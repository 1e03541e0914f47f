"""What is shown: cards with the answer, its sources and the disclaimer."""

from ask_sdk_model.ui import Card, SimpleCard

from guide.model import Guide, Topic, Urgency
from guide.turn import Reply, fill


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


def _body(topic: Topic, reply: Reply) -> tuple[str, ...]:
    """Show what was said; of a list to walk, all of it, to keep and to print."""
    if not topic.steps or reply.say != (topic.answer,):
        return reply.say
    steps = enumerate(topic.steps, start=1)
    return (topic.answer, *(f"{n}. {step.title}: {step.say}" for n, step in steps))


def _sources(guide: Guide, topic: Topic) -> str:
    names = [guide.sources[id_].publisher for id_ in topic.sources]
    return fill(guide.phrases.card_source, sources=", ".join(dict.fromkeys(names)))
