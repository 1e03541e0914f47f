"""The store's listing: what somebody reads before they ever speak."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tools.certify.judging import problems_of
from tools.certify.rule import Notes, Rule
from tools.certify.subject import Subject
from tools.skill_package.icons import BadIconError, size_of
from tools.skill_package.manifest import ICONS

STORE = "skill manifest reference; limits not confirmed without an account"
HEALTH = "Amazon, health policy (copy of 2017)"
PHRASES = "certification test 3.1, example phrases"
LONGEST = {"name": 50, "summary": 160, "description": 4_000, "updatesDescription": 300}
TEXTS = ("name", "summary", "description", "updatesDescription")
MOST_KEYWORDS, MOST_PHRASES, LONGEST_INSTRUCTIONS = 30, 3, 4_000
SIZES = {"smallIconUri": 108, "largeIconUri": 512}
# The four parts of the disclaimer that the description must carry.
PARTS = {
    "that it gives no medical advice": r"not (?:give|provide|offer)\w* medical advice",
    "that it is no substitute": r"(?:not|no) a? ?substitute for professional advice",
    "to ask a doctor": r"ask your (?:own )?doctor",
    "the emergency number": r"in an emergency, call {number}, or your local",
}
SAVES_LIVES = re.compile(
    r"\bsav(?:e|es|ed|ing) (?:\w+ )?li(?:fe|ves)\b|\blife-?\s?saving\b|\blifesaver",
    re.IGNORECASE,
)
OF_AMAZON = re.compile(r"\balexa\b|\bamazon\b|\becho\b", re.IGNORECASE)
WAKE = re.compile(r"alexa, (?:open|ask|tell|launch|start|talk to) ", re.IGNORECASE)


def complete(subject: Subject, notes: Notes) -> None:
    """Every locale has a name, summary, description, keywords, icons and its news."""
    for locale, listing in subject.listings.items():
        for key in (*TEXTS, "keywords", "examplePhrases", *ICONS):
            if not listing.get(key):
                notes.fail(f"{locale}: no {key}")
    if not subject.publishing.get("testingInstructions"):
        notes.fail("no testing instructions")
    notes.saw(f"{', '.join(subject.listings)}, and testing instructions")


def short_enough(subject: Subject, notes: Notes) -> None:
    """No text of the store is longer than it may be."""
    longest = dict.fromkeys(LONGEST, 0)
    for locale, listing in subject.listings.items():
        for key, most in LONGEST.items():
            length = len(listing.get(key, ""))
            longest[key] = max(longest[key], length)
            if length > most:
                notes.fail(f"{locale}: {key} of {length} characters, at most {most}")
        for key, most in (
            ("keywords", MOST_KEYWORDS),
            ("examplePhrases", MOST_PHRASES),
        ):
            if len(listing.get(key, ())) > most:
                notes.fail(f"{locale}: more than {most} {key}")
        if len(listing.get("name", "")) < 2:
            notes.fail(f"{locale}: a name has two characters or more")
    if len(subject.publishing.get("testingInstructions", "")) > LONGEST_INSTRUCTIONS:
        notes.fail(f"testing instructions above {LONGEST_INSTRUCTIONS} characters")
    notes.saw(", ".join(f"{key} {n} of {LONGEST[key]}" for key, n in longest.items()))


def first_phrase_wakes(subject: Subject, notes: Notes) -> None:
    """The first example phrase has the wake word and the invocation name."""
    for locale, phrases in _phrases(subject):
        name = subject.models[locale]["invocationName"]
        first = phrases[0] if phrases else ""
        if not WAKE.match(first) or name not in first.casefold():
            notes.fail(f'{locale}: "{first}" does not open "{name}"')
    notes.saw(f'"{_first_of(subject)}"')


def phrases_in_model(subject: Subject, notes: Notes) -> None:
    """Each example phrase opens the skill or is an utterance of the model."""
    checked = 0
    for locale, phrases in _phrases(subject):
        name = subject.models[locale]["invocationName"]
        for phrase in phrases:
            checked += 1
            words = WAKE.sub("", phrase.casefold()).removeprefix(name).strip(" ,.?!")
            if words and not subject.ears[locale].knows(words):
                notes.fail(f'{locale}: "{words}" is no utterance of the model')
    notes.saw(f"{checked} phrases")


def phrases_answered(subject: Subject, notes: Notes) -> None:
    """Each example phrase, when it is really asked, gives an answer that fits."""
    checked = 0
    for locale, phrases in _phrases(subject):
        device, guide = subject.device(locale), subject.guides[locale]
        for phrase in phrases:
            checked += 1
            device.session = None
            exchange = device.say(phrase)
            opening = exchange.request["type"] == "LaunchRequest"
            if not opening and not exchange.topic:
                notes.fail(f'{locale}: "{phrase}" is answered "{exchange.speech}"')
            for problem in problems_of(exchange, guide, new=True):
                notes.fail(f'{locale}: "{phrase}": {problem}')
    notes.saw(f"{checked} phrases asked")


def description_disclaims(subject: Subject, notes: Notes) -> None:
    """The description has the four parts of the health disclaimer."""
    for locale, listing in subject.listings.items():
        number = re.escape(subject.contents[locale].words.words["emergency_number"])
        text = " ".join(listing.get("description", "").split())
        for part, pattern in PARTS.items():
            if not re.search(pattern.replace("{number}", number), text, re.IGNORECASE):
                notes.fail(f"{locale}: the description does not say {part}")
    notes.saw(f"four parts in {len(subject.listings)} descriptions")


def says_skill(subject: Subject, notes: Notes) -> None:
    """The description calls it a skill, and not an app."""
    for locale, listing in subject.listings.items():
        text = listing.get("description", "")
        if re.search(r"\bapps?\b", text, re.IGNORECASE) or "skill" not in text:
            notes.fail(f"{locale}: the description must say skill, and not app")
    notes.saw(f"{len(subject.listings)} descriptions")


def saves_no_lives(subject: Subject, notes: Notes) -> None:
    """Nothing that is shown or said claims to save lives."""
    for where, text in (*_shown(subject), *_said(subject)):
        for claim in SAVES_LIVES.findall(text):
            notes.fail(f'{where}: "{claim}"')
    notes.saw(f"the store's texts and every answer of {len(subject.guides)} locales")


def no_names_of_amazon(subject: Subject, notes: Notes) -> None:
    """Name, summary and keywords carry no name of Alexa's, Amazon's or a device's."""
    for locale, listing in subject.listings.items():
        for key in ("name", "summary", "keywords"):
            for name in OF_AMAZON.findall(str(listing.get(key, ""))):
                notes.fail(f'{locale}: {key} has "{name}"')
    notes.saw(", ".join(sorted({v.get("name", "") for v in subject.listings.values()})))


