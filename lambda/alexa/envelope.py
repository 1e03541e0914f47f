"""Alexa's JSON into the SDK's models, and models into JSON.

The SDK's own serializer, and its CustomSkill, import a client for every service that
Alexa has, none of which is used here: a third of the SDK's time at every start. The
models say themselves what they are made of (`deserialized_types`, `attribute_map`,
`get_real_child_model`); this reads nothing else, and a test holds it to the SDK's own.
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

from ask_sdk_model import RequestEnvelope

PLAIN = {"str": str, "bool": bool, "int": int, "float": float}
AS_IT_IS = {"object", "date", "datetime"}  # a time stays text: nobody here reads it

# What a device can do stays as it came: for "it has a screen", seventy modules.
INTERFACES, SYSTEM = "ask_sdk_model.interfaces.", "ask_sdk_model.interfaces.system."

_MANY = re.compile(r"(list|dict)[\[(](?:str, )?(.+)[\])]")


def read_envelope(event: object) -> RequestEnvelope:
    """Read a request envelope.

    Raises ValueError, TypeError or AttributeError where it is not one of Alexa's.
    """
    envelope = _read(event, "ask_sdk_model.request_envelope.RequestEnvelope")
    if not isinstance(envelope, RequestEnvelope):
        raise TypeError("no envelope")
    return envelope


def write(value: Any) -> Any:
    """Write a model, or whatever one holds, as JSON values, without what is None."""
    if value is None or isinstance(value, str | bool | int | float):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, list | tuple):
        return [write(one) for one in value]
    if isinstance(value, Mapping):
        return {name: write(one) for name, one in value.items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    names = value.attribute_map
    held = ((name, getattr(value, name)) for name in value.deserialized_types)
    return {names.get(name, name): write(one) for name, one in held if one is not None}


def _read(raw: Any, type_: str) -> Any:
    """Read a value of a type that is written as the models write it."""
    if raw is None or type_ in AS_IT_IS or _is_interface(type_):
        return raw
    if type_ in PLAIN:
        return PLAIN[type_](raw)
    many = _many(type_)
    if many is None:
        return _read_model(raw, type_)
    kind, of = many
    if kind == "list":
        return [_read(one, of) for one in raw]
    return {name: _read(one, of) for name, one in raw.items()}


def _read_model(raw: Any, type_: str) -> Any:
    model = _class(type_)
    if issubclass(model, Enum):
        return model(raw)
    if not isinstance(raw, Mapping):
        raise TypeError(f"not a {type_}")
    if hasattr(model, "get_real_child_model"):
        child = model.get_real_child_model(raw)
        if child is None:
            raise ValueError(f"an unknown kind of {type_}")
        model = _class(child)
    read = model()
    for name, kind in model.deserialized_types.items():
        written = model.attribute_map.get(name, name)
        if written in raw:
            setattr(read, name, _read(raw[written], kind))
    return read


@cache
def _is_interface(type_: str) -> bool:
    return type_.startswith(INTERFACES) and not type_.startswith(SYSTEM)


@cache
def _many(type_: str) -> tuple[str, str] | None:
    """Take apart "list[…]" and "dict(str, …)"; None for one of a kind."""
    match = _MANY.fullmatch(type_)
    return (match[1], match[2]) if match else None


@cache
def _class(type_: str) -> Any:
    module, _, name = type_.rpartition(".")
    return getattr(import_module(module), name)
