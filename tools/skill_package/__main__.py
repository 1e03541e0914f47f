"""Builds the skill package: `python -m tools.skill_package --help`."""

import argparse
import os
import sys
from pathlib import Path

from tools.pack.building import CONTENT
from tools.pack.findings import BadContentError
from tools.skill_package.building import NotReadyError, build_package, package_of
from tools.skill_package.icons import render, svg_of
from tools.skill_package.parameters import Parameters


def main(arguments: list[str] | None = None) -> int:
    """Run a command; give the exit status: 1 where something has to be mended."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "icons":
            return _icons(options.content)
        return _package(options)
    except BadContentError as error:
        for finding in error.findings:
            print(finding, file=sys.stderr)
        print(f"{error}; nothing was written", file=sys.stderr)
        return 1


def _icons(content: Path) -> int:
    # Playwright is in the test set-up only, and takes long to import.
    from tools.screens.rendering import browsing  # noqa: PLC0415

    with browsing() as browser:
        written = render(svg_of(content), browser)
    print(f"written: {', '.join(map(str, written))}")
    return 0


def _package(options: argparse.Namespace) -> int:
    given = Parameters(options.endpoint, options.privacy_url, options.terms_url)
    draft = options.allow_draft
    try:
        target = package_of(options.content)
        package = build_package(options.content, given, target, draft=draft)
    except NotReadyError as error:
        print("not packaged, since it may not be published:", file=sys.stderr)
        for reason in error.reasons:
            print(f"  {reason}", file=sys.stderr)
        if not draft:
            hint = "ALLOW_DRAFT=1 make package builds it for the development stage"
            print(hint, file=sys.stderr)
        return 1
    print(f"{package.folder}: {len(package.locales)} locales")
    if package.lacks:
        print("for the development stage only; the store needs more:")
        for lack in package.lacks:
            print(f"  {lack}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.skill_package", description=__doc__
    )
    parser.add_argument(
        "--content",
        type=Path,
        default=Path(os.environ.get("CONTENT") or CONTENT),
        help="the folder that people write (also as CONTENT=…)",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="write build/skill-package")
    for name, what in (
        ("ENDPOINT", "the ARN of the function's alias"),
        ("PRIVACY_URL", "the address of the privacy policy"),
        ("TERMS_URL", "the address of the terms of use"),
    ):
        option = "--" + name.lower().replace("_", "-")
        default = os.environ.get(name) or None
        build.add_argument(option, default=default, help=f"{what} (also as {name}=…)")
    build.add_argument(
        "--allow-draft",
        action="store_true",
        default=os.environ.get("ALLOW_DRAFT") == "1",
        help="for the development stage: take drafts too (also as ALLOW_DRAFT=1)",
    )
    commands.add_parser("icons", help="render the icons from their drawing")
    return parser


if __name__ == "__main__":
    sys.exit(main())
