"""The grammar of what listeners say, generated from the interaction model.

Samples with their slots filled are its sentences, and so is every ask of content, which
stand for what Alexa's free slots are filled with. It is a statistical grammar: pairs
and threes of words weigh by how many sentences hold them, and others are possible.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pocketsphinx.lm import ArpaBoLM

from tools.listening.words import WAKE_WORD, Words, words_of
from tools.simulator.ear import NUMBER, SEARCH, SLOT

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
COMMAND_WEIGHT = 10  # "stop" is said far more often than any one name of a topic


class Grammar:
    """What may be said to the skill."""

    def __init__(
        self,
        model: Mapping[str, Any],
        commands: Mapping[str, Iterable[str]],
        asks: Iterable[str],
    ) -> None:
        """Take a locale's language model, Alexa's own phrases, and content's asks."""
        self._values = _values(model)
        self._carriers = list(_carriers(model))
        self._name = words_of(model["invocationName"])
        ordinary = [*_samples(model, self._values), *map(words_of, asks)]
        weighty = [words_of(phrase) for said in commands.values() for phrase in said]
        weighty += [("open", *self._name), (WAKE_WORD, "open", *self._name), self._name]
        self.sentences = [*ordinary, *(weighty * COMMAND_WEIGHT)]
        self._known = set(self.sentences)
        begun = {words[0]: words for words in ordinary if words}
        asking = ("ask", *self._name)
        self.sentences += [(*asking, *words) for words in begun.values()]

    @property
    def words(self) -> set[str]:
        """Every word that a sentence holds."""
        return {word for words in self.sentences for word in words}

    def holds(self, words: Words) -> bool:
        """Tell whether words are a whole sentence of the grammar."""
        for verb in ("ask", "tell", "open"):
            opening = (verb, *self._name)
            if words[: len(opening)] == opening and words != opening:
                return self.holds(words[len(opening) :])
        return words in self._known or any(
            words[: len(before)] == before and words[len(before) :] in values
            for before, values in self._named()
        )

    def _named(self) -> Iterator[tuple[Words, set[Words]]]:
        for before, type_ in self._carriers:
            yield before, self._values[type_]

    def write(self, path: Path) -> None:
        """Write it as recognisers read it (ARPA)."""
        text = "\n".join(" ".join(words) for words in self.sentences)
        counted = ArpaBoLM(text=text, add_start=True)
        counted.compute()
        counted.write_file(str(path))


def _values(model: Mapping[str, Any]) -> dict[str, set[Words]]:
    values: defaultdict[str, set[Words]] = defaultdict(set)
    for type_ in model["types"]:
        for value in type_["values"]:
            for text in (value["name"]["value"], *value["name"]["synonyms"]):
                values[type_["name"]].add(words_of(text))
    values[NUMBER] = {(number,) for number in NUMBERS}
    return values


def _carriers(model: Mapping[str, Any]) -> Iterator[tuple[Words, str]]:
    """Yield what is said before a slot that ends its sample, with the slot's type."""
    for intent in model["intents"]:
        types = {slot["name"]: slot["type"] for slot in intent.get("slots", ())}
        for sample in intent["samples"]:
            before, *slots = SLOT.split(sample)
            if len(slots) == 2 and not slots[1] and types[slots[0]] != SEARCH:
                yield words_of(before), types[slots[0]]


def _samples(
    model: Mapping[str, Any], values: Mapping[str, set[Words]]
) -> Iterator[Words]:
    """Yield samples with their slots filled.

    Each value stands alone and behind one carrier: all of them behind all would be a
    quarter of a million sentences that teach nothing new. Free slots stay out.
    """
    for intent in model["intents"]:
        types = {slot["name"]: slot["type"] for slot in intent.get("slots", ())}
        filled = [sample for sample in intent["samples"] if SLOT.search(sample)]
        yield from (words_of(s) for s in intent["samples"] if s not in filled)
        if SEARCH in types.values():
            continue
        for number, sample in enumerate(filled):
            first = types[SLOT.findall(sample)[0]]
            for place, value in enumerate(sorted(values[first])):
                if sample == f"{{{SLOT.findall(sample)[0]}}}" or _turn(
                    place, number, len(filled)
                ):
                    yield _fill(sample, value, values, types)


def _turn(place: int, number: int, count: int) -> bool:
    return place % count == number


def _fill(
    sample: str,
    value: Words,
    values: Mapping[str, set[Words]],
    types: Mapping[str, str],
) -> Words:
    """Fill the first slot with a value, and others with whatever comes first."""
    fillings = [value]

    def filling(match: re.Match[str]) -> str:
        words = fillings.pop() if fillings else min(values[types[match[1]]])
        return " ".join(words)

    return words_of(SLOT.sub(filling, sample))
