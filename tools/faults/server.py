"""A bucket on 127.0.0.1, small enough to be made to fail in every way."""

import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

BUCKET = "bucket"
NOT_FOUND = ("404", "NoSuchKey")

Fault = Callable[["Answering", bytes], None]
"""Answers a request for an object wrongly."""


def kind_of(key: str) -> str:
    """Tell what an object is: what faults are filed by."""
    return "current" if key.endswith("current.json") else "pack"


class Answering(BaseHTTPRequestHandler):
    """Answers one request for an object, as S3 does unless a fault is set."""

    protocol_version = "HTTP/1.1"
    server: "FaultyBucket"

    def do_GET(self) -> None:  # http.server chose the name
        """Give an object."""
        key = self.path.partition("?")[0].removeprefix(f"/{BUCKET}/")
        self.server.asked.append(key)
        body = self.server.objects.get(key, b"")
        fault = self.server.faults.get(kind_of(key))
        if fault:
            self.close_connection = True
            fault(self, body)
        elif key not in self.server.objects:
            self.refuse(*NOT_FOUND)
        else:
            self._give(body)

    def _give(self, body: bytes) -> None:
        etag = f'"{md5(body, usedforsecurity=False).hexdigest()}"'
        if self.headers.get("If-None-Match") == etag:
            self.begin(304, ETag=etag)
            return
        self.begin(200, ETag=etag, Content_Length=len(body))
        self.wfile.write(body)

    def begin(self, status: int, **headers: object) -> None:
        """Send the head of an answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()

    def refuse(self, status: str, code: str) -> None:
        """Answer with an error, in S3's own form."""
        body = f"<Error><Code>{code}</Code><Message>-</Message></Error>".encode()
        self.begin(
            int(status), Content_Type="application/xml", Content_Length=len(body)
        )
        self.wfile.write(body)

    def hang(self) -> None:
        """Say nothing until the bucket is closed, or the other side goes away."""
        self.wfile.flush()
        self.server.closing.wait(30)

    def reset(self) -> None:
        """Cut the connection off, as a machine does that dies."""
        self.wfile.flush()
        no_lingering = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, no_lingering)
        self.connection.close()

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""


class FaultyBucket(ThreadingHTTPServer):
    """Objects by key, and faults by the kind of object that they answer for."""

    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        """Listen on a port of 127.0.0.1; 0 is any that is free."""
        super().__init__(("127.0.0.1", port), Answering)
        self.objects: dict[str, bytes] = {}
        self.faults: dict[str, Fault] = {}
        self.asked: list[str] = []
        self.closing = Event()

    @property
    def url(self) -> str:
        """The address to give to boto3."""
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet about clients that have gone away."""

    def stop(self) -> None:
        """Refuse connections from now on."""
        self.closing.set()
        self.shutdown()
        self.server_close()


@contextmanager
def serving(port: int = 0) -> Iterator[FaultyBucket]:
    """Serve an empty bucket on a port of 127.0.0.1, and stop."""
    bucket = FaultyBucket(port)
    Thread(target=bucket.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield bucket
    finally:
        bucket.stop()
