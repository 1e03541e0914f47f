"""Every sample utterance of a model, with its slots filled, and what it should lead to.

A slot that has values of its own takes another of them for each sample, and the sample
that is nothing but a slot takes one form of every value. Free words take an ask of
content that is said behind that very carrier, where there is one.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

from tools.certify.subject import Subject
from tools.pack.content import Content
from tools.pack.wording import worded
from tools.simulator.ear import NUMBER, SEARCH, Heard

SLOT = re.compile(r"\{(\w+)\}")
A_NUMBER = "two"


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing to say; `topics` are those of which one must come, if there are any."""

    intent: str
    text: str
    heard: Heard
    topics: tuple[str, ...] = ()


def utterances(subject: Subject, locale: str) -> Iterator[Utterance]:
    """Yield what to say for every sample of a locale's model."""
    filler = _Filler(subject, locale)
    for intent in subject.models[locale]["intents"]:
        for sample in intent["samples"]:
            yield from filler.filled(intent["name"], sample)


class _Filler:
    """Fills the slots of samples."""

    def __init__(self, subject: Subject, locale: str) -> None:
        self._ear = subject.ears[locale]
        self._guide = subject.guides[locale]
        self._asks = list(_asks(subject.contents[locale]))
        self._any_ask = cycle(self._asks)
        self._forms: dict[str, list[tuple[str, str]]] = {}
        self._firsts: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for type_ in subject.models[locale]["types"]:
            forms = self._forms[type_["name"]] = []
            for value in type_["values"]:
                name = value["name"]
                said = [name["value"], *name["synonyms"]]
                self._firsts[type_["name"]].append((said[0], value["id"]))
                forms += [(form, value["id"]) for form in said]
        self._turns = {name: cycle(forms) for name, forms in self._forms.items()}

    def filled(self, intent: str, sample: str) -> Iterator[Utterance]:
        """Yield a sample with its slots filled, once or for every value."""
        types, names = self._ear.intents[intent], SLOT.findall(sample)
        if not names:
            mapped = self._guide.intents.get(intent)
            topics = (mapped,) if mapped else ()
            yield Utterance(intent, sample, self._ear.fill(intent, {}), topics)
        elif sample == f"{{{names[0]}}}":
            for words, id_ in self._firsts[types[names[0]]]:
                yield self._with(intent, sample, {names[0]: (words, (id_,))})
        else:
            slots = {name: self._words(sample, name, types[name]) for name in names}
            yield self._with(intent, sample, slots)

    def _words(self, sample: str, slot: str, type_: str) -> tuple[str, tuple[str, ...]]:
        """Choose words for a slot, and the topics they ask for."""
        if type_ == NUMBER:
            return A_NUMBER, ()
        if type_ == SEARCH:
            before = sample.partition(f"{{{slot}}}")[0]
            for words, topic in self._asks:
                if words.startswith(before) and not self._ear.knows(words):
                    return words.removeprefix(before), (topic,)
            words, topic = next(self._any_ask)
            return words, (topic,)
        form, id_ = next(self._turns[type_])
        return form, (id_,)

    def _with(
        self, intent: str, sample: str, slots: dict[str, tuple[str, tuple[str, ...]]]
    ) -> Utterance:
        words = {name: said for name, (said, _) in slots.items()}
        text = SLOT.sub(lambda match: words[match[1]], sample)
        heard = self._ear.fill(intent, words)
        ids = (id_ for _, wanted in slots.values() for id_ in wanted)
        topics = tuple(id_ for id_ in ids if id_ in self._guide.topics)
        return Utterance(intent, text, heard, topics)


def _asks(content: Content) -> Iterator[tuple[str, str]]:
    """Yield how people ask, in the locale's spelling, with the topic of each ask."""
    for id_, topic in content.topics.items():
        for ask in topic.front.asks:
            yield worded(ask, {}, content.words.spelling), id_
