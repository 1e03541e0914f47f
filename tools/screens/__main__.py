"""Shows every screen in every locale and size: `python -m tools.screens --help`.

Pictures go to build/screens/<locale>/<size>/, the figures to figures.json beside them.
"""

import argparse
import json
import os
import sys
import time
from collections import defaultdict
from pathlib import Path

from library import Library
from tools.pack.building import BUILD, CONTENT, freshen
from tools.pack.content import locales
from tools.pack.findings import BadContentError
from tools.screens.gallery import write_gallery
from tools.screens.rendering import Measured, Stage, browsing, missing, stage, validate
from tools.screens.shown import Screens, every_screen
from tools.simulator.viewports import VIEWPORTS

OUT = BUILD / "screens"
EVERY = 100  # screens between two signs of life


def main(arguments: list[str] | None = None) -> int:
    """Check every screen; give the exit status."""
    options = _parser().parse_args(arguments)
    if missing():
        print(f"{missing()} is not installed: make setup-system", file=sys.stderr)
        return 1
    try:
        packs = freshen(options.content).packs
    except BadContentError as error:
        print(*error.findings, sep="\n", file=sys.stderr)
        return 1
    wanted = options.locale or locales(options.content)
    screens = {locale: every_screen(Library(packs).guide(locale)) for locale in wanted}
    if options.gallery:
        with browsing() as browser, stage(browser) as shown:
            first = screens[wanted[-1]]
            write_gallery(browser, shown, first, options.content, options.gallery)
        return 0
    pictured = wanted if options.pictures else wanted[:1]
    found = _validated(screens)
    measured: dict[tuple[str, str, str], Measured] = {}
    with browsing() as browser, stage(browser) as shown:
        for locale in wanted:
            measured |= _shown(shown, locale, screens[locale], locale in pictured)
    found += [
        f"{'/'.join(where)}: {wrong}"
        for where, one in measured.items()
        for wrong in one.wrong
    ]
    _report(measured, found)
    return 1 if found else 0


def _shown(
    shown: Stage, locale: str, screens: Screens, pictured: bool
) -> dict[tuple[str, str, str], Measured]:
    measured = {}
    began = time.monotonic()
    for size, viewport in VIEWPORTS.items():
        for name, directive in screens.items():
            measured[locale, size, name] = shown.show(directive, viewport)
            if pictured:
                shown.picture(OUT / locale / size / f"{name}.png")
            if len(measured) % EVERY == 0:
                total, took = len(screens) * len(VIEWPORTS), time.monotonic() - began
                print(
                    f"{locale}: {len(measured)} of {total} screens, {took:.0f} s",
                    file=sys.stderr,
                )
    return measured


def _validated(screens: dict[str, Screens]) -> list[str]:
    """Check every document that can be sent, each once."""
    documents = {
        json.dumps(directive["document"], sort_keys=True): f"{locale}/{name}"
        for locale, named in screens.items()
        for name, directive in named.items()
    }
    findings = validate([json.loads(text) for text in documents])
    print(f"{len(documents)} documents validated", file=sys.stderr)
    return [
        f"{name}: {finding}"
        for name, found in zip(documents.values(), findings, strict=True)
        for finding in found
    ]


def _report(measured: dict[tuple[str, str, str], Measured], found: list[str]) -> None:
    """Write the figures, and tell them: the least of everything, and what is wrong."""
    least: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for (_, size, _), one in measured.items():
        for text in one.texts:
            known = least[size].get(text.role, text.minutes)
            least[size][text.role] = round(min(known, text.minutes), 1)
    contrasts = [text.contrast for one in measured.values() for text in one.texts]
    figures = {
        "screens": len(measured),
        "texts": len(contrasts),
        "least contrast": round(min(contrasts), 2),
        "least minutes of arc": least,
        "wrong": found,
    }
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "figures.json").write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    print(*found, sep="\n", end="\n" if found else "")
    print(f"{figures['screens']} screens, {figures['texts']} texts measured")
    print(f"least contrast {figures['least contrast']}")
    for size, roles in least.items():
        told = ", ".join(f"{role} {minutes}" for role, minutes in sorted(roles.items()))
        print(f"least minutes of arc, {VIEWPORTS[size].name}: {told}")
    print(f"{len(found)} violations")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.screens", description=__doc__
    )
    parser.add_argument(
        "--locale", action="append", help="only this one (may be given again)"
    )
    parser.add_argument(
        "--pictures", action="store_true", help="of all locales, not of the first alone"
    )
    parser.add_argument(
        "--content", type=Path, default=Path(os.environ.get("CONTENT") or CONTENT)
    )
    parser.add_argument(
        "--gallery", type=Path, help="only write the pictures of the documents there"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
