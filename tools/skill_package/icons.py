"""The skill's icons: drawn once as SVG, rendered by Chromium, and committed.

A rendered icon carries the fingerprint of its drawing, so that nobody forgets it.
"""

import struct
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from tools.pack.content import layers

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SIZES = {"icon-108.png": 108, "icon-512.png": 512}
SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"Drawing"
HEADER_END = 33  # the signature, and the header's chunk


class BadIconError(ValueError):
    """Raised if a file is not a PNG image."""


def svg_of(folder: Path) -> Path:
    """Give the drawing of a content folder, or of the one it is laid over."""
    return _nearest(folder, "icon.svg")


def png_of(folder: Path, name: str) -> Path:
    """Give a rendered icon; it lies beside its drawing."""
    return svg_of(folder).with_name(name)


def is_current(png: Path, svg: Path) -> bool:
    """Tell whether an icon was rendered from this very drawing."""
    mark = KEYWORD + b"\0" + _fingerprint(svg)
    return any(kind == b"tEXt" and data == mark for kind, data in _chunks(png))


def size_of(png: Path) -> tuple[int, int]:
    """Give the width and height of an icon, in pixels."""
    kind, header = next(_chunks(png))
    if kind != b"IHDR":
        raise BadIconError(f"{png}: no header")
    width, height = struct.unpack(">II", header[:8])
    return width, height


def render(svg: Path, browser: "Browser") -> list[Path]:
    """Render a drawing at every size, beside it."""
    written = []
    for name, size in SIZES.items():
        page = browser.new_page(viewport={"width": size, "height": size})
        style = "margin:0;background:transparent"
        drawing = svg.read_text("utf-8")
        page.set_content(f"<body style='{style}'>{drawing}</body>")
        page.add_style_tag(content=f"svg{{display:block;width:{size}px}}")
        image = page.screenshot(omit_background=True)
        page.close()
        path = svg.with_name(name)
        path.write_bytes(_marked(image, _fingerprint(svg)))
        written.append(path)
    return written


def _nearest(folder: Path, name: str) -> Path:
    paths = [layer / "icons" / name for layer in reversed(layers(folder))]
    return next((path for path in paths if path.exists()), paths[0])


def _fingerprint(svg: Path) -> bytes:
    return sha256(svg.read_bytes()).hexdigest().encode()


def _chunks(png: Path) -> Iterator[tuple[bytes, bytes]]:
    image = png.read_bytes()
    if not image.startswith(SIGNATURE):
        raise BadIconError(f"{png}: no PNG image")
    at = len(SIGNATURE)
    while at < len(image):
        length, kind = struct.unpack(">I4s", image[at : at + 8])
        yield kind, image[at + 8 : at + 8 + length]
        at += length + 12


def _marked(image: bytes, fingerprint: bytes) -> bytes:
    """Note the drawing's fingerprint in an image, behind its header."""
    data = KEYWORD + b"\0" + fingerprint
    check = struct.pack(">I", zlib.crc32(b"tEXt" + data))
    chunk = struct.pack(">I", len(data)) + b"tEXt" + data + check
    return image[:HEADER_END] + chunk + image[HEADER_END:]
