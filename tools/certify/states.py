"""Help, stop and cancel, in every state of a session that can be reached.

States are found by trying every kind of turn in every state that is new. Two sessions
are in the same state if what is remembered has the same shape: which things are known,
how many, and every number.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any

from guide.model import Urgency
from tools.certify.judging import problems_of
from tools.certify.rule import Notes, Rule
from tools.certify.speaking import UNKNOWN
from tools.certify.subject import Subject
from tools.simulator.device import Device
from tools.simulator.ear import SEARCH, Heard, SlotHeard

MOST_STATES = 400
LIMITED = {"heard": 2}  # two things heard are as good as twenty
STOP, CANCEL, HELP = "AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.HelpIntent"
WORDS_OF_SLOTS = {"AMAZON.NUMBER": "two", SEARCH: UNKNOWN}


def help_everywhere(subject: Subject, notes: Notes) -> None:
    """In every state, help explains, says more than the welcome, asks, and listens."""
    states = reachable(subject)
    for locale, guide in subject.guides.items():
        device = subject.device(locale)
        welcomed = len(guide.phrases.welcome_examples)
        for state in states:
            device.session = state
            exchange = device.send(HELP, {})
            where = f"{locale}, {_named(state)}"
            if exchange.ends or not exchange.speech.endswith("?"):
                notes.fail(f'{where}: "{exchange.speech}"')
            if len(exchange.speech) <= welcomed:
                notes.fail(f"{where}: help says less than the welcome")
            for problem in problems_of(exchange, guide, new=state is None):
                notes.fail(f"{where}: {problem}")
    more = " (and more, not tried)" if len(states) >= MOST_STATES else ""
    notes.saw(f"{len(states)} states{more} in each of {len(subject.guides)} locales")


def stop_everywhere(subject: Subject, notes: Notes) -> None:
    """In every state, stop and cancel end the session, with the disclaimer."""
    sent = 0
    for locale, guide in subject.guides.items():
        device = subject.device(locale)
        for state in reachable(subject):
            for intent in (STOP, CANCEL):
                device.session = state
                exchange = device.send(intent, {})
                sent += 1
                where = f"{locale}, {intent}, {_named(state)}"
                if not exchange.ends:
                    notes.fail(f'{where}: "{exchange.speech}"')
                for problem in problems_of(exchange, guide, new=state is None):
                    notes.fail(f"{where}: {problem}")
    notes.saw(f"{sent} times")


def reachable(subject: Subject) -> list[dict[str, Any] | None]:
    """Find the states that a session can be in; None is before the first turn.

    They are looked for in one locale, and are the same in all: a state holds no words.
    """
    found: list[dict[str, Any] | None]
    found = subject.once("states", lambda: _search(subject, next(iter(subject.guides))))
    return found


def _search(subject: Subject, locale: str) -> list[dict[str, Any] | None]:
    return _explore(subject.device(locale), list(_moves(subject, locale)))


def _explore(device: Device, moves: list[Heard]) -> list[dict[str, Any] | None]:
    states: dict[object, dict[str, Any] | None] = {_shape(None): None}
    waiting = deque([None, _launched(device)])
    while waiting and len(states) < MOST_STATES:
        state = waiting.popleft()
        for move in moves:
            device.session = state
            device.take(move)
            shape = _shape(device.session)
            if shape not in states:
                states[shape] = device.session
                waiting.append(device.session)
    return list(states.values())


def _launched(device: Device) -> Any:
    device.session = None
    device.send("LaunchRequest", {})
    return device.session


def _moves(subject: Subject, locale: str) -> Iterator[Heard]:
    """Yield one turn of every kind: each intent, and each kind of topic."""
    guide, ear = subject.guides[locale], subject.ears[locale]
    for intent, types in ear.intents.items():
        words = {slot: WORDS_OF_SLOTS.get(type_, "") for slot, type_ in types.items()}
        yield ear.fill(intent, words)
    for intent, types in ear.intents.items():
        for slot, type_ in types.items():
            ids = [i for i in _ids(subject, locale, type_) if i not in guide.topics]
            for id_ in ids:
                yield Heard(intent, {slot: SlotHeard(type_, id_, (id_,))})
    kinds: dict[tuple[bool, bool, Urgency, int], str] = {}
    for topic in guide.topics.values():
        kind = (bool(topic.steps), bool(topic.more), topic.urgency, len(topic.related))
        kinds.setdefault(kind, topic.id)
    for id_ in kinds.values():
        yield Heard("TopicIntent", {"topic": SlotHeard("TOPIC", "word", (id_,))})


def _ids(subject: Subject, locale: str, type_: str) -> list[str]:
    types = subject.models[locale]["types"]
    return [
        value["id"] for one in types if one["name"] == type_ for value in one["values"]
    ]


def _shape(session: Mapping[str, Any] | None) -> object:
    if session is None:
        return None
    attributes: Mapping[str, Any] = session.get("attributes", {})
    return tuple((key, _form(key, attributes[key])) for key in sorted(attributes))


def _form(key: str, value: object) -> object:
    match value:
        case Mapping():
            return tuple((name, _form(name, value[name])) for name in sorted(value))
        case list():
            return min(len(value), LIMITED.get(key, len(value)))
        case str():
            return "some"
        case _:
            return value


def _named(state: Mapping[str, Any] | None) -> str:
    return f"remembering {state['attributes']}" if state else "before the first turn"


RULES = (
    Rule("help", "certification test 4.12, help", help_everywhere),
    Rule("stop-cancel", "certification test 4.13, stop and cancel", stop_everywhere),
)
