"""Pictures for the documents: screens side by side, the drawings, the page itself."""

from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, Page, ViewportSize
from werkzeug.serving import make_server

from tools.screens.rendering import Stage
from tools.screens.shown import Screens
from tools.simulator.viewports import VIEWPORTS
from tools.simulator.web.pages import create_app

BESIDE = {"small": 330, "medium": 380, "large": 450}  # pixels wide, on the sheet
SHEET = 1260
KINDS = ("launch", "choice", "answer", "step", "emergency")
DESK: ViewportSize = {"width": 1080, "height": 700}
PHONE: ViewportSize = {"width": 390, "height": 844}
ASKED = ("open", "procedure steps", "yes")


def write_gallery(
    browser: Browser, stage: Stage, screens: Screens, content: Path, folder: Path
) -> None:
    """Write every picture into a folder: `screen-<kind>`, `drawings`, `web-<size>`."""
    sheet = browser.new_page()
    for kind in KINDS:
        directive = _best(screens, kind)
        shots = []
        for size, wide in BESIDE.items():
            stage.show(directive, VIEWPORTS[size])
            shots.append((stage.page.screenshot(), "png", wide))
        _lay_out(sheet, shots, folder / f"screen-{kind}.png")
    drawings = sorted((content / "drawings").glob("*.svg"))
    shots = [(path.read_bytes(), "svg+xml", SHEET // 3 - 24) for path in drawings]
    _lay_out(sheet, shots, folder / "drawings.png")
    sheet.close()
    _photograph_page(browser, content, folder)


def _best(screens: Screens, kind: str) -> dict[str, object]:
    """Choose the screen of a kind to show: the first one, with a drawing if any has."""
    of_kind = [one for one in screens.values() if one["token"] == kind]
    drawn = (one for one in of_kind if one["datasources"]["screen"]["drawing"])
    return next(drawn, of_kind[0])


def _lay_out(sheet: Page, shots: Iterable[tuple[bytes, str, int]], path: Path) -> None:
    images = "".join(
        f'<img style="width: {wide}px; border-radius: 8px; background: #fbf9f4"'
        f' src="data:image/{kind};base64,{b64encode(shot).decode()}">'
        for shot, kind, wide in shots
    )
    style = "display: flex; flex-wrap: wrap; gap: 12px; align-items: center;"
    sheet.set_viewport_size({"width": SHEET, "height": 100})
    sheet.set_content(
        f'<body style="margin: 12px; background: #c9cfd3; {style}">{images}</body>'
    )
    sheet.screenshot(path=path, full_page=True)


def _photograph_page(browser: Browser, content: Path, folder: Path) -> None:
    server = make_server("127.0.0.1", 0, create_app(content), threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        for name, size in (("desk", DESK), ("phone", PHONE)):
            page = browser.new_page(viewport=size)
            _talk(page, f"http://127.0.0.1:{server.port}/")
            if name == "desk":
                page.frame_locator("#shown").locator("svg path").first.wait_for()
            page.screenshot(path=folder / f"web-{name}.png")
            page.close()
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _talk(page: Page, address: str) -> None:
    page.goto(address)
    for words in ASKED:
        page.get_by_label("What you would say").fill(words)
        with page.expect_response("**/turn"):
            page.keyboard.press("Enter")
