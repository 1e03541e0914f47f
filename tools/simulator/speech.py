"""Makes heard speech of SSML: as plain text, and aloud through espeak-ng."""

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

BREAK, TAG = re.compile(r"<break[^>]*>"), re.compile(r"<[^>]+>")
PAUSES = {"weak": 250, "medium": 400, "strong": 700, "x-strong": 1200}  # milliseconds
ESPEAK = "espeak-ng"
ESPEAK_OPTIONS = ("-m", "-v", "en-us", "-s", "160")  # SSML, at Alexa's pace


def plain(ssml: str) -> str:
    """Give the words of SSML, as a listener would write them down."""
    return " ".join(unescape(TAG.sub("", BREAK.sub(" ", ssml))).split())


def spoken(ssml: str) -> list[dict[str, str | float]]:
    """Take SSML apart for a voice that knows none: words, rates and pauses.

    Each part holds either `say` and `rate` (1 is the voice's own) or `pause` in
    milliseconds.
    """
    if not ssml:
        return []
    parts: list[dict[str, str | float]] = []
    _part(ElementTree.fromstring(ssml), 1.0, parts)  # noqa: S314 # our own skill wrote it
    return [part for part in parts if "pause" in part or str(part["say"]).strip()]


def _part(
    element: ElementTree.Element, rate: float, parts: list[dict[str, str | float]]
) -> None:
    """Walk the markup, and join what is said in one go."""
    if element.tag == "break":
        parts.append({"pause": PAUSES.get(element.get("strength", ""), 250)})
    elif element.tag == "sub":
        _say(parts, element.get("alias", ""), rate)
    elif element.get("interpret-as") in {"digits", "spell-out", "telephone"}:
        _say(parts, " ".join(element.text or ""), rate)
    else:
        inner = element.get("rate", "")
        if inner.endswith("%"):
            rate *= float(inner[:-1]) / 100
        _say(parts, element.text or "", rate)
        for child in element:
            _part(child, rate, parts)
            _say(parts, child.tail or "", rate)


def _say(parts: list[dict[str, str | float]], text: str, rate: float) -> None:
    if parts and parts[-1].get("rate") == rate:
        parts[-1]["say"] = f"{parts[-1]['say']}{text}"
    else:
        parts.append({"say": text, "rate": rate})


def can_speak_aloud() -> bool:
    """Tell whether this machine can speak."""
    return shutil.which(ESPEAK) is not None


def speak_aloud(ssml: str) -> None:
    """Speak, and wait until it is said."""
    subprocess.run([ESPEAK, *ESPEAK_OPTIONS, ssml], check=False)


def save_aloud(ssml: str, path: Path) -> None:
    """Speak into a sound file (WAV)."""
    subprocess.run([ESPEAK, *ESPEAK_OPTIONS, "-w", str(path), ssml], check=True)
