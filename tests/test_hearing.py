"""The spoken round trip, `make hear`, and the microphone: a handful of utterances."""

import io
import os
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import LOCALE, needs
from tools.listening.__main__ import main
from tools.listening.grammar import Grammar
from tools.listening.hearing import Outcome, Result, RoundTrip, Trial, of_dialogues
from tools.listening.microphone import NoMicrophoneError, listen, utterance
from tools.listening.pronouncing import dictionary, from_lexicon, guessed
from tools.listening.report import confusions, save, share, table
from tools.listening.setting import round_trip
from tools.listening.voice import RATE, VOICES, Voice, can_speak
from tools.listening.words import words_of
from tools.pack.building import CONTENT, Places
from tools.pack.content import Content, read_content
from tools.simulator.device import Device
from tools.simulator.dialogues import read_dialogues

QUIET = bytes(2 * RATE)  # a second


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content(CONTENT, LOCALE)


@pytest.fixture(scope="module")
def set_up(
    content: Content, places: Places, tmp_path_factory: pytest.TempPathFactory
) -> tuple[RoundTrip, list[Voice]]:
    needs("flite", can_speak())
    return round_trip(content, places.models, tmp_path_factory.mktemp("hear"))


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("driving", "driving"),
        ("can i shower", "shower-and-bath"),
        ("tell me about kyphoplasty", "kyphoplasty"),
        ("mri", "mri"),
        ("chest pain", "warning-breathing"),
    ],
)
def test_what_is_said_aloud_reaches_its_topic(
    set_up: tuple[RoundTrip, list[Voice]],
    device: Device,
    said: str,
    topic: str,
    voice: str,
) -> None:
    trip, voices = set_up
    speaker = next(one for one in voices if one.name == voice)
    result = trip.run(Trial("test", said, topic, emergency=True), speaker, device)

    # Not word by word: content also knows misspelled names, which sound the same.
    assert result.outcome is Outcome.RIGHT, result.heard


def test_another_topic_than_the_one_wanted_is_wrong(
    set_up: tuple[RoundTrip, list[Voice]], device: Device
) -> None:
    trip, voices = set_up
    result = trip.run(Trial("test", "driving", "lifting"), voices[1], device)

    assert (result.outcome, result.reached) == (Outcome.WRONG, "driving")


def test_a_dialogue_is_heard_where_it_stands(
    set_up: tuple[RoundTrip, list[Voice]], device: Device
) -> None:
    trip, voices = set_up
    (led,) = [d for d in read_dialogues(LOCALE) if d.name == "only-yes-and-no"]
    trials = list(of_dialogues([led], device))[:3]  # open, what happens, yes
    results = [trip.run(trial, voices[1], device) for trial in trials]

    assert [one.heard for one in results] == [t.said for t in trials]
    assert {one.outcome for one in results} == {Outcome.RIGHT}


def test_words_of_the_lexicon_are_not_guessed_at(
    set_up: tuple[RoundTrip, list[Voice]], content: Content
) -> None:
    trip, _ = set_up
    known = from_lexicon(content.lexicon)

    assert {"kyphoplasty", "warfarin", "paracetamol"} <= known.keys()
    assert not trip.recogniser.guesses.keys() & (known.keys() | dictionary())


def test_a_guess_is_made_for_each_word() -> None:
    needs("flite", can_speak())

    assert guessed(["dexa", "cat's"]) == {
        "dexa": ("D", "EH", "K", "S", "AH"),
        "cat's": ("K", "AE", "T", "S"),
    }


def test_the_grammar_comes_from_the_interaction_model(model: dict[str, Any]) -> None:
    grammar = Grammar(model, {"AMAZON.StopIntent": ["stop"]}, ["may i hum a tune"])

    for said in ("driving", "tell me about driving", "stop", "step three", "risks"):
        assert grammar.holds(words_of(said)), said
    assert grammar.holds(words_of("ask spine guide about driving"))
    assert grammar.holds(words_of("may i hum a tune"))
    assert not grammar.holds(words_of("driving about"))


def _result(said: str, outcome: Outcome) -> Result:
    return Result(Trial("asks", said, "home"), "slt", "h", "elsewhere", outcome)


def test_the_report_counts_and_names_what_was_mistaken(tmp_path: Path) -> None:
    results = [_result("a", Outcome.RIGHT), _result("b", Outcome.WRONG)]
    save(results, tmp_path / "hear" / "en-US.tsv")

    assert share(results) == 0.5
    assert list(confusions(results)) == [
        'slt: "b" was heard as "h": wrong, elsewhere instead of home'
    ]
    assert "| asks | slt | 2 | 50.0% | 0.0% | 0.0% | 50.0% |" in table(results)
    lines = (tmp_path / "hear" / "en-US.tsv").read_text("utf-8").splitlines()
    assert lines[2] == "asks\tslt\tb\th\thome\telsewhere\twrong"


def test_a_long_silence_is_nothing_said() -> None:
    assert utterance(io.BytesIO(QUIET * 9)) == b""
    assert utterance(io.BytesIO(b"")) is None


def _fake_arecord(folder: Path, script: str) -> str:
    path = folder / "arecord"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def test_the_microphone_gives_what_was_said_and_the_skill_answers(
    set_up: tuple[RoundTrip, list[Voice]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    _, voices = set_up
    spoken = QUIET + voices[1].say("driving") + QUIET
    (tmp_path / "sound.raw").write_bytes(spoken)
    once = f"cd {tmp_path} && cat sound.raw; rm -f sound.raw"  # then the end
    monkeypatch.setenv("PATH", _fake_arecord(tmp_path, f"{once}; exit 0"))

    assert main(["talk"]) == 0
    shown = capsys.readouterr().out
    assert "You: driving" in shown
    assert "Do not drive" in shown


def test_without_a_microphone_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["talk"]) == 1
    assert "apt-get install alsa-utils" in capsys.readouterr().err

    failing = _fake_arecord(tmp_path, "echo no soundcards found >&2; exit 1")
    monkeypatch.setenv("PATH", failing)
    with pytest.raises(NoMicrophoneError, match="no soundcards found"):
        listen()
