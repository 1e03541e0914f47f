"""What tests ask for: the built packs, the guide, a device, the handler."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from guide.model import Guide
from guide.pack import read_pack
from tools.pack.building import CONTENT, Places, freshen
from tools.package.building import build
from tools.package.target import HERE, Target
from tools.screens.rendering import browsing, missing
from tools.simulator.device import Device, Handler
from tools.simulator.ear import Ear, Heard, SlotHeard, load_ear

LOCALE = "en-US"
EITHER = Heard(
    "TopicIntent", {"topic": SlotHeard("TOPIC", "it", ("driving", "lifting"))}
)
"""A word that Alexa finds two topics for."""


@pytest.fixture(scope="session")
def places() -> Places:
    return freshen(CONTENT)


@pytest.fixture(scope="session")
def guide(places: Places) -> Guide:
    return read_pack((places.packs / f"{LOCALE}.json").read_bytes())


@pytest.fixture(scope="session")
def model(places: Places) -> dict[str, Any]:
    text = (places.models / f"{LOCALE}.json").read_text("utf-8")
    language: dict[str, Any] = json.loads(text)["interactionModel"]["languageModel"]
    return language


@pytest.fixture(scope="session")
def ear(places: Places) -> Ear:
    return load_ear(places.models, CONTENT, LOCALE)


@pytest.fixture(scope="session")
def built_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Lambda package, compiled by the Python that runs the tests."""
    folder = tmp_path_factory.mktemp("package") / "lambda"
    build(Target.of_template()._replace(runtime=HERE), folder)
    return folder


@pytest.fixture(scope="session")
def handler(places: Places) -> Iterator[Handler]:
    """The real entry point, reading the packs that are built."""
    os.environ["CONTENT_DIR"] = str(places.packs.resolve())
    from lambda_function import lambda_handler  # noqa: PLC0415 # it reads CONTENT_DIR

    yield lambda_handler
    del os.environ["CONTENT_DIR"]


@pytest.fixture
def device(handler: Handler, ear: Ear) -> Device:
    """A device with no session open."""
    return Device(handler, ear, LOCALE, ear.invocation_name)


@pytest.fixture
def opened(device: Device) -> Device:
    """A device on which the skill was just opened."""
    device.say(f"open {device.invocation_name}")
    return device


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, one for all tests; with what it shows screens with."""
    needs(missing() or "Chromium", not missing())
    with browsing() as one:
        yield one


def state(device: Device) -> dict[str, Any]:
    """Give what the session remembers."""
    assert device.session is not None
    attributes: dict[str, Any] = device.session["attributes"]
    return attributes


def needs(program: str, found: bool) -> None:
    """Skip a test whose program is not here; with REQUIRE_ALL=1, fail instead."""
    if found:
        return
    message = f"{program} is not installed: make setup-system installs it"
    if os.environ.get("REQUIRE_ALL"):
        pytest.fail(message)
    pytest.skip(message)


def write(path: Path, text: str) -> Path:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def plant_topic(content: Path) -> None:
    """Add a topic, `gnomes`, to a scratch copy of the content."""
    topic = """---
title: Garden gnomes
asks:
  - garden gnomes
  - the little men in the garden
  - is it safe to move the little men on the lawn
sources: [general-safety]
checked: 2026-11-24
reviewed: draft
---
Leave the gnomes where they are.
"""
    write(content / "en" / "topics" / "recovery" / "gnomes.md", topic)


@pytest.fixture
def envelope(device: Device) -> dict[str, Any]:
    """A whole request, as Alexa sends it when the skill is opened."""
    return device.envelope({"type": "LaunchRequest"})
