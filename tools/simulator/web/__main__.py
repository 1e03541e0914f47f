"""Opens the simulator in the browser: `python -m tools.simulator.web --help`."""

import argparse
import logging
import os
import socket
import sys
import webbrowser
from pathlib import Path

from werkzeug.serving import BaseWSGIServer, make_server

from tools.pack.building import CONTENT
from tools.pack.findings import BadContentError
from tools.simulator.web.pages import create_app

HOST, PORT = "127.0.0.1", 8000


def main(arguments: list[str] | None = None) -> int:
    """Serve the page until it is told to stop; give the exit status."""
    options = _parser().parse_args(arguments)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    try:
        server = serve(options.content, options.port)
    except BadContentError as error:
        print(*error.findings, f"{error}; mend them first", sep="\n", file=sys.stderr)
        return 1
    address = f"http://{HOST}:{server.port}/"
    print(f"the simulator is on {address} (Control-C stops it)", flush=True)
    if options.open:
        webbrowser.open(address)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    return 0


def serve(content: Path, port: int = PORT) -> BaseWSGIServer:
    """Make the server, on another port where that one is taken.

    Raises BadContentError for content with mistakes.
    """
    app = create_app(content)
    return make_server(HOST, port if _is_free(port) else 0, app, threaded=True)


def _is_free(port: int) -> bool:
    try:
        socket.create_server((HOST, port)).close()
    except OSError:
        return False
    return True


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.simulator.web", description=__doc__
    )
    parser.add_argument(
        "--port", type=int, default=PORT, help="the port; another where it is taken"
    )
    parser.add_argument(
        "--no-open",
        dest="open",
        action="store_false",
        help="only tell the address, without opening it",
    )
    parser.add_argument(
        "--content", type=Path, default=Path(os.environ.get("CONTENT") or CONTENT)
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
