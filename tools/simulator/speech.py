"""Makes heard speech of SSML: as plain text, and aloud through espeak-ng."""

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

BREAK, TAG = re.compile(r"<break[^>]*>"), re.compile(r"<[^>]+>")
ESPEAK = "espeak-ng"
ESPEAK_OPTIONS = ("-m", "-v", "en-us", "-s", "160")  # SSML, at Alexa's pace


def plain(ssml: str) -> str:
    """Give the words of SSML, as a listener would write them down."""
    return " ".join(unescape(TAG.sub("", BREAK.sub(" ", ssml))).split())


def can_speak_aloud() -> bool:
    """Tell whether this machine can speak."""
    return shutil.which(ESPEAK) is not None


def speak_aloud(ssml: str) -> None:
    """Speak, and wait until it is said."""
    subprocess.run([ESPEAK, *ESPEAK_OPTIONS, ssml], check=False)


def save_aloud(ssml: str, path: Path) -> None:
    """Speak into a sound file (WAV)."""
    subprocess.run([ESPEAK, *ESPEAK_OPTIONS, "-w", str(path), ssml], check=True)
