"""Promise 7 with a bucket: whatever fails there, the last good answer is heard."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from threading import enumerate as enumerate_threads
from typing import Any

import pytest

from alexa.skill import Skill
from alexa.trial import try_out
from bucket import Bucket
from guide.model import Guide
from library import Library
from settings import Settings
from tests.promises import assert_kept
from tools.faults.injected import CURRENT, FAULTS, Injected, publish
from tools.faults.listener import (
    LOCALE,
    Answer,
    ask,
    edited,
    reaching,
    skill_on,
)
from tools.faults.server import BUCKET, Answering, FaultyBucket, serving
from tools.pack import compile as compile_
from tools.pack.building import CONTENT
from tools.pack.compile import write_pack
from updates import LOOK, Updates

PATIENT = 30.0  # for what does not hang: a machine may be busy
HASTY = 0.5  # for what hangs, instead of the second that a listener waits
MOST_TRIES = 100
ENDED = {"type": "SessionEndedRequest", "reason": "USER_INITIATED"}

Pack = dict[str, Any]
ASKS = re.compile(r"^(asks:\n(?:  - .*\n)+)", re.MULTILINE)


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """A pack of every topic, but of few ways to ask, so that it is read in no time."""
    content = tmp_path_factory.mktemp("slim") / "content"
    shutil.copytree(CONTENT, content)
    for path in content.rglob("topics/*/*.md"):
        few = ASKS.sub(
            lambda asks: "".join(asks[0].splitlines(True)[:5]), path.read_text("utf-8")
        )
        path.write_text(few, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compile_, "TRAINED", content / "untrained")
        return compile_.compile_content(content, LOCALE)[1]


@pytest.fixture(scope="module")
def packs(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what came with the code."""
    return write_pack(pack, tmp_path_factory.mktemp("bundled")).parent


@pytest.fixture(scope="module")
def first(pack: Pack) -> Pack:
    return edited(pack, "Edition one.")


@pytest.fixture(scope="module")
def second(pack: Pack) -> Pack:
    return edited(pack, "Edition two.")


@pytest.fixture
def bucket() -> Iterator[FaultyBucket]:
    with serving() as served:
        yield served


def _deadline(fault: Injected) -> float:
    return HASTY if fault.hangs else PATIENT


def _hears(skill: Skill, sentence: str) -> bool:
    """Ask until a sentence is heard, as a hasty look may end too late on a busy day."""
    return any(sentence in ask(skill).speech for _ in range(MOST_TRIES))


def _assert_logged(answer: Answer, fault: Injected) -> None:
    [line] = answer.lines
    assert line.message == f"content {'refused' if fault.refused else 'unavailable'}"
    assert re.search(fault.reason, line.reason), line.reason


FAULTY = [pytest.param(fault, id=fault.name) for fault in FAULTS]


@pytest.mark.parametrize("fault", FAULTY)
def test_the_last_good_answer_is_heard_whatever_the_bucket_does(
    bucket: FaultyBucket,
    packs: Path,
    guide: Guide,
    first: Pack,
    second: Pack,
    fault: Injected,
) -> None:
    publish(bucket, first)
    skill = skill_on(bucket, packs, _deadline(fault))
    assert _hears(skill, "Edition one.")
    fault.inject(bucket, second)

    answer = ask(skill)

    assert "Edition one." in answer.speech
    assert_kept(answer.response, guide, new=True)
    _assert_logged(answer, fault)

    if not fault.refused:
        return
    fetched = len(bucket.asked)
    assert ask(skill).lines == ()
    assert bucket.asked[fetched:] == [CURRENT]  # not fetched again until it changes
    bucket.faults.clear()
    publish(bucket, second)
    assert "Edition two." in ask(skill).speech


