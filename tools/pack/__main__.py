"""Compiles content and writes interaction models: `python -m tools.pack --help`."""

import argparse
import os
import sys
import time
from datetime import date
from pathlib import Path

from tools.pack.building import (
    CONTENT,
    Built,
    Places,
    build_all,
    places_of,
    stale_models,
    write_models,
    write_packs,
)
from tools.pack.findings import BadContentError


def main(arguments: list[str] | None = None) -> int:
    """Run a command; give the exit status: 1 where something has to be mended."""
    options = _parser().parse_args(arguments)
    began = time.perf_counter()
    places = places_of(options.content)
    try:
        if options.command == "lint":
            return _lint(options.content)
        built = build_all(options.content)
    except BadContentError as error:
        for finding in error.findings:
            print(finding)
        print(f"{error}; nothing was written", file=sys.stderr)
        return 1
    if options.command == "compile":
        _compile(built, places)
    elif options.check:
        return _check_models(built, places)
    else:
        written = ", ".join(map(str, write_models(built, places.models)))
        print(f"written: {written}" if written else "the models are up to date")
    print(f"done in {time.perf_counter() - began:.1f} s")
    return 0


def _lint(content: Path) -> int:
    # What measures texts is in the test set-up only, and the rest goes without.
    from tools.pack.lint import lint  # noqa: PLC0415
    from tools.pack.summary import table  # noqa: PLC0415

    contents, found = lint(content, date.today())
    for finding in found:
        print(finding)
    if contents:
        print(f"\n{table(contents)}\n")
    print(f"findings: {len(found)}" if found else "the content keeps every rule")
    return 1 if found else 0


def _compile(built: dict[str, Built], places: Places) -> None:
    for path in write_packs(built, places.packs):
        pack, size = built[path.stem].pack, path.stat().st_size // 1024
        topics, version = len(pack["topics"]), pack["version"]
        print(f"{path}: {topics} topics, {size} KB, version {version}")


def _check_models(built: dict[str, Built], places: Places) -> int:
    stale = ", ".join(map(str, stale_models(built, places.models)))
    if stale:
        print(f"out of date: {stale}; run: make models", file=sys.stderr)
        return 1
    print("the interaction models are up to date")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.pack", description=__doc__)
    parser.add_argument(
        "--content",
        type=Path,
        default=Path(os.environ.get("CONTENT") or CONTENT),
        help="the folder that people write (also as CONTENT=…)",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("compile", help="compile the packs to build/content")
    commands.add_parser("lint", help="hold content to every rule, and measure it")
    models = commands.add_parser("models", help="write the interaction models")
    models.add_argument("--check", action="store_true", help="compare, do not write")
    return parser


if __name__ == "__main__":
    sys.exit(main())
