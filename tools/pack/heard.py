"""What a listener hears of content in one locale, text by text, and its measures."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tools.pack.content import Content, TopicContent
from tools.pack.findings import Finding
from tools.pack.wording import worded

WORDS_PER_SECOND = 2.5
SENTENCE_END = re.compile(r"(?<=[.!?])[\"']?\s+")


@dataclass(frozen=True, slots=True)
class Heard:
    """One text with its places filled in; `what` is "answer", "More" or "step 2"."""

    what: str
    text: str
    path: str
    line: int

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @property
    def seconds(self) -> float:
        """How long it takes to say."""
        return self.words / WORDS_PER_SECOND

    @property
    def sentences(self) -> list[str]:
        """Its sentences."""
        return [part for part in SENTENCE_END.split(self.text) if part]

    def finding(self, rule: str, message: str) -> Finding:
        """Make a finding about this text."""
        return Finding(self.path, self.line, rule, f"{self.what}: {message}")


def filled(content: Content, text: str) -> str:
    """Write a text as it is heard in the locale."""
    return worded(text, content.words.words, content.words.spelling)


def of_topic(content: Content, topic: TopicContent) -> Iterator[Heard]:
    """Yield the answer, `More` and the steps of a topic."""
    for what, (text, line) in topic.texts().items():
        yield Heard(what, filled(content, text), topic.page.front.path, line)


def of_phrases(content: Content) -> Iterator[Heard]:
    """Yield every phrase that is not a topic."""
    document = content.documents["phrases.yaml"]
    for name, phrase in content.phrases._asdict().items():
        for number, text in enumerate(
            phrase if isinstance(phrase, tuple) else [phrase]
        ):
            yield Heard(name, filled(content, text), *document.place(name, number))


def everything(content: Content) -> Iterator[Heard]:
    """Yield all that is ever said: titles, topics and phrases."""
    for topic in content.topics.values():
        title = filled(content, topic.front.title)
        yield Heard("title", title, *topic.page.front.place("title"))
        yield from of_topic(content, topic)
    yield from of_phrases(content)


def either(words: Iterable[str]) -> str:
    """Write a pattern for any of several words; it matches nothing without any."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(map(re.escape, longest_first)) or "(?!)"


def among(words: Iterable[str]) -> re.Pattern[str]:
    """Make what finds any of several words or numbers, each as a whole."""
    return re.compile(rf"(?<!\w)(?<!\d[.,])(?:{either(words)})(?!\w)", re.IGNORECASE)


def items_listed(
    sentence: str, joining: re.Pattern[str], opening: re.Pattern[str]
) -> int:
    """Count the items of the longest list with commas: "a, b, c and d" has four.

    A list ends in a part that is joined on, as "and d" is; 0 without a list. What
    opens the sentence ("In bed, …") is no item.
    """
    first, *others = sentence.split(",")
    parts = [*others] if others and opening.match(first) else [first, *others]
    most = items = 0
    for part in parts:
        items += 1
        if joined := joining.search(part.strip()):
            most = max(most, items if joined.start() == 0 else items + 1)
            items = 0
    return most
