"""A device on the desk: it keeps the session, asks the real handler, and hears."""

import logging
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

from alexa.skill import Skill
from settings import Settings
from tools.simulator.ear import ENDED, Ear, Heard, SlotHeard
from tools.simulator.speech import plain
from tools.simulator.viewports import Viewport

Handler = Callable[[object, object], dict[str, Any]]
SKILL_ID = "amzn1.ask.skill.simulator"
LAUNCH = "LaunchRequest"
SILENCE = "Silence"  # no request at all: nothing is sent
WAITING = ("...", "\u2026")
APL = "Alexa.Presentation.APL"
AUTHORITY = "amzn1.er-authority.echo-sdk.simulator"


def load_handler(packs: Path) -> Handler:
    """Load the very handler that Amazon calls, to answer from a folder of packs.

    A `CONTENT_DIR` of the environment has its way.
    """
    os.environ.setdefault("CONTENT_DIR", str(packs.resolve()))
    handler: Handler = import_module("lambda_function").lambda_handler
    return handler


@dataclass(frozen=True, slots=True)
class Exchange:
    """One turn as it went: what was sent, what came back, and what was heard."""

    utterance: str
    request: Mapping[str, Any]
    response: Mapping[str, Any] = field(default_factory=dict)
    ssml: str = ""
    reprompt_ssml: str = ""
    ends: bool = False
    topic: str | None = None
    offered: tuple[str, ...] = ()
    urgency: str | None = None
    ms: float = 0.0

    @property
    def speech(self) -> str:
        """What is heard, as plain text."""
        return plain(self.ssml)

    @property
    def reprompt(self) -> str:
        """What is heard after a silence, as plain text."""
        return plain(self.reprompt_ssml)

    @property
    def touched(self) -> bool:
        """Whether the screen was touched, rather than something said."""
        return bool(self.request["type"] == f"{APL}.UserEvent")

    @property
    def screen(self) -> Mapping[str, Any] | None:
        """What is sent to be shown on the screen, if there is one."""
        directives: list[Mapping[str, Any]]
        directives = self.response.get("response", {}).get("directives", [])
        return next(iter(directives), None)

    @property
    def card(self) -> Mapping[str, str] | None:
        """The card that is shown, if there is one."""
        card: Mapping[str, str] | None = self.response.get("response", {}).get("card")
        return card


