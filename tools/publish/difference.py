"""How what is said differs between two editions, for people to read."""

import difflib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

Said = dict[str, str]
"""Every spoken text of a pack, by what it is: "driving, answer"."""


class Change(NamedTuple):
    """One text that differs; `before` or `after` is empty where there is none."""

    what: str
    before: str
    after: str


def said(pack: Mapping[str, Any]) -> Said:
    """Gather every spoken text of a pack."""
    return dict(_said(pack))


def _said(pack: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, phrase in pack["phrases"].items():
        yield (
            f"phrase {name}",
            "\n".join([phrase] if isinstance(phrase, str) else phrase),
        )
    for id_, topic in pack["topics"].items():
        for part in ("title", "answer", "more"):
            if topic.get(part):
                yield f"{id_}, {part}", topic[part]
        for number, step in enumerate(topic.get("steps", ()), start=1):
            yield f"{id_}, step {number}", f"{step['title']}: {step['say']}"


def changes(before: Said, after: Said) -> list[Change]:
    """List what differs, in the order of what it is."""
    return [
        Change(what, before.get(what, ""), after.get(what, ""))
        for what in sorted({*before, *after})
        if before.get(what) != after.get(what)
    ]


def shown(change: Change, locales: str) -> str:
    """Write a change, sentence by sentence, in the form of a diff."""
    lines = difflib.ndiff(_sentences(change.before), _sentences(change.after))
    marked = [f"  {line}" for line in lines if not line.startswith("?")]
    return "\n".join([f"{change.what} ({locales}):", *marked])


def _sentences(text: str) -> list[str]:
    return [one for line in text.split("\n") for one in _cut(line)] if text else []


def _cut(line: str) -> list[str]:
    marked = line.replace(". ", ".\n").replace("? ", "?\n").replace("! ", "!\n")
    return marked.split("\n")
