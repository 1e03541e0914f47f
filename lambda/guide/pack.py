"""Turns a compiled content pack (JSON) into a Guide."""

import json
from array import array
from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from guide.model import (
    ContentError,
    Drawing,
    Guide,
    Index,
    Model,
    Phrases,
    Pronunciation,
    RedFlags,
    Section,
    Source,
    Step,
    Thresholds,
    Topic,
    Understanding,
    Urgency,
)
from guide.words import Patterns

SCHEMA = 1


class BadPackError(ContentError):
    """Raised if a pack is not one that this code can read."""


def read_pack(text: str | bytes) -> Guide:
    """Read a pack.

    Raises BadPackError where it is not JSON, of another schema, or incomplete.
    """
    try:
        pack = json.loads(text)
        if pack["schema"] != SCHEMA:
            raise BadPackError(f"schema {pack['schema']}, not {SCHEMA}")
        return _guide(pack)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise BadPackError(f"{type(error).__name__}: {error}") from error


def _guide(pack: Mapping[str, Any]) -> Guide:
    return Guide(
        locale=pack["locale"],
        version=pack["version"],
        name=pack["name"],
        phrases=_phrases(pack["phrases"]),
        topics={id_: _topic(id_, raw) for id_, raw in pack["topics"].items()},
        sections=tuple(Section(**raw) for raw in pack["sections"]),
        intents=pack["intents"],
        sources={id_: Source(**raw) for id_, raw in pack["sources"].items()},
        lexicon={word: Pronunciation(**raw) for word, raw in pack["lexicon"].items()},
        drawings={id_: Drawing(**raw) for id_, raw in pack["drawings"].items()},
        red_flags=_red_flags(pack["red_flags"]),
        understanding=read_understanding(pack["understanding"]),
    )


def _phrases(raw: Mapping[str, Any]) -> Phrases:
    phrases: dict[str, Any] = {
        name: tuple(phrase) if isinstance(phrase, list) else phrase
        for name, phrase in raw.items()
    }
    return Phrases(**phrases)


def _topic(id_: str, raw: Mapping[str, Any]) -> Topic:
    return Topic(
        id=id_,
        title=raw["title"],
        name=raw["name"],
        call=raw["call"],
        section=raw["section"],
        answer=raw["answer"],
        more=raw.get("more", ""),
        steps=tuple(_step(step) for step in raw.get("steps", ())),
        urgency=Urgency(raw.get("urgency", Urgency.INFO)),
        sources=tuple(raw.get("sources", ())),
        related=tuple(raw.get("related", ())),
        drawing=raw.get("drawing", ""),
    )


def _step(raw: Mapping[str, Any]) -> Step:
    days = raw.get("days")
    return Step(
        title=raw["title"],
        say=raw["say"],
        days=(days[0], days[1]) if days else None,
        drawing=raw.get("drawing", ""),
    )


def _red_flags(raw: Mapping[str, Any]) -> RedFlags:
    sets = raw["sets"]

    def patterns(key: str) -> Patterns:
        return Patterns(sets, {key: raw[key]})

    return RedFlags(
        signs=Patterns(sets, raw["signs"]),
        ranks=tuple(raw["signs"]),
        harmless=patterns("harmless"),
        asking=patterns("asking"),
        supposing=patterns("supposing"),
        suffering=patterns("suffering"),
        negated=patterns("negated"),
        over=patterns("over"),
    )


def read_understanding(raw: Mapping[str, Any]) -> Understanding:
    """Read the part of a pack that leads words to topics."""
    return Understanding(
        folds=Patterns({}, raw["folds"]),
        choices=raw["choices"],
        phrasings=raw["phrasings"],
        index=_index(raw["index"]),
        model=_model(raw["model"]) if raw["model"] else None,
        thresholds=Thresholds(**raw["thresholds"]),
    )


def _model(raw: Mapping[str, Any]) -> Model:
    return Model(
        topics=tuple(raw["topics"]),
        features=_places(raw["features"]),
        starts=_array("I", raw["starts"]),
        owners=_array("B", raw["owners"]),
        weights=_array("b", raw["weights"]),
        scale=raw["scale"],
        biases=_array("f", raw["biases"]),
    )


def _index(raw: Mapping[str, Any]) -> Index:
    return Index(
        topics=tuple(raw["topics"]),
        features=_places(raw["features"]),
        weights=_array("f", raw["weights"]),
        starts=_array("I", raw["starts"]),
        entries=_array("I", raw["entries"]),
        owners=_array("I", raw["owners"]),
        norms=_array("f", raw["norms"]),
        unknown=raw["unknown"],
    )


def _places(joined: str) -> dict[str, int]:
    return {feature: place for place, feature in enumerate(joined.split("\n"))}


def _array(kind: str, packed: str) -> "array[Any]":
    """Unpack numbers from base64: it loads far faster than JSON's own numbers."""
    numbers: array[Any] = array(kind)
    numbers.frombytes(b64decode(packed))
    return numbers
