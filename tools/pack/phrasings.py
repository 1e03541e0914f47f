"""How phrasings arrive: whole, and without the carrier that Alexa keeps."""

from collections.abc import Iterable, Mapping

from guide.understanding import run_together
from guide.words import Tokens, cut
from tools.pack.content import Content
from tools.pack.interaction import SEARCH, SLOT, TOPIC


def carriers_of(content: Content, type_: str = SEARCH) -> list[Tokens]:
    """List what Alexa keeps of an utterance round a slot, the longest first."""
    intents = content.utterances.intents.values()
    samples = [
        s for form in intents if {*form.slots.values()} == {type_} for s in form.samples
    ]
    carriers = {cut(SLOT.sub("", sample)) for sample in samples}
    return sorted(filter(None, carriers), key=lambda carrier: (-len(carrier), carrier))


def without_carrier(words: Tokens, carriers: Iterable[Tokens]) -> Tokens:
    """Take off the longest carrier that words begin with."""
    for carrier in carriers:
        if len(words) > len(carrier) and words[: len(carrier)] == carrier:
            return words[len(carrier) :]
    return words


def known_phrasings(
    content: Content, asked: Mapping[str, Iterable[str]]
) -> dict[str, str]:
    """Give the topic of every phrasing, in every form; leave out what is of two."""
    free, named = carriers_of(content), carriers_of(content, TOPIC)
    owners: dict[str, set[str]] = {}
    for topic, phrases in asked.items():
        for words in map(cut, phrases):
            bare = (without_carrier(words, carriers) for carriers in (free, named))
            for form in (words, *bare):
                owners.setdefault(run_together(form), set()).add(topic)
    return {form: topics.pop() for form, topics in owners.items() if len(topics) == 1}
