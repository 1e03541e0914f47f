"""What the understanding learns from: phrasings with the topics they are about."""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from guide.understanding import OUT_OF_SCOPE
from guide.words import Tokens, cut
from tools.pack.content import Content
from tools.pack.phrasings import carriers_of, without_carrier
from tools.pack.wording import worded


class Example(NamedTuple):
    """Words, and the topic they ask for; the empty topic is out of scope."""

    words: Tokens
    topic: str


class Question(NamedTuple):
    """A question of another voice, and the topics that would be right answers."""

    kind: str
    text: str
    accepted: tuple[str, ...]
    urgency: str


def examples(contents: Iterable[Content]) -> list[Example]:
    """List every phrasing of a language, in the spelling of each of its places.

    Each comes whole, and as it arrives when Alexa keeps the carrier.
    """
    found: dict[Example, None] = {}
    for content in contents:
        carriers = carriers_of(content)
        for topic, phrase in _phrases(content):
            words = cut(worded(phrase, {}, content.words.spelling))
            for form in (words, without_carrier(words, carriers)):
                found[Example(form, topic)] = None
    return [example for example in found if example.words]


def fingerprint(*inputs: object) -> str:
    """Give a short mark that changes whenever any of the inputs does."""
    text = json.dumps(inputs, ensure_ascii=False, default=str)
    return sha256(text.encode()).hexdigest()[:16]


def read_questions(path: Path) -> list[Question]:
    """Read a file of questions: kind, question, accepted topics, urgency."""
    questions = []
    for line in path.read_text("utf-8").splitlines()[1:]:
        kind, text, accepted, urgency = line.split("\t")
        topics = () if accepted == "-" else tuple(accepted.split())
        questions.append(Question(kind, text, topics, urgency))
    return questions


def _phrases(content: Content) -> Iterator[tuple[str, str]]:
    for id_, topic in content.topics.items():
        for phrase in (topic.front.title, *topic.front.asks):
            yield id_, phrase
    for phrase in content.out_of_scope.phrases:
        yield OUT_OF_SCOPE, phrase
