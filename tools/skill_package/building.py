"""Builds the skill package, and refuses to publish what is not ready."""

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tools.pack.building import BUILD, CONTENT, freshen
from tools.pack.content import Content, locales, read_content
from tools.pack.findings import shown
from tools.skill_package.icons import is_current, png_of, svg_of
from tools.skill_package.manifest import ICONS, manifest
from tools.skill_package.parameters import Parameters
from tools.skill_package.store import read_settings, read_store

# What `ask deploy` reads; the package is the folder that the file lies in.
ASK_RESOURCES = {
    "askcliResourcesVersion": "2020-03-31",
    "profiles": {"default": {"skillMetadata": {"src": "."}}},
}
NAMED = 3


class NotReadyError(Exception):
    """Raised if a package would be published that may not be; it lists why."""

    def __init__(self, reasons: list[str]) -> None:
        """Keep the reasons."""
        self.reasons = reasons
        super().__init__(f"{len(reasons)} reasons not to publish")


class Package(NamedTuple):
    """A package that was written, and what it still lacks for the store."""

    folder: Path
    locales: list[str]
    lacks: list[str]


def package_of(content: Path) -> Path:
    """Give the place of a content folder's package; each edition gets its own."""
    if content.resolve() == CONTENT.resolve():
        return BUILD / "skill-package"
    return BUILD / "editions" / content.resolve().name / "skill-package"


def build_package(
    folder: Path, given: Parameters, target: Path, *, draft: bool
) -> Package:
    """Write the package of a content folder.

    A draft may lack what only the store needs. Raises NotReadyError where the package
    lacks something and is no draft, or where a placeholder stands for it, and
    BadContentError for mistakes in content.
    """
    models = freshen(folder).models
    settings = read_settings(folder)
    contents = {locale: read_content(folder, locale) for locale in locales(folder)}
    given = given.over(settings)
    wrong = [*given.mistakes(), *_wrong_home(settings.home, contents), *_icons(folder)]
    lacks = [*given.missing(), *_unreviewed(contents), *_unverified(contents)]
    if wrong or (lacks and not draft):
        raise NotReadyError([*wrong, *([] if draft else lacks)])
    stores = {locale: read_store(folder, read) for locale, read in contents.items()}
    _empty(target)
    _write(target / "skill.json", manifest(settings, stores, given))
    _write(target / "ask-resources.json", ASK_RESOURCES)
    custom, assets = target / "interactionModels" / "custom", target / "assets"
    custom.mkdir(parents=True)
    assets.mkdir()
    for locale in contents:
        shutil.copy(models / f"{locale}.json", custom)
    for name in ICONS.values():
        shutil.copy(png_of(folder, name), assets)
    return Package(target, list(contents), lacks)


def _wrong_home(home: str, contents: Mapping[str, Content]) -> Iterator[str]:
    if home not in contents:
        yield f"package.yaml: home: {home} is none of the locales {', '.join(contents)}"


def _icons(folder: Path) -> Iterator[str]:
    """Say which icon is missing, or was drawn from another drawing."""
    for name in ICONS.values():
        path = png_of(folder, name)
        if not path.exists():
            yield f"{shown(path)} is missing; run: make icons"
        elif not is_current(path, svg_of(folder)):
            yield f"{shown(path)} is not what the drawing shows; run: make icons"


def _unreviewed(contents: Mapping[str, Content]) -> Iterator[str]:
    drafts = {
        id_: None
        for content in contents.values()
        for id_, topic in content.topics.items()
        if topic.front.reviewed == "draft"
    }
    if drafts:
        yield f"drafts that no clinician has reviewed: {_named(drafts)}"


def _unverified(contents: Mapping[str, Content]) -> Iterator[str]:
    for locale, content in contents.items():
        numbers = content.words.numbers.items()
        if names := [name for name, form in numbers if form.source == "unverified"]:
            yield f"numbers that no page confirms in {locale}: {_named(names)}"


def _named(names: Any) -> str:
    """Name a few of many: "12: a, b, c and others"."""
    first = ", ".join(list(names)[:NAMED])
    return f"{len(names)}: {first}{' and others' if len(names) > NAMED else ''}"


def _empty(target: Path) -> None:
    """Begin anew, but keep what `ask` noted: the skill's id, in `.ask`."""
    target.mkdir(parents=True, exist_ok=True)
    for path in target.iterdir():
        if path.name == ".ask":
            continue
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", "utf-8")
