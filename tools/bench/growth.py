"""Packs of any number of topics, as dense as the real one, to see what growth costs.

Each is made of copies of the real pack. The text of a copy is drawn anew from the real
words, as long as the real text. Its understanding is the real one again: a feature
that speaks for few topics is the topic's own, and so each copy has its own; one that
speaks for many is common language, and then speaks for the same topics of every copy,
up to `MOST_OWNERS` of them.
"""

import json
import re
from array import array
from binascii import a2b_base64
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from tools.pack.index import packed
from tools.pack.layout import laid_out, with_numbers_apart

COMMON = 16  # a feature that speaks for more topics than this is common language
MOST_OWNERS = 256  # today's most is 115, of 127
SEED = 1
TEXTS = ("answer", "more")

Json = dict[str, Any]


def grown_pack(real: Mapping[str, Any], count: int) -> bytes:
    """Give a pack of so many topics, made of a pack as JSON holds it."""
    ids = _needed_first(real)
    copies = -(-count // len(ids))
    names = [_name(id_, copy) for copy in range(copies) for id_ in ids][:count]
    topics, sources = _texts(real, ids, names)
    numbers = {name: _unpack(text) for name, text in real["numbers"].items()}
    understanding = {
        **real["understanding"],
        "phrasings": _phrasings(real, numbers, names),
        "model": _model(real, numbers, names),
        "index": _as_it_is(real["understanding"]["index"], real["numbers"]),
    }
    pack = {key: part for key, part in real.items() if key != "layout"}
    grown = {**pack, "topics": topics, "sources": sources}
    return laid_out({**grown, **with_numbers_apart(understanding)})


def write_grown(real: Path, count: int, folder: Path) -> Path:
    """Write such a pack under the real one's name; give the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    pack = json.loads(real.read_bytes())
    (folder / real.name).write_bytes(grown_pack(pack, count))
    return folder


def _needed_first(real: Mapping[str, Any]) -> list[str]:
    """Order topics so that a small pack has those that others name."""
    overviews = [section["overview"] for section in real["sections"]]
    named = (*real["red_flags"]["ranks"], *real["intents"].values(), *overviews)
    return list(dict.fromkeys((*named, *real["topics"])))


def _name(id_: str, copy: int) -> str:
    return f"{id_}-{copy}" if copy else id_


def _texts(
    real: Mapping[str, Any], ids: list[str], names: list[str]
) -> tuple[Json, Json]:
    random, kept = Random(SEED), set(names)  # noqa: S311 # nothing is kept secret
    words = [w for topic in real["topics"].values() for w in topic["answer"].split()]
    topics, sources = Json(), Json()
    for number, name in enumerate(names):
        copy, id_ = number // len(ids), ids[number % len(ids)]
        topic: Json = dict(real["topics"][id_])
        for part in TEXTS if copy else ():
            if part in topic:
                count = len(topic[part].split())
                topic[part] = " ".join(random.choices(words, k=count))
        for source in topic["sources"]:
            sources[_name(source, copy)] = real["sources"][source]
        topic["sources"] = [_name(source, copy) for source in topic["sources"]]
        related = (_name(id_, copy) for id_ in topic.get("related", ()))
        topic["related"] = [id_ for id_ in related if id_ in kept]
        topics[name] = topic
    return topics, sources


def _phrasings(real: Mapping[str, Any], numbers: Json, names: list[str]) -> Json:
    """Give every topic as many phrasings as it has; a copy's hashes are drawn."""
    place = {name: at for at, name in enumerate(names)}
    known = real["understanding"]["phrasings"]["topics"]
    hashes, owners = numbers["phrasings/hashes"], numbers["phrasings/owners"]
    found_hashes, found_owners = [], []
    for copy in range(_copies(names)):
        lead = _lead(known, place, copy)[owners]
        fresh = hashes if copy == 0 else _drawn(hashes, copy)
        found_hashes.append(fresh[lead >= 0])
        found_owners.append(lead[lead >= 0])
    all_hashes, all_owners = np.concatenate(found_hashes), np.concatenate(found_owners)
    order = np.argsort(all_hashes)
    return {
        "topics": names,
        "hashes": packed("Q", all_hashes[order].astype("<u8").tobytes()),
        "owners": packed("H", all_owners[order].astype("<u2").tobytes()),
    }


def _model(real: Mapping[str, Any], numbers: Json, names: list[str]) -> Json:
    raw, kept = real["understanding"]["model"], set(names)
    known = raw["topics"]
    classes = {
        _copied(name, copy): at
        for copy in range(_copies(names))
        for at, name in enumerate(known)
        if name and _topic(_copied(name, copy)) in kept
    } | {"": known.index("")}
    biases = numbers["model/biases"]
    return {
        **raw,
        "topics": list(classes),
        "biases": packed("f", [float(biases[at]) for at in classes.values()]),
        **_rows(real, numbers, known, list(classes), _copies(names)),
    }


def _rows(
    real: Mapping[str, Any],
    numbers: Json,
    known: list[str],
    classes: list[str],
    copies: int,
) -> Json:
    """Copy the rows of features; of one with too many entries, keep the strongest."""
    place = {name: at for at, name in enumerate(classes)}
    features, lengths = (
        numbers["model/features/hashes"],
        np.diff(numbers["model/features/starts"]),
    )
    of_row = np.repeat(np.arange(len(features)), lengths)
    found: list[tuple[Any, ...]] = []
    for copy in range(copies):
        lead = _lead(known, place, copy)[numbers["model/owners"]]
        own = _drawn(features, copy) if copy else features
        hashes = np.where(lengths <= COMMON, own, features)[of_row]
        kept = lead >= 0
        weights = numbers["model/weights"][kept]
        found.append((hashes[kept], lead[kept], weights, of_row[kept]))
    hashes, owners, weights, of_row = map(np.concatenate, zip(*found, strict=True))
    order = np.lexsort((-np.abs(weights.astype(np.int16)), hashes))
    _, firsts, counts = np.unique(hashes[order], return_index=True, return_counts=True)
    nth = np.arange(len(order)) - np.repeat(firsts, counts)
    strong = order[nth < MOST_OWNERS]
    starts = np.r_[0, np.cumsum(np.minimum(counts, MOST_OWNERS))]
    row = of_row[order[firsts]]
    return {
        **_by_row(real, numbers, row),
        "features": {
            "hashes": packed("I", hashes[order[firsts]].astype("<u4").tobytes()),
            "starts": packed("I", starts.astype("<u4").tobytes()),
        },
        "owners": packed("H", owners[strong].astype("<u2").tobytes()),
        "weights": packed("b", weights[strong].astype("<i1").tobytes()),
    }


def _by_row(real: Mapping[str, Any], numbers: Json, row: Any) -> Json:
    """Copy what the model says of each feature besides its entries."""
    count = len(numbers["model/features/hashes"])
    return {
        name.removeprefix("model/"): packed(text[0], numbers[name][row].tobytes())
        for name, text in real["numbers"].items()
        if name.startswith("model/") and "features" not in name
        if len(numbers[name]) == count
    }


def _copies(names: list[str]) -> int:
    """Count the copies: the first topic is in all of them."""
    return sum(1 for name in names if _is_copy(name, names[0]))


def _is_copy(name: str, of: str) -> bool:
    rest = name.removeprefix(of)
    return name.startswith(of) and (not rest or rest[1:].isdecimal())


def _lead(known: list[str], place: Mapping[str, int], copy: int) -> Any:
    """Give the place of each known class's copy; -1 where there is none."""
    copied = (_copied(name, copy) if name or not copy else None for name in known)
    places = (-1 if name is None else place.get(name, -1) for name in copied)
    return np.fromiter(places, dtype=np.int32)


def _copied(name: str, copy: int) -> str:
    """Name the copy of a class: a topic, perhaps with a mark behind it."""
    topic = _topic(name)
    return _name(topic, copy) + name.removeprefix(topic) if topic else name


def _topic(name: str) -> str:
    return re.sub(r"\W+$", "", name)


def _drawn(hashes: Any, copy: int) -> Any:
    bits = hashes.dtype.itemsize * 8
    draw = np.random.default_rng(copy).integers
    return draw(0, 2**bits, len(hashes), dtype=hashes.dtype, endpoint=False)


def _as_it_is(part: Mapping[str, Any], numbers: Mapping[str, str]) -> Json:
    """Put packed numbers back where the understanding only names them."""
    return {
        key: _as_it_is(value, numbers)
        if isinstance(value, dict)
        else numbers[value]
        if isinstance(value, str)
        else value
        for key, value in part.items()
    }


def _unpack(text: str) -> Any:
    return np.array(array(text[0], a2b_base64(text[1:])))
