"""A pack's parts, each read when it is first asked for.

A pack is one JSON object. `make content` lays it out: its first line is a table of
contents, which says at which byte behind that line each part begins and how long it
is; of what is long (topics, sources, numbers), it says so entry by entry. So starting
takes no longer where there is more to read, and an answer reads its own topic only.
JSON that is not laid out, or was edited since, is read whole.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from guide.model import ContentError
from guide.numbers import Numbers, Text

T = TypeVar("T")

PIECE = 65_536  # bytes that are searched at a time
LAYOUT, LENGTH, PLACES = "layout", "length", "places"
MISTAKES = (ValueError, KeyError, TypeError, AttributeError, IndexError)
"""What reading raises where a part is not as it should be."""


class BadPackError(ContentError):
    """Raised if a pack is not one that this code can read."""


class Placed(Mapping[str, Any]):
    """What a table of contents leads to."""

    def __init__(self, text: Text, start: int, places: Mapping[str, Any]):
        """Read from a text, whose places are counted from `start`."""
        self._text = text
        self._start = start
        self._places = places

    def __getitem__(self, name: str) -> Any:
        """Read a part, or give the table of contents of a long one."""
        place = self._places[name]
        if isinstance(place, dict):
            return Placed(self._text, self._start, place)
        begin, end = self._ends(name)
        return json.loads(self._text[begin:end])

    def __contains__(self, name: object) -> bool:
        """Tell whether there is such a part, without reading it."""
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        """Give the names."""
        return iter(self._places)

    def __len__(self) -> int:
        """Count the names."""
        return len(self._places)

    def numbers(self, name: str) -> Numbers:
        """Give packed numbers, without reading them yet."""
        begin, end = self._ends(name)
        return Numbers(self._text, begin + 1, end - 1)  # between their quotes

    def _ends(self, name: str) -> tuple[int, int]:
        at, length = self._places[name]
        return self._start + at, self._start + at + length


def open_parts(text: str | Text) -> Mapping[str, Any]:
    """Give a pack's parts by name.

    Raises ValueError where the text is not JSON.
    """
    if isinstance(text, str):
        text = text.encode()
    line = _first_line(text)
    contents = _contents(line)
    if contents.get(LENGTH) == len(text) - len(line):
        return Placed(text, len(line), contents[PLACES])
    return _whole(json.loads(text[:]))


def _first_line(text: Text) -> bytes:
    """Give the first line, with its end; nothing where there is only one."""
    for read in range(PIECE, len(text) + PIECE, PIECE):
        end = text[read - PIECE : read].find(b"\n")
        if end >= 0:
            return text[: read - PIECE + end + 1]
    return b""


def _contents(line: bytes) -> Mapping[str, Any]:
    """Read the first line of a pack; it gives nothing where it holds no contents."""
    try:
        contents = json.loads(line.rstrip().rstrip(b",") + b"}")[LAYOUT]
    except (ValueError, KeyError, TypeError):
        return {}
    return contents if isinstance(contents, dict) else {}


def _whole(pack: Any) -> Mapping[str, Any]:
    if not isinstance(pack, dict):
        raise TypeError("a pack is an object")
    return pack


class Lazy(Mapping[str, T]):
    """Entries made of raw ones when they are first asked for, and kept."""

    def __init__(self, raws: Mapping[str, Any], make: Callable[[str, Any], T]) -> None:
        """Make entries of raw ones with a function of name and raw entry."""
        self._raws = raws
        self._make = make
        self._made: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        """Give an entry; raise BadPackError where it cannot be made."""
        if name in self._made:
            return self._made[name]
        if name not in self._raws:
            raise KeyError(name)
        try:
            made = self._made[name] = self._make(name, self._raws[name])
        except MISTAKES as error:
            raise BadPackError(f"{name}: {type(error).__name__}: {error}") from error
        return made

    def __contains__(self, name: object) -> bool:
        """Tell whether there is such an entry, without making it."""
        return name in self._raws

    def __iter__(self) -> Iterator[str]:
        """Give the names."""
        return iter(self._raws)

    def __len__(self) -> int:
        """Count the names."""
        return len(self._raws)
