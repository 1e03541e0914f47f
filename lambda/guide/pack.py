"""Turns a compiled content pack (JSON) into a Guide."""

from collections.abc import Callable, Mapping
from typing import Any

from guide.model import (
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
from guide.numbers import Numbers, Text
from guide.parts import MISTAKES, BadPackError, Lazy, Placed, open_parts
from guide.words import Patterns

SCHEMA = 3

FindNumbers = Callable[[str], Numbers]
"""Gives the numbers that stand where the understanding has a text for them."""


def read_pack(text: str | Text) -> Guide:
    """Read a pack: what every answer needs at once, topics when they are asked for.

    Raises BadPackError where it is not JSON, of another schema, or incomplete.
    """
    try:
        pack = open_parts(text)
        if pack["schema"] != SCHEMA:
            raise BadPackError(f"schema {pack['schema']}, not {SCHEMA}")
        return _guide(pack)
    except MISTAKES as error:
        raise BadPackError(f"{type(error).__name__}: {error}") from error


def read_through(guide: Guide) -> None:
    """Read everything that is else read when it is asked for.

    Raises BadPackError where a topic, a source or a drawing is not as it should be.
    """
    for part in (guide.topics, guide.sources, guide.drawings):
        for id_ in part:
            part[id_]


def _guide(pack: Mapping[str, Any]) -> Guide:
    return Guide(
        locale=pack["locale"],
        version=pack["version"],
        name=pack["name"],
        phrases=_phrases(pack["phrases"]),
        topics=Lazy(pack["topics"], _topic),
        sections=tuple(Section(**raw) for raw in pack["sections"]),
        intents=pack["intents"],
        sources=Lazy(pack["sources"], lambda _, raw: Source(**raw)),
        lexicon={word: Pronunciation(**raw) for word, raw in pack["lexicon"].items()},
        drawings=Lazy(pack["drawings"], lambda _, raw: Drawing(**raw)),
        red_flags=read_red_flags(pack["red_flags"]),
        days=_days(pack["days"]),
        understanding=read_understanding(
            pack["understanding"], _find_numbers(pack["numbers"])
        ),
    )


def _find_numbers(held: Mapping[str, Any]) -> FindNumbers:
    if isinstance(held, Placed):
        return held.numbers
    return lambda name: unpacked(held[name])


def unpacked(packed: str) -> Numbers:
    """Give numbers that stand in a text of their own."""
    return Numbers(packed.encode(), 0, len(packed))


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


def read_red_flags(raw: Mapping[str, Any]) -> RedFlags:
    """Read the part of a pack that holds the words of danger."""
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


def read_understanding(
    raw: Mapping[str, Any], numbers: FindNumbers = unpacked
) -> Understanding:
    """Read the part of a pack that leads words to topics."""
    known, index, model = raw["phrasings"], raw["index"], raw["model"]
    return Understanding(
        folds=Patterns({}, raw["folds"]),
        choices=raw["choices"],
        phrasings=Phrasings(
            topics=tuple(known["topics"]),
            hashes=numbers(known["hashes"]),
            owners=numbers(known["owners"]),
        ),
        index=_index(index, numbers),
        model=_model(model, numbers) if model else None,
        thresholds=Thresholds(**raw["thresholds"]),
    )


def _model(raw: Mapping[str, Any], numbers: FindNumbers) -> Model:
    return Model(
        topics=tuple(raw["topics"]),
        features=_table(raw["features"], numbers),
        rarities=numbers(raw["rarities"]),
        unknown=raw["unknown"],
        owners=numbers(raw["owners"]),
        weights=numbers(raw["weights"]),
        scale=raw["scale"],
        biases=numbers(raw["biases"]),
    )


def _index(raw: Mapping[str, Any], numbers: FindNumbers) -> Index:
    return Index(
        topics=tuple(raw["topics"]),
        features=_table(raw["features"], numbers),
        weights=numbers(raw["weights"]),
        entries=numbers(raw["entries"]),
        owners=numbers(raw["owners"]),
        norms=numbers(raw["norms"]),
        unknown=raw["unknown"],
    )


def _table(raw: Mapping[str, Any], numbers: FindNumbers) -> Table:
    return Table(hashes=numbers(raw["hashes"]), starts=numbers(raw["starts"]))
