"""The conversations that pages hold: each has a device of its own."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

import yaml

from alexa.request import MANNERS
from guide.danger import Manner
from guide.understanding import rank
from guide.words import cut
from library import Library
from tools.pack.building import freshen
from tools.pack.content import locales
from tools.simulator.device import Device, Exchange, load_handler
from tools.simulator.ear import Ear, load_ear
from tools.simulator.speech import spoken
from tools.simulator.viewports import VIEWPORTS

MOST = 50  # conversations kept; the oldest is forgotten first
NEAREST = 3


@dataclass(slots=True)
class Conversation:
    """A conversation with one device in one locale."""

    locale: str
    screen: str
    device: Device
    exchanges: list[Exchange] = field(default_factory=list)

    def dialogue(self) -> str:
        """Write what was said as a dialogue for the tests; touches have no words."""
        turns = [_as_turn(one) for one in self.exchanges if not one.touched]
        return yaml.safe_dump(turns, sort_keys=False, allow_unicode=True)


class Conversations:
    """Keeps the conversations, and looks into what was understood."""

    def __init__(self, content: Path) -> None:
        """Build what is stale, once, and load the ears as they are needed.

        Raises BadContentError for content with mistakes.
        """
        self._content = content
        self._places = freshen(content)
        self._handler = load_handler(self._places.packs)
        self._library = Library(self._places.packs)
        self._ears: dict[str, Ear] = {}
        self._kept: OrderedDict[str, Conversation] = OrderedDict()
        self._turns = Lock()  # one turn at a time: the skill's log tells its topic
        self.locales = locales(content)

    def turn(self, id_: str, locale: str, screen: str, asked: Any) -> dict[str, Any]:
        """Take a turn, and tell all there is to know of it.

        `asked` holds what was `said`, or the `touch`, and the screen that was `shown`.
        """
        with self._turns:
            one = self._one(id_, locale, screen)
            exchange = _take(one.device, asked)
            one.exchanges.append(exchange)
        return self._told(one, exchange)

    def dialogue(self, id_: str) -> str:
        """Give a conversation as a dialogue for the tests; empty where none is kept."""
        kept = self._kept.get(id_)
        return kept.dialogue() if kept else ""

    def name(self, locale: str) -> str:
        """Give the name that opens the skill."""
        return self._ear(locale).invocation_name

    def _one(self, id_: str, locale: str, screen: str) -> Conversation:
        """Find a conversation; another locale or device begins a new one."""
        kept = self._kept.get(id_)
        if kept is None or (kept.locale, kept.screen) != (locale, screen):
            ear = self._ear(locale)
            viewport = VIEWPORTS.get(screen)
            device = Device(self._handler, ear, locale, ear.invocation_name, viewport)
            kept = self._kept[id_] = Conversation(locale, screen, device)
        self._kept.move_to_end(id_)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return kept

    def _ear(self, locale: str) -> Ear:
        if locale not in self._ears:
            self._ears[locale] = load_ear(self._places.models, self._content, locale)
        return self._ears[locale]

    def _told(self, one: Conversation, exchange: Exchange) -> dict[str, Any]:
        intent = exchange.request.get("intent", {})
        slots = {name: slot["value"] for name, slot in intent.get("slots", {}).items()}
        return {
            "utterance": exchange.utterance,
            "speech": exchange.speech,
            "spoken": spoken(exchange.ssml or exchange.reprompt_ssml),
            "reprompt": exchange.reprompt,
            "card": exchange.card,
            "screen": exchange.screen,
            "viewport": _described(one.screen),
            "ends": exchange.ends,
            "listening": one.device.in_session,
            "topic": exchange.topic,
            "offered": list(exchange.offered),
            "urgency": exchange.urgency,
            "intent": intent.get("name") or exchange.request["type"],
            "slots": slots,
            "nearest": self._nearest(
                one.locale,
                max(slots.values(), key=len, default=""),
                MANNERS.get(str(intent.get("name")), Manner.TOPIC),
            ),
            "ms": exchange.ms,
            "request": exchange.request,
            "response": exchange.response,
        }

    def _nearest(
        self, locale: str, words: str, manner: Manner
    ) -> list[tuple[str, float]]:
        """Rank the topics that a slot's words are nearest to, with the confidence."""
        known = self._library.guide(locale).understanding
        ranked = rank(known, cut(words), manner)[:NEAREST] if words else []
        return [(topic or "(out of scope)", round(score, 3)) for topic, score in ranked]


def _take(device: Device, asked: Mapping[str, Any]) -> Exchange:
    if "touch" in asked:
        return device.touch(str(asked["shown"]), asked["touch"])
    return device.say(str(asked.get("said", "")))


def _described(screen: str) -> dict[str, Any] | None:
    viewport = VIEWPORTS.get(screen)
    return viewport.described() if viewport else None


def _as_turn(exchange: Exchange) -> dict[str, Any]:
    turn: dict[str, Any] = {"you": exchange.utterance}
    if exchange.utterance:
        turn["topic"] = exchange.topic
        turn["offered"] = list(exchange.offered)
    if exchange.urgency:
        turn["urgency"] = str(exchange.urgency)
    if exchange.ends:
        turn["ends"] = True
    return turn
