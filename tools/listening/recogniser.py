"""Recognises speech: sound in, words out, under the grammar of a locale."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from pocketsphinx import Config, Decoder

from tools.listening.grammar import Grammar
from tools.listening.pronouncing import Phones, dictionary, for_recogniser, guessed
from tools.listening.voice import RATE
from tools.listening.words import Words

BEST = 100  # how many readings of a sound are looked through for a known sentence
NOISE = re.compile(r"[<\[].*|\(\d+\)$")
ROOM = bytes(2 * RATE // 4)  # a quarter of a second of silence round what is said


class Recogniser:
    """Hears words in sound, as well as pocketsphinx can."""

    def __init__(
        self, grammar: Grammar, ways: Mapping[str, list[Phones]], folder: Path
    ) -> None:
        """Take how words are said; words known to nobody are guessed."""
        self._grammar = grammar
        self._decoder = Decoder(Config(lm=None, loglevel="FATAL", cmn="batch"))
        for word in sorted(ways):
            self._teach(word, ways[word])
        self.guesses = guessed(sorted(grammar.words - dictionary() - ways.keys()))
        for word, phones in self.guesses.items():
            self._teach(word, [phones])
        path = folder / "grammar.arpa"
        grammar.write(path)
        self._decoder.add_lm_file("grammar", str(path))
        self._decoder.activate_search("grammar")

    def hear(self, sound: bytes) -> str:
        """Tell what was said; an empty text where nothing could be made out.

        Of the likeliest readings, the first that is a sentence of the grammar is
        taken; without one, the likeliest, since people also say what nobody wrote.
        """
        self._decoder.start_utt()
        self._decoder.process_raw(ROOM + sound + ROOM, full_utt=True)
        self._decoder.end_utt()
        best = self._decoder.hyp()
        if best is None:
            return ""
        likeliest = _words(best.hypstr)
        known = (words for words in self._readings() if self._grammar.holds(words))
        return " ".join(next(known, likeliest))

    def _readings(self) -> Iterator[Words]:
        for reading in islice(self._decoder.nbest(), BEST):
            if reading is not None and reading.hypstr:
                yield _words(reading.hypstr)

    def _teach(self, word: str, ways: Iterable[Phones]) -> None:
        for phones in ways:
            name, number = word, 1
            while self._decoder.lookup_word(name) is not None:
                number += 1
                name = f"{word}({number})"
            self._decoder.add_word(name, for_recogniser(phones), False)


def _words(text: str) -> Words:
    return tuple(filter(None, (NOISE.sub("", word) for word in text.split())))
