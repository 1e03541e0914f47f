"""How long a listener is spoken to, turn by turn, and the budgets for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from alexa.speech import say
from guide.model import Guide, Topic
from tools.pack.heard import WORDS_PER_SECOND
from tools.simulator.device import LAUNCH, Device, Exchange
from tools.simulator.dialogues import Dialogue
from tools.simulator.speech import seconds

LONGEST_TURN, LONGEST_LAUNCH, LONGEST_DISCLAIMER, MEDIAN_ANSWER = 36.0, 12.0, 9.0, 18.0


@dataclass(frozen=True, slots=True)
class Timed:
    """One turn: what was said, and how many seconds of speech came of it.

    `again` is what a silence brings, `answer` the part that is the topic's own.
    """

    said: str
    seconds: float
    again: float
    answer: float | None
    launch: bool


@dataclass(frozen=True, slots=True)
class Budget:
    """A limit in seconds, and what came nearest to it or went over."""

    name: str
    limit: float
    worst: float
    where: str = ""

    @property
    def kept(self) -> bool:
        """Whether the limit holds."""
        return self.worst <= self.limit

    def __str__(self) -> str:
        """Write it for people."""
        verdict = "kept" if self.kept else "BROKEN"
        where = f"  ({self.where})" if self.where else ""
        return (
            f"{self.name:16} {self.worst:5.1f} s of {self.limit:2.0f}: {verdict}{where}"
        )


def timed(guide: Guide, exchanges: Iterable[Exchange]) -> list[Timed]:
    """Measure turns."""
    return [
        Timed(
            said=exchange.utterance or "(silence)",
            seconds=seconds(exchange.ssml),
            again=seconds(exchange.reprompt_ssml),
            answer=_answer(guide, exchange),
            launch=exchange.request["type"] == LAUNCH,
        )
        for exchange in exchanges
    ]


def every_topic(guide: Guide, device: Device) -> Iterator[Exchange]:
    """Ask for each topic in one breath, then in a session, then for more of it."""
    for topic in guide.topics.values():
        device.session = None
        yield device.say(topic.call)
        yield device.say(f"open {device.invocation_name}")
        yield device.say(topic.call)
        if device.in_session:
            yield device.say("tell me more")


def talk_time(dialogue: Dialogue, turns: Iterable[Timed]) -> tuple[float, float]:
    """Tell how long a dialogue's listener speaks, and how long is spoken to them."""
    said = sum(len(str(turn["you"] or "").split()) for turn in dialogue.turns)
    # A silence is answered with the reprompt alone.
    heard = sum(turn.seconds or turn.again for turn in turns)
    return said / WORDS_PER_SECOND, heard


def budgets(guide: Guide, turns: list[Timed]) -> list[Budget]:
    """Hold turns, and the disclaimers, to their limits."""
    longest = max(turns, key=lambda turn: max(turn.seconds, turn.again))
    launches = [turn.seconds for turn in turns if turn.launch]
    phrases = guide.phrases
    disclaimers = (phrases.disclaimer, phrases.disclaimer_emergency)
    answers = [turn.answer for turn in turns if turn.answer is not None]
    return [
        Budget(
            "longest turn",
            LONGEST_TURN,
            max(longest.seconds, longest.again),
            longest.said,
        ),
        Budget("launch", LONGEST_LAUNCH, max(launches)),
        Budget(
            "disclaimer",
            LONGEST_DISCLAIMER,
            max(seconds(say(guide, text)) for text in disclaimers),
        ),
        Budget("median answer", MEDIAN_ANSWER, median(answers)),
    ]


def _answer(guide: Guide, exchange: Exchange) -> float | None:
    """Measure the topic's own words in a turn; None where it answers no topic."""
    topic = guide.topics.get(exchange.topic or "")
    if topic is None:
        return None
    heard = exchange.speech
    words = [text for text in _texts(topic) if text and " ".join(text.split()) in heard]
    return max((seconds(say(guide, text)) for text in words), default=None)


def _texts(topic: Topic) -> Iterator[str]:
    yield topic.answer
    yield topic.more
    yield from (step.say for step in topic.steps)
