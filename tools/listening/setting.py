"""Sets up the round trip for a locale: its grammar, its sounds and its voices."""

import json
from pathlib import Path

from tools.listening.grammar import Grammar
from tools.listening.hearing import RoundTrip
from tools.listening.pronouncing import from_lexicon
from tools.listening.recogniser import Recogniser
from tools.listening.voice import VOICES, Voice
from tools.pack.content import Content
from tools.pack.wording import worded


def spelled(content: Content) -> dict[str, str]:
    """Give the words that are said letter by letter, with their letters."""
    return {
        word.casefold(): " ".join(word.casefold())
        for word, form in content.lexicon.items()
        if form.spell_out
    }


def recogniser(content: Content, models: Path, folder: Path) -> Recogniser:
    """Build the recogniser of a locale; `folder` is for what it reads back."""
    letters = spelled(content)
    model = json.loads((models / f"{content.locale}.json").read_text("utf-8"))
    asks = (
        " ".join(letters.get(w, w) for w in _local(content, ask).split())
        for topic in content.topics.values()
        for ask in topic.front.asks
    )
    language = model["interactionModel"]["languageModel"]
    grammar = Grammar(language, content.reserved, asks)
    return Recogniser(grammar, from_lexicon(content.lexicon), folder)


def round_trip(
    content: Content, models: Path, folder: Path
) -> tuple[RoundTrip, list[Voice]]:
    """Set up the round trip, and the voices to speak with."""
    ways = from_lexicon(content.lexicon)
    voices = [Voice(name, ways, folder) for name in VOICES]
    trip = RoundTrip(recogniser(content, models, folder), spelled(content))
    return trip, voices


def _local(content: Content, ask: str) -> str:
    return worded(ask, {}, content.words.spelling)
