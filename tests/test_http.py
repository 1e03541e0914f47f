"""The server on the desk: the skill over HTTP, for clients that are not ours."""

import http.client
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any

import pytest

from guide.model import Guide
from tests.promises import assert_kept
from tools.http.serving import MOST_BYTES, SkillServer, serving
from tools.simulator.device import Handler


@pytest.fixture
def server(handler: Handler) -> Iterator[SkillServer]:
    with serving(handler) as server:
        yield server


def _ask(
    server: SkillServer,
    body: bytes,
    method: str = "POST",
    headers: dict[str, str] | None = None,
) -> tuple[int, Any]:
    host, port = server.server_address[:2]
    connection = http.client.HTTPConnection(str(host), int(port), timeout=30)
    try:
        connection.request(method, "/", body, headers or {})
        answer = connection.getresponse()
        text = answer.read()
        return answer.status, json.loads(text) if text.startswith(b"{") else None
    finally:
        connection.close()


def test_it_listens_on_this_machine_only(server: SkillServer) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_a_request_is_answered_by_the_real_handler(
    server: SkillServer, envelope: dict[str, Any], guide: Guide
) -> None:
    status, answer = _ask(server, json.dumps(envelope).encode())

    assert status == HTTPStatus.OK
    assert_kept(answer, guide, new=True)
    assert "Welcome" in answer["response"]["outputSpeech"]["ssml"]


def test_json_that_is_no_request_is_apologised_to_as_amazon_would_hear_it(
    server: SkillServer,
) -> None:
    status, answer = _ask(server, b'["not", "an", "envelope"]')

    assert status == HTTPStatus.OK
    assert answer["response"]["shouldEndSession"] is True
    assert "emergency" in answer["response"]["outputSpeech"]["ssml"]


@pytest.mark.parametrize(
    ("body", "method", "headers", "status"),
    [
        (b"{", "POST", {}, HTTPStatus.BAD_REQUEST),
        (b"\xff\xfe", "POST", {}, HTTPStatus.BAD_REQUEST),
        (b"", "POST", {"Content-Length": "many"}, HTTPStatus.LENGTH_REQUIRED),
        (
            b"",
            "POST",
            {"Content-Length": str(MOST_BYTES + 1)},
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        ),
        (b"", "GET", {}, HTTPStatus.NOT_IMPLEMENTED),
    ],
    ids=["half a JSON", "not text", "no length", "too long", "not a post"],
)
def test_what_is_no_request_at_all_is_refused(
    server: SkillServer,
    body: bytes,
    method: str,
    headers: dict[str, str],
    status: HTTPStatus,
) -> None:
    assert _ask(server, body, method, headers)[0] == status


def test_the_handler_is_asked_one_request_at_a_time(envelope: dict[str, Any]) -> None:
    meeting = threading.Barrier(2)

    def waiting_for_company(event: object, context: object) -> dict[str, Any]:
        try:
            meeting.wait(0.2)
        except threading.BrokenBarrierError:
            meeting.reset()
            return {"alone": True}
        return {"alone": False}

    body = json.dumps(envelope).encode()
    with serving(waiting_for_company) as server, ThreadPoolExecutor(2) as clients:
        answers = list(clients.map(lambda _: _ask(server, body), range(2)))

    assert answers == [(HTTPStatus.OK, {"alone": True})] * 2


def test_a_connection_serves_many_requests(
    server: SkillServer, envelope: dict[str, Any]
) -> None:
    host, port = server.server_address[:2]
    connection = http.client.HTTPConnection(str(host), int(port), timeout=30)
    statuses = []
    for _ in range(3):
        connection.request("POST", "/", json.dumps(envelope).encode())
        answer = connection.getresponse()
        statuses.append((answer.status, answer.will_close))
        answer.read()
    connection.close()

    assert statuses == [(HTTPStatus.OK, False)] * 3


def test_the_command_serves_until_it_is_stopped(envelope: dict[str, Any]) -> None:
    command = [sys.executable, "-m", "tools.http"]
    environment = {k: v for k, v in os.environ.items() if k != "CONTENT_DIR"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[-1].removeprefix("http://")
        connection = http.client.HTTPConnection(address.strip("/"), timeout=30)
        connection.request("POST", "/", json.dumps(envelope).encode())
        status = connection.getresponse().status
        connection.close()
        process.terminate()
        ended = process.wait(30)

    assert (status, ended) == (HTTPStatus.OK, 0)
