"""Listens to the dialogues: `python -m tools.listening --help`."""

import argparse
import os
import sys
from pathlib import Path

from guide.model import Guide
from guide.pack import read_pack
from tools.listening.recording import record
from tools.listening.timing import budgets, every_topic, talk_time, timed
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
        packs = freshen(options.content).packs
    except BadContentError as error:
        print(*error.findings, sep="\n", file=sys.stderr)
        return 1
    guide = read_pack((packs / f"{options.locale}.json").read_bytes())
    if options.command == "listen":
        return _listen(device, options.locale, BUILD / "listen")
    return _timing(guide, device, options.locale)


def _listen(device: Device, locale: str, folder: Path) -> int:
    if not can_speak_aloud():
        print("install espeak-ng first: apt-get install espeak-ng", file=sys.stderr)
        return 1
    for dialogue in read_dialogues(locale):
        device.session = None
        path = folder / locale / f"{dialogue.name}.wav"
        length = record(dialogue.play(device), path)
        print(f"{path}: {len(dialogue.turns)} turns, {length:.0f} s", flush=True)
    return 0


def _timing(guide: Guide, device: Device, locale: str) -> int:
    everything = []
    for dialogue in read_dialogues(locale):
        device.session = None
        turns = timed(guide, dialogue.play(device))
        said, heard = talk_time(dialogue, turns)
        print(f"{dialogue.name}: {heard:.0f} s heard, {said:.0f} s said")
        for turn in turns:
            print(f"  {turn.seconds or turn.again:5.1f} s  {turn.said}")
        everything += turns
    topics = timed(guide, every_topic(guide, device))
    print(f"every topic of {locale}, asked in one breath and in a session: ", end="")
    print(f"{len(topics)} turns\n")
    held = budgets(guide, everything + topics)
    print(*held, sep="\n")
    return 0 if all(budget.kept for budget in held) else 1


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
    return parser


if __name__ == "__main__":
    sys.exit(main())
