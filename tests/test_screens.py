"""What is shown on a screen, what touching it does, and what the card keeps."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from alexa.screens import DOCUMENTS, SHARED, read_document
from guide.model import Guide, Urgency
from tests.conftest import LOCALE
from tests.promises import assert_kept
from tools.simulator.device import Device, Exchange, Handler
from tools.simulator.ear import Ear
from tools.simulator.viewports import VIEWPORTS

KINDS = ("answer", "choice", "emergency", "launch", "step")
LEAST_CONTRAST = 4.5
ON = {
    "ink": ["paper"],
    "soft": ["paper", "strip"],
    "touch": ["paper"],
    "onTouch": ["touch", "touched"],
    "alarm": ["onAlarm"],
    "onAlarm": ["alarm"],
}
"""The colors of text, and what each may stand on."""


@pytest.fixture
def show(handler: Handler, ear: Ear) -> Device:
    """A device with a screen, on which the skill was just opened."""
    device = Device(handler, ear, LOCALE, ear.invocation_name, VIEWPORTS["medium"])
    device.say("open")
    return device


def _shown(exchange: Exchange) -> Mapping[str, Any]:
    assert exchange.screen is not None
    shown: Mapping[str, Any] = exchange.screen["datasources"]["screen"]
    return shown


def _kind(exchange: Exchange) -> str:
    assert exchange.screen is not None
    return str(exchange.screen["token"])


def _touch(device: Device, exchange: Exchange, label: str) -> Exchange:
    sent = {action["label"]: action["send"] for action in _shown(exchange)["actions"]}
    return device.touch(_kind(exchange), sent[label])


def test_a_device_without_a_screen_gets_a_card_alone(opened: Device) -> None:
    heard = opened.say("driving")

    assert heard.screen is None
    assert heard.card is not None


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (["open"], "launch"),
        (["driving"], "answer"),
        (["procedure steps", "yes"], "step"),
        (["what can i ask"], "choice"),
        (["i can't breathe"], "emergency"),
        (["help"], "answer"),
        (["stop"], "answer"),
    ],
)
def test_every_turn_shows_the_screen_of_its_kind(
    show: Device, words: list[str], kind: str
) -> None:
    heard = [show.say(line) for line in words][-1]

    assert _kind(heard) == kind


def test_an_answer_is_shown_as_it_is_spoken_with_sources_and_disclaimer(
    show: Device, guide: Guide
) -> None:
    shown = _shown(show.say("driving"))

    assert shown["title"] == guide.topics["driving"].title
    assert shown["paragraphs"] == [guide.topics["driving"].answer]
    assert shown["sources"].startswith("Sources: ")
    assert shown["disclaimer"] == guide.phrases.disclaimer


def test_an_emergency_shows_the_number_and_the_sign_and_nothing_else(
    show: Device, guide: Guide
) -> None:
    heard = show.say("i can't breathe")

    topic = guide.topics[heard.topic or ""]
    assert _shown(heard) == {
        "number": "Call 911",
        "sign": topic.title,
        "actions": [],
        "drawing": "",
    }
    assert heard.ends


def test_the_card_carries_the_number_first_since_the_screen_may_vanish(
    show: Device,
) -> None:
    card = show.say("i can't breathe").card

    assert card is not None
    assert card["title"] == "Call 911"
    assert card["content"].startswith("Call 911 now")


def test_a_touch_is_answered_like_the_words(show: Device) -> None:
    touched = _touch(show, show.say("open"), "Recovery")

    assert touched.topic == "recovery"
    assert touched.speech == show.say("tell me about recovery").speech


def test_every_section_can_be_touched(show: Device, guide: Guide) -> None:
    opened = show.say("open")

    actions = _shown(opened)["actions"]
    answered = [show.touch("launch", action["send"]).topic for action in actions]

    assert answered == [section.overview for section in guide.sections]


def test_a_list_is_walked_by_touch(show: Device) -> None:
    first = _touch(show, show.say("procedure steps"), "Start with step one")
    second = _touch(show, first, "Next")

    back = _touch(show, second, "Back")

    assert [_shown(turn)["place"] for turn in (first, second, back)] == [
        "Step 1 of 5",
        "Step 2 of 5",
        "Step 1 of 5",
    ]
    assert [action["label"] for action in _shown(first)["actions"]] == ["Next"]


def test_a_touch_says_more(show: Device, guide: Guide) -> None:
    heard = _touch(show, show.say("driving"), "Tell me more")

    assert guide.topics["driving"].more in heard.speech


@pytest.mark.parametrize(
    ("label", "urgency"), [("Yes", Urgency.EMERGENCY), ("No", Urgency.INFO)]
)
def test_a_touch_says_whether_it_is_happening_even_if_the_session_forgot(
    show: Device, guide: Guide, label: str, urgency: Urgency
) -> None:
    asked = show.touch("answer", ["topic", "warning-breathing"])
    show.session = None

    heard = _touch(show, asked, label)

    assert _shown(asked)["number"] == "Call 911"
    assert heard.urgency == urgency


@pytest.mark.parametrize(
    "sent",
    [[], ["topic"], ["topic", "no-such-topic"], ["step", 3], ["nonsense"], [{}, [], 1]],
    ids=str,
)
def test_whatever_a_touch_sends_is_answered_as_promised(
    show: Device, guide: Guide, sent: list[object]
) -> None:
    heard = show.touch("answer", sent)

    assert_kept(heard.response, guide, new=False)


def test_a_touch_after_the_session_is_answered_with_the_disclaimer(
    show: Device, guide: Guide
) -> None:
    show.session = None

    heard = show.touch("launch", ["topic", "driving"])

    assert heard.topic == "driving"
    assert_kept(heard.response, guide, new=True)


def test_no_document_is_read_for_a_device_without_a_screen(envelope: Any) -> None:
    program = (
        "import json, sys; from lambda_function import lambda_handler;"
        "from alexa.screens import read_document;"
        "lambda_handler(json.load(sys.stdin), None);"
        "print(read_document.cache_info().currsize,"
        " 'ask_sdk_model.interfaces.alexa.presentation.apl' in sys.modules)"
    )

    ran = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(envelope),
        capture_output=True,
        text=True,
        check=True,
    )

    assert ran.stdout.split() == ["0", "False"]


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_drawn_or_touched_has_words_for_a_screen_reader(kind: str) -> None:
    found = list(_components(read_document(kind), {"VectorGraphic", "TouchWrapper"}))

    assert len(found) == 2
    assert all(one["accessibilityLabel"] for one in found)


def _components(part: Any, types: set[str]) -> Iterator[Mapping[str, Any]]:
    if isinstance(part, Mapping):
        if part.get("type") in types:
            yield part
        for inner in part.values():
            yield from _components(inner, types)
    elif isinstance(part, list):
        for inner in part:
            yield from _components(inner, types)


def test_a_drawing_comes_with_its_words(show: Device, guide: Guide) -> None:
    show.say("procedure steps")
    show.say("yes")

    heard = show.say("next")

    assert _shown(heard)["alt"] == guide.drawings["needle"].alt
    assert heard.screen is not None
    assert heard.screen["document"]["graphics"]["drawing"]["type"] == "AVG"


@pytest.mark.parametrize("kind", KINDS)
def test_documents_import_nothing_and_fetch_nothing(kind: str) -> None:
    document = json.dumps(read_document(kind))

    assert '"import"' not in document
    assert "http" not in document


def test_every_document_is_one_that_is_shown() -> None:
    names = {path.stem for path in DOCUMENTS.iterdir()}

    assert names == {*KINDS, SHARED}


def test_every_color_of_text_stands_out_from_what_it_stands_on() -> None:
    colors = read_document("answer")["resources"][0]["colors"]

    pairs = [(text, ground) for text, grounds in ON.items() for ground in grounds]
    contrasts = {
        (text, ground): contrast(colors[text], colors[ground]) for text, ground in pairs
    }

    assert {pair: c for pair, c in contrasts.items() if c < LEAST_CONTRAST} == {}


def test_colors_are_written_only_where_contrast_is_checked() -> None:
    written = {
        color
        for path in DOCUMENTS.iterdir()
        for color in re.findall(r"#[0-9A-F]{6}", Path(path).read_text("utf-8"))
    }

    assert written == set(read_document("answer")["resources"][0]["colors"].values())


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colors, from 1 to 21, as WCAG reckons it."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    channels = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
