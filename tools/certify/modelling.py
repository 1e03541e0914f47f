"""The interaction models: what Alexa would trip over when she builds them."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from tools.certify.rule import Notes, Rule
from tools.certify.subject import Subject
from tools.skill_package.typed import model_problems

SCHEMA = "Amazon, interaction model schema"
SLOT = re.compile(r"\{(\w+)\}")
SAMPLE = re.compile(r"[a-z' .-]*")
SEARCH = "AMAZON.SearchQuery"
BUILT_IN = "AMAZON."
NEEDED = {
    *("AMAZON.HelpIntent", "AMAZON.StopIntent", "AMAZON.CancelIntent"),
    *("AMAZON.NavigateHomeIntent", "AMAZON.FallbackIntent"),
}
# Amazon's slot types that take a person's own data.
PERSONAL = re.compile(
    r"AMAZON\.(?:\w*(?:Name|Person|Address|Email|Phone)\w*|DATE|FIRSTNAME|US_\w+)"
)
MOST_LETTERS = 140


def typed(subject: Subject, notes: Notes) -> None:
    """Amazon's own typed models take every model whole, and change nothing."""
    for locale, model in subject.models.items():
        sent = {"interactionModel": {"languageModel": model}}
        for problem in model_problems(sent):
            notes.fail(f"{locale}: {problem}")
    notes.saw(f"{len(subject.models)} models through ask-smapi-model")


def required_keys(subject: Subject, notes: Notes) -> None:
    """Every intent has a name and samples, every slot a type, every value a name."""
    for locale, model in subject.models.items():
        for problem in _missing(model):
            notes.fail(f"{locale}: {problem}")
    notes.saw(", ".join(f"{k}: {len(m['intents'])} intents" for k, m in _all(subject)))


def _missing(model: Mapping[str, Any]) -> Iterator[str]:
    for key in ("invocationName", "intents", "types"):
        if key not in model:
            yield f"no {key}"
    for intent in model.get("intents", ()):
        if not {"name", "samples"} <= set(intent):
            yield f"an intent without name or samples: {str(intent)[:60]}"
        slots = intent.get("slots", ())
        bare = [slot for slot in slots if not {"name", "type"} <= set(slot)]
        yield from (f"{intent.get('name')}: no name or type: {slot}" for slot in bare)
    for type_ in model.get("types", ()):
        values = type_.get("values", ())
        unnamed = [value for value in values if "value" not in value.get("name", {})]
        yield from (f"{type_.get('name')}: no name: {value}" for value in unnamed)


def built_ins_present(subject: Subject, notes: Notes) -> None:
    """The model has the built-in intents that every skill needs."""
    for locale, model in subject.models.items():
        names = {intent["name"] for intent in model["intents"]}
        for name in sorted(NEEDED - names):
            notes.fail(f"{locale}: no {name}")
    notes.saw(", ".join(sorted(NEEDED)))


def no_duplicates(subject: Subject, notes: Notes) -> None:
    """No utterance stands twice, in one intent or in two, lone slots filled."""
    total = 0
    for locale, model in subject.models.items():
        said = [text for _, text in _utterances(model)]
        total += len(said)
        for text, count in Counter(said).items():
            if count > 1:
                notes.fail(f'{locale}: "{text}" stands {count} times')
    notes.saw(f"{total} utterances")


def built_ins_free(subject: Subject, notes: Notes) -> None:
    """No utterance of ours is one that a built-in answers to, so help stays help."""
    phrases = 0
    for locale, model in subject.models.items():
        reserved = {
            phrase: name
            for name, said in subject.contents[locale].reserved.items()
            for phrase in said
        }
        phrases += len(reserved)
        for intent, text in _utterances(model):
            if reserved.get(text, intent) != intent:
                notes.fail(f'{locale}: {intent} takes "{text}" from {reserved[text]}')
    notes.saw(f"{phrases} phrases of built-in intents")


