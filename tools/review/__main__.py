"""Writes the page to review, and applies a review: `python -m tools.review --help`."""

import argparse
import json
import os
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from guide.pack import read_pack
from tools.pack.building import BUILD, CONTENT
from tools.pack.compile import compile_content
from tools.pack.content import Content, locales
from tools.pack.findings import BadContentError
from tools.review.page import AUDIO, render, speak
from tools.review.verdicts import (
    RefusedError,
    VerdictForm,
    changed_since,
    changes,
    read_review,
)
from tools.simulator.speech import can_speak_aloud

LOCALE = "en-US"


def main(arguments: list[str] | None = None) -> int:
    """Run a command; give the exit status: 1 where something was refused."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "apply":
            _apply(options.content, options.file)
        else:
            _write(options.content, options.locale, options.to, voice=options.voice)
    except BadContentError as error:
        return _refuse(error.findings, error)
    except RefusedError as error:
        return _refuse(error.reasons, error)
    return 0


def _write(content: Path, locale: str, folder: Path, *, voice: bool) -> None:
    read, pack = _compiled(content, locale)
    folder.mkdir(parents=True, exist_ok=True)
    spoken = _spoken(pack, folder / AUDIO) if voice else []
    path = folder / "index.html"
    path.write_text(render(read, pack, date.today(), spoken), "utf-8")
    size = path.stat().st_size // 1024
    print(f"{path}: {len(pack['topics'])} topics of {locale}, {size} KB")


def _spoken(pack: dict[str, Any], folder: Path) -> list[str]:
    if not can_speak_aloud():
        print(
            "the page is without sound; for sound, install espeak-ng:"
            " make setup-system, or apt-get install espeak-ng",
            file=sys.stderr,
        )
        return []
    return list(speak(read_pack(json.dumps(pack)), folder))


def _apply(content: Path, file: Path) -> None:
    review = read_review(file)
    read, pack = _compiled(content, review.locale)
    to_write = changes(review, read, pack, date.today())
    for change in to_write:
        change.path.write_bytes(change.text)
        print(f"{change.path}: reviewed: {change.reviewed}")
    written = {change.id for change in to_write}
    for verdict in review.topics:
        if verdict.approved and verdict.id not in written:
            print(f"{verdict.id}: was marked so already")
        _tell(verdict, changed=changed_since(verdict, pack))
    asked = sum(verdict.verdict == "needs-change" for verdict in review.topics)
    print(f"{len(written)} topics marked as reviewed, {asked} need change")


def _tell(verdict: VerdictForm, *, changed: bool) -> None:
    """Print what a reviewer has to say of a topic."""
    remarks = [verdict.comments] if verdict.comments else []
    if verdict.disagree:
        remarks.append("(sources disagree)")
    if not remarks and verdict.verdict != "needs-change":
        return
    what = {"approve": "approved", "needs-change": "needs change", None: "undecided"}
    since = " (its text has changed since)" if changed else ""
    said = _printable(" ".join(remarks) or "no comment")
    print(f"{verdict.id}: {what[verdict.verdict]}{since}: {said}")


def _printable(text: str) -> str:
    """Write a text from outside on one line, without what would move the cursor."""
    line = " ".join(text.split())
    return "".join(letter for letter in line if letter.isprintable())


def _compiled(content: Path, locale: str) -> tuple[Content, dict[str, Any]]:
    if locale not in locales(content):
        raise RefusedError([f"there is no content for {locale} in {content}"])
    return compile_content(content, locale)


def _refuse(reasons: Iterable[object], error: Exception) -> int:
    for reason in reasons:
        print(reason, file=sys.stderr)
    print(f"{error}; nothing was written", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.review", description=__doc__)
    parser.add_argument(
        "--content",
        type=Path,
        default=Path(os.environ.get("CONTENT") or CONTENT),
        help="the folder that people write (also as CONTENT=…)",
    )
    parser.add_argument("--locale", default=LOCALE, help="the locale to be shown")
    parser.add_argument(
        "--to", type=Path, default=BUILD / "review", help="the folder to write to"
    )
    parser.add_argument(
        "--voice", action="store_true", help="add sound, made with espeak-ng"
    )
    commands = parser.add_subparsers(dest="command")
    apply = commands.add_parser("apply", help="mark what a review approved")
    apply.add_argument("file", type=Path, help="the review.json that the page exported")
    return parser


if __name__ == "__main__":
    sys.exit(main())
