"""What a guide is made of: topics, phrases, sources and the words of danger.

Named tuples where they will do: each dataclass costs half a millisecond of every start.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from guide.numbers import Numbers
from guide.words import Patterns


class ContentError(Exception):
    """Raised if there is no content that can be read out."""


class Urgency(StrEnum):
    """How soon a listener has to act on a reply."""

    EMERGENCY = "emergency"
    CHECK = "check"  # it may be an emergency: "is it happening now?"
    URGENT = "urgent"
    INFO = "info"


class Step(NamedTuple):
    """One stop on a list to walk.

    `days` are the first and last day it is for, and `topic` is the one whose answer
    it says, where it says one.
    """

    title: str
    name: str  # the title as it stands in the middle of a sentence
    say: str
    days: tuple[int, int] | None = None
    drawing: str = ""
    topic: str = ""


class Topic(NamedTuple):
    """One thing a listener can ask about.

    Of an emergency, `answer` is the alarm and `more` the information for somebody
    who is only asking.
    """

    id: str
    title: str
    name: str  # the title as it stands in the middle of a sentence
    call: str  # the word or two to ask for it by
    section: str
    answer: str
    more: str = ""
    steps: tuple[Step, ...] = ()
    urgency: Urgency = Urgency.INFO
    sources: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    drawing: str = ""

    @property
    def has_stages(self) -> bool:
        """Whether its steps are for days after the procedure, not for doing in turn."""
        return any(step.days for step in self.steps)


class Drawing(NamedTuple):
    """A picture for screens: in words for who cannot see it, and as it is drawn.

    `graphic` is left as the text that the pack holds, since few turns need it.
    """

    alt: str
    graphic: str


class Section(NamedTuple):
    """A shelf of the guide, as the menu names it, and the topic that opens it."""

    id: str
    name: str
    overview: str


class Source(NamedTuple):
    """Where a fact was read."""

    title: str
    publisher: str
    date: str


class Pronunciation(NamedTuple):
    """How a written word is said: `how` names a way of SSML, `value` its detail."""

    how: str  # "ipa", "sub", "spell-out", "digits" or "telephone"
    value: str = ""


class Phrases(NamedTuple):
    """Every spoken sentence that is not a topic.

    Places in braces, such as `{topic}`, are filled in when the phrase is said;
    `content/en/phrases.yaml` says what each phrase is for.
    """

    welcome: str
    welcome_examples: str
    what_to_know: str
    disclaimer: str
    disclaimer_short: str
    disclaimer_emergency: str
    on_topic: str
    think_topic: str
    anything_else: str
    say_one_word: str
    offer_one: str
    offer_two: str
    offer_three: str
    which_one: str
    all_right: str
    more_information: str
    no_more: str
    why_more: str
    why_no_more: str
    check_say: str
    check_ask: str
    check_again: str
    near_topics: str
    near_topics_again: str
    not_understood: tuple[str, str, str]
    not_understood_near: str
    not_understood_ask: tuple[str, str, str]
    menu: str
    menu_ask: str
    help: str
    help_answer: str
    help_offer: str
    help_list: str
    help_walk: str
    help_check: str
    goodbye: str
    walk_offer: str
    walk_step: str
    walk_next: str
    walk_come_back: str
    walk_end: str
    walk_in_app: str
    walk_place: str
    walk_resume: str
    walk_no_such_step: str
    walk_none: str
    slower: str
    slowest: str
    faster: str
    fastest: str
    volume: str
    apology: str
    card_source: str
    card_emergency: str
    screen_step: str
    screen_start: str
    screen_previous: str
    screen_next: str
    screen_more: str
    screen_yes: str
    screen_no: str


class RedFlags(NamedTuple):
    """The words of danger; `guide.danger` says how they are weighed.

    `signs` are filed by emergency topic, the gravest first in `ranks`.
    """

    signs: Patterns
    ranks: tuple[str, ...]
    harmless: Patterns
    asking: Patterns
    supposing: Patterns
    suffering: Patterns
    negated: Patterns
    over: Patterns


class Table(NamedTuple):
    """Rows of numbers, found by the hash of a text (`guide.understanding.hash_of`).

    The text of `hashes[i]`, which are sorted, owns the entries from `starts[i]` up to
    `starts[i + 1]` of arrays that stand beside the table. Nothing has to be built
    when it is loaded, however large it is.
    """

    hashes: Numbers
    starts: Numbers


class Phrasings(NamedTuple):
    """Phrasings that are known as they are; number i asks for `topics[owners[i]]`."""

    topics: tuple[str, ...]
    hashes: Numbers
    owners: Numbers


class Index(NamedTuple):
    """Every known phrasing, ready to be compared with what a listener said.

    A feature stands in the phrasings that are its row's `entries`, and row i weighs
    `weights[i]`. Phrasing p is `norms[p]` long as a vector and belongs to
    `topics[owners[p]]`, where "" stands for everything out of scope.
    """

    topics: tuple[str, ...]
    features: Table
    weights: Numbers
    entries: Numbers
    owners: Numbers
    norms: Numbers
    unknown: float  # what a word weighs that stands in no phrasing


class Model(NamedTuple):
    """A linear model from features to topics, trained on the desk.

    For each entry e of its row, a feature speaks for `topics[owners[e]]` by
    `weights[e] * scale`; every topic starts at its bias. Row i is as rare as
    `rarities[i]` says, and a feature that has no row is as rare as `unknown`.
    """

    topics: tuple[str, ...]
    features: Table
    rarities: Numbers
    unknown: int
    owners: Numbers
    weights: Numbers
    scale: float
    biases: Numbers


class Thresholds(NamedTuple):
    """How much confidence is enough, from 0 to 1 or as times another confidence."""

    sure: float  # that the best topic needs to be answered
    lead: float  # times the second topic's, to be answered
    unsure: float  # that the best topic needs to be offered
    scope: float  # times that of "out of scope", to be offered
    near: float  # times the best topic's, that another needs to be offered with it
    alarm: float  # times the best's, that the report of an emergency needs


@dataclass(frozen=True, slots=True)
class Understanding:
    """All that is needed to lead a listener's own words to a topic."""

    folds: Patterns
    choices: Mapping[str, str]
    phrasings: Phrasings
    index: Index
    model: Model | None
    thresholds: Thresholds


class Days(NamedTuple):
    """How listeners say which day it is; `topic`, if any, tells what holds by day.

    `said` holds patterns by unit, `units` the days in one of each, `numbers` what the
    words for numbers count. `small` words name nothing by themselves.
    """

    topic: str
    said: Patterns
    units: Mapping[str, int]
    numbers: Mapping[str, int]
    small: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)  # one of a kind: caches key on it
class Guide:
    """Everything the skill can say in one locale."""

    locale: str
    version: str
    name: str
    phrases: Phrases
    topics: Mapping[str, Topic]
    sections: tuple[Section, ...]
    intents: Mapping[str, str]  # the topic that an intent without a slot asks for
    sources: Mapping[str, Source]
    lexicon: Mapping[str, Pronunciation]
    drawings: Mapping[str, Drawing]
    red_flags: RedFlags
    days: Days
    understanding: Understanding
