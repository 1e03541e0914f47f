"""Mistakes that only show when content is seen as a whole.

Each rule is a generator of findings whose docstring states it; none stops early.
"""

from collections.abc import Callable, Iterator

from guide.words import cut
from tools.pack.content import Content
from tools.pack.documents import Loc
from tools.pack.findings import Finding
from tools.pack.pattern_checks import (
    days_told,
    patterns_sound,
    red_flags_lead_to_emergencies,
)
from tools.pack.sayings import OUT_OF_SCOPE
from tools.pack.sounds import sounds
from tools.pack.wording import places

Rule = Callable[[Content], Iterator[Finding]]

# What is filled in only when a phrase is said, by phrase.
SPOKEN_PLACES = {
    "on_topic": {"topic"},
    "think_topic": {"topic"},
    "more_information": {"topic"},
    "no_more": {"topic"},
    "why_more": {"topic"},
    "why_no_more": {"topic"},
    "not_understood_near": {"section", "first", "second", "third"},
    "offer_one": {"first"},
    "offer_two": {"first", "second"},
    "offer_three": {"first", "second", "third"},
    "menu": {"first", "second", "third"},
    "walk_step": {"step", "topic"},
    "walk_come_back": {"skill", "step", "topic"},
    "walk_place": {"step", "steps", "topic"},
    "walk_resume": {"step"},
    "walk_no_such_step": {"steps", "topic"},
    "card_source": {"sources"},
    "screen_step": {"step", "steps"},
}
QUESTIONS = {
    *("what_to_know", "anything_else", "offer_one", "offer_two", "offer_three"),
    *("check_ask", "check_again", "not_understood_ask", "menu_ask"),
    *("walk_offer", "walk_next", "walk_resume"),
}
ASK_LETTERS = set("abcdefghijklmnopqrstuvwxyz '-")


def findings(content: Content) -> list[Finding]:
    """List every mistake, of every rule."""
    return [finding for rule in RULES for finding in rule(content)]


def sources_exist(content: Content) -> Iterator[Finding]:
    """Every source that is cited stands in sources.yaml."""
    for topic in content.topics.values():
        for number, source in enumerate(topic.front.sources):
            if source not in content.sources:
                message = f"{source} is not in sources.yaml"
                yield topic.finding("source", message, "sources", number)
    for number_, form in content.words.numbers.items():
        if form.source not in {*content.sources, "unverified"}:
            message = f"{form.source} is not in sources.yaml (or write: unverified)"
            yield content.finding("words.yaml", "source", message, "numbers", number_)


def topics_exist(content: Content) -> Iterator[Finding]:
    """Every topic that is named somewhere exists."""
    for topic in content.topics.values():
        steps = [step if isinstance(step, str) else None for step in topic.front.steps]
        for key, ids in (("related", topic.front.related), ("steps", steps)):
            for number, id_ in enumerate(ids):
                if id_ is not None and id_ not in content.topics:
                    yield topic.finding("topic", f"no topic {id_}", key, number)
    for file, loc, named in _openers(content):
        if named not in content.topics:
            yield content.finding(file, "topic", f"no topic {named}", *loc)


def _openers(content: Content) -> Iterator[tuple[str, Loc, str]]:
    """Yield the topics that sections and intents open with, and where they say so."""
    for number, section in enumerate(content.skill.sections):
        yield "skill.yaml", ("sections", number), section.overview
    if content.skill.draft:
        yield "skill.yaml", ("draft", "topic"), content.skill.draft.topic
    for name, intent in content.utterances.intents.items():
        if intent.topic is not None:
            yield "utterances.yaml", ("intents", name), intent.topic
    if content.days.topic is not None:
        yield "days.yaml", ("topic",), content.days.topic


def drawings_exist(content: Content) -> Iterator[Finding]:
    """Every drawing is drawn and described, and so is every one that is named."""
    for id_ in content.drawings:
        if id_ not in content.graphics:
            message = f"there is no drawings/{id_}.svg"
            yield content.finding("drawings.yaml", "drawing", message, id_)
    for id_ in content.graphics:
        if id_ not in content.drawings:
            message = f"say in words what drawings/{id_}.svg shows"
            yield content.finding("drawings.yaml", "drawing", message)
    for topic in content.topics.values():
        steps = [step for step in topic.front.steps if not isinstance(step, str)]
        for named in (topic.front.drawing, *(step.drawing for step in steps)):
            if named and named not in content.drawings:
                message = f"no drawing {named} in drawings.yaml"
                yield topic.finding("drawing", message, "drawing")


def sections_exist(content: Content) -> Iterator[Finding]:
    """Every topic stands in the folder of a section of skill.yaml."""
    known = {section.id for section in content.skill.sections}
    for topic in content.topics.values():
        if topic.page.section not in known:
            message = f"no section {topic.page.section} in skill.yaml"
            yield topic.finding("section", message)


def answers_given(content: Content) -> Iterator[Finding]:
    """Every topic has an answer, and every emergency something for who only asks."""
    for topic in content.topics.values():
        if not topic.page.answer:
            yield topic.finding("answer", "write the answer below the front matter")
        if topic.front.urgency == "emergency" and not topic.page.more:
            message = "an emergency needs ## More, for somebody who is only asking"
            yield topic.finding("more", message)