def icons_fit(subject: Subject, notes: Notes) -> None:
    """The icons are PNG images of 108 and of 512 pixels in the package."""
    seen = set()
    for locale, listing in subject.listings.items():
        for key, size in SIZES.items():
            path = subject.package / listing.get(key, "").removeprefix("file://")
            try:
                found = size_of(path)
            except (OSError, BadIconError):
                notes.fail(f"{locale}: {key} is no PNG image of the package")
                continue
            seen.add(path.name)
            if found != (size, size):
                notes.fail(f"{locale}: {key} is {found[0]} by {found[1]} pixels")
    notes.saw(", ".join(sorted(seen)))


def admits_drafts(subject: Subject, notes: Notes) -> None:
    """The description says so, as long as nobody has reviewed the answers."""
    for locale, listing in subject.listings.items():
        topics = subject.contents[locale].topics.values()
        draft = any(topic.front.reviewed == "draft" for topic in topics)
        says = "reviewed" in listing.get("description", "")
        if draft and not says:
            notes.fail(f"{locale}: the description hides that answers are drafts")
        if says and not draft:
            notes.fail(f"{locale}: the description still says that answers are drafts")
    notes.saw(f"{len(subject.listings)} descriptions")


def _phrases(subject: Subject) -> Iterator[tuple[str, list[str]]]:
    for locale, listing in subject.listings.items():
        yield locale, listing.get("examplePhrases", [])


def _first_of(subject: Subject) -> str:
    return next((phrases[0] for _, phrases in _phrases(subject) if phrases), "")


def _shown(subject: Subject) -> Iterator[tuple[str, str]]:
    for locale, listing in subject.listings.items():
        yield from _texts(f"{locale} store", listing)
    for locale, model in subject.models.items():
        yield f"{locale} invocation name", model["invocationName"]


def _texts(where: str, listing: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in (*TEXTS, "keywords", "examplePhrases"):
        yield f"{where}, {key}", str(listing.get(key, ""))


def _said(subject: Subject) -> Iterator[tuple[str, str]]:
    for locale, guide in subject.guides.items():
        for id_, topic in guide.topics.items():
            yield f"{locale} {id_}", f"{topic.answer} {topic.more}"


RULES = (
    Rule("listing-complete", STORE, complete),
    Rule("listing-lengths", STORE, short_enough),
    Rule("phrases-first", PHRASES, first_phrase_wakes),
    Rule("phrases-in-model", PHRASES, phrases_in_model),
    Rule("phrases-answered", PHRASES, phrases_answered),
    Rule("description-disclaimer", f"{HEALTH}, 4b", description_disclaims),
    Rule("description-skill", "common certification failures", says_skill),
    Rule("description-drafts", "our own", admits_drafts),
    Rule("saves-no-lives", f"{HEALTH}, 4c", saves_no_lives),
    Rule(
        "no-amazon-names", "Amazon, policy requirements, trademarks", no_names_of_amazon
    ),
    Rule("icons", "skill manifest reference", icons_fit),
)
