"""The simulator's page as it is served; tests/test_browser.py looks at it."""

import socket
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient

from tests.test_dialogues import KEYS
from tools.pack.building import CONTENT, Places
from tools.simulator.speech import spoken
from tools.simulator.web import pages
from tools.simulator.web.__main__ import serve
from tools.simulator.web.pages import create_app


@pytest.fixture(scope="module")
def client(places: Places) -> FlaskClient:
    return create_app(CONTENT).test_client()


def _turn(client: FlaskClient, id_: str = "one", **asked: Any) -> dict[str, Any]:
    whole = {"conversation": id_, "locale": "en-US", "screen": "medium", **asked}
    answer = client.post("/turn", json=whole)
    assert answer.status_code == 200
    told: dict[str, Any] = answer.get_json()
    return told


def test_what_is_said_is_answered_with_all_there_is_to_know(
    client: FlaskClient,
) -> None:
    _turn(client, said="open")

    told = _turn(client, said="when may i be allowed to drive our car again")

    assert told["topic"] == "driving"
    assert told["slots"]["query"].endswith("drive our car again")
    assert told["nearest"][0][0] == "driving"
    assert told["listening"]
    assert told["reprompt"].endswith("local emergency number.")
    assert told["screen"]["datasources"]["screen"]["title"] == "Driving"
    assert told["request"]["type"] == "IntentRequest"
    assert told["response"]["response"]["shouldEndSession"] is False


def test_a_touch_is_a_turn(client: FlaskClient) -> None:
    _turn(client, said="open")

    told = _turn(client, shown="launch", touch=["topic", "recovery"])

    assert told["topic"] == "recovery"


def test_silence_brings_the_reprompt_and_the_end(client: FlaskClient) -> None:
    opened = _turn(client, said="open")

    told = _turn(client, said="")

    assert told["ends"]
    assert told["reprompt"] == opened["reprompt"]


def test_another_locale_or_device_begins_anew(client: FlaskClient) -> None:
    _turn(client, said="open")

    told = _turn(client, said="yes", locale="en-GB", screen="none")

    assert told["screen"] is None
    assert "999" in told["speech"] + told["reprompt"]


def test_a_conversation_is_copied_as_a_dialogue_for_the_tests(
    client: FlaskClient,
) -> None:
    _turn(client, "two", said="open")
    _turn(client, "two", shown="launch", touch=["topic", "recovery"])
    _turn(client, "two", said="i can't breathe")

    turns = yaml.safe_load(client.get("/dialogue/two").text)

    assert [turn["you"] for turn in turns] == ["open", "i can't breathe"]
    assert turns[1]["urgency"] == "emergency"
    assert turns[1]["ends"] is True
    assert all(set(turn) <= KEYS for turn in turns)


@pytest.mark.parametrize("asked", [{}, [], {"locale": "xx-XX"}], ids=str)
def test_a_turn_that_makes_no_sense_is_refused(
    client: FlaskClient, asked: object
) -> None:
    assert client.post("/turn", json=asked).status_code == 400


@pytest.mark.parametrize("path", ["/", "/screen", "/setup", "/static/page.js"])
def test_no_page_may_ask_anybody_else(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        policy = answer.headers["Content-Security-Policy"]

    assert policy.startswith("default-src 'self'")
    assert "http" not in policy


def test_without_the_view_host_the_page_is_told_so(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(pages, "VIEW_HOST", tmp_path / "index.js")

    assert client.get("/setup").get_json()["viewhost"] is False
    assert client.get("/viewhost.js").status_code == 404


def test_another_port_is_found_where_the_wanted_one_is_taken(places: Places) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        server = serve(CONTENT, port)

    assert server.port != port
    server.server_close()


def test_speech_is_taken_apart_for_a_voice_that_knows_no_markup() -> None:
    ssml = (
        '<speak><prosody rate="80%">Call <say-as interpret-as="digits">911</say-as>'
        ' now.<break strength="strong"/>It is <sub alias="P V">PV</sub> &amp; '
        '<phoneme alphabet="ipa" ph="x">kypho</phoneme>.</prosody></speak>'
    )

    assert spoken(ssml) == [
        {"say": "Call 9 1 1 now.", "rate": 0.8},
        {"pause": 700},
        {"say": "It is P V & kypho.", "rate": 0.8},
    ]
