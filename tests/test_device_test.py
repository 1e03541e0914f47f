"""The dialogues as cases for Alexa herself, tried on a stand-in for her service."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import LOCALE, write
from tools.device_test.__main__ import main
from tools.device_test.cases import Case, cases
from tools.device_test.running import AskError, ask_smapi, run
from tools.simulator.device import Device, Handler
from tools.simulator.ear import Ear
from tools.skill_package.typed import simulation_problems

SKILL = "amzn1.ask.skill.00000000-0000-4000-8000-000000000000"


class Service:
    """Stands in for `ask smapi`: it answers at the second look, as Alexa may."""

    def __init__(self, device: Device) -> None:
        self._device = device
        self._results: dict[str, list[dict[str, Any]]] = {}

    def __call__(self, arguments: Sequence[str]) -> Mapping[str, Any]:
        command, given = (
            arguments[0],
            dict(zip(*[iter(arguments[1:])] * 2, strict=True)),
        )
        assert given["--skill-id"] == SKILL
        if command == "get-skill-simulation":
            return self._results[given["--simulation-id"]].pop(0)
        if given["--session-mode"] == "FORCE_NEW_SESSION":
            self._device.session = None
        exchange = self._device.say(given["--input-content"])
        invoked = [{"invocationResponse": {"body": exchange.response}}]
        info = {"invocations": invoked if exchange.response else []}
        id_ = str(len(self._results))
        self._results[id_] = [
            {"id": id_, "status": "IN_PROGRESS"},
            {
                "id": id_,
                "status": "SUCCESSFUL",
                "result": {"skillExecutionInfo": info},
            },
        ]
        return {"id": id_, "status": "IN_PROGRESS"}


@pytest.fixture
def service(handler: Handler, ear: Ear) -> Service:
    return Service(Device(handler, ear, LOCALE, ear.invocation_name))


def _cases() -> list[Case]:
    return [case for case in cases() if case.locale == LOCALE]


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.name)
def test_every_case_goes_as_its_dialogue_is_written(
    service: Service, case: Case
) -> None:
    assert list(run(case, SKILL, service, pause=0)) == []


def test_amazons_types_take_every_request() -> None:
    requests = [turn.request for case in cases() for turn in case.turns]

    assert [p for request in requests for p in simulation_problems(request)] == []
    assert len(requests) > 20


def test_what_comes_otherwise_is_said(service: Service) -> None:
    case = next(case for case in _cases() if case.name == "first-questions")
    first, second, *_ = case.turns
    wrong = (replace(first, skill="Good evening"), replace(second, topic="cement"))

    problems = list(run(replace(case, turns=wrong), SKILL, service, pause=0))

    assert len(problems) == 2
    assert '"Good evening" was not heard' in problems[0]
    assert "led to preparation, not cement" in problems[1]


def test_a_failure_at_amazons_is_said(service: Service) -> None:
    def failing(arguments: Sequence[str]) -> Mapping[str, Any]:
        error = {"message": "the skill is not enabled"}
        return {"id": "1", "status": "FAILED", "result": {"error": error}}

    case = replace(_cases()[0], turns=_cases()[0].turns[:1])

    assert "FAILED: the skill is not enabled" in next(run(case, SKILL, failing))


def test_cases_are_written_as_commands_and_requests(tmp_path: Path) -> None:
    assert main(["--into", str(tmp_path)]) == 0

    script = (tmp_path / LOCALE / "first-questions.sh").read_text("utf-8")
    requests = json.loads((tmp_path / LOCALE / "first-questions.json").read_bytes())
    assert '--skill-id "$SKILL_ID"' in script
    assert "--input-content 'open spine guide'" in script
    assert requests[0]["input"]["content"] == "open spine guide"


def test_the_real_command_is_called_and_its_json_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = '#!/bin/sh\necho "{\\"id\\": \\"$1 $2\\"}"\n'
    write(tmp_path / "ask", script).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    assert ask_smapi(["simulate-skill"]) == {"id": "smapi simulate-skill"}


def test_without_the_command_it_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(AskError, match=r"docs/deploy\.md"):
        ask_smapi(["simulate-skill"])
