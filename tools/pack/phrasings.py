"""How phrasings arrive: whole, and without the carrier that Alexa keeps."""

from collections.abc import Iterable, Mapping

from guide.understanding import run_together
from guide.words import Tokens, cut
from tools.pack.content import Content
from tools.pack.interaction import SEARCH, SLOT


def carriers_of(content: Content) -> list[Tokens]:
    """List what Alexa keeps of an utterance with free words, the longest first."""
    intents = content.utterances.intents.values()
    free = [form.samples for form in intents if SEARCH in form.slots.values()]
    carriers = {cut(SLOT.sub("", sample)) for samples in free for sample in samples}
    return sorted(carriers, key=lambda carrier: (-len(carrier), carrier))


def without_carrier(words: Tokens, carriers: Iterable[Tokens]) -> Tokens:
    """Take off the longest carrier that words begin with."""
    for carrier in carriers:
        if len(words) > len(carrier) and words[: len(carrier)] == carrier:
            return words[len(carrier) :]
    return words


def known_phrasings(
    carriers: Iterable[Tokens], asked: Mapping[str, Iterable[str]]
) -> dict[str, str]:
    """Give the topic of every phrasing, in both forms; leave out what is of two."""
    owners: dict[str, set[str]] = {}
    for topic, phrases in asked.items():
        for words in map(cut, phrases):
            for form in (words, without_carrier(words, carriers)):
                owners.setdefault(run_together(form), set()).add(topic)
    return {form: topics.pop() for form, topics in owners.items() if len(topics) == 1}
