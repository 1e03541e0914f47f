"""The simulator: what it hears, how words arrive, and what programs get of it."""

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import needs, plant_topic
from tools.simulator.__main__ import main
from tools.simulator.ear import Ear, Heard
from tools.simulator.speech import can_speak_aloud, speak_aloud


def _heard(heard: Heard) -> tuple[str, dict[str, str]]:
    return heard.intent, {name: slot.words for name, slot in heard.slots.items()}


@pytest.mark.parametrize(
    ("words", "intent", "slots"),
    [
        ("Stop!", "AMAZON.StopIntent", {}),
        ("thank you", "AMAZON.StopIntent", {}),
        ("RISKS", "RisksIntent", {}),
        ("driving", "TopicIntent", {"topic": "driving"}),
        ("tell me about driving", "TopicIntent", {"topic": "driving"}),
        ("tell me about kyphoplatsy", "TopicIntent", {"topic": "kyphoplatsy"}),
        ("step three", "StepIntent", {"number": "3"}),
        ("it's day twenty one", "DayIntent", {"number": "21"}),
        ("the second one", "ChoiceIntent", {"choice": "second"}),
        ("mom can't feel her legs", "ReportIntent", {"query": "can't feel her legs"}),
        ("is it raining", "QuestionIntent", {"query": "it raining"}),
        ("xyzzy plugh", "TopicIntent", {"topic": "xyzzy plugh"}),
        (" ".join(["xyzzy"] * 31), "AMAZON.FallbackIntent", {}),
    ],
)
def test_words_arrive_as_alexa_would_send_them(
    ear: Ear, words: str, intent: str, slots: dict[str, str]
) -> None:
    assert _heard(ear.hear(words)) == (intent, slots)


@pytest.mark.parametrize("words", ["p. v. p. s.", "p v p s", "PVPS", "pvps"])
def test_spelled_letters_are_heard_however_they_are_typed(ear: Ear, words: str) -> None:
    assert ear.hear(f"what does {words} mean") == ear.hear("what does pvps mean")


def test_small_misspellings_are_forgiven_but_not_a_changed_meaning(ear: Ear) -> None:
    assert ear.hear("tell me about drivng").slots["topic"].ids == ("driving",)
    assert ear.hear("tell me about dividing").intent == "QuestionIntent"


def test_jsonl_writes_one_object_a_line_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ["driving", "open", "!TopicIntent topic=shower", "", "exit", "how are you"]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))

    assert main(["--jsonl"]) == 0

    turns = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    keys = [
        "utterance",
        "request",
        "topic",
        "offered",
        "urgency",
        "speech",
        "reprompt",
        "ends",
        "ms",
    ]
    assert [list(turn) for turn in turns] == [keys] * len(lines)
    one_shot, launch, topic, silence, exit_, _ = turns
    assert (one_shot["topic"], one_shot["ends"]) == ("driving", True)
    assert launch["request"] == {"type": "LaunchRequest", "intent": None, "slots": {}}
    assert topic["request"]["slots"] == {"topic": "shower"}
    assert (topic["topic"], topic["urgency"]) == ("shower-and-bath", "info")
    assert silence["request"]["type"] == "SessionEndedRequest"
    assert (silence["speech"], silence["ends"]) == ("", True)
    assert silence["reprompt"].endswith("or your local emergency number.")
    assert exit_["speech"] == ""


def test_one_question_is_one_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["how do i prepare"]) == 0

    shown = capsys.readouterr().out
    assert "You: how do i prepare" in shown
    assert "Spine Guide: On getting ready" in shown
    assert "[the session ends]" in shown


def test_a_conversation_shows_who_speaks_and_what_silence_brings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("open spine guide\n\n"))

    assert main([]) == 0

    shown = capsys.readouterr().out
    assert "[LaunchRequest]" in shown
    assert "You: (silence)" in shown
    assert "Spine Guide: What would you like to know? Just say one word" in shown
    assert shown.rstrip().endswith("[the session ends]")


def test_a_locale_without_content_is_said_plainly(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--locale", "de-DE", "hallo"]) == 1
    assert "no content for de-DE" in capsys.readouterr().err


def test_speaking_aloud_runs_espeak(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    needs("espeak-ng", can_speak_aloud())
    sound = tmp_path / "said.wav"
    monkeypatch.setattr(
        "tools.simulator.speech.ESPEAK_OPTIONS", ("-m", "-w", str(sound))
    )

    speak_aloud('<speak>Hello <break strength="strong"/> there.</speak>')

    assert sound.stat().st_size > 1_000


def test_starting_imports_nothing_that_only_the_desk_needs() -> None:
    code = "import sys, lambda_function; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    roots = {name.partition(".")[0] for name in run.stdout.split()}
    assert roots & {"boto3", "botocore", "yaml", "pydantic", "tools", "tests"} == set()


def test_a_new_topic_file_in_a_scratch_copy_is_answered(tmp_path: Path) -> None:
    content = Path(shutil.copytree("content", tmp_path / "scratch"))
    plant_topic(content)
    command = [sys.executable, "-m", "tools.simulator", "--jsonl"]
    run = subprocess.run(
        [*command, "--content", str(content)],
        input="garden gnomes\nmay i move little men on our lawn\n",
        capture_output=True,
        text=True,
        check=True,
        env={k: v for k, v in os.environ.items() if k != "CONTENT_DIR"},
    )

    turns = [json.loads(line) for line in run.stdout.splitlines()]
    assert turns[0]["topic"] == "gnomes"
    assert "gnomes" in (turns[1]["topic"], *turns[1]["offered"])
