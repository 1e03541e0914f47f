"""Writes a pack so that each of its parts is found without reading the others."""

import json
from collections.abc import Mapping
from typing import Any

from guide.parts import LAYOUT, LENGTH, PLACES

LONG = ("topics", "sources", "drawings", "numbers")  # told of entry by entry
NUMBERS, UNDERSTANDING = "numbers", "understanding"

Places = dict[str, Any]


def laid_out(pack: Mapping[str, Any]) -> bytes:
    """Write a pack as `guide.parts` reads it."""
    text, places = bytearray(), Places()
    for name, part in pack.items():
        if name in LONG:
            text += _key(name) + b"{\n"
            places[name] = _entries(text, part)
            text += b"},\n"
        else:
            places[name] = _entry(text, name, part)
    text = text.removesuffix(b",\n") + b"}\n"
    contents = {LAYOUT: {LENGTH: len(text), PLACES: places}}
    return as_json(contents).removesuffix(b"}") + b",\n" + text


def as_json(value: object) -> bytes:
    """Write JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def with_numbers_apart(understanding: Mapping[str, Any]) -> dict[str, Any]:
    """Split the understanding of a pack: packed numbers become a part of their own."""
    numbers: dict[str, str] = {}

    def name_them(part: Mapping[str, Any], path: str) -> dict[str, Any]:
        named: dict[str, Any] = {}
        for key, value in part.items():
            if isinstance(value, str):
                numbers[f"{path}{key}"] = value
                named[key] = f"{path}{key}"
            else:
                deeper = isinstance(value, dict)
                named[key] = name_them(value, f"{path}{key}/") if deeper else value
        return named

    parts = {
        key: name_them(understanding[key], f"{key}/")
        for key in ("phrasings", "index", "model")
        if understanding[key]
    }
    return {UNDERSTANDING: {**understanding, **parts}, NUMBERS: numbers}


def _entries(text: bytearray, part: Mapping[str, Any]) -> Places:
    places = {name: _entry(text, name, entry) for name, entry in part.items()}
    if part:
        del text[-2:]
        text += b"\n"
    return places


def _entry(text: bytearray, name: str, value: object) -> list[int]:
    """Write a line; give where its value begins, and how long it is."""
    text += _key(name)
    begin = len(text)
    text += as_json(value)
    length = len(text) - begin
    text += b",\n"
    return [begin, length]


def _key(name: str) -> bytes:
    return as_json(name) + b":"
