"""What the understanding learns from: phrasings with the topics they are about."""

import json
from binascii import crc32
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from guide.danger import Happening, Manner, find_danger
from guide.model import RedFlags
from guide.pack import read_red_flags
from guide.understanding import OUT_OF_SCOPE, REPORTED, longest_hits
from guide.words import Patterns, Tokens, cut
from tools.pack.compile import red_flags
from tools.pack.content import Content
from tools.pack.phrasings import arrivals
from tools.pack.wording import worded


class Example(NamedTuple):
    """Words, how they arrived, and what they ask for; "" is out of scope.

    A report of an emergency is of a class of its own: `guide.understanding.REPORTED`.
    """

    words: Tokens
    topic: str
    manner: Manner = Manner.TOPIC


class Question(NamedTuple):
    """A question of another voice, and the topics that would be right answers."""

    kind: str
    text: str
    accepted: tuple[str, ...]
    urgency: str


def examples(contents: Iterable[Content]) -> list[Example]:
    """List every phrasing of a language, in the spelling of each of its places.

    Each comes whole, and as it arrives when Alexa keeps the carrier; where it names
    what has many names, once more with another one. Sayings are of all places as they
    stand.
    """
    found: dict[Example, None] = {}
    for content in contents:
        spelled = (
            (topic, worded(phrase, {}, content.words.spelling))
            for topic, phrase in _phrases(content)
        )
        arrive, renamed = arrivals(content), _renaming(content)
        for topic, phrase in (*spelled, *_sayings(content)):
            for words in renamed(topic, cut(phrase)):
                for form, manner in arrive(words):
                    found[Example(form, topic, manner)] = None
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


def _renaming(content: Content) -> Callable[[str, Tokens], Iterator[Tokens]]:
    """Make a function that gives words as they are, and with another name in them.

    Else a name speaks for the topic about that name, whatever is asked about it.
    """
    folds = Patterns({}, content.folds)
    names = {key: [cut(form) for form in forms] for key, forms in content.folds.items()}
    forms = {form for group in names.values() for form in group}
    titles = {id_: cut(topic.front.title) for id_, topic in content.topics.items()}
    named = {id_ for id_, title in titles.items() if title in forms}

    def rename(topic: str, words: Tokens) -> Iterator[Tokens]:
        yield words
        longest = longest_hits(folds, words)
        if not topic or topic in named or not longest:
            return
        other: list[str] = []
        place = 0
        while place < len(words):
            end, key = longest.get(place, (place + 1, ""))
            choice = crc32(" ".join(words).encode()) % len(names[key]) if key else 0
            other += names[key][choice] if key else words[place:end]
            place = end
        yield tuple(other)

    return rename


def _phrases(content: Content) -> Iterator[tuple[str, str]]:
    flags = read_red_flags(red_flags(content))
    for id_, topic in content.topics.items():
        emergency = topic.front.urgency == "emergency"
        for ask in (topic.front.title, *topic.front.asks):
            reported = emergency and _reported(flags, ask)
            yield id_ + REPORTED * reported, ask
    for phrase in content.out_of_scope.phrases:
        yield OUT_OF_SCOPE, phrase


def _sayings(content: Content) -> Iterator[tuple[str, str]]:
    for id_, sayings in content.sayings.items():
        topic_ = id_ if id_ in content.topics else OUT_OF_SCOPE
        for saying in sayings:
            yield topic_ + REPORTED * saying.reported, saying.text


def _reported(flags: RedFlags, ask: str) -> bool:
    danger = find_danger(flags, cut(ask), Manner.TOPIC)
    return danger is not None and danger.happening is not Happening.ASKED
