"""Lambda's runtime API on loopback: hands events to a runtime client, takes answers.

It speaks what awslambdaric needs of the API of 2018-06-01, and SnapStart's restore.
The moments it notes are taken at its own door: reading HTTP by hand costs some
hundredths of a millisecond, where the standard library's server takes tenths.
"""

import json
import socket
import time
from contextlib import suppress
from queue import Queue
from threading import Event, Thread
from typing import Any, NamedTuple, Self

PATH = "/2018-06-01/runtime/"
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:skill"
BIGGEST_HEAD = 65_536
SECONDS = 8.0  # Alexa hangs up then


class Request(NamedTuple):
    """What a runtime client asks of the API."""

    method: str
    path: str
    body: bytes


class Answer(NamedTuple):
    """What a function made of an event, and how long it took, in milliseconds."""

    body: Any
    failed: bool
    ms: float
    came: float  # when, on the clock of time.perf_counter


class RuntimeApi:
    """Serves one runtime client at a time, on a free port of 127.0.0.1."""

    def __init__(self) -> None:
        """Listen."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._events: Queue[bytes | None] = Queue()
        self._answers: Queue[Answer] = Queue()
        self._connections: list[socket.socket] = []
        self._handed = 0.0
        self.ready = Event()
        self.ready_at = 0.0  # when the client first asked for an event
        self.snapshot = Event()
        self.restored = Event()
        Thread(target=self._accept, daemon=True).start()

    @property
    def address(self) -> str:
        """Give the address, as AWS_LAMBDA_RUNTIME_API names it."""
        host, port = self._listener.getsockname()
        return f"{host}:{port}"

    def put(self, event: object) -> None:
        """Hand out an event, as soon as the client asks for one."""
        self._events.put(json.dumps(event).encode())

    def take(self, seconds: float) -> Answer:
        """Wait for the answer to an event; raise queue.Empty if none comes in time."""
        return self._answers.get(timeout=seconds)

    def __enter__(self) -> Self:
        """Serve until the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop serving."""
        self._events.put(None)
        self.restored.set()
        for open_ in (self._listener, *self._connections):
            with suppress(OSError):
                open_.shutdown(socket.SHUT_RDWR)
            open_.close()

    def _accept(self) -> None:
        with suppress(OSError):  # the listener is closed in the end
            while True:
                connection, _ = self._listener.accept()
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._connections.append(connection)
                Thread(target=self._serve, args=[connection], daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError):  # so is the connection
            while request := _read(connection):
                reply = self._reply(request)
                if reply is None:
                    return
                # Before the sending: the client may answer before it returns.
                if request.path == f"{PATH}invocation/next":
                    self._handed = time.perf_counter()
                connection.sendall(reply)

    def _reply(self, request: Request) -> bytes | None:
        match request.path.removeprefix(PATH).split("/"):
            case ["invocation", "next"]:
                return self._next()
            case ["invocation", _, "response" | "error" as way]:
                self._answered(request.body, failed=way == "error")
                return _response("202 Accepted")
            case ["init", "error"]:
                self._answered(request.body, failed=True)
                return _response("202 Accepted")
            case ["restore", "next"]:
                self.snapshot.set()
                self.restored.wait()
                return _response("200 OK")
            case _:
                return _response("404 Not Found")

    def _next(self) -> bytes | None:
        if not self.ready.is_set():
            self.ready_at = time.perf_counter()
            self.ready.set()
        event = self._events.get()
        if event is None:
            return None
        deadline = int((time.time() + SECONDS) * 1000)
        return _response(
            "200 OK",
            event,
            "Lambda-Runtime-Aws-Request-Id: 8476a536-e9f4-11e8-9739-2dfe598c3fcd",
            f"Lambda-Runtime-Deadline-Ms: {deadline}",
            f"Lambda-Runtime-Invoked-Function-Arn: {FUNCTION}",
            "Content-Type: application/json",
        )

    def _answered(self, body: bytes, *, failed: bool) -> None:
        now = time.perf_counter()
        ms = (now - self._handed) * 1000
        self._answers.put(Answer(json.loads(body), failed, ms, now))


def _read(connection: socket.socket) -> Request | None:
    """Read one request; None where the client has closed."""
    got = b""
    while b"\r\n\r\n" not in got:
        more = connection.recv(BIGGEST_HEAD)
        if not more:
            return None
        got += more
    head, _, body = got.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    fields = {name.casefold(): value for name, _, value in map(_halves, lines)}
    if fields.get("expect") == "100-continue":
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
    length = int(fields.get("content-length", 0))
    while len(body) < length:
        more = connection.recv(length - len(body))
        if not more:
            return None
        body += more
    method, path, _ = first.split(" ")
    return Request(method, path, body)


def _halves(line: str) -> tuple[str, str, str]:
    name, colon, value = line.partition(":")
    return name, colon, value.strip()


def _response(status: str, body: bytes = b"", *fields: str) -> bytes:
    lines = (f"HTTP/1.1 {status}", *fields, f"Content-Length: {len(body)}", "", "")
    return "\r\n".join(lines).encode() + body
