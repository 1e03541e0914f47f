"""Certification: our package passes, and one mistake of each kind is caught."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import write
from tests.mistakes import BREAKS, answering
from tools.certify.__main__ import certify, main
from tools.certify.people import tried_on_devices
from tools.certify.rule import Notes, Outcome
from tools.certify.rules import HELD, RULES
from tools.certify.subject import Subject, read_subject
from tools.pack.building import CONTENT
from tools.skill_package.building import build_package
from tools.skill_package.parameters import Parameters

DEMONSTRATION = Path("examples/cataract")
BY_ID = {rule.id: rule for rule in RULES}


def _subject(folder: Path, target: Path) -> Subject:
    build_package(folder, Parameters(), target, draft=True)
    return read_subject(folder, target)


@pytest.fixture(scope="module")
def subject(tmp_path_factory: pytest.TempPathFactory) -> Subject:
    """The demonstration, which is small, as it passes."""
    return _subject(DEMONSTRATION, tmp_path_factory.mktemp("demonstration"))


def test_there_is_a_mistake_for_every_rule_that_a_program_holds() -> None:
    assert sorted(BREAKS) == sorted(rule.id for rule in HELD)


def test_every_rule_says_what_it_wants_and_who_wants_it() -> None:
    bare = [rule.id for rule in RULES if not rule.says.endswith(".") or not rule.source]

    assert bare == []
    assert len(BY_ID) == len(RULES)


@pytest.mark.parametrize("rule", BREAKS)
def test_a_mistake_is_caught(subject: Subject, rule: str) -> None:
    notes = BY_ID[rule].apply(BREAKS[rule](subject))

    assert notes.outcome is Outcome.FAILED


def test_an_interface_that_is_never_used_is_caught(subject: Subject) -> None:
    def silent(response: dict[str, Any], request: Any) -> None:
        response.pop("directives", None)

    notes = BY_ID["interfaces"].apply(answering(silent)(subject))

    assert notes.failures == ["ALEXA_PRESENTATION_APL is declared and never sent"]


def test_the_demonstration_passes(subject: Subject) -> None:
    lines = certify(subject)

    assert {
        line.rule.id: line.notes.examples for line in lines if line.notes.failures
    } == {}


def test_our_package_passes_in_all_five_locales(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    ours = _subject(CONTENT, tmp_path_factory.mktemp("ours"))

    lines = certify(ours)

    failed = {
        line.rule.id: line.notes.examples for line in lines if line.notes.failures
    }
    assert failed == {}
    assert len(ours.listings) == 5
    to_look_at = {line.rule.id for line in lines if line.notes.to_do}
    assert {"reviewed", "numbers", "devices", "icons-seen", "addresses"} <= to_look_at


def test_a_turn_counts_as_proven_only_when_it_is_signed(subject: Subject) -> None:
    turns = "| 1 | Say it | It speaks | [ ] |\n| 2 | Say it | It speaks | [x] |\n"

    notes = Notes()
    tried_on_devices(replace(subject, device_test=turns), notes)

    assert notes.to_do == ["1 of 2 turns of docs/device-test.md are not signed"]


def test_the_report_is_a_page_and_the_status_tells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = tmp_path / "skill-package"
    build_package(DEMONSTRATION, Parameters(), package, draft=True)
    path = package / "skill.json"
    manifest = json.loads(path.read_text("utf-8"))
    manifest["manifest"]["publishingInformation"]["isAvailableWorldwide"] = True
    write(path, json.dumps(manifest))

    status = main(["--content", str(DEMONSTRATION), "--package", str(package)])

    said = capsys.readouterr().out
    page = (tmp_path / "certify" / "index.html").read_text("utf-8")
    assert status == 1
    for report in (said, page):
        assert "isAvailableWorldwide must be false" in report
        assert "1 failed" in report
        assert "5 of 5 topics are drafts" in report


def test_without_a_package_it_says_how_to_make_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["--package", str(tmp_path)])

    assert status == 2
    assert "make package" in capsys.readouterr().err
