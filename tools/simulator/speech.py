"""Makes heard speech of SSML: as plain text, and aloud through espeak-ng."""

import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from tools.pack.heard import WORDS_PER_SECOND
from tools.pack.sounds import sounds

BREAK, TAG = re.compile(r"<break[^>]*>"), re.compile(r"<[^>]+>")
WORD = re.compile(r"\S*\w\S*")  # what stands between spaces, if it is more than a comma
PAUSES = {"weak": 250, "medium": 400, "strong": 700, "x-strong": 1200}  # milliseconds
PAUSE_IN_PACE = 350  # of these, what a voice at this pace takes after any sentence
ESPEAK = "espeak-ng"
STRESS_MARKS = {"1": "'", "2": ","}
MNEMONICS = {
    **{"AA": "A:", "AE": "a", "AH": "V", "AH0": "@", "AO": "O:", "AW": "aU"},
    **{"AY": "aI", "EH": "E", "ER": "3:", "ER0": "3", "EY": "eI", "IH": "I"},
    **{"IY": "i:", "IY0": "i", "OW": "oU", "OY": "OI", "UH": "U", "UW": "u:"},
    **{"B": "b", "CH": "tS", "D": "d", "DH": "D", "F": "f", "G": "g", "HH": "h"},
    **{"JH": "dZ", "K": "k", "L": "l", "M": "m", "N": "n", "NG": "N", "P": "p"},
    **{"R": "r", "S": "s", "SH": "S", "T": "t", "TH": "T", "V": "v", "W": "w"},
    **{"Y": "j", "Z": "z", "ZH": "Z"},
}
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
        parts.append({"pause": _pause(element)})
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


def _pause(element: ElementTree.Element) -> int:
    """Tell how many milliseconds a break lasts, the end of the sentence included."""
    return PAUSES.get(element.get("strength", ""), PAUSES["weak"])


def _say(parts: list[dict[str, str | float]], text: str, rate: float) -> None:
    if parts and parts[-1].get("rate") == rate:
        parts[-1]["say"] = f"{parts[-1]['say']}{text}"
    else:
        parts.append({"say": text, "rate": rate})


def seconds(ssml: str) -> float:
    """Tell how long SSML takes to say: its words at a calm pace, and its pauses.

    A number counts as the one word that is written, as in the budgets, and a pause for
    what it is longer than the one that the pace has after every sentence.
    """
    return _seconds(ElementTree.fromstring(ssml), 1.0) if ssml else 0.0  # noqa: S314


def _seconds(element: ElementTree.Element, rate: float) -> float:
    if element.tag == "break":
        return max(0, _pause(element) - PAUSE_IN_PACE) / 1000
    inner = element.get("rate", "")
    if inner.endswith("%"):
        rate *= float(inner[:-1]) / 100
    texts = (element.text, *(child.tail for child in element))
    words = sum(len(WORD.findall(text or "")) for text in texts)
    inside = sum(_seconds(child, rate) for child in element)
    return words / WORDS_PER_SECOND / rate + inside


def for_espeak(ssml: str) -> str:
    """Write SSML as espeak-ng takes it.

    It knows no IPA, reads digits as one number, and has pauses of its own.
    """
    return _for_espeak(ElementTree.fromstring(ssml))  # noqa: S314 # our own skill's


def _for_espeak(element: ElementTree.Element) -> str:
    text = escape(element.text or "")
    if element.tag == "break":
        return f'<break time="{_pause(element)}ms"/>'
    if element.tag == "phoneme":
        return f"[[{_mnemonics(element.get('ph', ''))}]]"
    if element.tag == "sub":
        return escape(element.get("alias", ""))
    if element.get("interpret-as"):
        return " ".join(re.sub(r"\W+", ",", element.text or ""))
    inner = (f"{_for_espeak(child)}{escape(child.tail or '')}" for child in element)
    attributes = "".join(f" {k}={quoteattr(v)}" for k, v in element.items())
    return f"<{element.tag}{attributes}>{text}{''.join(inner)}</{element.tag}>"


def _mnemonics(ipa: str) -> str:
    """Write sounds by espeak-ng's own names for them."""
    return "".join(
        STRESS_MARKS.get(sound[-1], "")
        + MNEMONICS.get(sound, MNEMONICS[sound.rstrip("012")])
        for sound in sounds(ipa)
    )


def speak_aloud(ssml: str) -> None:
    """Speak, and wait until it is said."""
    subprocess.run([ESPEAK, *ESPEAK_OPTIONS, for_espeak(ssml)], check=False)


def save_aloud(ssml: str, path: Path) -> None:
    """Speak into a sound file (WAV)."""
    command = [ESPEAK, *ESPEAK_OPTIONS, "-w", str(path), for_espeak(ssml)]
    subprocess.run(command, check=True)


def can_speak_aloud() -> bool:
    """Tell whether this machine can speak."""
    return shutil.which(ESPEAK) is not None
