"""A clinician can review everything, and only what was reviewed loses its draft."""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from guide.pack import read_pack
from tests.conftest import LOCALE, needs
from tools.pack.building import CONTENT
from tools.pack.compile import compile_content
from tools.pack.content import Content
from tools.review.__main__ import main
from tools.review.fingerprint import fingerprint
from tools.review.page import render, speak
from tools.simulator.speech import can_speak_aloud

TODAY = date.today()
ROLE = "spine surgeon"
ASKS = re.compile(rb"(?<=\nasks:\n)(  - .*\n)(?:  - .*\n)+")


@dataclass
class _Tags(HTMLParser):
    """Notes every tag of a page."""

    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def named(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


def _tags(page: str) -> _Tags:
    tags = _Tags()
    tags.feed(page)
    return tags


@pytest.fixture(scope="module")
def compiled() -> tuple[Content, dict[str, Any]]:
    return compile_content(CONTENT, LOCALE)


def test_every_drawing_is_shown_with_its_words(
    compiled: tuple[Content, dict[str, Any]], page: str
) -> None:
    _, pack = compiled

    shown = re.findall(r"</svg>\s*</div><figcaption>(.*?)</figcaption>", page)

    assert list(map(unescape, shown)) == [
        drawing["alt"] for drawing in pack["drawings"].values()
    ]


@pytest.fixture(scope="module")
def page(compiled: tuple[Content, dict[str, Any]]) -> str:
    return render(*compiled, TODAY)


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """Our content to write in, with few asks, which are slow to read."""
    content = shutil.copytree(CONTENT, tmp_path / "content")
    for path in content.rglob("topics/*/*.md"):
        path.write_bytes(ASKS.sub(rb"\1", path.read_bytes()))
    return content


Review = Callable[..., Path]


@pytest.fixture
def review(compiled: tuple[Content, dict[str, Any]], tmp_path: Path) -> Review:
    """Write what the page exports where topics were approved, but for `changed`."""

    def write(*ids: str, **changed: object) -> Path:
        pack = compiled[1]
        topics = [
            {
                "id": id_,
                "fingerprint": fingerprint(pack["topics"].get(id_, {})),
                "verdict": "approve",
                "initials": "A.B.",
                "role": ROLE,
                "date": TODAY.isoformat(),
                "disagree": False,
                "comments": "",
                **changed,
            }
            for id_ in ids
        ]
        path = tmp_path / "review.json"
        path.write_text(json.dumps({"locale": LOCALE, "topics": topics}), "utf-8")
        return path

    return write


def _apply(content: Path, file: Path) -> int:
    return main(["--content", str(content), "apply", str(file)])


def _file(content: Path, id_: str) -> Path:
    return next(content.rglob(f"{id_}.md"))


def _change(content: Path, id_: str, old: str, new: str) -> None:
    path = _file(content, id_)
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


def _texts(content: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in content.rglob("*.*")}


def test_the_page_holds_every_topic_as_heard(
    page: str, compiled: tuple[Content, dict[str, Any]]
) -> None:
    topics = compiled[1]["topics"].values()
    texts = [
        text
        for topic in topics
        for text in (
            topic["title"],
            topic["answer"],
            topic.get("more", ""),
            *(step["say"] for step in topic.get("steps", ())),
        )
    ]

    assert [text for text in texts if _escaped(text) not in page] == []


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace('"', "&#34;").replace("'", "&#39;")


def test_the_page_names_every_source_number_and_red_flag(
    page: str, compiled: tuple[Content, dict[str, Any]]
) -> None:
    content = compiled[0]
    cited = {id_ for topic in content.topics.values() for id_ in topic.front.sources}
    sources = [content.sources[id_] for id_ in cited]
    shown = [
        *(source.read for source in sources),
        *(source.publisher for source in sources),
        *content.words.numbers,
        *(content.topics[id_].front.title for id_ in content.red_flags.signs),
    ]

    assert [text for text in shown if _escaped(text) not in page] == []


def test_the_page_links_only_to_the_addresses_of_sources(
    page: str, compiled: tuple[Content, dict[str, Any]]
) -> None:
    addresses = {source.address for source in compiled[0].sources.values()}
    links = {link["href"] for link in _tags(page).named("a")}

    assert {link for link in links if link and not link.startswith("#")} <= addresses


def test_the_page_fetches_nothing(page: str) -> None:
    tags = _tags(page)

    assert [tag for tag, attributes in tags.tags if "src" in attributes] == []
    assert tags.named("link") == []
    assert re.findall(r"@import|url\(", page) == []


def test_the_page_says_that_it_is_a_draft_and_begins_with_warning_signs(
    page: str,
) -> None:
    articles = _tags(page).named("article")

    assert "No clinician has reviewed any of this." in page
    assert articles[0]["data-section"] == "warning-signs"
    assert {article["data-state"] for article in articles} == {"draft"}


def test_the_page_carries_the_fingerprint_of_every_topic(
    page: str, compiled: tuple[Content, dict[str, Any]]
) -> None:
    carried = {
        article["id"]: article["data-fingerprint"]
        for article in _tags(page).named("article")
    }

    topics = compiled[1]["topics"]
    assert carried == {id_: fingerprint(topic) for id_, topic in topics.items()}


def test_the_page_marks_where_views_differ(page: str) -> None:
    article = page[page.index('<article class="topic info" id="lifting"') :]

    assert "Says that views differ" in article[: article.index("</article>")]


def test_a_new_way_of_asking_keeps_a_fingerprint_and_a_new_word_does_not() -> None:
    topic = {"title": "Driving", "answer": "Not today.", "call": "driving"}

    assert fingerprint({**topic, "call": "the car"}) == fingerprint(topic)
    assert fingerprint({**topic, "answer": "Not today!"}) != fingerprint(topic)


def test_the_command_writes_the_page(
    scratch: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--content", str(scratch), "--to", str(tmp_path)]) == 0

    assert (tmp_path / "index.html").read_text("utf-8").startswith("<!doctype html>")
    assert "topics of en-US" in capsys.readouterr().out


def test_an_approved_topic_is_marked_and_no_other_byte_changes(
    scratch: Path, review: Review
) -> None:
    before = _texts(scratch)
    path = _file(scratch, "driving")

    assert _apply(scratch, review("driving")) == 0

    line = f"\nreviewed: {ROLE}, {TODAY}\n".encode()
    after = before | {path: before[path].replace(b"\nreviewed: draft\n", line)}
    assert _texts(scratch) == after
    content, pack = compile_content(scratch, LOCALE)
    assert pack["topics"]["driving"]["reviewed"] == f"{ROLE}, {TODAY}"
    state = 'data-state="reviewed"'
    assert render(content, pack, TODAY).count(state) == 1


def test_only_the_front_matter_changes_whatever_stands_below_or_ends_the_lines(
    scratch: Path, review: Review
) -> None:
    path = _file(scratch, "driving")
    text = path.read_bytes().replace(b"reviewed: draft", b"reviewed: draft # so far")
    text += b"\nreviewed: draft\n"
    path.write_bytes(text.replace(b"\n", b"\r\n"))
    mark = fingerprint(compile_content(scratch, LOCALE)[1]["topics"]["driving"])

    assert _apply(scratch, review("driving", fingerprint=mark)) == 0

    value = f"reviewed: {ROLE}, {TODAY} # so far".encode()
    expected = text.replace(b"reviewed: draft # so far", value)
    assert path.read_bytes() == expected.replace(b"\n", b"\r\n")


def test_a_review_taken_twice_changes_nothing_more(
    scratch: Path, review: Review, capsys: pytest.CaptureFixture[str]
) -> None:
    file = review("driving")
    _apply(scratch, file)
    before = _texts(scratch)

    assert _apply(scratch, file) == 0

    assert _texts(scratch) == before
    assert "driving: was marked so already" in capsys.readouterr().out


def test_what_needs_change_stays_a_draft_and_its_comments_are_printed(
    scratch: Path, review: Review, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _texts(scratch)
    comments = "Say when.\nAnd \x1b[2Jwhy."
    file = review(
        "driving",
        **{"verdict": "needs-change", "comments": comments, "disagree": True},
        **{"role": "", "date": None, "fingerprint": "old"},
    )

    assert _apply(scratch, file) == 0

    assert _texts(scratch) == before
    assert capsys.readouterr().out.splitlines() == [
        "driving: needs change (its text has changed since):"
        " Say when. And [2Jwhy. (sources disagree)",
        "0 topics marked as reviewed, 1 need change",
    ]


def test_everything_that_cannot_be_taken_is_refused_at_once_and_nothing_is_written(
    scratch: Path, review: Review, capsys: pytest.CaptureFixture[str]
) -> None:
    _change(scratch, "work", "reviewed: draft", "reviewed: nurse, 2026-11-01")
    _change(scratch, "rest", "reviewed: draft", 'reviewed: "draft"')
    _change(scratch, "walking", "\n---\n", "\n---\nOnce more. ")
    tomorrow = TODAY + timedelta(days=1)
    before = _texts(scratch)
    mistakes: dict[str, dict[str, object]] = {
        "walking": {},
        "work": {},
        "rest": {},
        "no-such": {},
        "driving": {},
        "sex": {"role": " ", "date": None},
        "mri": {"role": "x: y"},
        "smoking": {"role": "Draft"},
        "lifting": {"date": tomorrow.isoformat()},
    }
    file = review(*mistakes, "driving")
    whole = json.loads(file.read_text("utf-8"))
    for topic in whole["topics"]:
        topic.update(mistakes[topic["id"]])
    file.write_text(json.dumps(whole), "utf-8")

    assert _apply(scratch, file) == 1

    words = "is not a role: write it in words, as in ward nurse"
    assert capsys.readouterr().err.splitlines() == [
        "driving: it is there twice",
        "walking: its text has changed since the page was made",
        "work: it is reviewed already (nurse, 2026-11-01); make it a draft first",
        "rest: its file has no line `reviewed: draft`",
        "no-such: there is no such topic",
        "sex: the role of who approved it is missing",
        "sex: the date of the review is missing",
        f"mri: 'x: y' {words}",
        f"smoking: 'Draft' {words}",
        f"lifting: {tomorrow} is in the future",
        "10 reasons to refuse the review; nothing was written",
    ]
    assert _texts(scratch) == before


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"date": "soon"}, id="not a date"),
        pytest.param({"verdict": "perhaps"}, id="not a verdict"),
        pytest.param({"surprise": 1}, id="unknown key"),
    ],
)
def test_a_box_that_the_page_did_not_write_is_refused(
    review: Review, capsys: pytest.CaptureFixture[str], changed: dict[str, object]
) -> None:
    assert _apply(CONTENT, review("driving", **changed)) == 1
    assert f"review.json: topics.0.{next(iter(changed))}: " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("{", "Invalid JSON", id="no JSON"),
        pytest.param('{"locale": "de-DE", "topics": []}', "de-DE", id="no locale"),
        pytest.param(None, "No such file", id="no file"),
    ],
)
def test_a_file_that_is_no_review_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, reason: str
) -> None:
    file = tmp_path / "review.json"
    if text is not None:
        file.write_text(text, "utf-8")

    assert _apply(CONTENT, file) == 1
    assert reason in capsys.readouterr().err


