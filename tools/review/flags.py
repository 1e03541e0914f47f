"""Writes the words of danger, and the numbers to call, so that people can read them."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from guide.words import GAP
from tools.pack.content import Content
from tools.pack.schema import SourceForm

MEANINGS = {
    "harmless": "These words are put aside first: they only look like a sign",
    "asking": "It is a question about what might happen",
    "supposing": "The same, but only behind the start of a question",
    "suffering": "Somebody has it: then it is not only a question",
    "negated": "Just before a sign, it takes the sign back",
    "over": "After a sign, it says that the sign is gone",
}


class Part(NamedTuple):
    """A word of a pattern; `others` are the words that may stand in its place."""

    word: str
    others: tuple[str, ...] = ()


Pattern = tuple[Part, ...]


class Sign(NamedTuple):
    """A red flag: the emergency topic it leads to, and the words that do."""

    id: str
    title: str
    patterns: tuple[Pattern, ...]


class Number(NamedTuple):
    """A number to call; without a source, nobody has verified it."""

    written: str
    said: str
    heard_in: tuple[str, ...]
    source: SourceForm | None


def signs(content: Content) -> list[Sign]:
    """List the red flags, the gravest first."""
    flags = content.red_flags
    return [
        Sign(id_, content.topics[id_].front.title, _readable(patterns, flags.sets))
        for id_, patterns in flags.signs.items()
    ]


def settings(content: Content) -> dict[str, tuple[Pattern, ...]]:
    """List the words that weigh a red flag, by what they do."""
    flags = content.red_flags
    keys = [key for key in type(flags).model_fields if key not in {"sets", "signs"}]
    return {
        MEANINGS.get(key, key): _readable(getattr(flags, key), flags.sets)
        for key in keys
    }


def numbers(content: Content) -> Iterator[Number]:
    """Yield every number to call, as said, and who states it."""
    for written, form in content.words.numbers.items():
        aloud = {
            "digits": " ".join(written),
            "telephone": f"{' '.join(written.replace('-', ''))}, as a telephone number",
        }
        heard_in = tuple(
            words for words in content.words.words.values() if written in words
        )
        said = aloud.get(form.say, form.say)
        yield Number(written, said, heard_in, content.sources.get(form.source))


def _readable(
    patterns: list[str], sets: Mapping[str, list[str]]
) -> tuple[Pattern, ...]:
    return tuple(
        tuple(_part(word, sets) for word in pattern.split()) for pattern in patterns
    )


def _part(word: str, sets: Mapping[str, list[str]]) -> Part:
    """Read a set as its first word, and a gap as an ellipsis."""
    if word == GAP:
        return Part("…")
    if word.startswith("<"):
        first, *others = sets[word.strip("<>")]
        return Part(first, tuple(others))
    return Part(word)
