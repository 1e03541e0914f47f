"""Listens to the microphone through arecord, one utterance at a time."""

import shutil
import subprocess
from tempfile import TemporaryFile
from typing import IO

from pocketsphinx import Endpointer

from tools.listening.voice import RATE

ARECORD = "arecord"
RECORDING = ("-q", "-t", "raw", "-f", "S16_LE", "-r", str(RATE), "-c", "1")
PATIENCE = 8.0  # seconds that Alexa waits for somebody to speak


class NoMicrophoneError(Exception):
    """Raised if there is nothing to listen with; the message says what to do."""


def recorder() -> str:
    """Find the program that records; raises NoMicrophoneError without one."""
    program = shutil.which(ARECORD)
    if program is None:
        message = "to listen, install arecord: apt-get install alsa-utils"
        raise NoMicrophoneError(message)
    return program


def listen() -> bytes | None:
    """Open the microphone for one utterance, and close it again; give its sound.

    Empty after a long silence; None where the recording ends without a word. Raises
    NoMicrophoneError where there is nothing to record with.
    """
    program = recorder()
    with TemporaryFile() as complaints:
        command = [program, *RECORDING]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=complaints
        ) as running:
            sound = utterance(running.stdout) if running.stdout else None
            if sound is not None:
                running.terminate()
        if sound is None and running.returncode:
            complaints.seek(0)
            said = complaints.read().decode(errors="replace").strip()
            raise NoMicrophoneError(f"no microphone to listen with: {said}")
    return sound


def utterance(sound: IO[bytes]) -> bytes | None:
    """Cut one utterance out of a stream of sound.

    It begins where somebody starts to speak and ends where they stop. Empty after
    `PATIENCE` seconds of silence; None where the stream ends without a word.
    """
    ear = Endpointer(sample_rate=RATE)
    heard, waited = bytearray(), 0.0
    while frame := sound.read(ear.frame_bytes):
        short = len(frame) < ear.frame_bytes
        speech = ear.end_stream(frame) if short else ear.process(frame)
        if speech is not None:
            heard += speech
            if not ear.in_speech:
                return bytes(heard)
        elif not heard:
            waited += ear.frame_length
            if waited >= PATIENCE:
                return b""
    return bytes(heard) or None
