"""A listener who may say anything at any time, and hears whether promises hold.

Hypothesis plays sequences of requests: every intent with slots good, unknown,
ambiguous, empty and hostile, launches in mid-session, touches, ends, failures and
nonsense. After each, promises 1 (disclaimer last, and heard before or with the first
answer), 3 (danger first), 4 (question means open), 5 (nothing personal in logs or
session) and 7 (it always answers) are checked.
"""

import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar, NamedTuple

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from alexa.skill import SILENT
from guide.model import Guide, Urgency
from tests.broken import JUNK, MARK, mutations
from tests.promises import assert_harmless, assert_kept, disclaimers, heard
from tools.simulator.device import APL, Device, Handler
from tools.simulator.ear import Ear
from tools.simulator.viewports import VIEWPORTS

RED_FLAGS = ("i have chest pain", "can't breathe", "can't feel her legs")
NUMBERS = ("0", "1", "2", "3", "8", "10", "99", "365", "?", "-1", "two", "9" * 400, "٣")
WORDS = (
    "driving",
    "it's day three can he drive",
    "the bandage",
    "all",
    "what",
    "ten days",
)
HOSTILE = ("<speak>&\"'</speak>", "{topic}", "\u0000\ud7ff", "../..", "word " * 900)
ENDINGS = ("USER_INITIATED", "EXCEEDED_MAX_REPROMPTS", "ERROR", "SOMETHING_NEW")
TOUCHES = ("topic", "step", "more", "yes", "no", "unknown", MARK, None, 7)


class World(NamedTuple):
    """What is talked to, and what is known of it."""

    handler: Handler
    ear: Ear
    guides: tuple[Guide, ...]  # one for each place


