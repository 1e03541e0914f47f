"""A hospital's own edition: another folder, or one laid over this one."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import write
from tools.pack.building import CONTENT, build_all, freshen
from tools.pack.content import layers, locales, read_content
from tools.pack.findings import BadContentError
from tools.pack.lint import lint
from tools.simulator.device import Device, handler_of
from tools.simulator.ear import load_ear

CATARACT, OWN_NAME = Path("examples/cataract"), Path("examples/own-name")
# What only content may speak of: this procedure's words, and the demonstration's.
OF_A_PROCEDURE = re.compile(
    r"spin(?:e|al)\b|vertebr|cement|kypho|osteopor|pvps|cataract|\blens\b",
    re.IGNORECASE,
)
SAID = [
    "open cataract guide",
    "what happens",
    "yes",
    "when can i drive",
    "i see flashes of light",
    "dad has chest pain",
]
WHO_TO_CALL = """---
title: Who to call
keep: ["{ward_number}", "call {emergency_number}"]
asks: [who to call, the ward's number]
sources: [general-safety]
checked: 2026-11-24
reviewed: draft
---
Call our ward on {ward_number}, at any hour. In an emergency, call {emergency_number}.
"""
WORDS = """words: {ward_number: "555 0100"}
numbers: {"555 0100": {say: telephone, source: unverified}}
"""


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """A hospital's name, number and one topic, laid over the content for one place."""
    folder = tmp_path / "hill-road"
    write(folder / "edition.yaml", f"over: {CONTENT.resolve()}\n")
    name = "name: Hill Road Guide\ninvocation_name: hill road guide\n"
    write(folder / "en" / "skill.yaml", name)
    write(folder / "en" / "topics" / "service" / "who-to-call.md", WHO_TO_CALL)
    write(folder / "en-GB" / "words.yaml", WORDS)
    return folder


def test_an_edition_says_its_own_name_and_number(edition: Path) -> None:
    built = build_all(edition)

    assert list(built) == ["en-GB"]
    pack, model = built["en-GB"].pack, json.loads(built["en-GB"].model)
    language = model["interactionModel"]["languageModel"]
    assert pack["name"] == "Hill Road Guide"
    assert language["invocationName"] == "hill road guide"
    answer = "Call our ward on 555 0100, at any hour. In an emergency, call 999."
    assert pack["topics"]["who-to-call"]["answer"] == answer
    assert pack["lexicon"]["555 0100"] == {"how": "telephone"}


def test_an_edition_keeps_everything_that_it_does_not_change(edition: Path) -> None:
    ours, theirs = read_content(edition, "en-GB"), read_content(CONTENT, "en-GB")

    assert set(ours.topics) == set(theirs.topics)
    assert ours.topics["driving"] == theirs.topics["driving"]
    assert ours.red_flags == theirs.red_flags
    assert ours.words.words["emergency_number"] == "999"
    assert ours.skill.sections == theirs.skill.sections


def test_an_edition_wins_over_what_a_place_below_it_says(edition: Path) -> None:
    assert (CONTENT / "en-GB/topics").exists()
    theirs = next((CONTENT / "en-GB/topics").rglob("*.md"))
    text = WHO_TO_CALL.replace("who to call", "garden gnomes")
    write(edition / "en" / "topics" / theirs.parent.name / theirs.name, text)

    topic = read_content(edition, "en-GB").topics[theirs.stem]

    assert topic.page.answer.startswith("Call our ward")


def test_a_topic_laid_over_another_may_leave_out_what_that_one_says() -> None:
    ours = read_content(OWN_NAME, "en-US").topics["who-to-call"]
    theirs = read_content(CONTENT, "en-US").topics["who-to-call"]

    assert ours.front.asks == theirs.front.asks
    assert ours.front.keep == theirs.front.keep
    assert ours.front.sources == ["general-safety"]
    assert ours.page.answer.startswith("Call our ward on {ward_number}")


def test_a_text_of_its_own_is_reviewed_by_itself(edition: Path) -> None:
    path = edition / "en" / "topics" / "service" / "who-to-call.md"
    write(path, path.read_text("utf-8").replace("reviewed: draft\n", ""))

    with pytest.raises(BadContentError) as error:
        read_content(edition, "en-GB")

    assert [f.message for f in error.value.findings] == ["reviewed: Field required"]


def test_without_a_folder_for_a_place_it_is_for_all_of_them(tmp_path: Path) -> None:
    write(tmp_path / "edition.yaml", f"over: {CONTENT.resolve()}\n")

    assert locales(tmp_path) == locales(CONTENT)


@pytest.mark.parametrize("over", ["nowhere", "."])
def test_a_folder_that_it_cannot_lie_over_is_named(tmp_path: Path, over: str) -> None:
    write(tmp_path / "edition.yaml", f"# mine\nover: {over}\n")

    with pytest.raises(BadContentError) as error:
        layers(tmp_path)

    finding = error.value.findings[0]
    assert (finding.line, finding.rule) == (2, "edition")
    assert over in finding.message


def _lines_of_code() -> Iterator[tuple[str, str]]:
    for folder in ("lambda", "tools"):
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                text = path.read_bytes().decode(errors="replace")
                for number, line in enumerate(text.split("\n"), start=1):
                    yield f"{path}:{number}", line


def test_the_code_speaks_of_no_procedure() -> None:
    found = [
        f"{where}: {line.strip()}"
        for where, line in _lines_of_code()
        if OF_A_PROCEDURE.search(line)
    ]

    assert found == []


@pytest.mark.parametrize("example", [CATARACT, OWN_NAME])
def test_the_examples_keep_every_rule_of_content(example: Path) -> None:
    contents, findings = lint(example, date.today())

    assert findings == []
    assert [content.locale for content in contents] == ["en-US"]


def test_the_demonstration_calls_itself_one() -> None:
    content = read_content(CATARACT, "en-US")

    assert len(content.topics) == 5
    assert "demonstration" in content.phrases.welcome
    assert "demonstration" in content.phrases.disclaimer
    assert {t.front.reviewed for t in content.topics.values()} == {"draft"}


def test_the_demonstration_talks() -> None:
    places = freshen(CATARACT)
    ear = load_ear(places.models, CATARACT, "en-US")
    device = Device(handler_of(places.packs), ear, "en-US", ear.invocation_name)

    heard = [device.say(words) for words in SAID]

    assert [exchange.topic for exchange in heard] == [
        None,
        "cataract-surgery",
        "cataract-surgery",
        "recovery",
        "eye-warning",
        "emergency",
    ]
    assert heard[-1].urgency == "emergency"
    assert heard[-1].ends
