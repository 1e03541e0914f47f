"""Builds the interaction model of a locale, and refuses what Alexa would trip over."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tools.pack.content import Content
from tools.pack.findings import BadContentError, Finding
from tools.pack.wording import worded

MOST_SYNONYM_WORDS = 6  # longer asks only train the understanding
MOST_VALUE_LETTERS = 140
SLOT = re.compile(r"\{(\w+)\}")
SAMPLE = re.compile(r"[a-z' .-]*")
TOPIC, LIST, SEARCH = "TOPIC", "LIST", "AMAZON.SearchQuery"
FALLBACK_SENSITIVITY = "LOW"  # words that nearly fit are worth more than a fallback


@dataclass(frozen=True, slots=True)
class Line:
    """A phrase of content, and the place that it comes from."""

    text: str
    path: str
    line: int

    @property
    def where(self) -> str:
        """The place, as `path:line`."""
        return f"{self.path}:{self.line}"

    def finding(self, rule: str, message: str) -> Finding:
        """Make a finding about this line."""
        return Finding(self.path, self.line, rule, message)


@dataclass(frozen=True, slots=True)
class Sample(Line):
    """One way to say an intent."""

    intent: str


@dataclass(frozen=True, slots=True)
class Value(Line):
    """One form of a slot type's value, as a listener says it."""

    type: str
    id: str


def build_model(content: Content) -> dict[str, Any]:
    """Build the interaction model, ready for Alexa.

    Raises BadContentError with every clash, naming both sides.
    """
    samples, values = list(_samples(content)), list(_values(content))
    mistakes = [
        *_unspeakable(samples, values),
        *_slots_declared(content, samples),
        *_lonely_slots(content, samples),
        *_clashes(content, samples, values),
    ]
    if mistakes:
        raise BadContentError(mistakes)
    model = {
        "invocationName": content.skill.invocation_name,
        "modelConfiguration": {
            "fallbackIntentSensitivity": {"level": FALLBACK_SENSITIVITY}
        },
        "intents": [_intent(content, name, samples) for name in _intents(content)],
        "types": _types(values),
    }
    return {"interactionModel": {"languageModel": model}}


def as_json(model: dict[str, Any]) -> str:
    """Write a model so that its diffs read well."""
    return json.dumps(model, indent=2, ensure_ascii=False) + "\n"


def _intents(content: Content) -> list[str]:
    return list(content.utterances.intents)


def _samples(content: Content) -> Iterator[Sample]:
    """Yield the samples of every intent: its own, then the asks of its topic."""
    said = as_spoken(content)
    document = content.documents["utterances.yaml"]
    for name, form in content.utterances.intents.items():
        for number, text in enumerate(form.samples):
            place = document.place("intents", name, "samples", number)
            yield Sample(said(text), *place, intent=name)
        if form.topic and not form.slots and form.topic in content.topics:
            topic = content.topics[form.topic]
            for number, ask in enumerate(topic.front.asks):
                place = topic.page.front.place("asks", number)
                yield Sample(said(ask), *place, intent=name)


def _values(content: Content) -> Iterator[Value]:
    """Yield the values of every slot type.

    Those of TOPIC are the short asks of each topic but the overviews, which belong to
    the intents of their sections; those of LIST the short asks of lists to walk.
    """
    said = as_spoken(content)
    intents = content.utterances.intents.values()
    overviews = {form.topic for form in intents if form.topic and not form.slots}
    for id_, topic in content.topics.items():
        types = [TOPIC] * (id_ not in overviews) + [LIST] * bool(topic.front.steps)
        for number, ask in enumerate(topic.front.asks):
            if len(ask.split()) <= MOST_SYNONYM_WORDS:
                place = topic.page.front.place("asks", number)
                yield from (
                    Value(said(ask), *place, type=type_, id=id_) for type_ in types
                )
    document = content.documents["utterances.yaml"]
    for type_, forms in content.utterances.types.items():
        for id_, texts in forms.items():
            for number, text in enumerate(texts):
                place = document.place("types", type_, id_, number)
                yield Value(said(text), *place, type=type_, id=id_)


def as_spoken(content: Content) -> Any:
    """Make what writes a phrase as Alexa wants it: "mri" is "m. r. i."."""
    spelled = {
        word.lower(): " ".join(f"{letter}." for letter in word.lower())
        for word, sound in content.lexicon.items()
        if sound.spell_out
    }

    def said(text: str) -> str:
        local = worded(text, {}, content.words.spelling)
        return " ".join(spelled.get(word, word) for word in local.split())

    return said


