"""Starting: what it imports, that it reads everything, and that it never fails."""

import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from alexa.skill import Skill
from guide.model import Guide
from settings import Settings
from tests.promises import assert_kept
from tools.bench.function import SNAPSTART, Function
from tools.pack.building import Places
from tools.simulator.device import Device, Handler
from tools.simulator.ear import Ear
from tools.simulator.viewports import VIEWPORTS

KNOWN_MODULES = Path("tests/data/modules-at-start.txt")

# Every kind of turn, twice; an audit hook sees whatever a turn opens or imports.
PROGRAM = """
import json, sys
before = set(sys.modules)
import lambda_function
started = set(sys.modules) - before
opened = []
def watch(name, arguments):
    if name == "open":
        opened.append(str(arguments[0]))
sys.addaudithook(watch)
rounds = []
for envelopes in json.load(sys.stdin):
    opened.clear()
    answers = [lambda_function.lambda_handler(one, None) for one in envelopes]
    rounds.append([answers, list(opened), sorted(set(sys.modules) - before - started)])
print(json.dumps([sorted(started), rounds]))
"""

SAID = (
    "open",
    "driving",
    "tell me more",
    "may i drive my car again by the second weekend",
    "what about the thing with the doctor and the letter",
    "how do i prepare",
    "yes",
    "help",
    "procedure step by step",
    "next",
    "repeat",
    "it's day three",
    "slower",
    "mom can't feel her legs",
    "what are the risks",
    "stop",
)


def _envelopes(handler: Handler, ear: Ear, screen: str | None) -> list[dict[str, Any]]:
    """Hold a conversation, and keep what Alexa would have sent."""
    sent: list[dict[str, Any]] = []

    def keep(event: object, context: object) -> dict[str, Any]:
        assert isinstance(event, dict)
        sent.append(event)
        return handler(event, context)

    viewport = VIEWPORTS[screen] if screen else None
    device = Device(keep, ear, "en-US", ear.invocation_name, viewport)
    for words in SAID:
        device.say(words)
    return sent


@pytest.fixture(scope="module")
def start(
    built_package: Path, places: Places, handler: Handler, ear: Ear
) -> tuple[list[str], list[Any]]:
    """Modules imported at start; and answers, files and modules of each round."""
    aloud = _envelopes(handler, ear, None)
    shown = _envelopes(handler, ear, next(iter(VIEWPORTS)))
    ran = subprocess.run(
        [sys.executable, "-S", "-c", PROGRAM],
        input=json.dumps([aloud, shown, shown]),
        env={
            "PYTHONPATH": str(built_package),
            "CONTENT_DIR": str(places.packs.resolve()),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    modules, rounds = json.loads(ran.stdout)
    return modules, rounds


def _named(modules: list[str]) -> set[str]:
    """Name other people's modules: of the standard library, only its packages."""
    named = set()
    for module in modules:
        package = module.partition(".")[0]
        standard = package in sys.stdlib_module_names
        named.add(package if standard else module)
    ours = {path.stem for path in Path("lambda").iterdir()}
    return {
        name
        for name in named
        if not name.startswith("_") and name.partition(".")[0] not in ours
    }


def test_starting_imports_nothing_new(start: tuple[list[str], list[Any]]) -> None:
    known = set(KNOWN_MODULES.read_text("utf-8").split())

    new = sorted(_named(start[0]) - known)

    assert not new, f"{KNOWN_MODULES} does not know these; each delays every start"


def test_what_only_a_bucket_needs_is_not_imported_without_one(
    start: tuple[list[str], list[Any]],
) -> None:
    assert not {"bucket", "updates", "alexa.trial"} & set(start[0])


def test_the_list_of_modules_names_no_other(start: tuple[list[str], list[Any]]) -> None:
    known = set(KNOWN_MODULES.read_text("utf-8").split())
    ours = {
        name for name in known if name.partition(".")[0] not in sys.stdlib_module_names
    }

    assert ours <= _named(start[0])


def test_no_answer_imports_anything(start: tuple[list[str], list[Any]]) -> None:
    imported = [modules for _, _, modules in start[1]]

    assert imported == [[], [], []]


def test_no_file_is_read_on_the_warm_path(start: tuple[list[str], list[Any]]) -> None:
    aloud, first_shown, shown = (opened for _, opened, _ in start[1])

    assert aloud == []
    assert all(path.endswith(".json") for path in first_shown)
    assert shown == []


def test_the_answers_of_the_package_keep_the_promises(
    start: tuple[list[str], list[Any]], guide: Guide
) -> None:
    answers = [answer for answers, _, _ in start[1] for answer in answers]
    speaking = [answer for answer in answers if answer["response"]]

    assert len(speaking) >= 3 * len(SAID)
    for answer in speaking:
        assert_kept(answer, guide, new=False)


def test_getting_ready_leaves_no_line_in_the_log(
    places: Places, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="skill")

    Skill(Settings(content_dir=places.packs, skill_id="x")).warm_up("en-US")

    assert caplog.records == []


def test_turns_are_logged_again_when_ready(
    places: Places, envelope: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="skill")
    skill = Skill(Settings(content_dir=places.packs, skill_id=None))
    skill.warm_up("en-US")

    skill.answer(envelope, None)

    assert [record.msg for record in caplog.records] == ["turn"]


@pytest.mark.parametrize("locale", ["fr-FR", "", "../en-US"])
def test_a_start_without_content_is_a_start(
    places: Places, envelope: dict[str, Any], guide: Guide, locale: str
) -> None:
    skill = Skill(Settings(content_dir=places.packs, skill_id=None))

    skill.warm_up(locale)

    assert_kept(skill.answer(envelope, None), guide, new=True)


HOOKS = """
import json, lambda_function
from snapshot_restore_py import get_after_restore
print(json.dumps([hook.__qualname__ for hook, _, _ in get_after_restore()]))
"""


def test_a_snapshot_has_every_locale_ready_and_is_restored(
    built_package: Path, places: Places, envelope: dict[str, Any], guide: Guide
) -> None:
    content = {"CONTENT_DIR": str(places.packs.resolve())}

    with Function(built_package, content, snapstart=True) as function:
        function.restore()
        answer = function.invoke(envelope)
        log = function.log()

    assert_kept(answer.body, guide, new=True)
    assert log.count("\n") == 1  # the turn's own line


def test_what_a_snapshot_must_not_freeze_is_undone_when_it_is_restored(
    built_package: Path, places: Places
) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", HOOKS],
        env={
            **SNAPSTART,
            "PYTHONPATH": str(built_package),
            "CONTENT_DIR": str(places.packs.resolve()),
        },
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(ran.stdout) == ["Random.seed", "Skill.refresh"]
