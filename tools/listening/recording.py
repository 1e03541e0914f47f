"""Dialogues as sound: one file each, the listener and the skill in turn."""

import subprocess
import wave
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.simulator.device import Exchange
from tools.simulator.speech import ESPEAK, save_aloud

LISTENER = ("-v", "en-us+f3", "-s", "165")
BETWEEN = 0.6  # seconds before somebody answers
SILENCE = 3.0  # a silence; Alexa would wait for eight seconds
RATE = 22_050  # what espeak-ng writes, one channel of 16 bits


def record(exchanges: Iterable[Exchange], path: Path) -> float:
    """Write a dialogue as one sound file (WAV); give its length in seconds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, wave.open(str(path), "wb") as out:
        out.setparams((1, 2, RATE, 0, "NONE", ""))
        piece = Path(folder) / "piece.wav"
        for exchange in exchanges:
            if exchange.utterance:
                _say(exchange.utterance, piece)
                _append(out, piece)
            _pause(out, BETWEEN if exchange.utterance else SILENCE)
            heard = exchange.ssml or exchange.reprompt_ssml
            if heard:
                save_aloud(heard, piece)
                _append(out, piece)
                _pause(out, BETWEEN)
        return out.getnframes() / RATE


def _say(utterance: str, path: Path) -> None:
    command = [ESPEAK, *LISTENER, "-w", str(path), "--", utterance]
    subprocess.run(command, check=True)


def _append(out: wave.Wave_write, path: Path) -> None:
    with wave.open(str(path)) as piece:
        out.writeframes(piece.readframes(piece.getnframes()))


def _pause(out: wave.Wave_write, seconds: float) -> None:
    out.writeframes(bytes(2 * round(RATE * seconds)))