def test_mistakes_in_content_are_named(
    scratch: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _file(scratch, "driving").write_text("no front matter", "utf-8")

    assert main(["--content", str(scratch), "--to", str(tmp_path)]) == 1
    assert "driving.md:1: form:" in capsys.readouterr().err


def test_every_topic_can_be_heard(
    compiled: tuple[Content, dict[str, Any]], tmp_path: Path
) -> None:
    needs("espeak-ng", can_speak_aloud())
    said = speak(read_pack(json.dumps(compiled[1])), tmp_path / "audio")

    first = next(said)
    sounds = {f"{first}.wav"}
    assert {path.name for path in (tmp_path / "audio").iterdir()} == sounds
    assert (tmp_path / "audio" / f"{first}.wav").read_bytes()[:4] == b"RIFF"
    shown = _tags(render(*compiled, TODAY, [first])).named("audio")
    assert [one["src"] for one in shown] == [f"audio/{first}.wav"]


def test_without_espeak_the_page_is_silent_and_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    scratch: Path,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr("tools.review.__main__.can_speak_aloud", lambda: False)
    folders = ["--content", str(scratch), "--to", str(tmp_path)]

    assert main([*folders, "--voice"]) == 0

    assert "apt-get install espeak-ng" in capsys.readouterr().err
    assert not (tmp_path / "audio").exists()