class Device:
    """Talks to a handler as one of Amazon's devices does."""

    def __init__(
        self,
        handler: Handler,
        ear: Ear,
        locale: str,
        invocation_name: str,
        screen: Viewport | None = None,
    ) -> None:
        """Take the handler to ask, the ear to understand with, and the screen."""
        self._handler = handler
        self._ear = ear
        self._locale = locale
        self._screen = screen
        self.invocation_name = invocation_name
        self._launches = {
            f"{word} {invocation_name}"
            for word in ("open", "launch", "start", "talk to", "begin", "load")
        } | {"open", invocation_name}
        self._invocations = tuple(
            f"{word} {invocation_name} " for word in ("ask", "tell", "open", "use")
        )
        self.session: dict[str, Any] | None = None
        self._reprompt = ""

    @property
    def in_session(self) -> bool:
        """Whether the skill is listening."""
        return self.session is not None

    def say(self, utterance: str) -> Exchange:
        """Say something; an empty utterance is silence, and "..." one with a screen."""
        if utterance.strip() in WAITING:
            return self.wait()
        words = utterance.strip().casefold().removeprefix("alexa").strip(" ,.!?")
        if not words:
            return self.silence()
        if words in self._launches:
            self.session = None
            return self._send({"type": LAUNCH}, utterance)
        for invocation in self._invocations:
            if words.startswith(invocation):
                self.session = None
                words = words.removeprefix(invocation)
        heard = self._ear.hear(words)
        if heard.intent == ENDED:
            return self._end(utterance, "USER_INITIATED")
        return self.take(heard, utterance)

    def take(self, heard: Heard, utterance: str = "") -> Exchange:
        """Take what the ear has made of an utterance."""
        return self._send(_intent_request(heard), utterance)

    def send(self, name: str, slots: Mapping[str, str]) -> Exchange:
        """Send a request of a given type or intent, its slots filled with words."""
        said = " ".join([f"!{name}", *(f"{k}={v}" for k, v in slots.items())])
        if name == ENDED:
            return self._end(said, "USER_INITIATED")
        if name.endswith("Request"):
            return self._send({"type": name}, said)
        return self.take(self._ear.fill(name, slots), said)

    def touch(self, token: str, sent: Sequence[object]) -> Exchange:
        """Touch something on the screen, which sends what its document says."""
        source = {"type": "TouchWrapper", "handler": "Press"}
        request = {"type": f"{APL}.UserEvent", "token": token, "source": source}
        return self._send({**request, "arguments": list(sent), "components": {}}, "")

    def wait(self) -> Exchange:
        """Say nothing to a device with a screen, which may keep the session a while.

        The reprompt is heard, and for up to thirty seconds the session lives on.
        """
        heard = self._reprompt if self.in_session else ""
        return Exchange("...", {"type": SILENCE}, reprompt_ssml=heard)

    def silence(self) -> Exchange:
        """Say nothing: the reprompt is heard, and the session ends."""
        heard = self._reprompt if self.in_session else ""
        return self._end("", "EXCEEDED_MAX_REPROMPTS", reprompt=heard)

    def _end(self, utterance: str, reason: str, reprompt: str = "") -> Exchange:
        """Let Alexa end the session herself; the skill hears of it and cannot speak."""
        request = {"type": ENDED, "reason": reason}
        if self.in_session:
            self._handler(self.envelope(request), None)
        self.session, self._reprompt = None, ""
        return Exchange(utterance, request, reprompt_ssml=reprompt, ends=True)

    def _send(self, request: dict[str, Any], utterance: str) -> Exchange:
        envelope = self.envelope(request)
        with _log_line() as line:
            began = time.perf_counter()
            response = self._handler(envelope, None)
            ms = (time.perf_counter() - began) * 1000
        body = response.get("response", {})
        ends = body.get("shouldEndSession", False)
        speech = body.get("outputSpeech", {}).get("ssml", "")
        reprompt = body.get("reprompt", {}).get("outputSpeech", {}).get("ssml", "")
        self._remember(envelope, response, ends=ends, reprompt=reprompt)
        return Exchange(
            utterance=utterance,
            request=request,
            response=response,
            ssml=speech,
            reprompt_ssml=reprompt,
            ends=ends,
            topic=line.get("topic"),
            offered=tuple(line.get("offered", ())),
            urgency=line.get("urgency"),
            ms=round(ms, 2),
        )

    def _remember(
        self,
        envelope: dict[str, Any],
        response: dict[str, Any],
        *,
        ends: bool,
        reprompt: str,
    ) -> None:
        if ends:
            self.session, self._reprompt = None, ""
            return
        attributes = response.get("sessionAttributes", {})
        self.session = {**envelope["session"], "new": False, "attributes": attributes}
        self._reprompt = reprompt

    def envelope(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Write a full request, as Alexa sends it; nobody in it exists."""
        application = {"applicationId": SKILL_ID}
        user = {"userId": "amzn1.ask.account.simulator"}
        session = self.session or {
            "new": True,
            "sessionId": f"amzn1.echo-api.session.{uuid4()}",
            "attributes": {},
        }
        return {
            "version": "1.0",
            "session": {**session, "application": application, "user": user},
            "context": {
                "System": {
                    "application": application,
                    "user": user,
                    "device": {
                        "deviceId": "amzn1.ask.device.simulator",
                        "supportedInterfaces": self._interfaces(),
                    },
                    "apiEndpoint": "https://api.amazonalexa.com",
                },
                **({"Viewport": self._screen.as_sent()} if self._screen else {}),
            },
            "request": {
                "requestId": f"amzn1.echo-api.request.{uuid4()}",
                "timestamp": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                "locale": self._locale,
                **request,
            },
        }

    def _interfaces(self) -> Mapping[str, Any]:
        return {APL: {"runtime": {"maxVersion": "2024.2"}}} if self._screen else {}


def handler_of(packs: Path, skill_id: str = "") -> Handler:
    """Build a skill of its own on a folder of packs, as Lambda would build it.

    With a skill's id it answers the requests of that skill only.
    """
    logging.getLogger("skill").setLevel(logging.INFO)
    environment = {"CONTENT_DIR": str(packs), "SKILL_ID": skill_id}
    return Skill(Settings.read(environment)).answer


def _intent_request(heard: Heard) -> dict[str, Any]:
    slots = {name: _slot(name, slot) for name, slot in heard.slots.items()}
    intent = {"name": heard.intent, "confirmationStatus": "NONE", "slots": slots}
    return {"type": "IntentRequest", "dialogState": "COMPLETED", "intent": intent}


def _slot(name: str, heard: SlotHeard) -> dict[str, Any]:
    slot = {"name": name, "value": heard.words, "confirmationStatus": "NONE"}
    if heard.type.startswith("AMAZON."):
        return slot
    found = [{"value": {"name": heard.words, "id": id_}} for id_ in heard.ids]
    code = "ER_SUCCESS_MATCH" if found else "ER_SUCCESS_NO_MATCH"
    authority = {
        "authority": f"{AUTHORITY}.{heard.type}",
        "status": {"code": code},
        **({"values": found} if found else {}),
    }
    return {**slot, "resolutions": {"resolutionsPerAuthority": [authority]}}


@contextmanager
def _log_line() -> Iterator[dict[str, Any]]:
    """Catch the line that the skill logs for a turn: it tells the topic's id."""
    line: dict[str, Any] = {}

    class Catch(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            line.update(record.__dict__)

    log, catch = logging.getLogger("skill"), Catch()
    log.addHandler(catch)
    try:
        yield line
    finally:
        log.removeHandler(catch)