def emergencies_name_the_number(content: Content) -> Iterator[Finding]:
    """Every emergency names the number to call, in the alarm and in `More`."""
    for topic in content.topics.values():
        if topic.front.urgency != "emergency":
            continue
        for what, (text, line) in topic.texts().items():
            if "{emergency_number}" not in text:
                message = f"{what}: an emergency names {{emergency_number}}"
                yield Finding(topic.page.front.path, line, "emergency", message)


def clauses_kept(content: Content) -> Iterator[Finding]:
    """Every clause under `keep` stands in the answer, word for word."""
    for topic in content.topics.values():
        for number, clause in enumerate(topic.front.keep):
            if clause.casefold() not in topic.page.answer.casefold():
                message = f'the answer has lost "{clause}"'
                yield topic.finding("keep", message, "keep", number)


def asks_speakable(content: Content) -> Iterator[Finding]:
    """Asks hold lowercase letters, spaces, apostrophes and hyphens, as Alexa hears."""
    for topic in content.topics.values():
        for number, ask in enumerate(topic.front.asks):
            if odd := "".join(sorted(set(ask) - ASK_LETTERS)):
                message = f'"{ask}" has {odd!r}: only a to z, spaces, apostrophes, -'
                yield topic.finding("ask", message, "asks", number)


def asks_claimed_once(content: Content) -> Iterator[Finding]:
    """No phrase belongs to two topics, or to a topic and to what is out of scope."""
    claims: dict[tuple[str, ...], tuple[str, str]] = {}
    for id_, topic in content.topics.items():
        for number, ask in enumerate(topic.front.asks):
            path, line = topic.page.front.place("asks", number)
            owner, where = claims.setdefault(cut(ask), (id_, f"{path}:{line}"))
            if where != f"{path}:{line}":
                message = f'"{ask}" already asks for {owner} at {where}'
                yield Finding(path, line, "claimed", message)
    for number, phrase in enumerate(content.out_of_scope.phrases):
        if cut(phrase) in claims:
            owner, where = claims[cut(phrase)]
            message = f'"{phrase}" asks for {owner} at {where}'
            file = "out-of-scope.yaml"
            yield content.finding(file, "claimed", message, "phrases", number)


def sayings_sound(content: Content) -> Iterator[Finding]:
    """A saying belongs to one topic, which exists, and is written as it is heard."""
    owners = {
        cut(ask): id_ for id_, t in content.topics.items() for ask in t.front.asks
    }
    for id_, sayings in content.sayings.items():
        topic = content.topics.get(id_)
        if topic is None and id_ != OUT_OF_SCOPE:
            yield sayings[0].finding("topic", f"there is no topic {id_}")
        for saying in sayings:
            if odd := "".join(sorted(set(saying.text) - ASK_LETTERS)):
                message = f"has {odd!r}: only a to z, spaces, apostrophes, -"
                yield saying.finding("saying", message)
            owner = owners.setdefault(cut(saying.text), id_)
            if owner != id_:
                yield saying.finding("claimed", f"already belongs to {owner}")
            if saying.reported and (not topic or topic.front.urgency != "emergency"):
                yield saying.finding("reported", "only emergencies are reported")


def places_known(content: Content) -> Iterator[Finding]:
    """Every place in braces is a word of words.yaml, or filled in when it is said."""
    known = set(content.words.words)
    for topic in content.topics.values():
        for what, (text, line) in topic.texts().items():
            for name in set(places(text)) - known:
                message = f"{what}: words.yaml has no {name}"
                yield Finding(topic.page.front.path, line, "place", message)
    for name, phrase in content.phrases._asdict().items():
        spoken = SPOKEN_PLACES.get(name, set())
        found = set(places(" ".join(phrase) if isinstance(phrase, tuple) else phrase))
        for place in found - known - spoken:
            message = f"{name}: nothing fills {{{place}}}"
            yield content.finding("phrases.yaml", "place", message, name)
        for place in spoken - found:
            message = f"{name}: has lost {{{place}}}"
            yield content.finding("phrases.yaml", "place", message, name)


def questions_end_in_a_question_mark(content: Content) -> Iterator[Finding]:
    """A phrase that keeps the session open ends in a question mark, and no other."""
    for name, phrase in content.phrases._asdict().items():
        for text in phrase if isinstance(phrase, tuple) else (phrase,):
            if text.endswith("?") != (name in QUESTIONS):
                wanted = "must" if name in QUESTIONS else "must not"
                message = f"{name} {wanted} end in a question mark"
                yield content.finding("phrases.yaml", "question", message, name)


def sounds_known(content: Content) -> Iterator[Finding]:
    """Every sound of the lexicon is one of English, as IPA writes it."""
    for word, form in content.lexicon.items():
        for ipa in filter(None, (form.ipa, *form.heard)):
            try:
                sounds(ipa)
            except ValueError as error:
                yield content.finding("lexicon.yaml", "sound", str(error), word)


RULES: tuple[Rule, ...] = (
    sources_exist,
    topics_exist,
    drawings_exist,
    sections_exist,
    answers_given,
    emergencies_name_the_number,
    clauses_kept,
    asks_speakable,
    asks_claimed_once,
    sayings_sound,
    places_known,
    questions_end_in_a_question_mark,
    red_flags_lead_to_emergencies,
    patterns_sound,
    days_told,
    sounds_known,
)
