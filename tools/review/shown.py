"""What a clinician is shown of each topic: as heard, with its sources and measures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from tools.pack.content import Content
from tools.pack.heard import Heard, filled
from tools.pack.lint import grade
from tools.pack.schema import SourceForm
from tools.review.fingerprint import fingerprint

# How English says that sources differ; what it finds is a hint, never a finding.
DIFFERING = re.compile(
    r"\b(?:differ|differs|disagree|disagrees|do not agree|vary|varies)\b"
    r"|\bsome\b.*\bothers?\b",
    re.IGNORECASE,
)
URGENCIES = ("emergency", "urgent", None)


@dataclass(frozen=True, slots=True)
class Said:
    """One text of a topic, as heard; `what` names it: "Answer", "Step 2: Rest"."""

    what: str
    text: str
    grade: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Shown:
    """One topic as the page shows it."""

    id: str
    title: str
    section: str
    said: tuple[Said, ...]
    asks: tuple[str, ...]
    sources: tuple[SourceForm, ...]
    differing: tuple[str, ...]  # the sentences that seem to say that sources differ
    urgency: str | None
    checked: date
    reviewed: str
    fingerprint: str

    @property
    def grade(self) -> float:
        """The grade of its hardest text."""
        return max(said.grade for said in self.said)

    @property
    def seconds(self) -> float:
        """How long its longest text takes to say."""
        return max(said.seconds for said in self.said)

    @property
    def words(self) -> int:
        """How many words there are to read."""
        return sum(len(said.text.split()) for said in self.said)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A section and its topics."""

    id: str
    name: str
    topics: tuple[Shown, ...]

    @property
    def words(self) -> int:
        """How many words there are to read."""
        return sum(topic.words for topic in self.topics)


def shelves(content: Content, pack: dict[str, Any]) -> list[Shelf]:
    """Lay out all topics: the sections heard in a hurry first, emergencies on top."""
    hurried = content.style.hurried
    sections = sorted(content.skill.sections, key=lambda one: one.id not in hurried)
    overviews = {section.overview for section in sections}

    def place(topic: Shown) -> tuple[bool, int, str]:
        level = URGENCIES.index(topic.urgency)
        return topic.id not in overviews, level, topic.title

    topics = [_shown(content, pack, id_) for id_ in content.topics]
    return [
        Shelf(
            section.id,
            section.name,
            tuple(sorted((t for t in topics if t.section == section.id), key=place)),
        )
        for section in sections
    ]


def _shown(content: Content, pack: dict[str, Any], id_: str) -> Shown:
    front, compiled = content.topics[id_].front, pack["topics"][id_]
    heard = list(_heard(compiled))
    return Shown(
        id=id_,
        title=compiled["title"],
        section=compiled["section"],
        said=tuple(
            Said(one.what, one.text, grade(content, one.text), one.seconds)
            for one in heard
        ),
        asks=tuple(filled(content, ask) for ask in front.asks),
        sources=tuple(content.sources[source] for source in front.sources),
        differing=tuple(
            sentence
            for one in heard
            for sentence in one.sentences
            if DIFFERING.search(sentence)
        ),
        urgency=front.urgency,
        checked=front.checked,
        reviewed=front.reviewed,
        fingerprint=fingerprint(compiled),
    )


def _heard(compiled: dict[str, Any]) -> Iterator[Heard]:
    """Yield all texts of a compiled topic, also the steps that are other topics."""
    alarm = compiled.get("urgency") == "emergency"
    texts = {"Alarm" if alarm else "Answer": compiled["answer"]}
    if "more" in compiled:
        texts["For somebody who only asks" if alarm else "More"] = compiled["more"]
    for number, step in enumerate(compiled.get("steps", ()), start=1):
        texts[f"Step {number}: {step['title']}"] = step["say"]
    for what, text in texts.items():
        yield Heard(what, text, path="", line=0)
