"""Serves the skill on 127.0.0.1: `python -m tools.http --help`."""

import argparse
import os
import signal
import sys
import threading
from pathlib import Path

from tools.http.serving import serving
from tools.pack.building import CONTENT, freshen
from tools.pack.findings import BadContentError
from tools.simulator.device import load_handler


def main(arguments: list[str] | None = None) -> int:
    """Serve until it is told to stop; give the exit status."""
    options = _parser().parse_args(arguments)
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.default_int_handler)
    try:
        handler = load_handler(freshen(options.content).packs)
    except BadContentError as error:
        print(*error.findings, sep="\n", file=sys.stderr)
        return 1
    try:
        with serving(handler, options.port) as server:
            print(f"serving the skill on {server.address}", flush=True)
            threading.Event().wait()
    except KeyboardInterrupt:
        return 0
    except OSError as error:
        print(
            f"cannot listen on port {options.port}: {error.strerror}", file=sys.stderr
        )
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.http", description=__doc__)
    parser.add_argument(
        "--port", type=int, default=0, help="the port; without it, one that is free"
    )
    parser.add_argument(
        "--content", type=Path, default=Path(os.environ.get("CONTENT") or CONTENT)
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
