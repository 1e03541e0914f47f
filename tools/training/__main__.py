"""Trains the understanding of each language: `python -m tools.training --help`."""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from guide.words import Patterns
from tools.pack.building import CONTENT
from tools.pack.compile import TRAINED
from tools.pack.content import Content, locales, read_content
from tools.pack.findings import BadContentError
from tools.training.examples import Example, examples, fingerprint


def main(arguments: list[str] | None = None) -> int:
    """Train or check; the exit status is 1 where something has to be mended."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.training", description=__doc__
    )
    parser.add_argument("--check", action="store_true", help="compare, do not train")
    options = parser.parse_args(arguments)
    try:
        contents = _by_language(CONTENT)
    except BadContentError as error:
        print(*error.findings, sep="\n")
        return 1
    stale = [lang for lang in contents if _trained_on(lang) != mark(contents[lang])]
    if options.check and stale:
        print(f"out of date: {', '.join(stale)}; run: make train", file=sys.stderr)
        return 1
    for language in stale:
        _train(language, contents[language])
    if not stale:
        print("the understanding is up to date")
    return 0


def mark(contents: Sequence[Content]) -> str:
    """Give the fingerprint of all that the training of a language depends on."""
    way = Path(__file__).with_name("fitting.py").read_text("utf-8")
    return fingerprint(examples(contents), dict(contents[0].folds), way)


def _by_language(folder: Path) -> dict[str, list[Content]]:
    """Read every locale, and file it by its language."""
    found: dict[str, list[Content]] = {}
    for locale in locales(folder):
        language = locale.split("-", maxsplit=1)[0]
        found.setdefault(language, []).append(read_content(folder, locale))
    return found


def _trained_on(language: str) -> str | None:
    path = TRAINED / f"{language}.json"
    if not path.exists():
        return None
    mark_: str = json.loads(path.read_text("utf-8"))["fingerprint"]
    return mark_


def _train(language: str, contents: Sequence[Content]) -> None:
    from tools.training.fitting import fit  # noqa: PLC0415 # scikit-learn loads slowly

    rows: list[Example] = examples(contents)
    print(f"{language}: fitting {len(rows)} phrasings; this takes half a minute …")
    began = time.perf_counter()
    model: dict[str, Any] = fit(Patterns({}, contents[0].folds), rows)
    text = json.dumps({"fingerprint": mark(contents), **model}, ensure_ascii=False)
    TRAINED.mkdir(exist_ok=True)
    path = TRAINED / f"{language}.json"
    path.write_text(text + "\n", "utf-8")
    took = time.perf_counter() - began
    print(f"{path}: {len(text) // 1024} KB, in {took:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
