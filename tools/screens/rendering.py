"""A page of Chromium that shows one screen after the other, and measures each."""

import json
import logging
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from tools.simulator.viewports import Viewport
from tools.simulator.web.pages import VIEW_HOST, serve_screen

HERE = Path(__file__).parent
CHROMIUM = "chromium"
OPTIONS = [
    f"--{option}"
    for option in (
        "no-sandbox",
        "disable-gpu",
        "disable-quic",
        "no-first-run",
        "disable-background-networking",
        "disable-component-update",
        "disable-sync",
    )
]
MOST_SHOWN = 500  # screens before the engine starts afresh: it never gives back all
LEAST_CONTRAST = 4.5
LEAST_MINUTES = {
    "number": 9,
    "reading": 8,
    "sign": 6,
    "title": 6,
    "label": 6,
    "small": 5,
}
"""How large each kind of text must be to the eye, in minutes of arc.

Five is what a healthy eye can just tell apart; eight asks for two thirds of that sight.
`Viewport` says from how far away.
"""


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it was rendered: its role, its size in dp, and its contrast."""

    role: str
    size: float
    minutes: float
    contrast: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found on a screen: its texts, and all that is wrong with it."""

    texts: tuple[Text, ...]
    wrong: tuple[str, ...]


class Stage:
    """Shows screens in the view host."""

    def __init__(self, page: Page, address: str) -> None:
        """Open the view host's page."""
        self.page = page
        self._measure = (HERE / "measure.js").read_text("utf-8")
        self._shown = 0
        page.goto(f"{address}/screen")

    def show(
        self, directive: Mapping[str, Any], viewport: Viewport, scale: float = 1
    ) -> Measured:
        """Show a screen and measure it; `scale` is the device's font scaling.

        The sizes that a listener has chosen are not held against the least ones.
        """
        self._shown += 1
        if self._shown % MOST_SHOWN == 0:
            self.page.reload()
        width, height = viewport.pixels
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.evaluate(
            "([directive, viewport, scale]) => showScreen(directive, viewport, scale)",
            [directive, viewport.described(), scale],
        )
        screen = directive["datasources"]["screen"]
        shape = {"dense": viewport.dpi / 160, "round": viewport.shape == "ROUND"}
        found = self.page.evaluate(self._measure, {"screen": screen, **shape})
        texts = tuple(_text(raw, viewport) for raw in found["texts"])
        small = (wrong for text in texts for wrong in _weak(text, scale))
        return Measured(texts, (*found["wrong"], *small))

    def picture(self, path: Path) -> None:
        """Save what is shown."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=path)


def missing() -> str:
    """Name what is needed and not here; empty where all is."""
    if not shutil.which(CHROMIUM):
        return "Chromium"
    return "" if VIEW_HOST.exists() else "the view host (npm ci)"


@contextmanager
def browsing() -> Iterator[Browser]:
    """Run Chromium, without a window."""
    with TemporaryDirectory() as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which(CHROMIUM),
            args=OPTIONS,
            env={"HOME": home, "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home},
        )
        yield browser
        browser.close()


@contextmanager
def stage(browser: Browser) -> Iterator[Stage]:
    """Serve the view host on this machine, and open it in a page."""
    app = Flask(__name__, static_folder=None)
    serve_screen(app)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    page = browser.new_page()
    try:
        yield Stage(page, f"http://127.0.0.1:{server.port}")
    finally:
        page.close()
        server.shutdown()
        thread.join()
        server.server_close()


def validate(documents: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """Check documents with Amazon's validator; give its findings for each."""
    ran = subprocess.run(  # noqa: S603 # a program of our own
        ["node", str(HERE / "validate.js")],  # noqa: S607 # wherever node is
        input=json.dumps(documents),
        capture_output=True,
        text=True,
        check=True,
    )
    findings: list[list[str]] = json.loads(ran.stdout)
    return findings


def _text(raw: Mapping[str, Any], viewport: Viewport) -> Text:
    minutes = viewport.minutes(raw["size"])
    return Text(raw["role"], raw["size"], minutes, raw["contrast"])


def _weak(text: Text, scale: float) -> Iterator[str]:
    least = LEAST_MINUTES[text.role]
    if scale == 1 and text.minutes < least:
        yield f"{text.role}: {text.size:g} dp are {text.minutes:.1f}', not {least}'"
    if text.contrast < LEAST_CONTRAST:
        yield f"{text.role}: contrast {text.contrast:.1f}, not {LEAST_CONTRAST}"
