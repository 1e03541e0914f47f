"""Drawings: drawn once as SVG, shown by Alexa as AVG, and put into words."""

import json
from pathlib import Path

import pytest

from guide.model import Guide
from guide.pack import read_pack
from tests.conftest import write
from tools.pack.building import CONTENT, Places
from tools.pack.content import locales
from tools.pack.drawings import read_drawing
from tools.pack.findings import BadContentError

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40" {root}>{shapes}</svg>'
)


def _drawn(folder: Path, shapes: str, root: str = "") -> Path:
    return write(folder / "drawing.svg", SVG.format(root=root, shapes=shapes))


def test_every_drawing_is_shown_and_described_in_every_locale(places: Places) -> None:
    for locale in locales(CONTENT):
        guide = read_pack((places.packs / f"{locale}.json").read_bytes())

        drawn = {path.stem for path in (CONTENT / "drawings").glob("*.svg")}
        shown = {topic.drawing for topic in guide.topics.values()} - {""}
        assert shown == drawn == set(guide.drawings)
        assert all(drawing.alt for drawing in guide.drawings.values())


def test_a_step_shows_the_drawing_of_its_own_topic(guide: Guide) -> None:
    steps = guide.topics["procedure-steps"].steps

    assert [step.drawing for step in steps] == [
        "face-down",
        "needle",
        "balloon",
        "cement",
        "",
    ]


@pytest.mark.parametrize(
    ("shape", "path"),
    [
        ('<path d="M0,0\n  L1,1"/>', "M0,0 L1,1"),
        ('<line x1="1" y1="2" x2="3" y2="4.5"/>', "M1,2 L3,4.5"),
        ('<rect x="1" y="2" width="9" height="8"/>', "M1,2 h9 v8 h-9 Z"),
        (
            '<rect x="1" y="2" width="9" height="8" rx="2"/>',
            "M3,2 h5 a2,2 0 0 1 2,2 v4 a2,2 0 0 1 -2,2"
            " h-5 a2,2 0 0 1 -2,-2 v-4 a2,2 0 0 1 2,-2 Z",
        ),
        ('<circle cx="5" cy="6" r="3"/>', "M2,6 a3,3 0 1 0 6,0 a3,3 0 1 0 -6,0 Z"),
        (
            '<ellipse cx="5" cy="6" rx="3" ry="1"/>',
            "M2,6 a3,1 0 1 0 6,0 a3,1 0 1 0 -6,0 Z",
        ),
    ],
)
def test_every_shape_becomes_a_path(tmp_path: Path, shape: str, path: str) -> None:
    graphic = json.loads(read_drawing(_drawn(tmp_path, shape)))

    assert graphic == {
        "type": "AVG",
        "version": "1.1",
        "width": 60,
        "height": 40,
        "viewportWidth": 60,
        "viewportHeight": 40,
        "items": [{"type": "path", "pathData": path, "fill": "#000000"}],
    }


def test_paint_is_handed_down_and_groups_keep_their_place(tmp_path: Path) -> None:
    shapes = (
        '<g transform="rotate(9 1 2)" opacity="0.5" stroke-dasharray="2 9">'
        '<path d="M0,0" stroke="#aabbcc"/></g>'
    )

    graphic = json.loads(
        read_drawing(_drawn(tmp_path, shapes, 'fill="none" stroke-width="5"'))
    )

    path = {
        "type": "path",
        "pathData": "M0,0",
        "stroke": "#aabbcc",
        "strokeWidth": 5,
        "strokeDashArray": [2, 9],
    }
    group = {"type": "group", "transform": "rotate(9 1 2)", "items": [path]}
    assert graphic["items"] == [{**group, "opacity": 0.5}]


@pytest.mark.parametrize(
    ("shapes", "root", "told"),
    [
        ("<text>hello</text>", "", "<text> cannot be shown by Alexa"),
        ('<path d="M0,0" style="fill:red"/>', "", "style= cannot be shown"),
        ('<path d="M0,0" fill="red"/>', "", 'fill="red": write colors as #1a2b3c'),
        ('<line x1="5%"/>', "", '"5%" is not a plain number'),
        ("<g>", "", "this is not SVG"),
    ],
)
def test_what_alexa_cannot_show_is_named(
    tmp_path: Path, shapes: str, root: str, told: str
) -> None:
    with pytest.raises(BadContentError) as caught:
        read_drawing(_drawn(tmp_path, shapes, root))

    assert told in caught.value.findings[0].message
