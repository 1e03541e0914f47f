"""The invocation name: what listeners say to open the skill."""

import re
from collections.abc import Iterator

from tools.certify.rule import Notes, Rule
from tools.certify.subject import Subject

REQUIREMENTS = "Amazon, invocation name requirements"
LETTERS = re.compile(r"[a-z' .]+")
SMALL = {"the", "a", "an", "for", "to", "of", "about", "up", "by", "at", "off", "with"}
LAUNCHING = {
    *("run", "start", "play", "resume", "use", "launch"),
    *("ask", "open", "tell", "load", "begin", "enable"),
}
CONNECTING = {
    *("to", "from", "in", "using", "with", "about"),
    *("for", "that", "by", "if", "and", "whether"),
}
ALEXAS = {"alexa", "amazon", "echo", "skill", "app", "computer"}
MOST_WORDS = 3


def _names(subject: Subject) -> Iterator[tuple[str, str]]:
    for locale, model in subject.models.items():
        yield locale, model["invocationName"]


def two_or_three_words(subject: Subject, notes: Notes) -> None:
    """The invocation name has two words or more; above three, Alexa warns."""
    for locale, name in _names(subject):
        if len(name.split()) < 2:
            notes.fail(f'{locale}: "{name}" has one word')
        if len(name.split()) > MOST_WORDS:
            notes.fail(f'{locale}: "{name}" has more than {MOST_WORDS} words')
    notes.saw(_seen(subject))


def plain_letters(subject: Subject, notes: Notes) -> None:
    """It holds lowercase letters, spaces, apostrophes and periods ("p. v.")."""
    for locale, name in _names(subject):
        if not LETTERS.fullmatch(name):
            notes.fail(f'{locale}: "{name}"')
    notes.saw(_seen(subject))


def no_launch_words(subject: Subject, notes: Notes) -> None:
    """It holds no word that opens a skill or joins a request to it, nor Alexa's own."""
    for locale, name in _names(subject):
        for word in set(name.split()) & (LAUNCHING | CONNECTING | ALEXAS):
            notes.fail(f'{locale}: "{word}" in "{name}"')
    notes.saw(_seen(subject))


def no_small_words(subject: Subject, notes: Notes) -> None:
    """A name of two words holds no article and no preposition."""
    for locale, name in _names(subject):
        words = name.split()
        for word in set(words) & SMALL if len(words) == 2 else ():
            notes.fail(f'{locale}: "{word}" in "{name}"')
    notes.saw(_seen(subject))


def _seen(subject: Subject) -> str:
    names = sorted({f'"{name}"' for _, name in _names(subject)})
    return f"{', '.join(names)} in {len(subject.models)} locales"


RULES = (
    Rule("name-words", REQUIREMENTS, two_or_three_words),
    Rule("name-letters", REQUIREMENTS, plain_letters),
    Rule("name-launch-words", REQUIREMENTS, no_launch_words),
    Rule("name-small-words", REQUIREMENTS, no_small_words),
)
