"""Listens to the skill, and lets it listen: `python -m tools.listening --help`."""

import argparse
import os
import sys
from pathlib import Path

from guide.pack import read_pack
from tools.listening.recording import record
from tools.listening.timing import budgets, every_topic, talk_time, timed
from tools.listening.voice import can_speak
from tools.pack.building import BUILD, CONTENT, freshen
from tools.pack.findings import BadContentError
from tools.simulator.__main__ import start
from tools.simulator.device import Device
from tools.simulator.dialogues import read_dialogues
from tools.simulator.speech import can_speak_aloud


def main(arguments: list[str] | None = None) -> int:
    """Listen; give the exit status."""
    options = _parser().parse_args(arguments)
    try:
        device, _ = start(options.content, options.locale)
    except BadContentError as error:
        print(*error.findings, sep="\n", file=sys.stderr)
        return 1
    except FileNotFoundError as error:
        print(f"no content for {options.locale}: {error.filename}", file=sys.stderr)
        return 1
    commands = {"listen": _listen, "timing": _timing, "hear": _hear, "talk": _talk}
    return commands[options.command](options, device)


def _listen(options: argparse.Namespace, device: Device) -> int:
    if not can_speak_aloud():
        print("install espeak-ng first: apt-get install espeak-ng", file=sys.stderr)
        return 1
    for dialogue in read_dialogues(options.locale):
        device.session = None
        path = BUILD / "listen" / options.locale / f"{dialogue.name}.wav"
        length = record(dialogue.play(device), path)
        print(f"{path}: {len(dialogue.turns)} turns, {length:.0f} s", flush=True)
    return 0


def _timing(options: argparse.Namespace, device: Device) -> int:
    packs = freshen(options.content).packs
    guide = read_pack((packs / f"{options.locale}.json").read_bytes())
    everything = []
    for dialogue in read_dialogues(options.locale):
        device.session = None
        turns = timed(guide, dialogue.play(device))
        said, heard = talk_time(dialogue, turns)
        print(f"{dialogue.name}: {heard:.0f} s heard, {said:.0f} s said")
        for turn in turns:
            print(f"  {turn.seconds or turn.again:5.1f} s  {turn.said}")
        everything += turns
    topics = timed(guide, every_topic(guide, device))
    print(f"every topic, in one breath and in a session: {len(topics)} turns\n")
    held = budgets(guide, everything + topics)
    print(*held, sep="\n")
    return 0 if all(budget.kept for budget in held) else 1


def _hear(options: argparse.Namespace, device: Device) -> int:
    if not can_speak():
        print("install flite first: apt-get install flite", file=sys.stderr)
        return 1
    # The recogniser is in the test set-up only, and the rest goes without.
    from tools.listening.by_voice import hear  # noqa: PLC0415

    return hear(options, device)


def _talk(options: argparse.Namespace, device: Device) -> int:
    from tools.listening.by_voice import talk_aloud  # noqa: PLC0415

    return talk_aloud(options, device)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.listening", description=__doc__
    )
    parser.add_argument("--locale", default="en-US")
    parser.add_argument(
        "--content", type=Path, default=Path(os.environ.get("CONTENT") or CONTENT)
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("listen", help="write a sound file for each dialogue")
    commands.add_parser("timing", help="measure every turn, and hold the budgets")
    hear = commands.add_parser("hear", help="speak to the skill, by voice alone")
    hear.add_argument("--asks", type=int, default=3, help="of each topic, the first …")
    hear.add_argument("--minutes", type=float, default=10, help="stop after so many")
    talk = commands.add_parser("talk", help="talk to the skill through the microphone")
    talk.add_argument("--aloud", action="store_true", help="speak through espeak-ng")
    return parser


if __name__ == "__main__":
    sys.exit(main())
