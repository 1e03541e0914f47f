"""Publishes content: `python -m tools.publish --help`."""

import argparse
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from tools.pack.building import CONTENT
from tools.pack.compile import compile_content
from tools.pack.content import Content, locales
from tools.pack.findings import BadContentError
from tools.publish.difference import Change, changes, said, shown
from tools.publish.release import (
    RefusedError,
    Release,
    lacking,
    marked_as_draft,
    pack_text,
    release_of,
    time_of,
)
from tools.publish.shelf import CURRENT, RELEASES, Shelf


def main(arguments: list[str] | None = None) -> int:
    """Run a command; give the exit status: 1 where something was refused."""
    options = _parser().parse_args(arguments)
    try:
        if not options.bucket:
            raise RefusedError("say which bucket: BUCKET=name")
        shelf = Shelf(options.bucket)
        if options.command == "publish":
            publish(shelf, options.content, draft=options.draft, dry=options.dry_run)
        elif options.command == "rollback":
            roll_back(shelf, options.version, dry=options.dry_run)
        else:
            tell(shelf, options.content)
    except BadContentError as error:
        print(*error.findings, sep="\n", file=sys.stderr)
        print(f"{error}; nothing was published", file=sys.stderr)
        return 1
    except RefusedError as error:
        print(*error.reasons, error, sep="\n", file=sys.stderr)
        return 1
    return 0


def publish(shelf: Shelf, folder: Path, *, draft: bool, dry: bool = False) -> None:
    """Lint, compile, upload the packs, and only then let them be the current ones."""
    contents = _linted(folder)
    lacks = lacking(contents)
    if lacks and not draft:
        hint = (
            "nothing was published; ALLOW_DRAFT=1 publishes it as a draft, and says so"
        )
        raise RefusedError(hint, *lacks)
    draft = bool(lacks)
    print(f"compiling {len(contents)} locales …", flush=True)
    texts = {
        locale: pack_text(content, compile_content(folder, locale)[1], draft=draft)
        for locale, content in contents.items()
    }
    release = release_of(texts, draft=draft)
    was = shelf.current()
    if was and was.packs == release.packs:
        print(f"{was.version} is live already, since {was.published}")
        return
    for locale, packed in release.packs.items():
        key = f"packs/{locale}/{packed.version}.json"
        if shelf.holds(key, packed.bytes):
            print(f"{key}: is there already")
            continue
        print(f"{key}: {packed.bytes // 1024} KB{_would(dry)}", flush=True)
        if not dry:
            shelf.write(key, texts[locale])
    if not dry:
        shelf.write(f"{RELEASES}{release.version}.json", release.as_json())
        shelf.write(CURRENT, release.as_json())
    kind = "draft " if draft else ""
    print(f"live{_would(dry)}: {kind}{release.version}")


def roll_back(shelf: Shelf, version: str, *, dry: bool = False) -> None:
    """Make an earlier release the current one: the one before, unless it is named."""
    was = shelf.current()
    if was is None:
        raise RefusedError("nothing was published yet")
    release = shelf.release(_earlier(shelf.releases(), was.version, version))
    for locale, packed in release.packs.items():
        if not shelf.holds(f"packs/{locale}/{packed.version}.json", packed.bytes):
            raise RefusedError(f"the pack of {locale} is gone: {packed.version}")
    if not dry:
        now = replace(release, published=time_of(datetime.now(UTC)))
        shelf.write(CURRENT, now.as_json())
    print(f"was live: {was.version}\nlive{_would(dry)}: {release.version}")


def _earlier(versions: list[str], live: str, wanted: str) -> str:
    found = [one for one in versions if wanted in one] if wanted else []
    if wanted and len(found) != 1:
        what = "there are several" if found else "there is no"
        raise RefusedError(f"{what} release {wanted}; these are there:", *versions)
    before = found or [one for one in versions if one < live]
    if not before:
        raise RefusedError(f"there is no release before {live}")
    return before[-1]


def tell(shelf: Shelf, folder: Path) -> None:
    """Tell what is live, since when, and what the working tree says otherwise."""
    live = shelf.current()
    if live is None:
        raise RefusedError("nothing was published yet")
    print(f"live: {live.version}{', a draft' if live.draft else ''}")
    print(f"since: {live.published}")
    for locale, packed in live.packs.items():
        print(f"  {locale}: {packed.version}")
    others = [one for one in shelf.releases() if one != live.version]
    print(f"other releases: {', '.join(others) or 'none'}")
    _print_differences(_differences(shelf, live, folder))


def _differences(
    shelf: Shelf, live: Release, folder: Path
) -> Mapping[Change, list[str]]:
    """Compare what is said; what differs alike in several places is one change."""
    found: dict[Change, list[str]] = {}
    for locale in locales(folder):
        packed = live.packs.get(locale)
        text = shelf.read(f"packs/{locale}/{packed.version}.json") if packed else None
        content, ours = compile_content(folder, locale)
        if live.draft:
            ours = marked_as_draft(content, ours)
        theirs = said(json.loads(text)) if text else {}
        for change in changes(theirs, said(ours)):
            found.setdefault(change, []).append(locale)
    return found


def _print_differences(found: Mapping[Change, list[str]]) -> None:
    if not found:
        print("the working tree says the same")
        return
    print(
        f"\nthe working tree says otherwise in {len(found)} places (- live, + here):\n"
    )
    for change, where in found.items():
        print(shown(change, ", ".join(where)), end="\n\n")


def _linted(folder: Path) -> dict[str, Content]:
    # What measures texts is in the test set-up only.
    from tools.pack.lint import lint  # noqa: PLC0415

    print("linting …", flush=True)
    contents, found = lint(folder, date.today())
    if found:
        raise BadContentError(found)
    return {content.locale: content for content in contents}


def _would(dry: bool) -> str:
    return " (dry run: it is not)" if dry else ""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.publish", description=__doc__
    )
    parser.add_argument(
        "--content",
        type=Path,
        default=Path(os.environ.get("CONTENT") or CONTENT),
        help="the folder that people write (also as CONTENT=…)",
    )
    parser.add_argument(
        "--bucket",
        default=os.environ.get("BUCKET", ""),
        help="the bucket to publish to (also as BUCKET=…)",
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        default=os.environ.get("DRY_RUN") == "1",
        help="say what would be done, and do nothing (also as DRY_RUN=1)",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("publish", help="make the working tree live")
    command.add_argument(
        "--draft",
        action="store_true",
        default=os.environ.get("ALLOW_DRAFT") == "1",
        help="take drafts and unverified numbers (also as ALLOW_DRAFT=1)",
    )
    command = commands.add_parser("rollback", help="make an earlier release live")
    command.add_argument(
        "--version",
        default=os.environ.get("VERSION", ""),
        help="which one, or a part of its name (also as VERSION=…)",
    )
    commands.add_parser("published", help="tell what is live, and what differs here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
