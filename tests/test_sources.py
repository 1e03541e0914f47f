"""Promise 6: every spoken fact has a source, a date of checking and a review state."""

import json
from datetime import date
from typing import Any

import pytest

from tools.pack.building import CONTENT, Places
from tools.pack.content import Content, read_content
from tools.simulator.device import Device


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content(CONTENT, "en-US")


@pytest.fixture(scope="module")
def pack(places: Places) -> dict[str, Any]:
    text = (places.packs / "en-US.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def test_every_topic_names_sources_that_the_pack_knows(pack: dict[str, Any]) -> None:
    unknown = {
        id_: topic["sources"]
        for id_, topic in pack["topics"].items()
        if not topic["sources"] or set(topic["sources"]) - set(pack["sources"])
    }

    assert unknown == {}


def test_every_source_says_how_much_of_it_was_read(content: Content) -> None:
    assert [id_ for id_, source in content.sources.items() if not source.read] == []


def test_every_topic_was_checked_and_none_claims_a_review(content: Content) -> None:
    for topic in content.topics.values():
        assert topic.front.checked <= date.today()
        assert topic.front.reviewed == "draft"


def test_the_card_of_an_answer_names_its_sources(opened: Device) -> None:
    card = opened.say("driving").card

    assert card is not None
    assert "Sources: " in card["content"]


def test_every_number_to_call_says_who_states_it(content: Content) -> None:
    assert {form.source for form in content.words.numbers.values()} & {
        "unverified"
    } == set()
