"""What the documents say holds: links, commands, days, turns."""

import re
from pathlib import Path

import pytest

from guide.model import Guide
from tools.certify.people import TURN
from tools.certify.rules import RULES
from tools.certify.subject import DEVICE_TEST
from tools.simulator.device import Device

README = Path("README.md")
DOCUMENTS = sorted(
    path
    for folder in (".", "docs", "content", "examples")
    for path in Path(folder).glob("*.md" if folder in {".", "docs"} else "**/*.md")
    if "topics" not in path.parts
)
LINK = re.compile(r"\]\((?!https?:)(?P<target>[^)#\s]+)")
COMMAND = re.compile(r"(?:`|^\$? ?)make (?P<targets>[a-z][a-z-]*)", re.MULTILINE)


def _targets() -> set[str]:
    return set(
        re.findall(r"^([a-z][\w-]*):", Path("Makefile").read_text("utf-8"), re.M)
    )


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_link_of_a_document_leads_somewhere(document: Path) -> None:
    found = LINK.finditer(document.read_text("utf-8"))

    broken = [
        m["target"] for m in found if not (document.parent / m["target"]).exists()
    ]
    assert broken == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_command_that_a_document_names_exists(document: Path) -> None:
    named = {m["targets"] for m in COMMAND.finditer(document.read_text("utf-8"))}

    assert sorted(named - _targets()) == []


def test_the_privacy_policy_names_the_days_that_logs_are_kept() -> None:
    template = Path("template.yaml").read_text("utf-8")
    kept = re.search(r"RetentionInDays: (\d+)", template)

    assert kept is not None
    policy = Path("docs/privacy-policy.md").read_text("utf-8")
    assert f"deleted after {kept[1]} days" in policy


def test_the_device_test_has_its_turns() -> None:
    text = DEVICE_TEST.read_text("utf-8")

    assert len(TURN.findall(text)) == text.count("\n| ") - text.count("| # |") == 25


def test_the_conversation_on_the_front_page_is_a_real_one(device: Device) -> None:
    shown = re.search(r"```\n(?P<turns>You: .*?)```", README.read_text("utf-8"), re.S)
    assert shown is not None
    turns = re.findall(
        r"You: (.*)\n.*\nSpine Guide: (.*(?:\n     [^\[].*)*)", shown["turns"]
    )

    heard = [(said, device.say(said).speech) for said, _ in turns]

    assert heard == [(said, " ".join(answer.split())) for said, answer in turns]
    assert len(turns) == shown["turns"].count("You: ")


def test_the_front_page_counts_the_rules_of_certification() -> None:
    counted = re.search(r"\| (\d+) held or listed", README.read_text("utf-8"))

    assert counted is not None
    assert int(counted[1]) == len(RULES)


def test_the_front_page_counts_the_topics(guide: Guide) -> None:
    assert f"| {len(guide.topics)} topics in five locales" in README.read_text("utf-8")
