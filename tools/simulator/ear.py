"""What Alexa would make of spoken words, read off the generated interaction model.

It is a stand-in. Alexa's own understanding is statistical, wider and unknown; this one
takes, in this order: a phrase of a built-in intent, a sample with its slot filled by a
known value, a sample with numbers and known values, the first with small misspellings,
a carrier of free words (the longest), a carrier of a topic it does not know, a few bare
words as an unknown topic. What is left comes as the fallback, without its words. That a
bare "{topic}" catches many words is an assumption; so is every border here. What passes
may fail on a device, and the other way round.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz.distance import DamerauLevenshtein

from tools.pack.content import read_form
from tools.pack.schema import FORMS

SLOT = re.compile(r"\{(\w+)\}")
SPELLED = re.compile(r"\b(?:\w(?: \w){2,}|[b-hj-z] [b-hj-z])\b")
SEARCH, NUMBER = "AMAZON.SearchQuery", "AMAZON.NUMBER"
FALLBACK, ENDED = "AMAZON.FallbackIntent", "SessionEndedRequest"
MOST_BARE_WORDS = 30  # how many words without a carrier are heard as an unknown topic
LETTERS_PER_TYPO = 5  # a word of five letters may have one wrong, of ten two

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen"
    " fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {word: value for value, word in enumerate(_UNITS.split())}
_NUMBERS |= {word: value * 10 for value, word in enumerate(_TENS.split(), start=2)}


@dataclass(frozen=True, slots=True)
class SlotHeard:
    """A slot with the words heard; `ids` are the values they resolved to."""

    type: str
    words: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """What the words came to: an intent with its slots, or the end of the session."""

    intent: str
    slots: Mapping[str, SlotHeard] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Carrier:
    intent: str
    before: str
    after: str
    slot: str
    type: str

    def strip(self, words: str) -> str | None:
        """Give the words that stand in the slot; None where the carrier is not said."""
        if not words.startswith(self.before) or not words.endswith(self.after):
            return None
        inner = words[len(self.before) : len(words) - len(self.after)]
        return inner or None


class Ear:
    """Hears with one locale's interaction model."""

    def __init__(self, model: Mapping[str, Any], built_ins: Mapping[str, Any]) -> None:
        """Take a generated model, and the phrases Alexa's own intents answer to."""
        language = model["interactionModel"]["languageModel"]
        self.invocation_name: str = language["invocationName"]
        self.intents = {
            intent["name"]: _slots(intent) for intent in language["intents"]
        }
        self._phrases = {
            _plain(text): name for name, texts in built_ins.items() for text in texts
        }
        self._values = {t["name"]: _forms(t) for t in language["types"]}
        self._carriers: list[_Carrier] = []
        self._patterns: list[tuple[str, re.Pattern[str]]] = []
        for intent in language["intents"]:
            for sample in intent["samples"]:
                self._learn(intent["name"], sample)
        self._carriers.sort(key=lambda c: -len(c.before + c.after))
        self._by_length: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        known: dict[str, Iterable[str]] = {"": self._phrases, **self._values}
        for type_, texts in known.items():
            for text in texts:
                self._by_length[type_, text.count(" ")].append(text)

    def hear(self, utterance: str) -> Heard:
        """Tell what Alexa would make of an utterance."""
        words = _plain(utterance)
        if words in self._phrases:
            return Heard(self._phrases[words])
        for way in (self._exactly, self._numbers, self._nearly, self._freely):
            heard = way(words)
            if heard is not None:
                return heard
        return Heard(FALLBACK)

    def knows(self, utterance: str) -> bool:
        """Tell whether words are, letter by letter, an utterance of the model."""
        words = _plain(utterance)
        if words in self._phrases:
            return True
        return any(way(words) for way in (self._numbers, self._exactly))

    def fill(self, intent: str, words: Mapping[str, str]) -> Heard:
        """Fill an intent's slots with words, as if they had been heard there."""
        types = self.intents.get(intent, {})
        slots = {
            name: self._slot(types.get(name, SEARCH), text)
            for name, text in words.items()
        }
        return Heard(intent, slots)

    def _learn(self, intent: str, sample: str) -> None:
        types, names = self.intents[intent], SLOT.findall(sample)
        if not names:
            self._phrases.setdefault(_plain(sample), intent)
        elif NUMBER in {types[name] for name in names}:
            parts = (
                f"(?P<{part[1:-1]}>.+?)" if SLOT.fullmatch(part) else re.escape(part)
                for part in re.split(r"(\{\w+\})", _plain_sample(sample))
            )
            self._patterns.append((intent, re.compile("".join(parts))))
        else:
            before, after = SLOT.split(_plain_sample(sample))[::2]
            carrier = _Carrier(intent, before, after, names[0], types[names[0]])
            self._carriers.append(carrier)

    def _numbers(self, words: str) -> Heard | None:
        for intent, pattern in self._patterns:
            match = pattern.fullmatch(words)
            if match is None:
                continue
            heard = self.fill(intent, match.groupdict())
            slots = heard.slots.values()
            if all(s.words.isdecimal() if s.type == NUMBER else s.ids for s in slots):
                return heard
        return None

    def _exactly(self, words: str) -> Heard | None:
        for carrier in self._carriers:
            inner = carrier.strip(words)
            if inner and inner in self._values.get(carrier.type, {}):
                return self._filled(carrier, inner)
        return None

    def _nearly(self, words: str) -> Heard | None:
        for phrase in self._near("", words):
            if self._phrases[phrase] != ENDED:
                return Heard(self._phrases[phrase])
        for carrier in self._carriers:
            inner = carrier.strip(words)
            if inner is not None:
                for value in self._near(carrier.type, inner):
                    return self._filled(carrier, value, said=inner)
        return None

    def _near(self, type_: str, words: str) -> Iterator[str]:
        """Yield the values of a type (the phrases, for none) that words nearly are."""
        for known in self._by_length.get((type_, words.count(" ")), ()):
            if _alike(words, known):
                yield known

    def _freely(self, words: str) -> Heard | None:
        bare = [c for c in self._carriers if not c.before and not c.after]
        open_ended = {c.type for c in bare}
        free = (c for c in self._carriers if c.type == SEARCH)
        topics = (c for c in self._carriers if c.type in open_ended and c not in bare)
        for carrier in (*free, *topics):
            inner = carrier.strip(words)
            if inner:
                return self._filled(carrier, inner)
        if bare and 0 < len(words.split()) <= MOST_BARE_WORDS:
            return self._filled(bare[0], words)
        return None

    def _filled(self, carrier: _Carrier, value: str, said: str = "") -> Heard:
        slot = self._slot(carrier.type, value)
        heard = SlotHeard(slot.type, said or slot.words, slot.ids)
        return Heard(carrier.intent, {carrier.slot: heard})

    def _slot(self, type_: str, text: str) -> SlotHeard:
        if type_ == NUMBER:
            return SlotHeard(type_, _digits(text))
        return SlotHeard(type_, text, self._values.get(type_, {}).get(_plain(text), ()))


