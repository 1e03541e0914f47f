"""Packs of any number of topics, as dense as the real one, to see what growth costs.

Each is made of copies of the real pack. The text of a copy is drawn anew from the real
words, as long as the real text. Its understanding is the real one again: a feature
that speaks for few topics is the topic's own, and so each copy has its own; one that
speaks for many is common language, and then speaks for the same topics of every copy,
up to `MOST_OWNERS` of them.
"""

import json
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
    known = real["understanding"]["model"]["topics"]
    topics = [*names, ""]
    place = {name: at for at, name in enumerate(topics)}
    hashes, starts = numbers["model/features/hashes"], numbers["model/features/starts"]
    lengths = np.diff(starts)
    own = np.repeat(lengths <= COMMON, lengths)
    of_feature = np.repeat(hashes, lengths)
    found: list[tuple[Any, Any, Any]] = []
    for copy in range(_copies(names)):
        lead = _lead(known, place, copy)[numbers["model/owners"]]
        fresh = of_feature
        if copy:
            lead = np.where(lead == place[""], -1, lead)
            drawn = np.repeat(_drawn(hashes, copy), lengths)
            fresh = np.where(own, drawn, of_feature)
        kept = lead >= 0
        found.append((fresh[kept], lead[kept], numbers["model/weights"][kept]))
    entries = [np.concatenate(parts) for parts in zip(*found, strict=True)]
    biases = numbers["model/biases"]
    by_name = dict(zip(known, biases, strict=True))
    return {
        "topics": topics,
        **_rows(*entries),
        "scale": real["understanding"]["model"]["scale"],
        "biases": packed("f", [float(by_name[_real(n, known)]) for n in topics]),
    }


def _rows(hashes: Any, owners: Any, weights: Any) -> Json:
    """File entries by feature; of one with too many, the strongest are kept."""
    order = np.lexsort((-np.abs(weights.astype(np.int16)), hashes))
    hashes, owners, weights = hashes[order], owners[order], weights[order]
    firsts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]])
    nth = np.arange(len(hashes)) - np.repeat(
        firsts, np.diff(np.r_[firsts, len(hashes)])
    )
    strong = nth < MOST_OWNERS
    hashes, owners, weights = hashes[strong], owners[strong], weights[strong]
    names, counts = np.unique(hashes, return_counts=True)
    starts = np.r_[0, np.cumsum(counts)]
    return {
        "features": {
            "hashes": packed("I", names.astype("<u4").tobytes()),
            "starts": packed("I", starts.astype("<u4").tobytes()),
        },
        "owners": packed("H", owners.astype("<u2").tobytes()),
        "weights": packed("b", weights.astype("<i1").tobytes()),
    }


def _copies(names: list[str]) -> int:
    """Count the copies: the first topic is in all of them."""
    return sum(1 for name in names if _is_copy(name, names[0]))


def _is_copy(name: str, of: str) -> bool:
    rest = name.removeprefix(of)
    return name.startswith(of) and (not rest or rest[1:].isdecimal())


def _lead(known: list[str], place: Mapping[str, int], copy: int) -> Any:
    """Give the place of each known topic's copy; -1 where there is none."""
    return np.array(
        [place.get(_name(id_, copy) if id_ else "", -1) for id_ in known],
        dtype=np.int32,
    )


def _real(name: str, known: list[str]) -> str:
    return name if name in known else name.rpartition("-")[0]


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
