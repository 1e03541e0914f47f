"""What goes live is whole, says what it is, and can be taken back."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import tools.publish.__main__ as publishing
from guide.pack import read_pack
from tests.conftest import write
from tools.pack.building import CONTENT
from tools.pack.content import Content, locales, read_content
from tools.publish.shelf import CURRENT, Shelf
from tools.rehearsal.stack import Account, account

BUCKET = "a-bucket"
DRAFT = "This version is a draft."


@pytest.fixture(scope="module")
def cloud() -> Iterator[Account]:
    with account() as made:
        yield made


@pytest.fixture
def shelf(cloud: Account, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    """An empty bucket, and the environment that leads to it."""
    for name, value in cloud.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("BUCKET", BUCKET)
    client = cloud.client("s3")
    client.create_bucket(Bucket=BUCKET)
    yield Shelf(BUCKET)
    for one in client.list_objects_v2(Bucket=BUCKET).get("Contents", ()):
        client.delete_object(Bucket=BUCKET, Key=one["Key"])
    client.delete_bucket(Bucket=BUCKET)


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Our content in one locale; the rehearsal lints it, and here it is only read."""
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder, ignore=shutil.ignore_patterns("en-[!U]*"))

    def read(folder: Path) -> dict[str, Content]:
        return {locale: read_content(folder, locale) for locale in locales(folder)}

    monkeypatch.setattr(publishing, "_linted", read)
    return folder


def _run(content: Path, *arguments: str) -> int:
    return publishing.main(["--content", str(content), *arguments])


def _edit(content: Path, sentence: str) -> None:
    [page] = (content / "en").rglob("driving.md")
    text = page.read_text("utf-8")
    write(page, text.replace("Wait until your own team agrees.", sentence))


def _live_answer(shelf: Shelf, topic: str) -> str:
    live = shelf.current()
    assert live is not None
    text = shelf.read(f"packs/en-US/{live.packs['en-US'].version}.json")
    assert text is not None
    return read_pack(text).topics[topic].answer


def test_a_draft_is_refused_with_a_list_of_what_it_lacks(
    shelf: Shelf, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = content / "en-US" / "words.yaml"
    text = words.read_text("utf-8")
    write(words, re.sub(r", source: [\w-]+", ", source: unverified", text))

    status = _run(content, "publish")

    said = capsys.readouterr().err
    assert status == 1
    assert "draft: driving (every locale)" in said
    assert "unverified: " in said
    assert shelf.current() is None


def test_a_draft_that_is_published_after_all_says_so(
    shelf: Shelf, content: Path
) -> None:
    status = _run(content, "publish", "--draft")

    assert status == 0
    live = shelf.current()
    assert live is not None
    assert live.draft
    assert _live_answer(shelf, "sources").startswith(DRAFT)


def test_what_is_published_twice_is_uploaded_once(
    shelf: Shelf, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(content, "publish", "--draft")

    status = _run(content, "publish", "--draft")

    assert status == 0
    assert "is live already, since" in capsys.readouterr().out
    assert len(shelf.releases()) == 1


def test_the_pointer_moves_after_the_packs_are_there(
    shelf: Shelf, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    put = Shelf.write

    def note(self: Shelf, key: str, text: bytes) -> None:
        written.append(key)
        put(self, key, text)

    monkeypatch.setattr(Shelf, "write", note)

    _run(content, "publish", "--draft")

    assert [key.split("/")[1] for key in written] == [
        "en-US",
        "releases",
        "current.json",
    ]


def test_a_roll_back_makes_the_release_before_live(
    shelf: Shelf, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(content, "publish", "--draft")
    old = _live_answer(shelf, "driving")
    _edit(content, "Wait for the rehearsal.")
    _run(content, "publish", "--draft")
    assert "Wait for the rehearsal." in _live_answer(shelf, "driving")
    first, second = shelf.releases()

    status = _run(content, "rollback")

    assert status == 0
    assert _live_answer(shelf, "driving") == old
    assert f"was live: {second}\nlive: {first}" in capsys.readouterr().out
    assert _run(content, "rollback") == 1  # there is none before the first
    assert _run(content, "rollback", "--version", second) == 0
    assert "Wait for the rehearsal." in _live_answer(shelf, "driving")


def test_what_is_live_is_compared_with_what_is_here_sentence_by_sentence(
    shelf: Shelf, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(content, "publish", "--draft")
    _edit(content, "Wait for a month.")

    _run(content, "published")

    said = capsys.readouterr().out
    assert "driving, answer (en-US):" in said
    assert "  - Wait until your own team agrees.\n  + Wait for a month." in said
    assert "in 1 places" in said


def test_a_dry_run_writes_nothing(
    shelf: Shelf, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = _run(content, "--dry-run", "publish", "--draft")

    assert status == 0
    assert shelf.current() is None
    assert "dry run" in capsys.readouterr().out


def test_a_pointer_of_nonsense_is_named(
    shelf: Shelf, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf.write(CURRENT, json.dumps({"packs": []}).encode())

    assert _run(content, "published") == 1
    assert "holds no release" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        pytest.param({"BUCKET": ""}, "say which bucket", id="no-bucket-named"),
        pytest.param({"BUCKET": "another"}, "there is no bucket another", id="none"),
        pytest.param(
            {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, "cannot be reached", id="gone"
        ),
        pytest.param(
            {
                "AWS_ACCESS_KEY_ID": "",
                "AWS_SECRET_ACCESS_KEY": "",
                "AWS_CONFIG_FILE": os.devnull,
                "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            },
            "there are no AWS credentials",
            id="no-credentials",
        ),
    ],
)
def test_what_stands_in_the_way_is_said_plainly(
    shelf: Shelf,
    content: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    environment: dict[str, str],
    said: str,
) -> None:
    for name, value in environment.items():
        if value:
            monkeypatch.setenv(name, value)
        else:
            monkeypatch.delenv(name)

    assert _run(content, "published") == 1
    assert said in capsys.readouterr().err
