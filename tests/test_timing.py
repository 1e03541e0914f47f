"""How long a listener is spoken to, and how it sounds: `make timing`, `make listen`."""

import subprocess
import wave
from dataclasses import replace
from pathlib import Path

import pytest

from guide.pack import read_pack
from tests.conftest import LOCALE, needs
from tools.listening.__main__ import main
from tools.listening.recording import RATE, record
from tools.listening.timing import Budget, budgets, every_topic, timed
from tools.pack.building import CONTENT, Places
from tools.pack.content import locales
from tools.pack.sounds import sounds
from tools.simulator.device import Device, Exchange, Handler
from tools.simulator.ear import load_ear
from tools.simulator.speech import (
    ESPEAK,
    can_speak_aloud,
    for_espeak,
    save_aloud,
    seconds,
)


@pytest.mark.parametrize("locale", locales(CONTENT))
def test_every_turn_of_every_topic_keeps_the_budgets(
    handler: Handler, places: Places, locale: str
) -> None:
    guide = read_pack((places.packs / f"{locale}.json").read_bytes())
    ear = load_ear(places.models, CONTENT, locale)
    device = Device(handler, ear, locale, ear.invocation_name)
    turns = timed(guide, every_topic(guide, device))

    assert len(turns) > 3 * len(guide.topics)
    assert [str(b) for b in budgets(guide, turns) if not b.kept] == []


def test_the_command_holds_the_dialogues_to_the_budgets(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["timing"]) == 0
    shown = capsys.readouterr().out
    assert "one-breath:" in shown
    assert shown.count(": kept") == 4


def test_a_turn_that_is_too_long_breaks_its_budget(
    handler: Handler, places: Places
) -> None:
    guide = read_pack((places.packs / f"{LOCALE}.json").read_bytes())
    words = " ".join(["word"] * 91)  # 36.4 seconds
    spoken = Exchange(
        "hello", {"type": "LaunchRequest"}, ssml=f"<speak>{words}</speak>"
    )
    answer = replace(
        spoken,
        ssml=f"<speak>{guide.topics['driving'].answer}</speak>",
        topic="driving",
    )
    turn, launch, disclaimer, median = budgets(guide, timed(guide, [spoken, answer]))

    assert (turn.kept, launch.kept) == (False, False)
    assert (disclaimer.kept, median.kept) == (True, True)
    assert str(turn) == "longest turn      36.4 s of 36: BROKEN  (hello)"


def test_a_limit_is_kept_when_it_is_just_reached() -> None:
    assert Budget("launch", 12.0, 12.0).kept
    assert not Budget("launch", 12.0, 12.01).kept


@pytest.mark.parametrize(
    ("ssml", "length"),
    [
        ("", 0.0),
        ("<speak>one two three four five</speak>", 2.0),
        ('<speak>one <say-as interpret-as="digits">911</say-as>, two</speak>', 1.2),
        ('<speak>one two.<break strength="strong"/>three four five</speak>', 2.35),
        ('<speak><prosody rate="80%">one two three four</prosody></speak>', 2.0),
    ],
)
def test_seconds_are_words_and_pauses(ssml: str, length: float) -> None:
    assert seconds(ssml) == pytest.approx(length)


def test_the_voice_reads_numbers_digit_by_digit_and_names_by_their_sounds() -> None:
    ssml = (
        '<speak>Call <say-as interpret-as="digits">911</say-as>, or'
        ' <say-as interpret-as="telephone">1-800</say-as> &amp; see'
        '<break strength="strong"/><phoneme alphabet="ipa" ph="ˈkaɪfoʊ">kypho</phoneme>'
        ' <sub alias="nice">NICE</sub></speak>'
    )

    assert for_espeak(ssml) == (
        "<speak>Call 9 1 1, or 1 , 8 0 0 &amp; see"
        """<break time="700ms"/>[[k'aIfoU]] nice</speak>"""
    )


def test_ipa_is_read_into_the_sounds_of_english() -> None:
    assert sounds("ˈkaɪfoʊˌplæsti") == (
        *("K", "AY1", "F", "OW0", "P", "L", "AE2", "S", "T", "IY0"),
    )
    with pytest.raises(ValueError, match='"¿" is no sound'):
        sounds("k¿")


def test_an_emergency_number_is_heard_as_digits(tmp_path: Path) -> None:
    needs("espeak-ng", can_speak_aloud())
    ssml = for_espeak('<speak><say-as interpret-as="digits">911</say-as></speak>')
    run = subprocess.run(
        [ESPEAK, "-m", "-v", "en-us", "-q", "-x", ssml],
        capture_output=True,
        text=True,
        check=True,
    )

    assert run.stdout.split() == ["n'aIn", "w'Vn", "w'Vn"]


def test_a_recording_holds_both_voices_and_the_silence(
    opened: Device, tmp_path: Path
) -> None:
    needs("espeak-ng", can_speak_aloud())
    answer = opened.say("driving")
    path = tmp_path / "dialogue.wav"
    length = record([answer, opened.silence()], path)

    save_aloud(answer.ssml, tmp_path / "answer.wav")
    with wave.open(str(path)) as whole, wave.open(str(tmp_path / "answer.wav")) as part:
        assert whole.getparams()[:3] == (1, 2, RATE)
        assert whole.getnframes() == pytest.approx(length * RATE)
        assert whole.getnframes() > part.getnframes() + 5 * RATE
