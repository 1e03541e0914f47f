"""Screens as Amazon's own engine shows them: whole, large enough, and plain to see."""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from guide.model import Guide
from library import Library
from tests.conftest import needs
from tools.pack.building import CONTENT, Places
from tools.pack.content import locales
from tools.screens import __main__ as command
from tools.screens import rendering
from tools.screens.rendering import Stage, stage, validate
from tools.screens.shown import every_screen, telling_screens
from tools.simulator.viewports import VIEWPORTS

LOCALES = locales(CONTENT)
TOUCH_GAP = 600  # milliseconds: the view host ignores touches that come too soon
ALARM = "warning-breathing"
LARGE = {"round": 1.1}  # how far type grows with the listener's choice of 1.5


@pytest.fixture(scope="module")
def shown(browser: Browser) -> Iterator[Stage]:
    with stage(browser) as one:
        yield one


@pytest.mark.parametrize("size", VIEWPORTS)
@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_is_cut_small_or_faint(
    shown: Stage, places: Places, locale: str, size: str
) -> None:
    screens = telling_screens(Library(places.packs).guide(locale))

    measured = {
        name: shown.show(directive, VIEWPORTS[size])
        for name, directive in screens.items()
    }

    assert {name: one.wrong for name, one in measured.items() if one.wrong} == {}
    assert all(one.texts for one in measured.values())


@pytest.mark.parametrize("size", VIEWPORTS)
def test_nothing_is_cut_when_the_listener_chose_large_type(
    shown: Stage, guide: Guide, size: str
) -> None:
    screens = every_screen(guide)
    names = {*telling_screens(guide), "launch", "procedure-steps-2", f"{ALARM}-check"}
    for name in sorted(names):
        directive = screens[name]
        plain = shown.show(directive, VIEWPORTS[size])

        large = shown.show(directive, VIEWPORTS[size], scale=1.5)

        assert large.wrong == (), name
        sizes = {text.role: text.size for text in plain.texts}
        grown = {text.role: text.size for text in large.texts}
        number = {"number": sizes["number"]} if "number" in sizes else {}
        growth = LARGE.get(size, 1.5)
        expected = {role: dp * growth for role, dp in sizes.items()} | number
        assert grown == pytest.approx(expected), name


def test_what_is_cut_small_faint_or_missing_is_found(
    shown: Stage, guide: Guide
) -> None:
    directive = json.loads(json.dumps(telling_screens(guide)["menu"]))
    first = directive["document"]["resources"][0]
    first["dimensions"]["touchHeight"] = "20dp"
    first["dimensions"]["label"] = "10dp"
    first["colors"]["soft"] = "#B0B0B0"
    del directive["document"]["layouts"]["Reading"]["items"][0]["items"][0]

    wrong = " ".join(shown.show(directive, VIEWPORTS["medium"]).wrong)

    assert "too small to touch" in wrong
    assert "label: 10 dp are" in wrong
    assert "small: contrast 1.7, not 4.5" in wrong
    assert 'not shown: "You can ask about' in wrong


def test_words_too_wide_for_their_line_are_found(shown: Stage, guide: Guide) -> None:
    directive = json.loads(json.dumps(telling_screens(guide)["menu"]))
    directive["datasources"]["screen"]["title"] = "W" * 60

    wrong = shown.show(directive, VIEWPORTS["medium"]).wrong

    assert any(told.startswith("a word is wider than its line") for told in wrong)


def test_what_is_touched_on_the_glass_is_sent(shown: Stage, guide: Guide) -> None:
    directive = every_screen(guide)["launch"]
    shown.show(directive, VIEWPORTS["large"])
    shown.page.evaluate(
        "addEventListener('message', ({ data }) => (window.sent = data.touched))"
    )

    shown.page.wait_for_timeout(TOUCH_GAP)
    shown.page.get_by_text("Recovery", exact=True).click(delay=100)
    shown.page.wait_for_function("window.sent")

    assert shown.page.evaluate("window.sent") == ["topic", "recovery"]


def test_amazons_validator_finds_nothing(guide: Guide) -> None:
    needs("node", shutil.which("node") is not None)

    findings = validate(_documents(every_screen(guide)))

    assert [finding for found in findings for finding in found] == []


def test_amazons_validator_finds_mistakes(guide: Guide) -> None:
    needs("node", shutil.which("node") is not None)
    document = json.loads(json.dumps(_documents(telling_screens(guide))[0]))
    document["layouts"]["Title"]["items"][0]["colour"] = "red"

    (findings,) = validate([document])

    assert any("should NOT have additional properties" in told for told in findings)


def _documents(screens: Mapping[str, Mapping[str, Any]]) -> list[Any]:
    """Give every document that is sent, once."""
    texts = {json.dumps(one["document"], sort_keys=True) for one in screens.values()}
    return [json.loads(text) for text in sorted(texts)]


@pytest.fixture
def few(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have `make screens` show a few screens, in the browser that is already there."""
    monkeypatch.setattr(command, "browsing", lambda: nullcontext(browser))
    monkeypatch.setattr(command, "every_screen", telling_screens)
    monkeypatch.setattr(command, "OUT", tmp_path)
    sizes = {size: VIEWPORTS[size] for size in ("round", "tv")}
    monkeypatch.setattr(command, "VIEWPORTS", sizes)
    return tmp_path


def test_make_screens_writes_pictures_and_figures(
    few: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = command.main(["--locale", "en-GB"])

    figures = json.loads((few / "figures.json").read_text("utf-8"))
    assert status == 0
    assert figures["screens"] == 4 * 2
    assert figures["least contrast"] >= 4.5
    assert figures["wrong"] == []
    assert sorted(few.glob("*/*/menu.png")) == [
        few / "en-GB" / "round" / "menu.png",
        few / "en-GB" / "tv" / "menu.png",
    ]
    assert capsys.readouterr().out.endswith("0 violations\n")


def test_make_screens_fails_where_something_is_wrong(
    few: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(rendering.LEAST_MINUTES, "small", 90)

    status = command.main(["--locale", "en-GB"])

    assert status == 1
    assert "en-GB/round/menu: small: 32 dp are" in capsys.readouterr().out


def test_an_alarm_shows_nothing_but_the_number_and_the_sign(
    shown: Stage, guide: Guide
) -> None:
    measured = shown.show(every_screen(guide)[ALARM], VIEWPORTS["medium"])

    assert [text.role for text in measured.texts] == ["number", "sign"]
