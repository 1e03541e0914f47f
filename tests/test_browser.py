"""The simulator's page in Chromium, as somebody at a desk or with a phone meets it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from werkzeug.serving import BaseWSGIServer

from guide.model import Guide
from tests.conftest import needs
from tools.pack.building import CONTENT, Places
from tools.simulator.web import pages
from tools.simulator.web.__main__ import serve

AXE = Path("node_modules") / "axe-core" / "axe.min.js"
DESK: ViewportSize = {"width": 1360, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}
TOUCH_GAP = 600  # milliseconds: the view host ignores touches that come too soon

LISTEN = """
window.heard = [];
speechSynthesis.speak = (utterance) => {
  window.heard.push(utterance.text);
  setTimeout(() => utterance.onend(), 0);
};
"""


@contextmanager
def _serving(port: int = 0) -> Iterator[BaseWSGIServer]:
    server = serve(CONTENT, port)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def address(places: Places) -> Iterator[str]:
    with _serving() as server:
        yield f"http://127.0.0.1:{server.port}/"


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One context, so that the view host is fetched and compiled once."""
    one = browser.new_context()
    one.add_init_script(LISTEN)
    yield one
    one.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    one = context.new_page()
    one.set_viewport_size(DESK)
    yield one
    one.close()


@pytest.fixture
def desk(page: Page, address: str) -> Page:
    """The page, with a device that has a screen, and the skill just opened."""
    page.goto(address)
    _say(page, "open")
    return page


def _say(page: Page, words: str) -> None:
    page.get_by_label("What you would say").fill(words)
    with page.expect_response("**/turn"):
        page.keyboard.press("Enter")


def _heard(page: Page) -> str:
    return " ".join(page.evaluate("window.heard"))


def test_a_question_is_typed_and_its_answer_seen_and_heard(
    desk: Page, guide: Guide
) -> None:
    _say(desk, "driving")

    answer = guide.topics["driving"].answer
    expect(desk.locator("#log .skill").last).to_contain_text(answer)
    desk.wait_for_function("() => heard.join(' ').includes('brake hard')")
    expect(desk.frame_locator("#shown").get_by_text(answer)).to_be_visible()
    expect(desk.locator("#facts")).to_contain_text("TopicIntent")


def test_the_disclaimer_is_heard_last_on_stop(desk: Page, guide: Guide) -> None:
    desk.get_by_role("button", name="Stop").click()

    expect(desk.get_by_text("The session ends.")).to_be_visible()
    desk.wait_for_function("() => heard.at(-1).includes('local emergency number')")
    spelled = guide.phrases.disclaimer.replace("911", "9 1 1")
    assert _heard(desk).endswith(spelled)


def test_the_reprompt_is_heard_on_silence(desk: Page) -> None:
    reprompt = desk.locator("dt:text-is('On silence') + dd").inner_text()

    desk.get_by_role("button", name="Say nothing").click()

    expect(desk.locator("#log .skill").last).to_have_text(reprompt)
    expect(desk.get_by_text("The session ends.")).to_be_visible()


def test_the_glass_can_be_touched(desk: Page, guide: Guide) -> None:
    label = desk.frame_locator("#shown").get_by_text("Recovery", exact=True)
    label.wait_for()
    desk.wait_for_timeout(TOUCH_GAP)

    label.click(delay=100)

    expect(desk.get_by_text("(touches “Recovery”)")).to_be_visible()
    answer = guide.topics["recovery"].answer
    expect(desk.locator("#log .skill").last).to_contain_text(answer)


def test_an_emergency_is_plain_to_see(desk: Page, guide: Guide) -> None:
    _say(desk, "i can't breathe")

    expect(desk.locator("#log .emergency")).to_contain_text("Call 911 now")
    expect(desk.frame_locator("#shown").get_by_text("Call 911")).to_be_visible()
    expect(desk.get_by_text("The session ends.")).to_be_visible()


