"""A listener's voice: words spoken to sound by flite, with the lexicon's sounds."""

import shutil
import subprocess
import wave
from collections.abc import Mapping
from pathlib import Path

from tools.listening.pronouncing import FLITE, Phones, for_flite

VOICES = ("slt", "rms")  # a woman and a man, both American
RATE = 16_000  # samples of 16 bits a second, one channel


def can_speak() -> bool:
    """Tell whether flite is installed."""
    return shutil.which(FLITE) is not None


class Voice:
    """Speaks words, and gives the sound of them."""

    def __init__(
        self, name: str, ways: Mapping[str, list[Phones]], folder: Path
    ) -> None:
        """Take flite's name for the voice; `folder` is for files that it passes."""
        self.name = name
        self._sound = folder / f"{name}.wav"
        self._lexicon = folder / f"{name}.lex"
        lines = (f"{word} nil : {for_flite(said[0])}\n" for word, said in ways.items())
        self._lexicon.write_text("".join(lines), "utf-8")

    def say(self, words: str) -> bytes:
        """Speak; give samples of 16 bits, at `RATE`."""
        command = [FLITE, "-voice", self.name, "-add_lex", str(self._lexicon)]
        command += ["-t", words, "-o", str(self._sound)]
        subprocess.run(command, check=True, capture_output=True)
        with wave.open(str(self._sound)) as sound:
            samples: bytes = sound.readframes(sound.getnframes())
        return samples
