"""Runs cases through `ask smapi simulate-skill`, and compares what came back."""

import json
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from tools.device_test.cases import Case, Turn
from tools.simulator.speech import plain

MOST_POLLS = 30
STAGE = "development"
IN_PROGRESS = "IN_PROGRESS"

Ask = Callable[[Sequence[str]], Mapping[str, Any]]
"""Runs `ask smapi` with arguments, and gives the JSON that it prints."""


class AskError(Exception):
    """Raised if `ask` cannot be run, or refuses."""


def ask_smapi(arguments: Sequence[str]) -> Mapping[str, Any]:
    """Run the ASK CLI; raises AskError with what it says where it fails."""
    try:
        done = subprocess.run(  # noqa: S603 # the ASK CLI, with our own arguments
            ["ask", "smapi", *arguments],  # noqa: S607 # wherever npm has put it
            capture_output=True,
            text=True,
            check=True,
        )
    except FileNotFoundError:
        message = "ask is not installed: docs/deploy.md says how"
        raise AskError(message) from None
    except subprocess.CalledProcessError as error:
        raise AskError((error.stderr or error.stdout).strip()) from error
    answer: Mapping[str, Any] = json.loads(done.stdout)
    return answer


def run(case: Case, skill_id: str, ask: Ask, *, pause: float = 1.0) -> Iterator[str]:
    """Play a case; yield everything that came otherwise than its dialogue says."""
    for number, turn in enumerate(case.turns, start=1):
        result = _simulate(turn, skill_id, ask, pause)
        for problem in _differences(turn, result):
            yield f'{case.name}, turn {number}, "{turn.says}": {problem}'


def arguments_of(turn: Turn, skill_id: str) -> list[str]:
    """Write a turn as arguments of `ask smapi`."""
    request = turn.request
    return [
        "simulate-skill",
        *("--skill-id", skill_id),
        *("--stage", STAGE),
        *("--device-locale", request["device"]["locale"]),
        *("--session-mode", request["session"]["mode"]),
        *("--input-content", turn.says),
    ]


def _simulate(turn: Turn, skill_id: str, ask: Ask, pause: float) -> Mapping[str, Any]:
    """Say a turn, and wait until Alexa has answered."""
    begun = ask(arguments_of(turn, skill_id))
    poll = [
        "get-skill-simulation",
        *("--skill-id", skill_id),
        *("--stage", STAGE),
        *("--simulation-id", str(begun["id"])),
    ]
    for _ in range(MOST_POLLS):
        result = ask(poll)
        if result["status"] != IN_PROGRESS:
            return result
        time.sleep(pause)
    raise AskError(f"no answer after {MOST_POLLS} looks at simulation {begun['id']}")


def _differences(turn: Turn, result: Mapping[str, Any]) -> Iterator[str]:
    if result["status"] != "SUCCESSFUL":
        problem = (result.get("result") or {}).get("error") or {}
        yield f"{result['status']}: {problem.get('message', 'no reason given')}"
        return
    invocations = result["result"].get("skillExecutionInfo", {}).get("invocations", [])
    if not invocations:
        if not turn.ends:
            yield "did not reach the skill"
        return
    body = invocations[-1]["invocationResponse"]["body"]
    response, topic = body["response"], body.get("sessionAttributes", {}).get("topic")
    heard = [response.get("outputSpeech"), response.get("reprompt", {})]
    speech = " ".join(plain(_ssml(part)) for part in heard if part)
    if turn.skill not in speech:
        yield f'"{turn.skill}" was not heard, but "{speech}"'
    if turn.topic and topic != turn.topic:
        yield f"led to {topic or 'no topic'}, not {turn.topic}"
    if bool(response.get("shouldEndSession")) != turn.ends:
        yield "left the session open" if turn.ends else "ended the session"


def _ssml(part: Mapping[str, Any]) -> str:
    speech: Mapping[str, Any] = part.get("outputSpeech", part)
    return str(speech.get("ssml", ""))
