"""Turns a compiled content pack (JSON) into a Guide."""

import json
from array import array
from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from guide.model import (
    ContentError,
    Days,
    Drawing,
    Guide,
    Index,
    Model,
    Phrases,
    Phrasings,
    Pronunciation,
    RedFlags,
    Section,
    Source,
    Step,
    Table,
    Thresholds,
    Topic,
    Understanding,
    Urgency,
)
from guide.words import Patterns

SCHEMA = 3


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
        days=_days(pack["days"]),
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
        name=raw["name"],
        say=raw["say"],
        days=(days[0], days[1]) if days else None,
        topic=raw.get("topic", ""),
        drawing=raw.get("drawing", ""),
    )


def _red_flags(raw: Mapping[str, Any]) -> RedFlags:
    members = raw["members"]
    patterns = {
        name: Patterns.filed(members, filed) for name, filed in raw["patterns"].items()
    }
    return RedFlags(ranks=tuple(raw["ranks"]), **patterns)


def _days(raw: Mapping[str, Any]) -> Days:
    return Days(
        topic=raw["topic"],
        said=Patterns(raw["sets"], raw["said"]),
        units=raw["units"],
        numbers=raw["numbers"],
        small=frozenset(raw["small"]),
    )


def read_understanding(raw: Mapping[str, Any]) -> Understanding:
    """Read the part of a pack that leads words to topics."""
    return Understanding(
        folds=Patterns({}, raw["folds"]),
        choices=raw["choices"],
        phrasings=_phrasings(raw["phrasings"]),
        index=_index(raw["index"]),
        model=_model(raw["model"]) if raw["model"] else None,
        thresholds=Thresholds(**raw["thresholds"]),
    )


def _phrasings(raw: Mapping[str, Any]) -> Phrasings:
    return Phrasings(
        topics=tuple(raw["topics"]),
        hashes=_array(raw["hashes"]),
        owners=_array(raw["owners"]),
    )


def _model(raw: Mapping[str, Any]) -> Model:
    return Model(
        topics=tuple(raw["topics"]),
        features=_table(raw["features"]),
        owners=_array(raw["owners"]),
        weights=_array(raw["weights"]),
        scale=raw["scale"],
        biases=_array(raw["biases"]),
    )


def _index(raw: Mapping[str, Any]) -> Index:
    return Index(
        topics=tuple(raw["topics"]),
        features=_table(raw["features"]),
        weights=_array(raw["weights"]),
        entries=_array(raw["entries"]),
        owners=_array(raw["owners"]),
        norms=_array(raw["norms"]),
        unknown=raw["unknown"],
    )


def _table(raw: Mapping[str, Any]) -> Table:
    return Table(hashes=_array(raw["hashes"]), starts=_array(raw["starts"]))


def _array(packed: str) -> "array[Any]":
    """Unpack numbers: a letter for their kind, then base64, which loads fast."""
    numbers: array[Any] = array(packed[0])
    numbers.frombytes(b64decode(packed[1:]))
    return numbers
