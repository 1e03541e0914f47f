"""The dialogues as cases for Alexa: `python -m tools.device_test --help`."""

import argparse
import json
import os
import shlex
import sys
from pathlib import Path

from tools.device_test.cases import Case, cases
from tools.device_test.running import AskError, arguments_of, ask_smapi, run

PLACE = Path("build") / "device-test"
A_SKILL = "$SKILL_ID"


def main(arguments: list[str] | None = None) -> int:
    """Write the cases, or run them; give the exit status."""
    options = _parser().parse_args(arguments)
    if options.skill_id:
        return _run(options.skill_id)
    for case in cases():
        path = _write(case, options.into)
        silent = f", {case.left_out} silences only on a device" if case.left_out else ""
        print(f"{path}: {len(case.turns)} turns{silent}")
    print("to run them: make device-test SKILL_ID=amzn1.ask.skill.… (needs ask)")
    return 0


def _write(case: Case, folder: Path) -> Path:
    """Write a case as its commands, and as the requests that they make."""
    path = folder / case.locale / f"{case.name}.sh"
    path.parent.mkdir(parents=True, exist_ok=True)
    commands = ["#!/usr/bin/env bash", "set -eu", ': "${SKILL_ID:?say which skill}"']
    for turn in case.turns:
        said = shlex.join(["ask", "smapi", *arguments_of(turn, A_SKILL)])
        commands.append(said.replace(f"'{A_SKILL}'", f'"{A_SKILL}"'))
    path.write_text("\n".join([*commands, ""]), "utf-8")
    requests = [turn.request for turn in case.turns]
    text = json.dumps(requests, indent=2, ensure_ascii=False)
    path.with_suffix(".json").write_text(f"{text}\n", "utf-8")
    return path


def _run(skill_id: str) -> int:
    wrong = 0
    for case in cases():
        print(f"{case.locale} {case.name}: ", end="", flush=True)
        try:
            problems = list(run(case, skill_id, ask_smapi))
        except AskError as error:
            print(f"\n{error}", file=sys.stderr)
            return 2
        wrong += len(problems)
        print("as written" if not problems else f"{len(problems)} differences")
        for problem in problems:
            print(f"  {problem}")
    return 1 if wrong else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.device_test", description=__doc__
    )
    parser.add_argument(
        "--skill-id",
        default=os.environ.get("SKILL_ID") or None,
        help="run the cases on this skill, through ask (also as SKILL_ID=…)",
    )
    parser.add_argument("--into", type=Path, default=PLACE, help="where to write them")
    return parser


if __name__ == "__main__":
    sys.exit(main())
