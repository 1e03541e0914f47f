"""The writing rules: what makes content easy to hear, easy to ask for and safe.

Each rule is a generator of findings whose docstring states it; none stops early.
The words that the rules look for stand in content, in `style.yaml`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import textstat

from guide.understanding import fold
from guide.words import Patterns, Tokens, cut
from tools.pack import checks
from tools.pack.building import build_all
from tools.pack.content import Content, TopicContent, locales, read_content
from tools.pack.findings import BadContentError, Finding
from tools.pack.heard import (
    among,
    either,
    everything,
    filled,
    items_listed,
    of_phrases,
    of_topic,
)
from tools.pack.interaction import build_model
from tools.pack.local import words_of_this_place

Rule = Callable[[Content], Iterator[Finding]]

HARDEST_GRADE = 6.0
MARKUP = re.compile(r"[*_#<>\[\]()`|\\]|&\w+;")
ADDRESS = re.compile(r"\w+://\S+|\b\w[\w-]*(?:\.\w[\w-]*)*\.[a-z]{2,}\b", re.IGNORECASE)
DECIMAL_POINT = re.compile(r"(?<=\d)\.(?=\d)")
CARRIER = re.compile(r"(?P<carrier>[^{}]+) \{\w+\}")
DISCLAIMERS = ("disclaimer", "disclaimer_short", "disclaimer_emergency")
OPENING = ("welcome", "disclaimer_short", "welcome_examples", "what_to_know")


def lint(folder: Path, today: date) -> tuple[list[Content], list[Finding]]:
    """Read every locale; give what could be read, and all that is wrong with it.

    Raises BadContentError where there is no locale.
    """
    if not locales(folder):
        build_all(folder)  # it says what is missing
    contents: list[Content] = []
    found: set[Finding] = set()
    for locale in locales(folder):
        try:
            content = read_content(folder, locale)
        except BadContentError as error:
            found.update(error.findings)
            continue
        contents.append(content)
        checked = checks.findings(content)
        found.update(checked, _other_mistakes_in_model(content, checked))
        found.update(findings(content, today))
    return contents, sorted(found)


def findings(content: Content, today: date) -> list[Finding]:
    """List everything that breaks a writing rule."""
    by_rule = [finding for rule in RULES for finding in rule(content)]
    return [*by_rule, *facts_checked_lately(content, today)]


def grade(content: Content, text: str) -> float:
    """Give the school year (Flesch-Kincaid) that can follow a text, names aside."""
    plain = among(content.style.names).sub("it", text)
    return float(textstat.flesch_kincaid_grade(DECIMAL_POINT.sub("", plain)))


def answers_short(content: Content) -> Iterator[Finding]:
    """An answer or `More` has at most 50 words; a step, or one heard in a hurry, 40."""
    for topic in content.topics.values():
        hurried = topic.page.section in content.style.hurried
        for heard in of_topic(content, topic):
            most = 40 if hurried or heard.what.startswith("step") else 50
            if heard.words > most:
                yield heard.finding("words", f"{heard.words} words, at most {most}")


def sentences_short(content: Content) -> Iterator[Finding]:
    """A sentence has at most 25 words, and the sentences of a text 15 on average."""
    for heard in everything(content):
        lengths = [len(sentence.split()) for sentence in heard.sentences]
        for sentence, length in zip(heard.sentences, lengths, strict=True):
            if length > 25:
                message = f'{length} words, at most 25: "{_start(sentence)}"'
                yield heard.finding("sentence", message)
        average = sum(lengths) / len(lengths) if lengths else 0
        if average > 15:
            message = f"sentences of {average:.1f} words on average, at most 15"
            yield heard.finding("sentence", message)


def texts_easy(content: Content) -> Iterator[Finding]:
    """Every text of a topic is of grade 6.0 or lower, its names aside."""
    for topic in content.topics.values():
        for heard in of_topic(content, topic):
            found = grade(content, heard.text)
            if found > HARDEST_GRADE:
                yield heard.finding("grade", f"{found:.1f}, at most {HARDEST_GRADE}")


def lists_short(content: Content) -> Iterator[Finding]:
    """A list in a sentence has at most 4 items: nobody keeps more in mind."""
    joining, opening = among(content.style.joining), among(content.style.openers)
    for heard in everything(content):
        for sentence in heard.sentences:
            items = items_listed(sentence, joining, opening)
            if items > 4:
                message = f'{items} items, at most 4: "{_start(sentence)}"'
                yield heard.finding("list", message)


def numbers_heard_right(content: Content) -> Iterator[Finding]:
    """No number is said that is easily misheard for another, as fifteen for fifty."""
    pairs = content.style.misheard
    other = {**pairs, **{second: first for first, second in pairs.items()}}
    misheard = among(other)
    called = among(content.words.numbers)
    for heard in everything(content):
        for number in misheard.findall(called.sub("", heard.text)):
            message = f"{number} may be heard as {other[number.lower()]}"
            yield heard.finding("number", message)


def needs_no_eyes(content: Content) -> Iterator[Finding]:
    """Nothing is said that needs a screen or a page."""
    screen = among(content.style.screen)
    for heard in everything(content):
        for word in screen.findall(heard.text):
            yield heard.finding("screen", f'"{word}" means nothing to the ear')


def no_markup(content: Content) -> Iterator[Finding]:
    """Content is plain writing, without markup or brackets."""
    for heard in everything(content):
        for sign in MARKUP.findall(heard.text):
            yield heard.finding("markup", f"say it in words, without {sign}")


def no_address(content: Content) -> Iterator[Finding]:
    """No address of a page is read out."""
    for heard in everything(content):
        for address in ADDRESS.findall(heard.text):
            yield heard.finding("address", f"nobody can keep {address} in mind")


def no_dose(content: Content) -> Iterator[Finding]:
    """No dose of any medicine is given."""
    count, unit = either(content.style.counts), either(content.style.units)
    dose = re.compile(
        rf"(?<!\w)(?:[\d.,]*\d|{count})[ -]?(?:{unit})(?!\w)", re.IGNORECASE
    )
    for heard in everything(content):
        for found in dose.findall(heard.text):
            yield heard.finding("dose", f'"{found}" is a dose: leave it to the team')


def phrases_short(content: Content) -> Iterator[Finding]:
    """A disclaimer has at most 25 words, and all that is said on opening 30."""
    words = {heard.what: heard.words for heard in of_phrases(content)}
    budgets = [((name,), 25) for name in DISCLAIMERS] + [(OPENING, 30)]
    for names, most in budgets:
        total = sum(words[name] for name in names)
        if total > most:
            message = f"{' + '.join(names)}: {total} words, at most {most}"
            yield content.finding("phrases.yaml", "words", message, names[0])


def asks_many(content: Content) -> Iterator[Finding]:
    """A topic has 20 asks or more, and 30 in a section heard in a hurry.

    Asks that differ only in a carrier of utterances.yaml or in whom they are about
    count once.
    """
    simply = _Simply(content)
    for topic in content.topics.values():
        least = 30 if topic.page.section in content.style.hurried else 20
        asks = {simply(filled(content, ask)) for ask in topic.front.asks}
        if len(asks) < least:
            message = f"{len(asks)} that differ, at least {least}"
            yield topic.finding("asks", message, "asks")


def asks_varied(content: Content) -> Iterator[Finding]:
    """At most 3 asks of a topic begin with the same two words."""
    for topic in content.topics.values():
        starts = Counter(
            " ".join(ask.split()[:2]) for ask in topic.front.asks if " " in ask
        )
        for start, count in starts.items():
            if count > 3:
                message = f'{count} begin with "{start}", at most 3'
                yield topic.finding("asks", message, "asks")


def urgent_topics_complete(content: Content) -> Iterator[Finding]:
    """The answer of an urgent topic says all that style.yaml lists under `urgent`."""
    for topic in content.topics.values():
        if topic.front.urgency != "urgent":
            continue
        for what, words in content.style.urgent.items():
            if not _says(topic, words):
                message = f"the answer must say {what}: {' / '.join(words)}"
                line = topic.page.answer_line
                yield Finding(topic.page.front.path, line, "urgent", message)


def style_fits(content: Content) -> Iterator[Finding]:
    """The sections and the groups of words that style.yaml names exist."""
    sections = {section.id for section in content.skill.sections}
    for key, named, known, file in (
        ("hurried", content.style.hurried, sections, "skill.yaml"),
        ("kin", content.style.kin, set(content.folds), "fold.yaml"),
    ):
        for number, name in enumerate(named):
            if name not in known:
                message = f"{name} is not in {file}"
                yield content.finding("style.yaml", "style", message, key, number)


def facts_checked_lately(content: Content, today: date) -> Iterator[Finding]:
    """The facts of a topic were held against its sources in the last 12 months."""
    for topic in content.topics.values():
        checked = topic.front.checked
        due = (checked.year + 1, checked.month, checked.day)
        if due < (today.year, today.month, today.day):
            message = f"{checked} is over 12 months ago: hold it against its sources"
            yield topic.finding("checked", message, "checked")


class _Simply:
    """Cuts an ask to what it is about, without its carrier and its people."""

    def __init__(self, content: Content) -> None:
        style, folds = content.style, content.folds
        self._kin = Patterns({}, {group: folds.get(group, []) for group in style.kin})
        self._carriers = {
            cut(match["carrier"])
            for intent in content.utterances.intents.values()
            for sample in intent.samples
            if (match := CARRIER.fullmatch(sample))
        }

    def __call__(self, ask: str) -> Tokens:
        words = cut(ask)
        for length in range(len(words) - 1, 0, -1):
            if words[:length] in self._carriers:
                return fold(self._kin, words[length:])
        return fold(self._kin, words)


def _says(topic: TopicContent, words: list[str]) -> bool:
    return among(words).search(topic.page.answer) is not None


def _start(sentence: str) -> str:
    words = sentence.split()
    return " ".join(words[:6]) + (" …" if len(words) > 6 else "")


def _other_mistakes_in_model(content: Content, known: list[Finding]) -> list[Finding]:
    """List what Alexa would trip over, but for what follows from known mistakes.

    A phrase that two topics claim would clash once more behind every carrier.
    """
    lines = {(finding.path, finding.line) for finding in known}
    try:
        build_model(content)
    except BadContentError as error:
        return [one for one in error.findings if (one.path, one.line) not in lines]
    return []


RULES: tuple[Rule, ...] = (
    answers_short,
    sentences_short,
    texts_easy,
    lists_short,
    numbers_heard_right,
    needs_no_eyes,
    no_markup,
    no_address,
    no_dose,
    phrases_short,
    asks_many,
    asks_varied,
    urgent_topics_complete,
    style_fits,
    words_of_this_place,
)
