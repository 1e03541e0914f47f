"""What the browser is served: two pages, what they are made of, and the turns."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import (
    Flask,
    Response,
    abort,
    jsonify,
    request,
    send_file,
    send_from_directory,
)

from tools.pack.content import layers
from tools.simulator.viewports import VIEWPORTS
from tools.simulator.web.conversations import Conversations

HERE = Path(__file__).parent
VIEW_HOST = Path("node_modules") / "apl-viewhost-web" / "index.js"
FONT = re.compile(r"https://[\w.]+/[\w-]+\.ttf")
NO_SCREEN = "none"

# Nothing but this server may be asked for anything. The view host is the exception in
# its frame: its engine is compiled there, and it writes styles of its own.
PAGE_POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'self'"
SCREEN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval';"
    " style-src 'self' 'unsafe-inline'; connect-src 'self' data:; img-src 'self' data:;"
    " font-src 'self' data:;"
    " frame-ancestors 'self'"
)


def create_app(content: Path) -> Flask:
    """Make the application.

    Raises BadContentError for content with mistakes.
    """
    app = Flask(__name__, static_folder=None)
    app.json.sort_keys = False  # type: ignore[attr-defined] # Flask's own provider has it
    conversations = Conversations(content)
    serve_screen(app)
    app.add_url_rule("/", view_func=_page, endpoint="page")

    @app.get("/setup")
    def setup() -> Response:
        """Tell what can be chosen, which also tells that the server is there."""
        screens = {key: screen.name for key, screen in VIEWPORTS.items()}
        return jsonify(
            locales=conversations.locales,
            screens={NO_SCREEN: "No screen", **screens},
            viewhost=VIEW_HOST.exists(),
        )

    @app.post("/turn")
    def turn() -> Response:
        """Take a turn of a conversation."""
        asked: Any = request.get_json()
        if (
            not isinstance(asked, dict)
            or asked.get("locale") not in conversations.locales
        ):
            abort(400, "say which locale")
        id_, screen = str(asked.get("conversation")), str(asked.get("screen"))
        return jsonify(conversations.turn(id_, asked["locale"], screen, asked))

    @app.get("/dialogue/<id_>")
    def dialogue(id_: str) -> Response:
        """Give a conversation as a dialogue for the tests."""
        return Response(conversations.dialogue(id_), mimetype="text/plain")

    @app.get("/drawings/<id_>.svg")
    def drawing(id_: str) -> Response:
        """Give a drawing, for pages that show no APL."""
        name, folders = f"{id_}.svg", [one / "drawings" for one in layers(content)]
        holding = [folder for folder in folders if (folder / name).exists()]
        return send_from_directory((holding or folders)[-1].resolve(), name)

    return app


def serve_screen(app: Flask) -> None:
    """Serve the page that shows screens with the view host, and what it is made of."""
    app.add_url_rule("/screen", view_func=_screen, endpoint="screen")
    app.add_url_rule("/viewhost.js", view_func=_view_host, endpoint="viewhost")
    app.add_url_rule("/static/<name>", view_func=_static, endpoint="static")
    app.after_request(_forbid_others)


def _forbid_others(response: Response) -> Response:
    """Let no page ask anybody else for anything."""
    policy = SCREEN_POLICY if request.path == "/screen" else PAGE_POLICY
    response.headers["Content-Security-Policy"] = policy
    if request.path != "/viewhost.js":  # five megabytes, and always the same
        response.headers["Cache-Control"] = "no-store"
    return response


def _static(name: str) -> Response:
    return send_from_directory(HERE / "static", name)


def _page() -> Response:
    return send_file(HERE / "page.html")


def _screen() -> Response:
    return send_file(HERE / "screen.html")


def _view_host() -> Response:
    if not VIEW_HOST.exists():
        abort(404, "the view host is not installed: npm ci installs it")
    answer = Response(_at_home(VIEW_HOST), mimetype="text/javascript")
    answer.headers["Cache-Control"] = "max-age=3600"
    return answer


@lru_cache
def _at_home(view_host: Path) -> str:
    """Read the view host without the addresses of fonts that it would fetch."""
    return FONT.sub("data:,", view_host.read_text("utf-8"))
