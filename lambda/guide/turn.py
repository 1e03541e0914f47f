"""A turn of the conversation: what was asked, what is remembered, what to reply."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from guide.danger import Manner
from guide.model import Guide, Topic, Urgency
from guide.understanding import MOST_OFFERED
from guide.words import Tokens

MOST_HEARD = 20
MOST_MISSES = 3
RATES = (-1, 0, 1)  # slower, as ever, faster
PART_MARK = "/"
MORE, WHY = "more", "why"  # what else there is, as it was asked for
GUESS = "guess"  # the answer, to words that only led there


@dataclass(frozen=True, slots=True)
class Walk:
    """Where the listener is on a list of steps; step 0 is before the first."""

    topic: str
    step: int


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered from turn to turn, and forgotten with the session.

    `heard` lists what was said, oldest first: "driving", "driving/more" or, for the
    third step of a list, "first-day/3". A walk goes on after its step, unless the
    list is at its end.
    """

    topic: str | None = None
    offered: tuple[str, ...] = ()
    walk: Walk | None = None
    misses: int = 0
    rate: int = 0
    heard: tuple[str, ...] = ()

    @classmethod
    def read(cls, raw: object, guide: Guide) -> Self:
        """Take session attributes as Alexa returns them; ignore what makes no sense."""
        if not isinstance(raw, Mapping):
            return cls()
        return cls(
            topic=next(iter(_known([raw.get("topic")], guide)), None),
            offered=_known(raw.get("offered"), guide)[:MOST_OFFERED],
            walk=_walk(raw.get("walk"), guide),
            misses=_among(range(MOST_MISSES + 1), raw.get("misses")),
            rate=_among(RATES, raw.get("rate")),
            heard=_heard(raw.get("heard"), guide),
        )

    def write(self) -> dict[str, Any]:
        """Give the session attributes to return to Alexa."""
        walk = self.walk
        return {
            "topic": self.topic,
            "offered": list(self.offered),
            "walk": {"topic": walk.topic, "step": walk.step} if walk else None,
            "misses": self.misses,
            "rate": self.rate,
            "heard": list(self.heard),
        }

    def answered(self, topic: str, part: str = "") -> "Memory":
        """Remember that a topic, or a part of it, is being answered in this turn."""
        entry = f"{topic}{PART_MARK}{part}" if part else topic
        return replace(
            self,
            topic=topic,
            offered=(),
            misses=0,
            heard=(*self.heard, entry)[-MOST_HEARD:],
        )

    def has_heard(self, topic: str) -> bool:
        """Tell whether anything of a topic was said in this session."""
        return any(entry.split(PART_MARK)[0] == topic for entry in self.heard)

    @property
    def last(self) -> tuple[str, str]:
        """The topic that was last heard, and which part of it; both may be empty."""
        topic, _, part = (self.heard[-1] if self.heard else "").partition(PART_MARK)
        return topic, part

    @property
    def place(self) -> Walk | None:
        """Where the listener is on a list, also when the last step was just heard."""
        topic, part = self.last
        if self.walk is None and part.isdecimal():
            return Walk(topic, int(part))
        return self.walk


def _among(allowed: Iterable[int], value: object) -> int:
    return next((known for known in allowed if known == value), 0)


def _known(ids: object, guide: Guide) -> tuple[str, ...]:
    if not isinstance(ids, list):
        return ()
    known = (id_ for id_ in ids if isinstance(id_, str) and id_ in guide.topics)
    return tuple(dict.fromkeys(known))


def _walk(raw: object, guide: Guide) -> Walk | None:
    if not isinstance(raw, Mapping):
        return None
    known = _known([raw.get("topic")], guide)
    step = raw.get("step")
    if not known or type(step) is not int:
        return None
    return (
        Walk(known[0], step) if 0 <= step < len(guide.topics[known[0]].steps) else None
    )


def _heard(raw: object, guide: Guide) -> tuple[str, ...]:
    if not isinstance(raw, list):
        return ()
    entries = (entry for entry in raw if isinstance(entry, str))
    return tuple(entry for entry in entries if _is_part(entry, guide))[-MOST_HEARD:]


def _is_part(entry: str, guide: Guide) -> bool:
    id_, _, part = entry.partition(PART_MARK)
    topic = guide.topics.get(id_)
    if topic is None:
        return False
    steps = {str(number) for number in range(1, len(topic.steps) + 1)}
    return part in {"", GUESS, MORE, WHY} | steps


@dataclass(frozen=True, slots=True)
class Turn:
    """What was asked, free of Alexa's ways.

    `words` are the listener's own, one entry for each slot that brought some, and
    `asked` those of them that may name anything; `topics` are what Alexa resolved them
    to. `number` counts steps or days, and `weeks` weeks; `then` is what to offer once
    the question is answered.
    """

    guide: Guide
    memory: Memory = field(default_factory=Memory)
    new: bool = False  # the first turn of its session
    manner: Manner = Manner.TOPIC
    words: tuple[Tokens, ...] = ()
    asked: Tokens = ()
    topics: tuple[str, ...] = ()
    choice: str | None = None
    number: int | None = None
    weeks: int | None = None
    then: Walk | None = None
    touched: str = ""  # what was touched on the screen, such as "step"

    @property
    def checking(self) -> str | None:
        """The emergency that "is it happening now?" was just asked about."""
        offered = self.memory.offered
        topic = self.guide.topics.get(offered[0]) if len(offered) == 1 else None
        return topic.id if topic and topic.urgency is Urgency.EMERGENCY else None

    @property
    def last_topic(self) -> Topic | None:
        """The topic last answered in this session."""
        return self.guide.topics.get(self.memory.topic or "")


@dataclass(frozen=True, slots=True)
class Reply:
    """What to say, and what to ask. Without a question, the session ends.

    `say` are thoughts, with a breath between them, and are shown as well; `again` is
    what is asked after a silence (the same question, where it is empty).
    """

    say: tuple[str, ...]
    memory: Memory
    ask: str = ""
    again: str = ""
    greeting: str = ""  # said before the short disclaimer
    lead: str = ""  # said before the answer, and not shown
    note: str = ""  # said after the answer, and not shown
    topic: str | None = None
    urgency: Urgency | None = None

    @property
    def outcome(self) -> str:
        """What came of the turn, in a word for the log."""
        if self.urgency is not None:
            return self.urgency
        if self.memory.offered:
            return "offered"
        return "missed" if self.memory.misses else "served"


def fill(phrase: str, **places: str | int) -> str:
    """Fill the places of a phrase: "{topic}" becomes what `topic` is given."""
    for name, value in places.items():
        phrase = phrase.replace("{" + name + "}", str(value))
    return phrase
