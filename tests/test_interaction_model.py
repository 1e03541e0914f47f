"""The interaction model: built from content, and refused where Alexa would trip."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import plant_topic, write
from tools.pack.__main__ import main
from tools.pack.building import CONTENT, build_all
from tools.pack.findings import BadContentError

SPEAKABLE = re.compile(r"[a-z' .{}_-]+")
BUILT_IN = "AMAZON."


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def _samples(model: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for intent in model["intents"]:
        for sample in intent["samples"]:
            yield intent["name"], sample


def test_every_intent_of_ours_has_twenty_samples_or_more(model: dict[str, Any]) -> None:
    counts = {i["name"]: len(set(i["samples"])) for i in model["intents"]}

    few = {n: c for n, c in counts.items() if c < 20 and not n.startswith(BUILT_IN)}
    assert few == {}


def test_samples_and_values_hold_only_what_alexa_allows(model: dict[str, Any]) -> None:
    texts = [sample for _, sample in _samples(model)]
    for type_ in model["types"]:
        for value in type_["values"]:
            texts += [value["name"]["value"], *value["name"]["synonyms"]]

    assert [text for text in texts if not SPEAKABLE.fullmatch(text)] == []
    assert max(map(len, texts)) <= 140


def test_no_sample_stands_twice(model: dict[str, Any]) -> None:
    samples = [sample for _, sample in _samples(model)]

    assert len(samples) == len(set(samples))


def test_a_lone_slot_stands_once_in_the_whole_model(model: dict[str, Any]) -> None:
    lonely = [pair for pair in _samples(model) if re.fullmatch(r"\{\w+\}", pair[1])]

    assert lonely == [("TopicIntent", "{topic}")]


def test_no_carrier_of_a_report_holds_a_negation(model: dict[str, Any]) -> None:
    carriers = [s for name, s in _samples(model) if name == "ReportIntent"]

    negations = re.compile(r"n't|\b(no|not|never|without|cannot)\b")
    assert [carrier for carrier in carriers if negations.search(carrier)] == []


def test_spelled_letters_are_written_as_alexa_hears_them(model: dict[str, Any]) -> None:
    texts = " | ".join(sample for _, sample in _samples(model))

    assert "pvps" not in texts
    assert "p. v. p. s." in texts


def test_committed_models_are_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "--check"]) == 0, capsys.readouterr().err


@pytest.mark.parametrize(
    ("intent", "sample", "message"),
    [
        pytest.param("MoreIntent", "driving", "already means", id="a-topics-value"),
        pytest.param("MenuIntent", "risks", "already means", id="another-sample"),
        pytest.param("MenuIntent", "help me", "already means", id="a-built-in"),
        pytest.param("MoreIntent", "tell me 2 more", "holds more than", id="a-digit"),
        pytest.param("MoreIntent", "more about {topic}", "no slot topic", id="a-slot"),
        pytest.param("QuestionIntent", "{query}", "needs a carrier", id="bare-search"),
        pytest.param("StepIntent", "{number}", "nothing but a slot", id="bare-slot"),
    ],
)
def test_clashes_are_refused_with_the_place(
    content: Path, intent: str, sample: str, message: str
) -> None:
    path = content / "en" / "utterances.yaml"
    text = path.read_text("utf-8")
    mark = re.search(rf"^  {intent}:\n(?:    .*\n)*?    samples:\n", text, re.MULTILINE)
    assert mark is not None
    write(path, f'{text[: mark.end()]}      - "{sample}"\n{text[mark.end() :]}')
    line = text.count("\n", 0, mark.end()) + 1

    with pytest.raises(BadContentError) as error:
        build_all(content)

    found = [f for f in error.value.findings if message in f.message]
    assert found, error.value.findings
    both_sides = f"{found[0]}"
    assert f"utterances.yaml:{line}" in both_sides


def test_a_new_topic_file_is_enough_to_change_the_model(content: Path) -> None:
    plant_topic(content)

    built = build_all(content)["en-US"]

    assert '"the little men in the garden"' in built.model
    assert (
        built.pack["topics"]["gnomes"]["answer"] == "Leave the gnomes where they are."
    )
