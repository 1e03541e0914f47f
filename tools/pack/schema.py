"""The form of every content file, checked with pydantic (on the desk only)."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, get_type_hints

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    create_model,
    model_validator,
)

from guide.model import Phrases
from tools.pack.documents import Document
from tools.pack.findings import Finding

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Form(BaseModel):
    """What all forms share: an unknown key is a mistake, and so is a wrong type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class StepForm(Form):
    """One step of a list to walk."""

    title: Text
    say: Text
    days: tuple[int, int] | None = None
    drawing: Id | None = None

    @model_validator(mode="before")
    @classmethod
    def _days_as_list(cls, raw: Any) -> Any:
        """Let YAML's list stand for the pair of days."""
        if isinstance(raw, dict) and isinstance(raw.get("days"), list):
            return {**raw, "days": tuple(raw["days"])}
        return raw


class TopicForm(Form):
    """The front matter of a topic."""

    title: Text
    asks: Annotated[list[Text], Field(min_length=1)]
    sources: Annotated[list[Id], Field(min_length=1)]
    checked: date
    reviewed: Text
    related: list[Id] = []
    urgency: Literal["emergency", "urgent"] | None = None
    steps: list[Id | StepForm] = []
    drawing: Id | None = None
    keep: list[Text] = []


class SectionForm(Form):
    """A shelf of the guide."""

    id: Id
    name: Text
    overview: Id


class DraftForm(Form):
    """What a version that was published as a draft says of itself, and where."""

    topic: Id
    say: Text


class SkillForm(Form):
    """What the skill is called, and its shelves."""

    name: Text
    invocation_name: Text
    sections: Annotated[list[SectionForm], Field(min_length=3)]
    draft: DraftForm | None = None


class NumberForm(Form):
    """How a number to call is said, and who states it."""

    say: Text
    source: Id


class WordsForm(Form):
    """What differs by place."""

    words: dict[str, Text]
    numbers: dict[str, NumberForm] = {}
    spelling: dict[str, Text] = {}
    foreign: list[Text] = []


class SoundForm(Form):
    """How a word is said, in one of three ways, and how else listeners say it."""

    ipa: Text | None = None
    sub: Text | None = None
    spell_out: Annotated[Literal[True] | None, Field(alias="spell-out")] = None
    heard: list[Text] = []

    @model_validator(mode="after")
    def _one_way(self) -> "SoundForm":
        ways = sum(way is not None for way in (self.ipa, self.sub, self.spell_out))
        if ways > 1 or not (ways or self.heard):
            raise ValueError("give exactly one of ipa, sub and spell-out, or heard")
        return self


class IntentForm(Form):
    """What is said to one intent."""

    topic: Id | None = None
    slots: dict[str, Text] = {}
    samples: list[Text]


class UtterancesForm(Form):
    """What is said to every intent."""

    intents: dict[str, IntentForm]
    types: dict[str, dict[Id, list[Text]]]


class RedFlagsForm(Form):
    """The words of danger."""

    sets: dict[str, Annotated[list[Text], Field(min_length=1)]]
    signs: dict[Id, Annotated[list[Text], Field(min_length=1)]]
    harmless: list[Text]
    asking: list[Text]
    supposing: list[Text]
    suffering: list[Text]
    negated: list[Text]
    over: list[Text]


class DaysForm(Form):
    """How listeners say which day it is; a guide without stages has no topic."""

    topic: Id | None = None
    units: dict[str, int]
    said: dict[str, Annotated[list[Text], Field(min_length=1)]]
    sets: dict[str, Annotated[list[Text], Field(min_length=1)]]
    counts: dict[int, list[Text]]
    places: dict[int, list[Text]]
    small: list[Text]


class OutOfScopeForm(Form):
    """What people ask that the guide declines."""

    phrases: list[Text]


class DrawingForm(Form):
    """A drawing of `drawings/`, in words."""

    alt: Text


class StyleForm(Form):
    """The words that the writing rules look for; `content/en/style.yaml` says why."""

    names: list[Text]
    misheard: dict[Text, Text]
    screen: list[Text]
    units: list[Text]
    counts: list[Text]
    joining: list[Text]
    openers: list[Text]
    kin: list[Text]
    hurried: list[Id]
    urgent: dict[Text, list[Text]]


class SourceForm(Form):
    """Where facts were read, and how much of it."""

    title: Text
    publisher: Text
    date: Text
    kind: Literal["guideline", "study", "leaflet", "official", "web", "safety"]
    read: Text
    address: Text | None = None


class EditionForm(Form):
    """What a folder is laid over: another one, named as seen from this one."""

    over: Text


# A plain dataclass would let unknown phrases pass.
_PHRASES: dict[str, Any] = {
    name: (hint, ...) for name, hint in get_type_hints(Phrases).items()
}
PhrasesForm = create_model(
    "PhrasesForm", __config__=ConfigDict(extra="forbid"), **_PHRASES
)

FORMS: dict[str, TypeAdapter[Any]] = {
    "skill.yaml": TypeAdapter(SkillForm),
    "phrases.yaml": TypeAdapter(PhrasesForm),
    "words.yaml": TypeAdapter(WordsForm),
    "lexicon.yaml": TypeAdapter(dict[str, SoundForm]),
    "fold.yaml": TypeAdapter(dict[str, list[Text]]),
    "reserved.yaml": TypeAdapter(dict[str, list[Text]]),
    "utterances.yaml": TypeAdapter(UtterancesForm),
    "red-flags.yaml": TypeAdapter(RedFlagsForm),
    "days.yaml": TypeAdapter(DaysForm),
    "out-of-scope.yaml": TypeAdapter(OutOfScopeForm),
    "drawings.yaml": TypeAdapter(dict[Id, DrawingForm]),
    "style.yaml": TypeAdapter(StyleForm),
}
SOURCES: TypeAdapter[dict[str, SourceForm]] = TypeAdapter(dict[Id, SourceForm])
TOPIC: TypeAdapter[TopicForm] = TypeAdapter(TopicForm)
EDITION: TypeAdapter[EditionForm] = TypeAdapter(EditionForm)


def validate(form: TypeAdapter[Any], document: Document) -> tuple[Any, list[Finding]]:
    """Check a document against its form; give what it holds, and what is wrong."""
    try:
        return form.validate_python(document.data), []
    except ValidationError as error:
        return None, list(_findings(error, document))


def _findings(error: ValidationError, document: Document) -> Iterator[Finding]:
    for problem in error.errors(include_url=False):
        loc = problem["loc"]
        way = ".".join(str(part) for part in loc)
        message = problem["msg"].removeprefix("Value error, ")
        yield document.finding("form", f"{way}: {message}" if way else message, *loc)
