"""How phrasings arrive: whole, and without the carrier that Alexa keeps."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from alexa.request import MANNERS
from guide.danger import Manner
from guide.understanding import phrasing_hash
from guide.words import Tokens, cut
from tools.pack.content import Content
from tools.pack.index import packed
from tools.pack.interaction import SEARCH, SLOT, TOPIC


def carriers_of(content: Content, type_: str = SEARCH) -> list[Tokens]:
    """List what Alexa keeps of an utterance round a slot, the longest first."""
    intents = content.utterances.intents.values()
    samples = [
        s for form in intents if {*form.slots.values()} == {type_} for s in form.samples
    ]
    carriers = {cut(SLOT.sub("", sample)) for sample in samples}
    return sorted(filter(None, carriers), key=lambda carrier: (-len(carrier), carrier))


def arrivals(content: Content) -> Callable[[Tokens], Iterator[tuple[Tokens, Manner]]]:
    """Make a function that tells how words arrive: whole, and behind a carrier."""
    intents = content.utterances.intents
    manners = {
        cut(SLOT.sub("", sample)): manner
        for name, manner in MANNERS.items()
        for sample in (intents[name].samples if name in intents else ())
    }
    carriers = carriers_of(content)

    def arrive(words: Tokens) -> Iterator[tuple[Tokens, Manner]]:
        yield words, Manner.TOPIC
        rest = without_carrier(words, carriers)
        if rest != words:
            yield rest, manners[words[: len(words) - len(rest)]]

    return arrive


def without_carrier(words: Tokens, carriers: Iterable[Tokens]) -> Tokens:
    """Take off the longest carrier that words begin with."""
    for carrier in carriers:
        if len(words) > len(carrier) and words[: len(carrier)] == carrier:
            return words[len(carrier) :]
    return words


def known_phrasings(
    content: Content, asked: Mapping[str, Iterable[str]]
) -> dict[str, Any]:
    """Write `guide.model.Phrasings`: every phrasing in every form, but those of two."""
    free, named = carriers_of(content), carriers_of(content, TOPIC)
    owners: dict[int, set[str]] = {}
    for topic, phrases in asked.items():
        for words in map(cut, phrases):
            bare = (without_carrier(words, carriers) for carriers in (free, named))
            for form in (words, *bare):
                owners.setdefault(phrasing_hash(form), set()).add(topic)
    of_one = {
        hash_: ids.pop() for hash_, ids in sorted(owners.items()) if len(ids) == 1
    }
    topics = {id_: place for place, id_ in enumerate(asked)}
    return {
        "topics": list(topics),
        "hashes": packed("Q", of_one),
        "owners": packed("H", (topics[id_] for id_ in of_one.values())),
    }