def _unspeakable(samples: list[Sample], values: list[Value]) -> Iterator[Finding]:
    """Samples and values hold letters, spaces, apostrophes, hyphens and "p. v."."""
    lines: list[Line] = [*samples, *values]
    for item in lines:
        if not SAMPLE.fullmatch(SLOT.sub("", item.text)):
            message = f'"{item.text}" holds more than letters, spaces and apostrophes'
            yield item.finding("sample", message)
        if len(item.text) > MOST_VALUE_LETTERS:
            message = f"more than {MOST_VALUE_LETTERS} letters"
            yield item.finding("sample", message)


def _slots_declared(content: Content, samples: list[Sample]) -> Iterator[Finding]:
    """Every slot of a sample is declared by its intent."""
    for sample in samples:
        declared = content.utterances.intents[sample.intent].slots
        for slot in SLOT.findall(sample.text):
            if slot not in declared:
                yield sample.finding("slot", f"{sample.intent} has no slot {slot}")


def _lonely_slots(content: Content, samples: list[Sample]) -> Iterator[Finding]:
    """Only one sample of the model is nothing but a slot, and no search ever is."""
    lonely = [s for s in samples if not SLOT.sub("", s.text).strip()]
    for sample in lonely:
        types = content.utterances.intents[sample.intent].slots
        if SEARCH in {types.get(slot) for slot in SLOT.findall(sample.text)}:
            yield sample.finding("slot", f"a {SEARCH} needs a carrier phrase")
    for sample in lonely[1:]:
        message = f"nothing but a slot, and so is the sample at {lonely[0].where}"
        yield sample.finding("slot", message)


def _clashes(
    content: Content, samples: list[Sample], values: list[Value]
) -> Iterator[Finding]:
    """No phrase means two things, once every slot is filled with every value."""
    claimed: dict[str, tuple[str, str]] = {}
    reserved = content.documents["reserved.yaml"]
    for intent, phrases in content.reserved.items():
        for number, phrase in enumerate(phrases):
            path, line = reserved.place(intent, number)
            claimed[phrase] = (intent, f"{path}:{line}")
    told: set[tuple[str, str]] = set()  # one finding for each two places is enough
    for text, meaning, origin in _expanded(content, samples, values):
        owner, where = claimed.setdefault(text, (meaning, origin.where))
        if owner != meaning and (origin.where, where) not in told:
            told.add((origin.where, where))
            message = f'"{text}" already means {owner} at {where}'
            yield origin.finding("clash", message)


def _expanded(
    content: Content, samples: list[Sample], values: list[Value]
) -> Iterator[tuple[str, str, Line]]:
    """Yield each phrase with what it means and the line it comes from.

    Slots of Amazon's own types cannot be listed; their samples stand as they are.
    """
    by_type: defaultdict[str, list[Value]] = defaultdict(list)
    for value in values:
        by_type[value.type].append(value)
    for sample in samples:
        slots = SLOT.findall(sample.text)
        types = content.utterances.intents[sample.intent].slots
        filling = by_type[types.get(slots[0], "")] if len(slots) == 1 else []
        if not filling:
            yield sample.text, sample.intent, sample
        for value in filling:
            text = sample.text.replace(f"{{{slots[0]}}}", value.text)
            yield text, f"{sample.intent} {value.id}", value


def _intent(content: Content, name: str, samples: list[Sample]) -> dict[str, Any]:
    form = content.utterances.intents[name]
    texts = dict.fromkeys(sample.text for sample in samples if sample.intent == name)
    intent: dict[str, Any] = {"name": name}
    if form.slots:
        slots = form.slots.items()
        intent["slots"] = [{"name": slot, "type": type_} for slot, type_ in slots]
    return {**intent, "samples": list(texts)}


def _types(values: list[Value]) -> list[dict[str, Any]]:
    types: dict[str, dict[str, dict[str, None]]] = {}
    for value in values:
        types.setdefault(value.type, {}).setdefault(value.id, {})[value.text] = None
    return [
        {
            "name": name,
            "values": [
                {"id": id_, "name": {"value": first, "synonyms": others}}
                for id_, (first, *others) in forms.items()
            ],
        }
        for name, forms in types.items()
    ]
