"""Holds the skill package to Amazon's rules: `python -m tools.certify --help`."""

import argparse
import logging
import os
import sys
import time
from datetime import date
from pathlib import Path

from tools.certify.report import Line, as_text, write_page
from tools.certify.rules import RULES
from tools.certify.subject import NoPackageError, Subject, read_subject
from tools.pack.building import CONTENT
from tools.pack.findings import BadContentError
from tools.skill_package.building import package_of


def main(arguments: list[str] | None = None) -> int:
    """Certify; give the exit status: 1 where a rule is broken, 2 without a package."""
    options = _parser().parse_args(arguments)
    began = time.perf_counter()
    logging.getLogger("skill").addHandler(
        logging.NullHandler()
    )  # failures are asked for
    package = options.package or package_of(options.content)
    try:
        subject = read_subject(options.content, package)
        lines = certify(subject)
    except NoPackageError as error:
        hint = "run: make package, or ALLOW_DRAFT=1 make package for a draft"
        print(f"{error}; {hint}", file=sys.stderr)
        return 2
    except BadContentError as error:
        for finding in error.findings:
            print(finding, file=sys.stderr)
        return 1
    print(as_text(lines))
    name = next(iter(subject.guides.values())).name
    page = write_page(lines, name, _page_beside(package), date.today())
    print(f"{page}: the report, in {time.perf_counter() - began:.0f} s")
    return 1 if any(line.notes.failures for line in lines) else 0


def certify(subject: Subject) -> list[Line]:
    """Hold a subject to every rule, and say on the terminal which one is on."""
    lines = []
    for rule in RULES:
        if sys.stderr.isatty():
            print(f"\r{rule.id:30}", end="", file=sys.stderr)
        lines.append(Line(rule, rule.apply(subject)))
    if sys.stderr.isatty():
        print(f"\r{'':30}\r", end="", file=sys.stderr)
    return lines


def _page_beside(package: Path) -> Path:
    return package.with_name("certify") / "index.html"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.certify", description=__doc__
    )
    parser.add_argument(
        "--content",
        type=Path,
        default=Path(os.environ.get("CONTENT") or CONTENT),
        help="the folder that people write (also as CONTENT=…)",
    )
    parser.add_argument(
        "--package", type=Path, help="the package; without it, that of the content"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