def load_ear(models: Path, content: Path, locale: str) -> Ear:
    """Load the ear of a locale; raises FileNotFoundError where it has no model."""
    model = json.loads((models / f"{locale}.json").read_text("utf-8"))
    built_ins = read_form(content, locale, "reserved.yaml", FORMS["reserved.yaml"])
    return Ear(model, built_ins)


def _slots(intent: Mapping[str, Any]) -> dict[str, str]:
    return {slot["name"]: slot["type"] for slot in intent.get("slots", ())}


def _forms(type_: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """File the ids of a slot type by every form a value may be said in."""
    forms: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for value in type_["values"]:
        for text in (value["name"]["value"], *value["name"]["synonyms"]):
            forms[_plain(text)][value["id"]] = None
    return {text: tuple(ids) for text, ids in forms.items()}


def _plain(text: str) -> str:
    """Fold case and punctuation, as speech has neither; keep apostrophes.

    Spelled letters come together: "m. r. i." is "mri", however it was typed.
    """
    kept = re.sub(r"[^\w']+", " ", text.casefold().replace("\u2019", "'"))
    return SPELLED.sub(lambda run: run[0].replace(" ", ""), " ".join(kept.split()))


def _plain_sample(sample: str) -> str:
    """Fold a sample, and keep its slots and the spaces beside them."""
    parts = re.split(r"(\{\w+\})", sample)
    folded = (part if SLOT.fullmatch(part) else _spaced(part) for part in parts)
    return "".join(folded)


def _spaced(part: str) -> str:
    begin, end = " " * part.startswith(" "), " " * (part.endswith(" ") and part != " ")
    return f"{begin}{_plain(part)}{end}"


def _alike(said: str, known: str) -> bool:
    """Tell whether words differ from known ones by small misspellings only.

    Each word must be alike by itself, and short ones equal: "can" is not "can't".
    """
    if abs(len(said) - len(known)) > len(known) // LETTERS_PER_TYPO:
        return False
    ours, theirs = said.split(), known.split()
    return len(ours) == len(theirs) and all(map(_alike_words, ours, theirs))


def _alike_words(said: str, known: str) -> bool:
    typos = min(len(said), len(known)) // LETTERS_PER_TYPO
    if said == known or not typos or ("'" in said) != ("'" in known):
        return said == known
    return DamerauLevenshtein.distance(said, known, score_cutoff=typos) <= typos


def _digits(text: str) -> str:
    """Write a spoken number in digits, as Alexa does; "?" where it is none."""
    if text.isdecimal():
        return text
    words = [word for word in text.split() if word != "and"]
    if not words or not _NUMBERS.keys() >= set(words):
        return "?"
    return str(sum(_NUMBERS[word] for word in words))