class AnyPath(RuleBasedStateMachine):
    """One listener with one device; a subclass sets the world."""

    world: ClassVar[World]

    @initialize(
        place=st.integers(0, 4), screen=st.sampled_from((None, *VIEWPORTS.values()))
    )
    def switch_on(self, place: int, screen: Any) -> None:
        """Take a device somewhere, with a screen or without; nothing was said yet."""
        world = self.world
        self.guide = world.guides[place % len(world.guides)]
        self.number = self.guide.phrases.card_emergency.split()[-1]
        self.device = Device(
            world.handler,
            world.ear,
            self.guide.locale,
            world.ear.invocation_name,
            screen=screen,
        )
        self.told = False

    @rule()
    def open_it(self) -> None:
        """Open the skill, also in the middle of a session."""
        self._ask({"type": "LaunchRequest"})

    @rule(data=st.data())
    def say(self, data: st.DataObject) -> None:
        """Say anything that comes to an intent."""
        intents = self.world.ear.intents
        name = data.draw(st.sampled_from(sorted(intents)), "intent")
        slots = {
            slot: data.draw(self._slot(type_)) for slot, type_ in intents[name].items()
        }
        speech = self._ask(_intent(name, {k: v for k, v in slots.items() if v}))
        if name in {"AMAZON.StopIntent", "AMAZON.CancelIntent"}:
            assert not self.device.in_session
        if name in {"AMAZON.HelpIntent", "AMAZON.FallbackIntent"}:
            assert self.number in speech

    @rule(flag=st.sampled_from(RED_FLAGS), data=st.data())
    def be_in_danger(self, flag: str, data: st.DataObject) -> None:
        """Have words of danger arrive in any slot of any intent."""
        with_slots = {n: slots for n, slots in self.world.ear.intents.items() if slots}
        name = data.draw(st.sampled_from(sorted(with_slots)), "intent")
        types = with_slots[name]
        flagged = data.draw(st.sampled_from(sorted(types)), "slot")
        slots = {slot: data.draw(self._slot(type_)) for slot, type_ in types.items()}
        slots[flagged] = {**(slots[flagged] or {}), "value": flag}
        speech = self._ask(_intent(name, {k: v for k, v in slots.items() if v}))
        topics = self.guide.topics.values()
        alarms = [t.answer for t in topics if t.urgency is Urgency.EMERGENCY]
        assert speech.startswith((self.guide.phrases.check_say, *alarms)), speech

    @rule(name=st.sampled_from(("AMAZON.PageUpIntent", "NewerIntent", MARK, "")))
    def say_what_a_newer_model_knows(self, name: str) -> None:
        """Say something that comes to an intent nobody here knows."""
        assert self.number in self._ask(_intent(name, {}))

    @rule(data=st.data())
    def touch(self, data: st.DataObject) -> None:
        """Touch something on the screen, as our documents send it or otherwise."""
        topics = (*self.guide.topics, "gone", None, 7)
        what = data.draw(st.sampled_from(TOUCHES))
        about = data.draw(st.sampled_from(topics))
        number = data.draw(st.sampled_from((1, 2, 3, 99, -1, "1", None, MARK)))
        sent = [what, about, number][: data.draw(st.integers(0, 3))]
        source = {"type": "TouchWrapper", "handler": "Press"}
        touched = {"type": f"{APL}.UserEvent", "token": MARK, "source": source}
        self._ask({**touched, "arguments": sent, "components": {}})

    @rule(reason=st.sampled_from(ENDINGS))
    def end_it(self, reason: str) -> None:
        """Let Alexa end the session: "exit", silence, an error."""
        error = {"type": "INVALID_RESPONSE", "message": MARK}
        request = {"type": "SessionEndedRequest", "reason": reason, "error": error}
        assert self._send(request)["response"] == {}
        self.device.session, self.told = None, False

    @rule(kind=st.sampled_from(SILENT))
    def hear_of_a_failure(self, kind: str) -> None:
        """Let Alexa tell of what wants no answer."""
        error = {"type": "INTERNAL_SERVICE_ERROR", "message": MARK}
        request = {"type": kind, "error": error, "cause": {"requestId": MARK}}
        assert self._send(request)["response"] == {}

    @rule(data=st.data())
    def enquire(self, data: st.DataObject) -> None:
        """Let Alexa ask whether a question could be for us."""
        request = _intent(
            "TopicIntent", {"topic": data.draw(self._slot("TOPIC")) or {}}
        )
        answer = self._send({**request, "type": "CanFulfillIntentRequest"})
        assert answer["response"] == {"canFulfillIntent": {"canFulfill": "MAYBE"}}

    @rule(data=st.data())
    def come_back_changed(self, data: st.DataObject) -> None:
        """Let the session come back stale, foreign or tampered with."""
        if self.device.session:
            attributes = data.draw(_attributes(self.guide))
            self.device.session["attributes"] = attributes

    @rule(data=st.data())
    def be_garbled(self, data: st.DataObject) -> None:
        """Send the last words again in an envelope that is broken somewhere."""
        envelope = self._envelope(
            _intent("TopicIntent", {"topic": {"value": "driving"}})
        )
        with _logs() as logs:
            answer = self.world.handler(data.draw(mutations(envelope)), None)
        assert MARK not in json.dumps(answer)
        assert MARK not in str(logs)
        assert_harmless(answer, self.world.guides)

    def _slot(self, type_: str) -> st.SearchStrategy[dict[str, Any] | None]:
        """Draw a slot: missing, empty, unknown, hostile, good, or of two meanings."""
        known = {
            "TOPIC": tuple(self.guide.topics),
            "LIST": ("first-day-checklist", "procedure-steps", "day-by-day"),
            "CHOICE": ("first", "second", "last", "both", "neither"),
        }.get(type_, ())
        words = NUMBERS if type_ == "AMAZON.NUMBER" else WORDS
        said = st.sampled_from((*words, *HOSTILE, "")).map(
            lambda text: f"{text} {MARK}"
        )
        said |= st.sampled_from(words)
        bare = said.map(lambda text: {"value": text})
        ids = st.sampled_from((*known, "gone"))
        resolved = st.builds(_resolved, said, st.lists(ids, max_size=3))
        return st.none() | st.just({}) | bare | (resolved if known else bare)

    def _ask(self, request: Mapping[str, Any]) -> str:
        """Send what must be answered aloud; check the promises, give what is heard."""
        new = not self.device.in_session
        answer = self._send(request)
        guide = self.guide
        assert_kept(answer, guide, new=new)
        speech = heard(answer)
        forms = (guide.phrases.disclaimer_short, *disclaimers(guide))
        self.told = (self.told and not new) or any(form in speech for form in forms)
        assert self.told, "health information came before any disclaimer"
        assert guide.phrases.apology not in speech, "it failed"
        if answer["response"]["shouldEndSession"]:
            self.device.session = None
        else:
            session = self._envelope(request)["session"]
            attributes = answer["sessionAttributes"]
            self.device.session = {**session, "new": False, "attributes": attributes}
        return speech

    def _send(self, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Send a request; nothing personal may come back or be logged, nor an error."""
        with _logs() as logs:
            answer = self.world.handler(self._envelope(request), None)
        assert MARK not in json.dumps(answer), "what was said is kept"
        assert MARK not in str(logs), "what was said is logged"
        assert [log for log in logs if log["levelno"] >= logging.ERROR] == []
        return answer

    def _envelope(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Write an envelope in which everything personal bears the mark."""
        envelope = self.device.envelope(request)
        system = envelope["context"]["System"]
        for holder, key in (
            (envelope["session"], "sessionId"),
            (envelope["session"]["user"], "userId"),
            (system["user"], "userId"),
            (system["device"], "deviceId"),
        ):
            holder[key] = MARK
        return envelope


def _attributes(guide: Guide) -> st.SearchStrategy[Any]:
    """Draw session attributes: nearly right, stale, or nonsense."""
    ids = st.sampled_from((*guide.topics, "gone"))
    parts = st.sampled_from(("", "/more", "/why", "/guess", "/1", "/99", "/x/y"))
    junk = st.sampled_from([item for item in JUNK if item != MARK])
    right = st.fixed_dictionaries(
        {},
        optional={
            "topic": ids | junk,
            "offered": st.lists(ids | junk, max_size=5) | junk,
            "walk": st.fixed_dictionaries(
                {"topic": ids | junk, "step": st.integers(-1, 9) | junk}
            )
            | junk,
            "misses": st.integers(-1, 5) | junk,
            "rate": st.integers(-2, 2) | junk,
            "heard": st.lists(st.builds(str.__add__, ids, parts) | junk) | junk,
            MARK: junk,
        },
    )
    return right | junk


def _intent(name: str, slots: Mapping[str, Any]) -> dict[str, Any]:
    named = {slot: {"name": slot, **filled} for slot, filled in slots.items()}
    intent = {"name": name, "confirmationStatus": "NONE", "slots": named}
    return {"type": "IntentRequest", "dialogState": "COMPLETED", "intent": intent}


def _resolved(words: str, ids: list[str]) -> dict[str, Any]:
    code = "ER_SUCCESS_MATCH" if ids else "ER_SUCCESS_NO_MATCH"
    values = [{"value": {"name": words, "id": id_}} for id_ in ids]
    authority = {"authority": "x", "status": {"code": code}, "values": values}
    return {
        "value": words,
        "resolutions": {"resolutionsPerAuthority": [authority]},
    }


@contextmanager
def _logs() -> Iterator[list[dict[str, Any]]]:
    """Catch everything that is logged, at every level."""
    caught: list[dict[str, Any]] = []

    class Catch(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            caught.append({**record.__dict__, "message": record.getMessage()})

    root, catch = logging.getLogger(), Catch()
    root.addHandler(catch)
    try:
        yield caught
    finally:
        root.removeHandler(catch)
