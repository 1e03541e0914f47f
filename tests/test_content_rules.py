"""The rules of content: every mistake is found, named with its line, and stops all."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import write
from tools.pack import checks, lint
from tools.pack.__main__ import main
from tools.pack.building import CONTENT
from tools.pack.content import Content, read_content
from tools.pack.findings import BadContentError, Finding
from tools.pack.heard import among, items_listed
from tools.pack.summary import table

FIXTURES = Path(__file__).parent / "fixtures"
BROKEN = ["broken-content", "broken-form"]
TODAY = date(2026, 11, 24)  # a fixed day, so that time alone breaks no test


@pytest.fixture
def broken() -> Content:
    return read_content(FIXTURES / "broken-content", "en-US")


def _tree(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", BROKEN)
def test_every_mistake_is_found_with_its_line(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(FIXTURES / name)

    _, found = lint.lint(Path(), TODAY)

    expected = Path("findings.txt").read_text("utf-8").splitlines()
    assert list(map(str, found)) == expected


@pytest.mark.parametrize("rule", [*checks.RULES, *lint.RULES], ids=lambda r: r.__name__)
def test_no_rule_is_without_an_example_of_its_mistake(
    rule: lint.Rule, broken: Content
) -> None:
    found = list(rule(broken))

    assert found != []


@pytest.mark.parametrize("command", ["compile", "models", "lint"])
@pytest.mark.parametrize("name", [*BROKEN, "nothing-at-all"])
def test_a_mistake_stops_every_command_and_nothing_is_written(
    name: str,
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if name in BROKEN:
        shutil.copytree(FIXTURES / name, tmp_path / name)
    before = _tree(tmp_path)
    monkeypatch.chdir(tmp_path)

    status = main(["--content", name, command])

    assert status == 1
    assert name in capsys.readouterr().out
    assert _tree(tmp_path) == before


def test_a_topic_that_is_not_utf_8_text_is_named(tmp_path: Path) -> None:
    topic = write(tmp_path / "en-US" / "topics" / "care" / "fern.md", "")
    topic.write_bytes("---\ntitle: Färn\n---\n".encode("latin-1"))

    _, found = lint.lint(tmp_path, TODAY)

    message = "this file is not UTF-8 text"
    assert Finding(str(topic), 1, "file", message) in found


def test_a_folder_without_a_locale_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadContentError) as caught:
        lint.lint(tmp_path, TODAY)

    assert [finding.rule for finding in caught.value.findings] == ["locale"]


@pytest.mark.parametrize(
    ("day", "found"),
    [
        pytest.param(date(2026, 11, 23), 0, id="twelve months"),
        pytest.param(date(2026, 11, 24), 1, id="a day more"),
    ],
)
def test_facts_are_held_against_their_sources_every_twelve_months(
    day: date, found: int, broken: Content
) -> None:
    old = list(lint.facts_checked_lately(broken, day))

    assert [finding.path.endswith("light.md") for finding in old] == [True] * found


@pytest.mark.parametrize(
    ("sentence", "items"),
    [
        pytest.param("Bring a can and a cloth.", 2, id="no comma"),
        pytest.param("Bring a can, a cloth, a pot or a fork.", 4, id="joined"),
        pytest.param(
            "Bring a can, a cloth, a pot, or a fork.", 4, id="comma and joined"
        ),
        pytest.param("In May, bring a can, a cloth and a pot.", 3, id="opened"),
        pytest.param("If red, hot or sore, call A, B, or C.", 3, id="two lists"),
        pytest.param("Wait, look, listen, go.", 0, id="not joined"),
    ],
)
def test_the_items_of_a_list_are_counted_by_ear(sentence: str, items: int) -> None:
    counted = items_listed(sentence, among(["and", "or"]), among(["in", "if"]))

    assert counted == items


def test_the_table_has_a_row_for_each_section_and_one_for_all(broken: Content) -> None:
    rows = table([broken]).splitlines()

    assert [row.split(" | ")[:2] for row in rows[2:]] == [
        ["| care", "3"],
        ["| pests", "1"],
        ["| alarms", "2"],
        ["| all", "7"],
    ]


def test_a_text_is_graded_without_the_names_nobody_can_write_round(
    broken: Content,
) -> None:
    named = lint.grade(broken, "Wipe the philodendron. Then dry the philodendron.")

    assert named == lint.grade(broken, "Wipe the it. Then dry the it.")


def test_our_own_content_keeps_every_rule() -> None:
    contents, found = lint.lint(CONTENT, TODAY)

    assert list(map(str, found)) == []
    assert contents != []
