"""Compiles content to packs: one validated JSON file for each locale."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from guide.pack import SCHEMA
from guide.understanding import OUT_OF_SCOPE, REPORTED
from guide.words import Patterns, cut, file_members, file_patterns
from tools.pack import checks
from tools.pack.content import Content, TopicContent, read_content
from tools.pack.findings import BadContentError
from tools.pack.index import build_index
from tools.pack.layout import as_json, laid_out, with_numbers_apart
from tools.pack.phrasings import known_phrasings
from tools.pack.schema import NumberForm, SoundForm, StepForm, TopicForm
from tools.pack.wording import mid_sentence, worded

Worded = Callable[[str], str]

TRAINED = Path("understanding")

# How much is enough: of a likeness without a trained model, of a probability with one.
THRESHOLDS = {
    **{"sure": 0.55, "lead": 1.1, "unsure": 0.3},
    **{"scope": 1.0, "near": 0.5, "alarm": 1.0},
}
TRAINED_THRESHOLDS = {
    **{"sure": 0.0, "lead": 3.0, "unsure": 0.0},
    **{"scope": 2.5, "near": 0.1, "alarm": 0.7},
}
VERSION_LETTERS = 12


def compile_content(folder: Path, locale: str) -> tuple[Content, dict[str, Any]]:
    """Compile the pack of a locale; give the content read and the pack.

    Raises BadContentError with every mistake found.
    """
    content = read_content(folder, locale)
    mistakes = checks.findings(content)
    if mistakes:
        raise BadContentError(mistakes)
    return content, _pack(content)


def write_pack(pack: dict[str, Any], folder: Path) -> Path:
    """Write a pack as `<locale>.json`; give its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{pack['locale']}.json"
    # Never written over: who has the old one mapped into memory goes on reading it.
    fresh = path.with_suffix(".new")
    fresh.write_bytes(laid_out(pack))
    fresh.replace(path)
    return path


def _pack(content: Content) -> dict[str, Any]:
    words = content.words

    def said(text: str) -> str:
        return worded(text, words.words, words.spelling)

    body = {
        "schema": SCHEMA,
        "locale": content.locale,
        "name": content.skill.name,
        "phrases": _phrases(content, said),
        "sections": [section.model_dump() for section in content.skill.sections],
        "intents": _intents(content),
        "topics": {id_: _topic(content, id_, said) for id_ in sorted(content.topics)},
        "sources": _sources(content),
        "lexicon": _lexicon(content),
        "drawings": _drawings(content, said),
        "red_flags": red_flags(content),
        "days": _days(content),
        **with_numbers_apart(_understanding(content, said)),
    }
    return sealed(body)


def sealed(body: dict[str, Any]) -> dict[str, Any]:
    """Name a pack's version after what is in it."""
    body = {key: body[key] for key in body if key not in {"version", "checksum"}}
    checksum = sha256(as_json(body)).hexdigest()
    return {**body, "version": checksum[:VERSION_LETTERS], "checksum": checksum}


def _phrases(content: Content, said: Worded) -> dict[str, Any]:
    return {
        name: list(map(said, phrase)) if isinstance(phrase, tuple) else said(phrase)
        for name, phrase in content.phrases._asdict().items()
    }


def _intents(content: Content) -> dict[str, str]:
    intents = content.utterances.intents
    return {name: form.topic for name, form in intents.items() if form.topic}


def _topic(content: Content, id_: str, said: Worded) -> dict[str, Any]:
    topic = content.topics[id_]
    front, page = topic.front, topic.page
    title = said(front.title)
    compiled = {
        "title": title,
        "name": mid_sentence(title),
        "call": said(front.asks[0]),
        "section": page.section,
        "answer": said(page.answer),
        "more": said(page.more),
        "steps": [_step(content, step, said) for step in front.steps],
        "urgency": front.urgency,
        "sources": front.sources,
        "related": front.related,
        "drawing": front.drawing,
        "checked": front.checked.isoformat(),
        "reviewed": front.reviewed,
    }
    return {key: value for key, value in compiled.items() if value}


def _step(content: Content, step: str | StepForm, said: Worded) -> dict[str, Any]:
    """Write a step; one that is a topic's id says that topic's answer."""
    if isinstance(step, str):
        topic = content.topics[step]
        title = said(topic.front.title)
        told = {"title": title, "say": said(topic.page.answer), "topic": step}
        return told | {"name": mid_sentence(title)} | _drawing(topic.front)
    title = said(step.title)
    days = {"days": list(step.days)} if step.days else {}
    told = {"title": title, "name": mid_sentence(title), "say": said(step.say)}
    return told | days | _drawing(step)