def _utterances(model: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield every intent with its samples; one that is all slot, with its values."""
    values = {type_["name"]: type_["values"] for type_ in model["types"]}
    for intent in model["intents"]:
        types = {slot["name"]: slot.get("type") for slot in intent.get("slots", ())}
        for sample in intent["samples"]:
            lone = SLOT.fullmatch(sample)
            forms = values.get(types.get(lone[1]), ()) if lone else ()
            for value in forms:
                name = value["name"]
                for form in (name["value"], *name.get("synonyms", ())):
                    yield intent["name"], form
            if not forms:
                yield intent["name"], sample


def slots_defined(subject: Subject, notes: Notes) -> None:
    """Every slot of a sample is declared, and every type of a slot defined and used."""
    for locale, model in subject.models.items():
        defined = {type_["name"] for type_ in model["types"]}
        used = set()
        for intent in model["intents"]:
            slots = {slot["name"]: slot["type"] for slot in intent.get("slots", ())}
            used |= set(slots.values())
            said = {name for s in intent["samples"] for name in SLOT.findall(s)}
            for name in sorted(said - set(slots)):
                notes.fail(f"{locale}: {intent['name']} has no slot {{{name}}}")
            for name in sorted(set(slots) - said):
                notes.fail(f"{locale}: no sample of {intent['name']} has {{{name}}}")
        for type_ in sorted(t for t in used - defined if not t.startswith(BUILT_IN)):
            notes.fail(f"{locale}: the slot type {type_} is not defined")
        for type_ in sorted(defined - used):
            notes.fail(f"{locale}: no slot is of type {type_}")
    notes.saw(
        ", ".join(sorted({t["name"] for _, m in _all(subject) for t in m["types"]}))
    )


def samples_speakable(subject: Subject, notes: Notes) -> None:
    """Samples and values hold letters, spaces, apostrophes, hyphens and "p. v."."""
    total = 0
    for locale, model in subject.models.items():
        for text in _texts(model):
            total += 1
            if not SAMPLE.fullmatch(SLOT.sub("", text)):
                notes.fail(f'{locale}: "{text}"')
            if len(text) > MOST_LETTERS:
                notes.fail(f'{locale}: "{text}" has more than {MOST_LETTERS} letters')
    notes.saw(f"{total} samples and values")


def searches_carried(subject: Subject, notes: Notes) -> None:
    """Free words stand behind a carrier, and only one sample is nothing but a slot."""
    for locale, model in subject.models.items():
        lonely = []
        for intent in model["intents"]:
            types = {slot["name"]: slot["type"] for slot in intent.get("slots", ())}
            for sample in intent["samples"]:
                if SLOT.sub("", sample).strip():
                    continue
                lonely.append(f"{intent['name']} {sample}")
                if SEARCH in {types.get(name) for name in SLOT.findall(sample)}:
                    notes.fail(f"{locale}: {lonely[-1]} needs a carrier phrase")
        if len(lonely) > 1:
            notes.fail(f"{locale}: more than one lone slot: {', '.join(lonely)}")
    notes.saw("searches have carriers")


def no_personal_slots(subject: Subject, notes: Notes) -> None:
    """No slot takes a name, an address, a number to call, or a date of a person."""
    types = set()
    for locale, model in subject.models.items():
        for intent in model["intents"]:
            for slot in intent.get("slots", ()):
                types.add(slot["type"])
                if PERSONAL.fullmatch(slot["type"]):
                    notes.fail(f"{locale}: {intent['name']} takes {slot['type']}")
    notes.saw(", ".join(sorted(types)))


def models_current(subject: Subject, notes: Notes) -> None:
    """The package has a model for each locale, the one that the content comes to."""
    for locale, built in subject.built.items():
        ours = json.loads(built.model)["interactionModel"]["languageModel"]
        if subject.models.get(locale) != ours:
            notes.fail(f"{locale}: the content has changed; run: make package")
    notes.saw(f"{len(subject.built)} locales, held against the content")


def _all(subject: Subject) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield from subject.models.items()


def _texts(model: Mapping[str, Any]) -> Iterator[str]:
    for intent in model["intents"]:
        yield from intent["samples"]
    for type_ in model["types"]:
        for value in type_["values"]:
            yield value["name"]["value"]
            yield from value["name"].get("synonyms", ())


RULES = (
    Rule("model-typed", "ask-smapi-model 1.36", typed),
    Rule("model-keys", SCHEMA, required_keys),
    Rule("model-current", "our own", models_current),
    Rule("built-ins", "Amazon, standard built-in intents", built_ins_present),
    Rule("no-duplicates", "design checklist", no_duplicates),
    Rule("built-ins-free", "certification test 4.12, help", built_ins_free),
    Rule("slots", SCHEMA, slots_defined),
    Rule("samples", "Amazon, rules for sample utterances", samples_speakable),
    Rule("carriers", "Amazon, AMAZON.SearchQuery, since April 2023", searches_carried),
    Rule(
        "no-personal-slots",
        "Amazon, health policy (copy of 2017), 4a",
        no_personal_slots,
    ),
)
