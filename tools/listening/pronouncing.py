"""How words sound: by the content's lexicon, a dictionary, or a guess.

The recogniser brings a dictionary of American English that knows few medicines.
"""

import subprocess
from collections.abc import Iterable, Mapping
from functools import cache

import pocketsphinx

from tools.pack.schema import SoundForm
from tools.pack.sounds import sounds

FLITE = "flite"
Phones = tuple[str, ...]


@cache
def dictionary() -> frozenset[str]:
    """List the words that the recogniser's own dictionary knows."""
    path = pocketsphinx.get_model_path("en-us/cmudict-en-us.dict")
    with open(path, encoding="utf-8") as lines:  # noqa: PTH123 # it gives a string
        return frozenset(line.split(maxsplit=1)[0].partition("(")[0] for line in lines)


def from_lexicon(lexicon: Mapping[str, SoundForm]) -> dict[str, list[Phones]]:
    """Read how the content says words, and how it says that listeners do."""
    found: dict[str, list[Phones]] = {}
    for word, form in lexicon.items():
        for ipa in filter(None, (form.ipa, *form.heard)):
            ways = found.setdefault(word.casefold(), [])
            if sounds(ipa) not in ways:
                ways.append(sounds(ipa))
    return found


def guessed(words: Iterable[str]) -> dict[str, Phones]:
    """Let the voice's letter-to-sound rules guess how words are said."""
    asked = list(words)
    if not asked:
        return {}
    text = " ".join(f"{word}." for word in asked)
    command = [FLITE, "-voice", "kal", "-ps", "-o", "none"]
    run = subprocess.run(
        command, input=text, capture_output=True, text=True, check=True
    )
    said = [tuple(run_.split()) for run_ in run.stdout.split("pau") if run_.strip()]
    if len(said) != len(asked):
        raise ValueError(f"{len(said)} guesses for {len(asked)} words")
    return {
        word: tuple(_of_flite(phone) for phone in phones)
        for word, phones in zip(asked, said, strict=True)
    }


def for_recogniser(phones: Phones) -> str:
    """Write sounds as the recogniser's dictionary does, without stress."""
    return " ".join(phone.rstrip("012") for phone in phones)


def for_flite(phones: Phones) -> str:
    """Write sounds as flite's lexicon does: it knows two stresses, and the schwa."""
    return " ".join(_to_flite(phone) for phone in phones)


def _to_flite(phone: str) -> str:
    if phone == "AH0":
        return "ax0"
    return phone.lower().replace("2", "1")


def _of_flite(phone: str) -> str:
    return "AH" if phone == "ax" else phone.upper()
