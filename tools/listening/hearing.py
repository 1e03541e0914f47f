"""The spoken round trip: what is said is spoken, recognised, and given to the skill."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from guide.model import Urgency
from tools.listening.recogniser import Recogniser
from tools.listening.voice import Voice
from tools.listening.words import after_the_wake_word, words_of
from tools.pack.content import Content
from tools.simulator.device import Device, Exchange
from tools.simulator.dialogues import Dialogue

ALARMS = (Urgency.EMERGENCY, Urgency.CHECK)


class Outcome(StrEnum):
    """Where an utterance led that was only heard."""

    RIGHT = "right"
    OFFERED = "offered"  # the right topic is one of two or three
    MISSED = "not understood"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Trial:
    """One utterance, and what is to come of it.

    `session` is what was remembered before it, and `meant` the reply to the words as
    they are written; an ask that stands alone has neither, but its `topic`.
    """

    source: str
    said: str
    topic: str | None = None
    emergency: bool = False
    session: Mapping[str, object] | None = None
    meant: Exchange | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a trial."""

    trial: Trial
    voice: str
    heard: str
    reached: str
    outcome: Outcome


def of_asks(content: Content, first: int) -> Iterator[Trial]:
    """Try the first asks of every topic."""
    for id_, topic in content.topics.items():
        emergency = topic.front.urgency == "emergency"
        for ask in topic.front.asks[:first]:
            yield Trial("asks", ask, topic=id_, emergency=emergency)


def of_dialogues(dialogues: Iterable[Dialogue], device: Device) -> Iterator[Trial]:
    """Try every utterance of the dialogues, each where it stands."""
    for dialogue in dialogues:
        device.session = None
        for turn in dialogue.turns:
            said, session = str(turn["you"] or ""), device.session
            meant = device.say(said)
            if said:
                yield Trial(
                    "dialogues", said, topic=meant.topic, session=session, meant=meant
                )


@dataclass(frozen=True, slots=True)
class RoundTrip:
    """From words to sound, to words again, to the skill."""

    recogniser: Recogniser
    spelled: Mapping[str, str]

    def run(self, trial: Trial, voice: Voice, device: Device) -> Result:
        """Speak, listen, and ask; tell where it led."""
        said = after_the_wake_word(words_of(trial.said, self.spelled))
        heard = self.recogniser.hear(voice.say(" ".join(said)))
        device.session = dict(trial.session) if trial.session else None
        exchange = device.say(heard) if heard else replace(NOTHING)
        outcome = _outcome(trial, exchange)
        reached = exchange.topic or "/".join(exchange.offered) or _arrived(exchange)
        return Result(trial, voice.name, heard, reached, outcome)


NOTHING = Exchange("", {"type": "nothing heard"})


def _outcome(trial: Trial, exchange: Exchange) -> Outcome:
    if trial.meant is not None and trial.topic is None:
        same = exchange.speech == trial.meant.speech
        if same and exchange.request["type"] == trial.meant.request["type"]:
            return Outcome.RIGHT
    elif exchange.topic == trial.topic or exchange.offered == (trial.topic,):
        return Outcome.RIGHT
    if trial.emergency and exchange.urgency in ALARMS:
        return Outcome.RIGHT
    if trial.topic and trial.topic in exchange.offered:
        return Outcome.OFFERED
    return Outcome.WRONG if exchange.topic else Outcome.MISSED


def _arrived(exchange: Exchange) -> str:
    intent = exchange.request.get("intent", {})
    return str(intent.get("name", exchange.request["type"]))
