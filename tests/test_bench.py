"""The bench: its packs are whole, its starts are real, and its sums are right."""

import json
from pathlib import Path
from random import Random

import pytest

from guide.pack import read_pack, read_through
from guide.understanding import rank, understand
from guide.words import cut
from tools.bench.function import FunctionError
from tools.bench.growth import grown_pack
from tools.bench.measuring import Start, compared, interleaved, summary
from tools.bench.programs import PEERS, Program, by_slot, in_words
from tools.bench.report import table
from tools.bench.soak import Seen, report
from tools.pack.building import Places


def _start(cold: float) -> Start:
    warm = tuple(float(ms) for ms in range(1, 101))
    return Start(cold - 1, 1.0, cold, cold, 1.0, 0.5, warm, memory=20.0)


def _bare(folder: Path) -> Program:
    return Program("bare", "a bare handler", folder, in_words())


@pytest.mark.parametrize("count", [100, 300])
def test_a_grown_pack_is_a_whole_pack(places: Places, count: int) -> None:
    real = json.loads((places.packs / "en-US.json").read_bytes())

    guide = read_pack(grown_pack(real, count))

    read_through(guide)
    assert len(guide.topics) == count
    assert {topic.id for topic in guide.topics.values()} == set(guide.topics)
    assert all(id_ in guide.topics for id_ in guide.red_flags.ranks)
    for topic in guide.topics.values():
        assert set(topic.related) <= set(guide.topics)
        assert set(topic.sources) <= set(guide.sources)


def test_a_grown_pack_is_as_dense_as_the_real_one(places: Places) -> None:
    real = json.loads((places.packs / "en-US.json").read_bytes())
    small = read_pack((places.packs / "en-US.json").read_bytes()).understanding
    large = read_pack(grown_pack(real, 2 * len(real["topics"]))).understanding

    assert small.model
    assert large.model
    for few, many in (
        (small.phrasings.hashes, large.phrasings.hashes),
        (small.model.weights, large.model.weights),
    ):
        assert len(many) == pytest.approx(2 * len(few), rel=0.05)


def test_a_grown_pack_understands_what_the_real_one_does(places: Places) -> None:
    real = json.loads((places.packs / "en-US.json").read_bytes())
    guide = read_pack(grown_pack(real, 300))

    words = cut("how long till i may sit behind the wheel of my car")

    assert understand(guide.understanding, cut("driving")).sure == "driving"
    assert {"driving", "driving-1", "driving-2"} & {
        topic for topic, _ in rank(guide.understanding, words)[:3]
    }


def test_a_start_is_a_process_that_answers() -> None:
    [start] = interleaved([_bare(PEERS / "bare")], rounds=1)["bare"]

    assert start.cold == pytest.approx(start.start + start.first, rel=0.9)
    assert start.cpu > 0
    assert start.memory > 1
    assert len(start.warm) == 100


def test_a_program_that_fails_is_not_measured(tmp_path: Path) -> None:
    (tmp_path / "lambda_function.py").write_text(
        "def lambda_handler(event, _):\n    return event['nothing']\n", "utf-8"
    )

    with pytest.raises(FunctionError, match="KeyError"):
        interleaved([_bare(tmp_path)], rounds=1)


def test_a_ratio_comes_with_where_it_may_lie() -> None:
    random = Random(7)  # noqa: S311 # no secret
    ours = [_start(100 + random.random() * 10) for _ in range(40)]
    theirs = [_start(200 + random.random() * 20) for _ in range(40)]

    seen = compared(ours, theirs, lambda start: start.cold)

    assert seen.ratio == pytest.approx(0.5, abs=0.01)
    assert 0.48 < seen.low <= seen.ratio <= seen.high < 0.52


def test_a_table_has_medians() -> None:
    seen = summary([_start(90), _start(100), _start(500)])
    rows = table([_bare(PEERS / "bare")], {"bare": [_start(90), _start(100)]})

    assert (seen["cold"], seen["warm_p50"], seen["memory"]) == (100, 50.5, 20)
    assert "| a bare handler | 94 | 1.0 (1.0) | 95 |" in rows


def test_what_is_asked_is_what_alexa_sends() -> None:
    for event in (*by_slot(), *in_words()):
        assert event["request"]["type"] == "IntentRequest"
        assert (
            event["session"]["application"] == event["context"]["System"]["application"]
        )


@pytest.mark.parametrize(
    ("errors", "end", "status"),
    [
        pytest.param([], 30, 0, id="well"),
        pytest.param(["HelpIntent: {}"], 30, 1, id="an-answer-failed"),
        pytest.param([], 35, 1, id="memory-grew"),
    ],
)
def test_a_soak_fails_on_errors_and_on_growth(
    errors: list[str], end: int, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = Seen(took=[0.5] * 200, errors=errors, memory_settled=30, memory_end=end)

    assert report([seen], seconds=1) == status
    assert "p50 0.50" in capsys.readouterr().out
