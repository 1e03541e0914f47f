"""A release: the packs of every locale that go live together."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Self

from alexa.trial import try_out
from guide.pack import read_pack
from tools.pack.compile import sealed
from tools.pack.content import Content
from tools.pack.layout import laid_out


class RefusedError(Exception):
    """Raised if something must not or cannot be published; `reasons` say why."""

    def __init__(self, message: str, *reasons: str) -> None:
        """Keep the reasons, one a line."""
        super().__init__(message)
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Packed:
    """One locale's pack, as it is in the bucket."""

    version: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Release:
    """What `current.json` says when it is live; `version` sorts by time."""

    version: str
    published: str  # when it went live, in UTC
    draft: bool
    packs: Mapping[str, Packed]

    def as_json(self) -> bytes:
        """Write it as it stands in the bucket."""
        return (json.dumps(asdict(self), indent=1) + "\n").encode()

    @classmethod
    def read(cls, text: bytes) -> Self:
        """Read it; raise RefusedError where it makes no sense."""
        try:
            raw = json.loads(text)
            packs = {name: Packed(**one) for name, one in raw.pop("packs").items()}
            return cls(**raw, packs=packs)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RefusedError(f"the bucket holds no release: {error}") from error


def release_of(texts: Mapping[str, bytes], *, draft: bool) -> Release:
    """Make the release of packs by locale, now."""
    packs = {locale: _packed(text) for locale, text in texts.items()}
    now = datetime.now(UTC)
    together = sha256("".join(one.sha256 for one in packs.values()).encode())
    version = f"{now:%Y%m%dT%H%M%S.%fZ}-{together.hexdigest()[:8]}"
    return Release(version, time_of(now), draft, packs)


def time_of(now: datetime) -> str:
    """Write a time as a release does."""
    return f"{now:%Y-%m-%dT%H:%M:%SZ}"


def _packed(text: bytes) -> Packed:
    return Packed(read_pack(text).version, sha256(text).hexdigest(), len(text))


def pack_text(content: Content, pack: Mapping[str, Any], *, draft: bool) -> bytes:
    """Write a pack to be published; a draft says so where it is asked for its sources.

    Raises an exception where the function would refuse it.
    """
    text = laid_out(marked_as_draft(content, pack) if draft else pack)
    try_out(read_pack(text))
    return text


def marked_as_draft(content: Content, pack: Mapping[str, Any]) -> dict[str, Any]:
    """Let a pack say that it is a draft; raise RefusedError where it cannot."""
    draft = content.skill.draft
    if draft is None:
        raise RefusedError(f"skill.yaml of {content.locale} does not say `draft:`")
    topic = pack["topics"][draft.topic]
    said = {**topic, "answer": f"{draft.say} {topic['answer']}"}
    return sealed(
        {**pack, "draft": True, "topics": {**pack["topics"], draft.topic: said}}
    )


def lacking(contents: Mapping[str, Content]) -> list[str]:
    """List what keeps content from being published as it stands."""
    drafts: dict[str, list[str]] = {}
    numbers: dict[str, list[str]] = {}
    for locale, content in contents.items():
        for id_, topic in content.topics.items():
            if topic.front.reviewed == "draft":
                drafts.setdefault(id_, []).append(locale)
        for number, form in content.words.numbers.items():
            if form.source == "unverified":
                numbers.setdefault(number, []).append(locale)
    return [
        *(_line("draft", id_, found, contents) for id_, found in drafts.items()),
        *(_line("unverified", one, found, contents) for one, found in numbers.items()),
    ]


def _line(
    what: str, name: str, found: list[str], contents: Mapping[str, Content]
) -> str:
    where = "every locale" if len(found) == len(contents) else ", ".join(found)
    return f"{what}: {name} ({where})"
