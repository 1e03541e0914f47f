"""The trained understanding: what it learns from, and that the Lambda reads it so."""

from pathlib import Path

import pytest

from guide.danger import Manner
from guide.pack import read_understanding
from guide.understanding import REPORTED, rank, understand
from guide.words import Patterns, cut
from tools.pack.building import CONTENT
from tools.pack.compile import TRAINED_THRESHOLDS
from tools.pack.content import read_content
from tools.pack.index import build_index, packed
from tools.pack.phrasings import without_carrier
from tools.training.__main__ import main
from tools.training.examples import (
    Example,
    examples,
    fingerprint,
    read_questions,
)
from tools.training.fitting import fit

FOLDS = {"it": ["the plant", "my plant"]}
EXAMPLES = [
    Example(cut(phrase), topic)
    for topic, phrases in {
        "water": ["how often do i water it", "is it thirsty", "watering the plant"],
        "light": ["does it need sun", "a dark corner", "light for my plant"],
        "": ["what time is it", "play some jazz", "who won the match"],
    }.items()
    for phrase in phrases
]


@pytest.fixture(scope="module")
def trained() -> dict[str, object]:
    return {
        "folds": FOLDS,
        "choices": {},
        "phrasings": {
            "topics": [],
            "hashes": packed("Q", ()),
            "owners": packed("H", ()),
        },
        "thresholds": dict(TRAINED_THRESHOLDS),
        "index": build_index(Patterns({}, FOLDS), {}, ()),
        "model": fit(Patterns({}, FOLDS), EXAMPLES),
    }


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: " ".join(e.words))
def test_what_was_learned_is_known(
    trained: dict[str, object], example: Example
) -> None:
    known = read_understanding(trained)

    assert rank(known, example.words, Manner.TOPIC)[0][0] == example.topic


def test_probabilities_add_up_to_one(trained: dict[str, object]) -> None:
    ranked = rank(read_understanding(trained), cut("how much sun"), Manner.TOPIC)

    assert sum(share for _, share in ranked) == pytest.approx(1.0)


def test_out_of_scope_is_never_near(trained: dict[str, object]) -> None:
    assert understand(read_understanding(trained), cut("play jazz")).near == ()


def test_a_topic_newer_than_the_model_is_found_by_its_phrasings(
    trained: dict[str, object],
) -> None:
    newer = {"pots": ["which pot", "a bigger pot", "repotting"]}
    known = read_understanding(
        {**trained, "index": build_index(Patterns({}, FOLDS), newer, ())}
    )

    assert understand(known, cut("a bigger pot")).sure == "pots"
    assert understand(known, cut("is it thirsty")).sure == "water"


def test_examples_come_whole_and_without_their_carrier() -> None:
    found = examples([read_content(CONTENT, "en-US")])

    words = {example.words for example in found if example.topic == "shower-and-bath"}
    assert cut("when can mom have a shower") in words
    assert cut("can mom have a shower") in words


def test_what_has_many_names_is_learned_by_more_than_one() -> None:
    content = read_content(CONTENT, "en-US")

    found = {e.words for e in examples([content]) if e.topic == "how-long-it-takes"}

    names = {cut(form) for form in content.folds["it"]}
    said = [name for name in names for words in found if name == words[-len(name) :]]
    assert len(set(said)) > 5


def test_reports_of_an_emergency_are_a_class_of_their_own() -> None:
    content = read_content(CONTENT, "en-US")
    told = next(saying for saying in content.sayings["warning-legs"] if saying.reported)

    classes = {e.topic for e in examples([content]) if e.words == cut(told.text)}

    assert classes == {"warning-legs" + REPORTED}


def test_the_longest_carrier_is_taken_off() -> None:
    carriers = [("can", "i"), ("can",)]

    assert without_carrier(cut("can i drive"), carriers) == ("drive",)
    assert without_carrier(cut("can"), carriers) == ("can",)


def test_a_fingerprint_changes_with_its_inputs() -> None:
    assert fingerprint(EXAMPLES, FOLDS) == fingerprint(EXAMPLES, FOLDS)
    assert fingerprint(EXAMPLES, FOLDS) != fingerprint(EXAMPLES[1:], FOLDS)


def test_the_committed_training_is_up_to_date(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().err


@pytest.mark.parametrize("name", ["questions.tsv", "development.tsv"])
def test_questions_name_topics_that_exist(name: str) -> None:
    topics = read_content(CONTENT, "en-US").topics

    for question in read_questions(Path(__file__).parent / "data" / name):
        assert set(question.accepted) <= set(topics), question


def test_what_is_measured_with_is_not_learned_from() -> None:
    learned = {example.words for example in examples([read_content(CONTENT, "en-US")])}
    folder = Path(__file__).parent / "data"
    scored = read_questions(folder / "questions.tsv")[50:]  # the first 50 are shared
    tuned = read_questions(folder / "development.tsv")

    asked = {cut(question.text) for question in (*scored, *tuned)}
    assert asked & learned == set()
    assert len(asked) == len(scored) + len(tuned)
