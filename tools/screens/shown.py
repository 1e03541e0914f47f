"""Every screen that a guide can show, each with a name of its own."""

from collections.abc import Iterator
from typing import Any

from alexa.screens import screen_for
from guide import dialogue, service, walk
from guide.followup import yes
from guide.model import Guide, Topic, Urgency
from guide.turn import Memory, Reply, Turn

Screens = dict[str, dict[str, Any]]
"""The directives, by name."""


def every_screen(guide: Guide) -> Screens:
    """Make every screen of a guide: of all topics, steps, emergencies and manners."""
    screens = dict(_manners(guide))
    for topic in guide.topics.values():
        screens |= dict(_of_topic(guide, topic))
    return screens


def telling_screens(guide: Guide) -> Screens:
    """Make a few that tell most: the longest answer and alarm, a choice, help."""
    screens, topics = every_screen(guide), guide.topics.values()
    alarms = [topic for topic in topics if _is_alarm(topic)]
    answers = [topic for topic in topics if not _is_alarm(topic)]
    longest = max(answers, key=lambda topic: len(topic.answer))
    sign = max(alarms, key=lambda topic: len(topic.title))
    return {name: screens[name] for name in ("menu", "help", longest.id, sign.id)}


def _is_alarm(topic: Topic) -> bool:
    return topic.urgency is Urgency.EMERGENCY


def _manners(guide: Guide) -> Iterator[tuple[str, dict[str, Any]]]:
    turn = Turn(guide)
    yield "launch", screen_for(guide, service.launch(turn))
    yield "menu", screen_for(guide, service.menu(turn))
    yield "help", screen_for(guide, service.help_listener(turn))
    yield "goodbye", screen_for(guide, service.goodbye(turn))
    offered = Memory(offered=tuple(section.overview for section in guide.sections[-2:]))
    yield "which", screen_for(guide, yes(Turn(guide, offered)))
    for misses in range(len(guide.phrases.not_understood)):
        missed = dialogue.not_understood(Turn(guide, Memory(misses=misses)))
        yield f"missed-{misses + 1}", screen_for(guide, missed)


def _of_topic(guide: Guide, topic: Topic) -> Iterator[tuple[str, dict[str, Any]]]:
    replies: dict[str, Reply]
    turn = Turn(guide)
    if _is_alarm(topic):
        replies = {
            topic.id: dialogue.alarm(turn, topic.id),
            f"{topic.id}-check": dialogue.check(turn, topic.id),
            f"{topic.id}-more": dialogue.information(turn, topic.id),
        }
    else:
        replies = {topic.id: dialogue.answer(turn, topic.id)}
        if topic.more:
            told = Turn(guide, Memory(topic=topic.id))
            replies[f"{topic.id}-more"] = dialogue.tell_more(told)
    for number in range(1, len(topic.steps) + 1):
        replies[f"{topic.id}-{number}"] = walk.say_step(turn, topic.id, number)
    for name, reply in replies.items():
        yield name, screen_for(guide, reply)
