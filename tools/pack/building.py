"""Where what is built from content goes, and building it again when it is stale."""

import sys
from pathlib import Path
from typing import Any, NamedTuple

from tools.pack.compile import TRAINED, compile_content, write_pack
from tools.pack.content import layers, locales
from tools.pack.findings import BadContentError, Finding, shown
from tools.pack.interaction import as_json, build_model

CONTENT, MODELS, BUILD = Path("content"), Path("interaction_models"), Path("build")


class Places(NamedTuple):
    """Where a content folder's packs and interaction models are written."""

    packs: Path
    models: Path


class Built(NamedTuple):
    """What content comes to in one locale."""

    pack: dict[str, Any]
    model: str


def places_of(content: Path) -> Places:
    """Give the places of a content folder; other folders than ours get their own."""
    if content.resolve() == CONTENT.resolve():
        return Places(BUILD / "content", MODELS)
    own = BUILD / "editions" / content.resolve().name
    return Places(own / "content", own / "interaction_models")


def build_all(content: Path) -> dict[str, Built]:
    """Build the pack and the model of every locale.

    Raises BadContentError with every mistake in any of them.
    """
    found = locales(content)
    if not found:
        message = "there is no folder for a locale, such as en-US"
        raise BadContentError([Finding(shown(content), 1, "locale", message)])
    built: dict[str, Built] = {}
    mistakes: list[Finding] = []
    for locale in found:
        try:
            read, pack = compile_content(content, locale)
            built[locale] = Built(pack, as_json(build_model(read)))
        except BadContentError as error:
            mistakes += error.findings
    if mistakes:
        raise BadContentError(mistakes)
    return built


def write_packs(built: dict[str, Built], folder: Path) -> list[Path]:
    """Write the packs; give their paths."""
    return [write_pack(made.pack, folder) for made in built.values()]


def write_models(built: dict[str, Built], folder: Path) -> list[Path]:
    """Write the models that are not up to date; give their paths."""
    stale = stale_models(built, folder)
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(built[path.stem].model, "utf-8")
    return stale


def stale_models(built: dict[str, Built], folder: Path) -> list[Path]:
    """List the models that differ from what content comes to."""
    paths = {folder / f"{locale}.json": made.model for locale, made in built.items()}
    return [
        path
        for path, model in paths.items()
        if not path.exists() or path.read_text("utf-8") != model
    ]


def freshen(content: Path) -> Places:
    """Build packs and models where content is newer than they are; give the places.

    Raises BadContentError where content has mistakes.
    """
    places = places_of(content)
    made = [
        folder / f"{locale}.json" for locale in locales(content) for folder in places
    ]
    oldest = min((_age(path) for path in made), default=0.0)
    written = (path for layer in layers(content) for path in layer.rglob("*.*"))
    sources = (*written, *TRAINED.glob("*.json"))
    if oldest <= max(map(_age, sources)):
        print("compiling the content …", file=sys.stderr)
        built = build_all(content)
        write_packs(built, places.packs)
        write_models(built, places.models)
        for path in made:
            path.touch()
    return places


def _age(path: Path) -> float:
    return path.stat().st_mtime if path.exists() else 0.0
