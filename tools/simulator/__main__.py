"""Talks to the skill on the desk: `python -m tools.simulator --help`."""

import argparse
import os
import sys
from pathlib import Path

from tools.pack.building import CONTENT, freshen
from tools.pack.findings import BadContentError
from tools.simulator.device import Device, load_handler
from tools.simulator.ear import load_ear
from tools.simulator.speech import can_speak_aloud
from tools.simulator.terminal import as_json, say, show, talk, typed


def main(arguments: list[str] | None = None) -> int:
    """Run the simulator; give the exit status."""
    options = _parser().parse_args(arguments)
    try:
        device, name = start(options.content, options.locale)
    except BadContentError as error:
        for finding in error.findings:
            print(finding, file=sys.stderr)
        print(f"{error}; mend them first", file=sys.stderr)
        return 1
    except FileNotFoundError as error:
        print(f"no content for {options.locale}: {error.filename}", file=sys.stderr)
        return 1
    if options.aloud and not can_speak_aloud():
        print(
            "to hear it, install espeak-ng: apt-get install espeak-ng", file=sys.stderr
        )
    if options.question is not None:
        show(device.say(options.question), name)
    elif options.jsonl:
        for line in sys.stdin:
            print(as_json(say(device, line.rstrip("\n"))), flush=True)
    else:
        aloud = options.aloud and can_speak_aloud()
        talk(device, name, typed(device), aloud=aloud)
    return 0


def start(content: Path, locale: str) -> tuple[Device, str]:
    """Build what is stale and switch a device on; give it and the skill's name.

    Raises BadContentError for content with mistakes and FileNotFoundError for a
    locale that there is no content for.
    """
    places = freshen(content)
    handler = load_handler(places.packs)
    ear = load_ear(places.models, content, locale)
    device = Device(handler, ear, locale, ear.invocation_name)
    return device, ear.invocation_name.title()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.simulator", description=__doc__
    )
    parser.add_argument("question", nargs="?", help="ask this one question and leave")
    parser.add_argument("--locale", default="en-US")
    parser.add_argument(
        "--content", type=Path, default=Path(os.environ.get("CONTENT") or CONTENT)
    )
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help="read an utterance a line, write a line of JSON for each",
    )
    parser.add_argument("--aloud", action="store_true", help="speak through espeak-ng")
    return parser


if __name__ == "__main__":
    sys.exit(main())