def _drawing(shown: TopicForm | StepForm) -> dict[str, str]:
    return {"drawing": shown.drawing} if shown.drawing else {}


def _drawings(content: Content, said: Worded) -> dict[str, dict[str, str]]:
    """Take along every drawing, in words and as AVG."""
    return {
        id_: {"alt": said(form.alt), "graphic": content.graphics[id_]}
        for id_, form in content.drawings.items()
    }


def _days(content: Content) -> dict[str, Any]:
    """Write how a day is told; numbers may come as words or as digits."""
    form = content.days
    counts, places = _numbers(form.counts), _numbers(form.places)
    return {
        "topic": form.topic or "",
        "units": form.units,
        "said": form.said,
        "sets": {**form.sets, "count": list(counts), "place": list(places)},
        "numbers": {**counts, **places},
        "small": form.small,
    }


def _numbers(forms: dict[int, list[str]]) -> dict[str, int]:
    return {word: n for n, words in forms.items() for word in (*words, str(n))}


def _sources(content: Content) -> dict[str, Any]:
    """Take along the sources that some topic cites, as they are named aloud."""
    cited = {id_ for topic in content.topics.values() for id_ in topic.front.sources}
    return {
        id_: content.sources[id_].model_dump(include={"title", "publisher", "date"})
        for id_ in sorted(cited)
    }


def _lexicon(content: Content) -> dict[str, dict[str, str]]:
    said = {w: s for w, s in content.lexicon.items() if s.ipa or s.sub or s.spell_out}
    sounds = {word: _sound(sound) for word, sound in said.items()}
    numbers = {word: _number(form) for word, form in content.words.numbers.items()}
    return {**sounds, **numbers}


def _sound(sound: SoundForm) -> dict[str, str]:
    if sound.ipa:
        return {"how": "ipa", "value": sound.ipa}
    return {"how": "sub", "value": sound.sub} if sound.sub else {"how": "spell-out"}


def _number(form: NumberForm) -> dict[str, str]:
    if form.say in {"digits", "telephone"}:
        return {"how": form.say}
    return {"how": "sub", "value": form.say}


def red_flags(content: Content) -> dict[str, Any]:
    """File the patterns here: doing so at every start would take milliseconds."""
    flags = content.red_flags.model_dump()
    sets, signs = flags.pop("sets"), flags["signs"]
    by_key = {name: {name: lines} for name, lines in flags.items()} | {"signs": signs}
    return {
        "ranks": list(signs),
        "members": file_members(sets),
        "patterns": {
            name: file_patterns(sets, keyed) for name, keyed in by_key.items()
        },
    }


def _understanding(content: Content, said: Worded) -> dict[str, Any]:
    folds = {
        word: list(dict.fromkeys((*forms, *map(said, forms))))
        for word, forms in content.folds.items()
    }
    model = _model(content)
    trained = set(model["topics"]) if model else set()
    asked = {id_: _phrasings(topic, said) for id_, topic in content.topics.items()}
    newer = {id_: phrases for id_, phrases in asked.items() if id_ not in trained}
    declined = () if model else map(said, content.out_of_scope.phrases)
    choices = content.utterances.types.get("CHOICE", {})
    return {
        "folds": folds,
        "choices": {
            " ".join(cut(form)): id_ for id_, forms in choices.items() for form in forms
        },
        "thresholds": TRAINED_THRESHOLDS if model else THRESHOLDS,
        "phrasings": known_phrasings(content, asked),
        "index": build_index(Patterns({}, folds), newer, declined),
        "model": model,
    }


def _model(content: Content) -> dict[str, Any] | None:
    """Read the trained model of the language, if it is one of this content.

    It is not where it knows a topic that the content does not have.
    """
    path = TRAINED / f"{content.locale.split('-')[0]}.json"
    if not path.exists():
        return None
    model: dict[str, Any] = json.loads(path.read_text("utf-8"))
    del model["fingerprint"]
    known = {name.rstrip(REPORTED) for name in model["topics"]} - {OUT_OF_SCOPE}
    return model if known <= set(content.topics) else None


def _phrasings(topic: TopicContent, said: Worded) -> list[str]:
    return [said(phrase) for phrase in (topic.front.title, *topic.front.asks)]