def test_everything_can_be_done_from_the_keyboard(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_function("() => document.activeElement.id === 'said'")
    page.keyboard.type("procedure steps")
    page.keyboard.press("Enter")
    touch = page.get_by_role("button", name="Start with step one")
    touch.wait_for()

    for _ in range(12):
        page.keyboard.press("Tab")
        if touch.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")

    expect(page.locator("#log .skill").last).to_contain_text("Lying face down")


def test_a_server_that_goes_away_is_told_and_the_page_recovers(
    page: Page, places: Places
) -> None:
    with _serving() as server:
        port = server.port
        page.goto(f"http://127.0.0.1:{port}/")
        _say(page, "open")

    page.get_by_label("What you would say").fill("driving")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert")).to_contain_text("does not answer")
    expect(page.get_by_label("What you would say")).to_have_value("driving")
    with _serving(port):
        expect(page.get_by_role("alert")).to_be_hidden()
        _say(page, "driving")
        expect(page.locator("#log .skill").last).to_contain_text("Do not drive")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_serious(
    page: Page, address: str, size: ViewportSize
) -> None:
    needs("axe-core (npm ci)", AXE.exists())
    page.set_viewport_size(size)
    page.goto(address)
    _say(page, "open")
    _say(page, "i can't breathe")

    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, { iframes: false })")

    assert found["passes"]
    grave = [v for v in found["violations"] if v["impact"] in {"serious", "critical"}]
    assert [(v["id"], v["nodes"][0]["html"]) for v in grave] == []


def test_axe_finds_what_is_serious(desk: Page) -> None:
    needs("axe-core (npm ci)", AXE.exists())
    desk.evaluate("document.querySelector('label[for=said]').remove()")

    desk.evaluate(AXE.read_text("utf-8"))
    found = desk.evaluate("axe.run(document, { iframes: false })")

    assert "label" in {v["id"] for v in found["violations"]}


def test_the_page_fits_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(address)
    _say(page, "open")
    page.locator("#screen").select_option("medium")
    _say(page, "driving")

    width = page.evaluate("document.documentElement.scrollWidth")

    assert width == PHONE["width"]


def test_no_request_leaves_this_machine(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(address)
    _say(page, "open")
    _say(page, "procedure steps")
    page.frame_locator("#shown").get_by_text("What happens during").wait_for()

    assert f"{address}turn" in asked
    assert f"{address}viewhost.js" in asked
    outside = [url for url in asked if not url.startswith((address, "data:", "blob:"))]
    assert outside == []


def test_the_microphone_is_off_until_the_page_has_said_who_listens(
    desk: Page,
) -> None:
    microphone = desk.get_by_role("button", name="Microphone", exact=True)
    expect(microphone).to_have_attribute("aria-pressed", "false")

    microphone.click()

    expect(desk.get_by_role("dialog")).to_contain_text("to its maker")
    desk.get_by_role("button", name="Type instead").click()
    expect(desk.get_by_role("dialog")).to_be_hidden()
    expect(microphone).to_have_attribute("aria-pressed", "false")


def test_without_the_view_host_the_screen_is_told_in_words(
    page: Page, address: str, guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "VIEW_HOST", Path("nowhere.js"))
    page.goto(address)

    _say(page, "driving")

    answer = guide.topics["driving"].answer
    expect(page.locator("#plain")).to_contain_text(answer)
    expect(page.locator("#shown")).to_be_hidden()


def test_without_the_view_host_a_drawing_is_shown_as_it_was_drawn(
    page: Page, address: str, guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "VIEW_HOST", Path("nowhere.js"))
    page.goto(address)

    _say(page, "kyphoplasty")

    image = page.get_by_alt_text(guide.drawings["balloon"].alt)
    expect(image).to_be_visible()
    page.wait_for_function("() => document.querySelector('#plain img').naturalWidth")


def test_a_device_without_a_screen_shows_the_card(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#screen").select_option("none")

    _say(page, "driving")

    expect(page.locator("#log .card")).to_contain_text("Sources: ")
    expect(page.locator("#device")).to_be_hidden()


def test_another_locale_is_another_place(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Locale").select_option("en-GB")

    _say(page, "i can't breathe")

    expect(page.locator("#log .emergency")).to_contain_text("Call 999 now")


def test_a_conversation_can_be_copied_as_a_dialogue(desk: Page) -> None:
    _say(desk, "driving")

    desk.get_by_role("button", name="Copy as a test dialogue").click()
    expect(desk.locator("#dialogue")).to_be_visible()

    turns = yaml.safe_load(desk.locator("#dialogue").input_value())
    assert [turn["you"] for turn in turns] == ["open", "driving"]
    assert turns[1]["topic"] == "driving"
