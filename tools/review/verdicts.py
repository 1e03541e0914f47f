"""Takes a review back into content: all of it, or nothing of it."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import StringConstraints, ValidationError

from tools.pack.content import Content
from tools.pack.schema import Form
from tools.review.fingerprint import fingerprint

DRAFT = "draft"
FRONT_MATTER = re.compile(rb"\A---\r?\n.*?^---\r?$", re.DOTALL | re.MULTILINE)
DRAFT_LINE = re.compile(rb"(?<=^reviewed: )draft(?=[ \t]*(?:#[^\n]*)?\r?$)", re.M)
ROLE = re.compile(r"[^\W\d_](?:[^\W\d_]|[ '/().-])*")  # safe as YAML's plain text

Stripped = Annotated[str, StringConstraints(strip_whitespace=True)]


class RefusedError(Exception):
    """Raised if a review cannot be taken; `reasons` lists every one of them."""

    def __init__(self, reasons: list[str]) -> None:
        """Keep the reasons."""
        self.reasons = reasons
        super().__init__(f"{len(reasons)} reasons to refuse the review")


class VerdictForm(Form):
    """What a reviewer wrote in the box of one topic."""

    id: str
    fingerprint: str
    verdict: Literal["approve", "needs-change"] | None = None
    initials: Stripped = ""
    role: Stripped = ""
    date: dt.date | None = None
    disagree: bool = False
    comments: Stripped = ""

    @property
    def approved(self) -> bool:
        """Whether the topic may lose its draft."""
        return self.verdict == "approve"

    @property
    def reviewed(self) -> str:
        """What the front matter says of it: a role and a date, never a name."""
        return f"{self.role}, {self.date}"


class ReviewForm(Form):
    """The file that the page exports."""

    locale: str
    topics: list[VerdictForm]


class Change(NamedTuple):
    """What a topic's file will hold."""

    id: str
    path: Path
    reviewed: str
    text: bytes


def read_review(path: Path) -> ReviewForm:
    """Read a review; raises RefusedError where it is not one that the page made."""
    try:
        return ReviewForm.model_validate_json(path.read_bytes())
    except OSError as error:
        raise RefusedError([f"{path}: {error.strerror}"]) from error
    except ValidationError as error:
        reasons = [
            f"{path}: {'.'.join(map(str, problem['loc']))}: {problem['msg']}"
            for problem in error.errors(include_url=False)
        ]
        raise RefusedError(reasons) from error


def changes(
    review: ReviewForm, content: Content, pack: Mapping[str, Any], today: dt.date
) -> list[Change]:
    """Work out what a review changes, and write nothing yet.

    Raises RefusedError with everything that speaks against it.
    """
    times = Counter(verdict.id for verdict in review.topics)
    reasons = [f"{id_}: it is there twice" for id_, n in times.items() if n > 1]
    for verdict in review.topics:
        reasons += _reasons(verdict, content, pack, today)
    if reasons:
        raise RefusedError(reasons)
    return [
        _change(content, verdict)
        for verdict in review.topics
        if verdict.approved and content.topics[verdict.id].front.reviewed == DRAFT
    ]


def changed_since(verdict: VerdictForm, pack: Mapping[str, Any]) -> bool:
    """Tell whether a topic is no longer what the reviewer was shown."""
    return fingerprint(pack["topics"][verdict.id]) != verdict.fingerprint


def _reasons(
    verdict: VerdictForm, content: Content, pack: Mapping[str, Any], today: dt.date
) -> Iterator[str]:
    """Yield all that speaks against one verdict."""
    id_ = verdict.id
    if id_ not in content.topics:
        yield f"{id_}: there is no such topic"
    elif verdict.approved:
        if changed_since(verdict, pack):
            yield f"{id_}: its text has changed since the page was made"
        yield from (f"{id_}: {problem}" for problem in _unsigned(verdict, today))
        now = content.topics[id_].front.reviewed
        if now not in {DRAFT, verdict.reviewed}:
            yield f"{id_}: it is reviewed already ({now}); make it a draft first"
        elif now == DRAFT and not _draft_line(_path(content, id_).read_bytes()):
            yield f"{id_}: its file has no line `reviewed: draft`"


def _unsigned(verdict: VerdictForm, today: dt.date) -> Iterator[str]:
    """Yield what is wrong with the role and the date."""
    if not verdict.role:
        yield "the role of who approved it is missing"
    elif not ROLE.fullmatch(verdict.role) or verdict.role.lower() == DRAFT:
        yield f"{verdict.role!r} is not a role: write it in words, as in ward nurse"
    if verdict.date is None:
        yield "the date of the review is missing"
    elif verdict.date > today:
        yield f"{verdict.date} is in the future"


def _change(content: Content, verdict: VerdictForm) -> Change:
    path = _path(content, verdict.id)
    text = path.read_bytes()
    line = _draft_line(text)
    if line is None:
        raise RefusedError([f"{path}: it was changed while the review was taken"])
    value = verdict.reviewed.encode()
    text = text[: line.start()] + value + text[line.end() :]
    return Change(verdict.id, path, verdict.reviewed, text)


def _path(content: Content, id_: str) -> Path:
    return Path(content.topics[id_].page.front.path)


def _draft_line(text: bytes) -> re.Match[bytes] | None:
    """Find the draft in the front matter, and nowhere below it."""
    front = FRONT_MATTER.match(text)
    return DRAFT_LINE.search(text, 0, front.end()) if front else None
