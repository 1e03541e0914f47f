"""A small server round a handler: Alexa's request as JSON in, its response out.

It is for the desk. Amazon calls the function itself and never this server, which
checks no signature and listens on 127.0.0.1 alone.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tools.simulator.device import Handler

HOST = "127.0.0.1"
MOST_BYTES = 1_000_000  # Alexa's requests have a few thousand
PATIENCE = 30.0  # seconds for a client that opens a connection and says nothing


class SkillServer(ThreadingHTTPServer):
    """Answers every POST with what the handler says to it.

    Connections are many, but the handler is asked one request at a time, as in one
    of Lambda's containers.
    """

    daemon_threads = True  # an idle client must not keep the server from stopping

    def __init__(self, handler: Handler, port: int = 0) -> None:
        """Listen on a port of 127.0.0.1; 0 takes a free one."""
        super().__init__((HOST, port), _Exchange)
        self._handler = handler
        self._one_at_a_time = threading.Lock()

    @property
    def address(self) -> str:
        """Where to post to."""
        return f"http://{HOST}:{self.server_port}/"

    def ask(self, event: object) -> dict[str, Any]:
        """Ask the handler, which never raises."""
        with self._one_at_a_time:
            return self._handler(event, None)


class _Exchange(BaseHTTPRequestHandler):
    """One connection of a client, which may stay open for several requests."""

    protocol_version = "HTTP/1.1"
    timeout = PATIENCE
    disable_nagle_algorithm = True  # or an answer waits for the client's next packet
    server: SkillServer

    def do_POST(self) -> None:
        """Answer a request of Alexa's."""
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal():
            self._refuse(HTTPStatus.LENGTH_REQUIRED, "say how long the body is")
        elif int(length) > MOST_BYTES:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the body is too long")
        else:
            self._answer(self.rfile.read(int(length)))

    def _answer(self, body: bytes) -> None:
        try:
            event = json.loads(body)
        except ValueError:
            self._refuse(HTTPStatus.BAD_REQUEST, "the body is not JSON")
            return
        self._send(HTTPStatus.OK, self.server.ask(event))

    def _refuse(self, status: HTTPStatus, reason: str) -> None:
        """Say what is wrong, and hang up: the rest of the body was not read."""
        self.close_connection = True
        self._send(status, {"error": reason})

    def _send(self, status: HTTPStatus, answer: dict[str, Any]) -> None:
        body = json.dumps(answer, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # its name
        """Log nothing: what is asked here is about somebody's health."""


@contextmanager
def serving(handler: Handler, port: int = 0) -> Iterator[SkillServer]:
    """Serve a handler until the block ends."""
    with SkillServer(handler, port) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
