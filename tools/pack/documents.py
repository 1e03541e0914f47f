"""Reads YAML and topic files, and remembers on which line everything stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tools.pack.findings import BadContentError, Finding, shown

Place = tuple[str, int]
"""A path and a line."""

Loc = tuple[str | int, ...]
"""The way to a value: ("asks", 3)."""

FRONT_MATTER = re.compile(r"\A---\n(?P<front>.*?\n)---\n(?P<body>.*)\Z", re.DOTALL)
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, in C
MORE = re.compile(r"^## More\s*$", re.MULTILINE)


@dataclass(slots=True)
class Document:
    """A value read from YAML, and the place of each part of it."""

    path: str
    data: Any
    places: dict[Loc, Place] = field(default_factory=dict)

    def place(self, *loc: str | int) -> Place:
        """Give the place of a value, or of the nearest thing round it."""
        for length in range(len(loc), -1, -1):
            if loc[:length] in self.places:
                return self.places[loc[:length]]
        return self.path, 1

    def finding(self, rule: str, message: str, *loc: str | int) -> Finding:
        """Make a finding about the value at `loc`."""
        return Finding(*self.place(*loc), rule, message)

    def without(self, *keys: str) -> "Document":
        """Leave some keys out."""
        kept = {key: value for key, value in self.data.items() if key not in keys}
        return Document(self.path, kept, self.places)

    def overlaid(self, other: "Document") -> "Document":
        """Lay another document's differences over this one, key by key."""
        merged = Document(other.path, _overlay(self.data, other.data))
        merged.places = {**self.places, **other.places}
        return merged


@dataclass(slots=True)
class Page:
    """A topic's file: its front matter, its answer and its `More`."""

    id: str
    section: str
    front: Document
    answer: str
    more: str
    answer_line: int
    more_line: int


def read_yaml(path: Path) -> Document:
    """Read a YAML file; raises BadContentError where it is not YAML."""
    try:
        return _parse(path.read_text("utf-8"), shown(path), first_line=1)
    except FileNotFoundError:
        finding = Finding(shown(path), 1, "file", "this file is missing")
        raise BadContentError([finding]) from None
    except UnicodeDecodeError:
        finding = Finding(shown(path), 1, "file", "this file is not UTF-8 text")
        raise BadContentError([finding]) from None


def read_page(path: Path) -> Page:
    """Read a topic's file; raises BadContentError where its form is broken."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        finding = Finding(shown(path), 1, "file", "this file is not UTF-8 text")
        raise BadContentError([finding]) from None
    match = FRONT_MATTER.match(text)
    if match is None:
        message = "begin with front matter between two lines of ---"
        raise BadContentError([Finding(shown(path), 1, "form", message)])
    front = _parse(match["front"], shown(path), first_line=2)
    answer, *more = MORE.split(match["body"], maxsplit=1)
    body_line = text.count("\n", 0, match.start("body")) + 1
    return Page(
        id=path.stem,
        section=path.parent.name,
        front=front,
        answer=" ".join(answer.split()),
        more=" ".join(more[0].split()) if more else "",
        answer_line=body_line,
        more_line=body_line + answer.count("\n"),
    )


def _parse(text: str, path: str, first_line: int) -> Document:
    loader = LOADER(text)
    document = Document(path, None)
    try:
        node = loader.get_single_node()
        if node is not None:
            document.data = loader.construct_document(node)
            twice = list(_locate(node, (), first_line, document))
            if twice:
                raise BadContentError(twice)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = first_line + (mark.line if mark else 0)
        problem = getattr(error, "problem", None) or "not YAML"
        raise BadContentError([Finding(path, line, "yaml", problem)]) from None
    finally:
        loader.dispose()
    return document


def _locate(
    node: yaml.Node, loc: Loc, first_line: int, document: Document
) -> Iterator[Finding]:
    """Note the line of each value; yield keys that stand twice: YAML lets them."""
    document.places.setdefault(loc, (document.path, node.start_mark.line + first_line))
    if isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            yield from _locate(item, (*loc, number), first_line, document)
    elif isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            here = (*loc, key.value)
            line = key.start_mark.line + first_line
            if key.value in seen:
                message = f"{key.value} stands twice"
                yield Finding(document.path, line, "twice", message)
            seen.add(key.value)
            document.places[here] = (document.path, line)
            yield from _locate(value, here, first_line, document)


def _overlay(below: Any, above: Any) -> Any:
    if isinstance(below, dict) and isinstance(above, dict):
        changed = {key: _overlay(below.get(key), value) for key, value in above.items()}
        return {**below, **changed}
    return above
