"""Turns drawings from SVG, as people draw them, into AVG, as Alexa shows them.

A drawing keeps to what both know: groups, and shapes with plain attributes. Anything
else is a mistake, so that nothing is missing on a screen in silence.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from tools.pack.findings import BadContentError, Finding, shown

AVG = {"type": "AVG", "version": "1.1"}
NAMESPACE = "{http://www.w3.org/2000/svg}"
COLOR = re.compile(r"none|#[0-9a-f]{6}")

# What SVG calls a thing, and what AVG calls it. Children inherit these.
PAINT = {
    "fill": "fill",
    "fill-opacity": "fillOpacity",
    "stroke": "stroke",
    "stroke-width": "strokeWidth",
    "stroke-opacity": "strokeOpacity",
    "stroke-linecap": "strokeLineCap",
    "stroke-linejoin": "strokeLineJoin",
    "stroke-dasharray": "strokeDashArray",
}
DEFAULTS = {"fill": "#000000", "stroke": "none"}  # SVG's; AVG has others

Attributes = Mapping[str, str]
Item = dict[str, Any]


class _UnknownError(ValueError):
    """Raised if a drawing holds what AVG does not know."""


def read_drawing(path: Path) -> str:
    """Read a drawing (SVG) and give it as AVG, in JSON.

    Raises BadContentError where it is not SVG, or uses what AVG does not know.
    """
    try:
        return json.dumps(_graphic(path.read_text("utf-8")), separators=(",", ":"))
    except (ElementTree.ParseError, UnicodeDecodeError) as error:
        problem = f"this is not SVG: {error}"
    except _UnknownError as error:
        problem = str(error)
    raise BadContentError([Finding(shown(path), 1, "drawing", problem)])


def _graphic(text: str) -> Item:
    root = ElementTree.fromstring(text)  # noqa: S314 # a file of the content's own
    box = root.get("viewBox", "").split()
    if root.tag != f"{NAMESPACE}svg" or len(box) != 4 or box[:2] != ["0", "0"]:
        raise _UnknownError('begin with <svg viewBox="0 0 width height">')
    width, height = map(_number, box[2:])
    size = {"width": width, "height": height}
    viewport = {"viewportWidth": width, "viewportHeight": height}
    paint = {**DEFAULTS, **_paint(root.attrib)}
    return {**AVG, **size, **viewport, "items": list(_items(root, paint))}


def _items(parent: ElementTree.Element, inherited: Attributes) -> Iterator[Item]:
    for element in parent:
        tag = element.tag.removeprefix(NAMESPACE)
        paint = {**inherited, **_paint(element.attrib)}
        if tag == "g":
            yield _group(element, paint)
        elif tag in SHAPES:
            path = {"type": "path", "pathData": SHAPES[tag](element.attrib)}
            item = {**path, **_avg_paint(paint)}
            transform = element.get("transform")
            yield _moved([item], transform) if transform else item
        elif tag not in {"title", "desc"}:
            raise _UnknownError(f"<{tag}> cannot be shown by Alexa")


def _group(element: ElementTree.Element, paint: Attributes) -> Item:
    group = _moved(list(_items(element, paint)), element.get("transform"))
    opacity = element.get("opacity")
    return {**group, "opacity": _number(opacity)} if opacity else group


def _moved(items: list[Item], transform: str | None) -> Item:
    moved = {"transform": transform} if transform else {}
    return {"type": "group", **moved, "items": items}


def _paint(attributes: Attributes) -> dict[str, str]:
    for name in ("style", "class"):
        if name in attributes:
            raise _UnknownError(
                f"{name}= cannot be shown by Alexa: use plain attributes"
            )
    return {name: attributes[name] for name in PAINT if name in attributes}


def _avg_paint(paint: Attributes) -> Item:
    """Write only what is painted at all; AVG paints nothing unless told to."""
    unpainted = tuple(name for name in ("fill", "stroke") if paint[name] == "none")
    return {
        PAINT[name]: _avg_value(name, value)
        for name, value in paint.items()
        if not name.startswith(unpainted)
    }


def _avg_value(name: str, value: str) -> str | float | list[float]:
    if name in {"fill", "stroke"}:
        if not COLOR.fullmatch(value):
            raise _UnknownError(f'{name}="{value}": write colors as #1a2b3c, or none')
        return value
    if name in {"stroke-linecap", "stroke-linejoin"}:
        return value
    if name == "stroke-dasharray":
        return [_number(part) for part in value.replace(",", " ").split()]
    return _number(value)


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise _UnknownError(f'"{text}" is not a plain number') from None
    return int(value) if value.is_integer() else value


def _path(attributes: Attributes) -> str:
    return " ".join(attributes.get("d", "").split())


def _line(attributes: Attributes) -> str:
    x1, y1, x2, y2 = _values(attributes, "x1", "y1", "x2", "y2")
    return f"M{x1},{y1} L{x2},{y2}"


def _rect(attributes: Attributes) -> str:
    x, y, width, height, r = _values(attributes, "x", "y", "width", "height", "rx")
    if not r:
        return f"M{x},{y} h{width} v{height} h{-width} Z"
    across, down, arc = width - 2 * r, height - 2 * r, f"a{r},{r} 0 0 1"
    return (
        f"M{x + r},{y} h{across} {arc} {r},{r} v{down} {arc} {-r},{r}"
        f" h{-across} {arc} {-r},{-r} v{-down} {arc} {r},{-r} Z"
    )


def _circle(attributes: Attributes) -> str:
    x, y, r = _values(attributes, "cx", "cy", "r")
    return _round(x, y, r, r)


def _ellipse(attributes: Attributes) -> str:
    return _round(*_values(attributes, "cx", "cy", "rx", "ry"))


def _round(x: float, y: float, rx: float, ry: float) -> str:
    half = f"a{rx},{ry} 0 1 0"
    return f"M{x - rx},{y} {half} {2 * rx},0 {half} {-2 * rx},0 Z"


def _values(attributes: Attributes, *names: str) -> list[float]:
    return [_number(attributes.get(name, "0")) for name in names]


SHAPES: dict[str, Callable[[Attributes], str]] = {
    "path": _path,
    "line": _line,
    "rect": _rect,
    "circle": _circle,
    "ellipse": _ellipse,
}
