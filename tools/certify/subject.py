"""What is certified: a package as it would be sent, and the skill that answers."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from guide.model import Guide
from guide.pack import read_pack
from tools.pack.building import Built, build_all, freshen
from tools.pack.content import Content, locales, read_content, read_form
from tools.pack.schema import FORMS
from tools.simulator.device import Device, Handler, handler_of
from tools.simulator.ear import Ear
from tools.simulator.viewports import VIEWPORTS

SCREEN = VIEWPORTS["medium"]
ANOTHER_SKILL = "amzn1.ask.skill.00000000-0000-4000-8000-000000000000"
DEVICE_TEST = Path("docs") / "device-test.md"


class NoPackageError(Exception):
    """Raised if there is no package to certify."""


@dataclass(frozen=True)
class Subject:
    """Everything that a rule may look at; `models` are as the package has them."""

    folder: Path
    package: Path
    manifest: Mapping[str, Any]
    models: Mapping[str, Mapping[str, Any]]
    contents: Mapping[str, Content]
    guides: Mapping[str, Guide]
    handler: Handler
    locked: Handler  # the same, for another skill's requests only
    device_test: str

    @property
    def publishing(self) -> Mapping[str, Any]:
        """The part of the manifest that the store shows."""
        part: Mapping[str, Any] = self.manifest.get("publishingInformation", {})
        return part

    @property
    def listings(self) -> Mapping[str, Mapping[str, Any]]:
        """What the store shows, by locale."""
        part: Mapping[str, Mapping[str, Any]] = self.publishing.get("locales", {})
        return part

    @property
    def api(self) -> Mapping[str, Any]:
        """The part of the manifest that says where the skill answers, and how."""
        part: Mapping[str, Any] = self.manifest.get("apis", {}).get("custom", {})
        return part

    @cached_property
    def ears(self) -> Mapping[str, Ear]:
        """What stands in for Alexa's understanding, by locale."""
        form = FORMS["reserved.yaml"]
        return {
            locale: Ear(
                {"interactionModel": {"languageModel": model}},
                read_form(self.folder, locale, "reserved.yaml", form),
            )
            for locale, model in self.models.items()
        }

    @cached_property
    def built(self) -> Mapping[str, Built]:
        """What the content comes to today."""
        return build_all(self.folder)

    @cached_property
    def _done(self) -> dict[str, Any]:
        return {}

    def once(self, what: str, work: Callable[[], Any]) -> Any:
        """Do a piece of work that several rules read, unless it is done already."""
        if what not in self._done:
            self._done[what] = work()
        return self._done[what]

    def device(self, locale: str, *, screen: bool = False) -> Device:
        """Switch on a device that the skill answers on."""
        ear = self.ears[locale]
        shown = SCREEN if screen else None
        return Device(self.handler, ear, locale, ear.invocation_name, shown)


def read_subject(folder: Path, package: Path) -> Subject:
    """Read the package of a content folder, and build the skill that it is for.

    Raises NoPackageError where there is none.
    """
    path = package / "skill.json"
    if not path.exists():
        raise NoPackageError(f"there is no {path}")
    packs = freshen(folder).packs
    found = locales(folder)
    guides = {
        locale: read_pack((packs / f"{locale}.json").read_bytes()) for locale in found
    }
    custom = sorted((package / "interactionModels" / "custom").glob("*.json"))
    return Subject(
        folder=folder,
        package=package,
        manifest=json.loads(path.read_bytes())["manifest"],
        models={p.stem: _language(p) for p in custom},
        contents={locale: read_content(folder, locale) for locale in found},
        guides=guides,
        handler=handler_of(packs),
        locked=handler_of(packs, ANOTHER_SKILL),
        device_test=DEVICE_TEST.read_text("utf-8") if DEVICE_TEST.exists() else "",
    )


def _language(path: Path) -> Mapping[str, Any]:
    model: Mapping[str, Any]
    model = json.loads(path.read_bytes())["interactionModel"]["languageModel"]
    return model