@pytest.mark.parametrize("fault", FAULTY[:: len(FAULTY) // 4])
def test_the_bundled_answer_is_the_floor(
    bucket: FaultyBucket,
    packs: Path,
    guide: Guide,
    first: Pack,
    fault: Injected,
) -> None:
    fault.inject(bucket, first)
    skill = skill_on(bucket, packs, _deadline(fault))

    answer = ask(skill)

    assert guide.topics["driving"].answer in answer.speech
    assert_kept(answer.response, guide, new=True)


def test_after_a_failure_the_new_answer_is_heard_as_soon_as_it_can_be_had(
    bucket: FaultyBucket, packs: Path, first: Pack
) -> None:
    publish(bucket, first)
    bucket.faults["pack"] = lambda answering, _: answering.refuse("503", "SlowDown")
    skill = skill_on(bucket, packs, PATIENT)
    assert "Edition one." not in ask(skill).speech

    bucket.faults.clear()

    assert "Edition one." in ask(skill).speech


def test_a_changed_answer_is_heard_without_a_restart(
    bucket: FaultyBucket, packs: Path, first: Pack, second: Pack
) -> None:
    publish(bucket, first)
    skill = skill_on(bucket, packs, PATIENT)
    assert "Edition one." in ask(skill).speech

    publish(bucket, second)

    assert "Edition two." in ask(skill).speech


def test_the_bucket_is_asked_once_an_interval_and_sends_nothing_twice(
    bucket: FaultyBucket, packs: Path, first: Pack, clock: "Clock"
) -> None:
    publish(bucket, first)
    with reaching(bucket.url):
        library = _library(bucket, packs, clock)
    for _ in range(3):
        library.guide(LOCALE)
    clock.now += 299
    library.guide(LOCALE)
    assert bucket.asked == [CURRENT, f"packs/{LOCALE}/{first['version']}.json"]

    clock.now += 1
    library.guide(LOCALE)

    assert bucket.asked[2:] == [CURRENT]


def test_a_clock_that_jumps_back_does_not_stop_the_looks(
    bucket: FaultyBucket, packs: Path, first: Pack, second: Pack, clock: "Clock"
) -> None:
    publish(bucket, first)
    library = _library(bucket, packs, clock)
    library.guide(LOCALE)
    publish(bucket, second)

    clock.now -= 86_400

    assert library.guide(LOCALE).version == second["version"]


def test_a_restored_snapshot_looks_at_once_over_a_new_connection(
    packs: Path, first: Pack, second: Pack, clock: "Clock"
) -> None:
    with serving() as before:
        publish(before, first)
        library = _library(before, packs, clock)
        assert library.guide(LOCALE).version == first["version"]
        port = before.server_port
    with serving(port) as after:  # nobody there knows of the old connections
        publish(after, second)

        clock.now += 30 * 86_400

        assert library.guide(LOCALE).version == second["version"]


def test_a_second_thread_does_not_wait_for_the_first_one_s_look(
    bucket: FaultyBucket, packs: Path, first: Pack, clock: "Clock"
) -> None:
    asked, go_on = Event(), Event()

    def slow(answering: Answering, _: bytes) -> None:
        asked.set()
        go_on.wait(PATIENT)
        answering.refuse("503", "SlowDown")

    publish(bucket, first)
    bucket.faults["pack"] = slow
    library = _library(bucket, packs, clock)
    looking = Thread(target=library.guide, args=[LOCALE])
    looking.start()
    assert asked.wait(PATIENT)

    guide = library.guide(LOCALE)

    assert guide.version != first["version"]
    assert looking.is_alive()
    go_on.set()
    looking.join(PATIENT)
    assert bucket.asked.count(CURRENT) == 1


def test_what_comes_too_late_for_one_listener_is_there_for_the_next(
    bucket: FaultyBucket, packs: Path, first: Pack, clock: "Clock"
) -> None:
    go_on, in_time = Event(), []

    def slowly(guide: Guide) -> None:
        in_time.append(go_on.wait(PATIENT))
        try_out(guide)

    publish(bucket, first)
    library = _library(bucket, packs, clock, deadline=HASTY * 2, try_out=slowly)
    before = library.guide(LOCALE).version
    go_on.set()
    for thread in enumerate_threads():
        if thread.name == LOOK:
            thread.join(PATIENT)

    after = library.guide(LOCALE).version

    assert in_time == [True]  # nobody was kept waiting for it
    assert before != after == first["version"]
    assert bucket.asked.count(CURRENT) == 1


def test_the_look_falls_to_a_request_that_nobody_waits_for(
    bucket: FaultyBucket, packs: Path, first: Pack
) -> None:
    skill = skill_on(bucket, packs, PATIENT, every=300)
    publish(bucket, first)

    silent = ask(skill, ENDED)

    assert silent.speech == ""
    assert bucket.asked == [CURRENT]


def test_without_a_bucket_nothing_of_it_is_imported() -> None:
    code = "import sys, lambda_function; print(*sys.modules, sep='\\n')"
    environment = {"PYTHONPATH": "lambda", "PATH": os.environ["PATH"]}

    loaded = subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    assert {"library", "alexa.skill"} <= set(loaded)
    assert not {"boto3", "bucket", "updates", "alexa.trial"} & set(loaded)


def test_a_locale_that_nobody_published_keeps_its_bundled_pack(
    bucket: FaultyBucket, packs: Path, pack: Pack, first: Pack, clock: "Clock"
) -> None:
    publish(bucket, {**first, "locale": "en-GB"})
    library = _library(bucket, packs, clock)

    guide = library.guide(LOCALE)

    assert guide.version == pack["version"]
    assert bucket.asked == [CURRENT]


def test_without_a_region_the_skill_starts_and_answers(
    packs: Path, guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "no address")
    settings = Settings(content_dir=packs, content_bucket="bucket")

    answer = ask(Skill(settings))

    assert guide.topics["driving"].answer in answer.speech


class Clock:
    """A wall clock that a test sets."""

    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def _library(
    bucket: FaultyBucket,
    packs: Path,
    clock: Clock,
    deadline: float = PATIENT,
    try_out: Callable[[Guide], None] = try_out,
) -> Library:
    with reaching(bucket.url):
        reader = Bucket(BUCKET, deadline)
    return Library(packs, Updates(reader, try_out, 300, deadline, clock))
