"""Reads a content folder for one locale: the language's files, overlaid by place.

A folder with an `edition.yaml` is laid over another one: a hospital's own edition.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from guide.model import Phrases
from tools.pack.documents import Document, Page, read_page, read_yaml
from tools.pack.drawings import read_drawing
from tools.pack.findings import BadContentError, Finding, shown
from tools.pack.sayings import Saying, read_sayings
from tools.pack.schema import (
    EDITION,
    FORMS,
    SOURCES,
    TOPIC,
    DaysForm,
    DrawingForm,
    OutOfScopeForm,
    RedFlagsForm,
    SkillForm,
    SoundForm,
    SourceForm,
    StyleForm,
    TopicForm,
    UtterancesForm,
    WordsForm,
    validate,
)

EDITION_FILE = "edition.yaml"
# What is said of one text, and never of the one that replaces it.
OF_ONE_TEXT = ("sources", "checked", "reviewed")
ONLY_BY_PLACE = {"words.yaml"}  # what no language has by itself


@dataclass(frozen=True, slots=True)
class TopicContent:
    """One topic as its author wrote it."""

    page: Page
    front: TopicForm

    def finding(self, rule: str, message: str, *loc: str | int) -> Finding:
        """Make a finding about the front matter."""
        return self.page.front.finding(rule, message, *loc)

    def texts(self) -> dict[str, tuple[str, int]]:
        """Give every spoken text with its line: the answer, `More` and the steps."""
        page = self.page
        texts = {"answer": (page.answer, page.answer_line)}
        if page.more:
            texts["More"] = (page.more, page.more_line)
        for number, step in enumerate(self.front.steps):
            if not isinstance(step, str):
                line = page.front.place("steps", number)[1]
                texts[f"step {number + 1}"] = (step.say, line)
        return texts


@dataclass(frozen=True, slots=True)
class Content:
    """Everything people wrote for one locale; `documents` tell the lines."""

    locale: str
    skill: SkillForm
    phrases: Phrases
    words: WordsForm
    lexicon: Mapping[str, SoundForm]
    folds: Mapping[str, list[str]]
    reserved: Mapping[str, list[str]]
    utterances: UtterancesForm
    red_flags: RedFlagsForm
    days: DaysForm
    out_of_scope: OutOfScopeForm
    drawings: Mapping[str, DrawingForm]
    graphics: Mapping[str, str]  # the drawings themselves, as AVG in JSON
    drawn: Mapping[str, Path]  # and as SVG
    style: StyleForm
    sources: Mapping[str, SourceForm]
    topics: Mapping[str, TopicContent]
    sayings: Mapping[str, tuple[Saying, ...]]  # by topic id; they only teach
    documents: Mapping[str, Document]

    def finding(self, file: str, rule: str, message: str, *loc: str | int) -> Finding:
        """Make a finding about a file, such as "skill.yaml"."""
        return self.documents[file].finding(rule, message, *loc)


@dataclass(slots=True)
class _Reader:
    """Reads on after a mistake, so that all of them are reported at once."""

    findings: list[Finding] = field(default_factory=list)

    def yaml(self, path: Path) -> Document | None:
        try:
            return read_yaml(path)
        except BadContentError as error:
            self.findings += error.findings
            return None

    def valid(self, form: Any, document: Document | None) -> Any:
        if document is None:
            return None
        value, findings = validate(form, document)
        self.findings += findings
        return value

    def topics(
        self, folder: Path, below: Mapping[str, TopicContent]
    ) -> dict[str, TopicContent]:
        """Read the topics of a folder; what one does not say, the one below it says."""
        topics: dict[str, TopicContent] = {}
        for path in sorted((folder / "topics").rglob("*.md")):
            try:
                page = read_page(path)
            except BadContentError as error:
                self.findings += error.findings
                continue
            if page.id in topics:
                other = topics[page.id].page.front.path
                self._say(path, "twice", f"the topic {page.id} is also in {other}")
            if page.id in below:
                others = below[page.id].page.front.without(*OF_ONE_TEXT)
                page.front = others.overlaid(page.front)
            front = self.valid(TOPIC, page.front)
            if front is not None:
                topics[page.id] = TopicContent(page, front)
        return topics

    def graphics(self, folder: Path) -> dict[str, str]:
        graphics: dict[str, str] = {}
        for path in sorted(folder.glob("*.svg")):
            try:
                graphics[path.stem] = read_drawing(path)
            except BadContentError as error:
                self.findings += error.findings
        return graphics

    def overlay(
        self, below: dict[str, TopicContent], above: dict[str, TopicContent]
    ) -> dict[str, TopicContent]:
        for id_, topic in above.items():
            if id_ not in below:
                message = f"there is no topic {id_} to lay this over"
                self.findings.append(topic.finding("overlay", message))
        return {**below, **{k: v for k, v in above.items() if k in below}}

    def _say(self, path: Path, rule: str, message: str) -> None:
        self.findings.append(Finding(shown(path), 1, rule, message))


def layers(folder: Path) -> list[Path]:
    """List the folders that an edition is made of, the lowest first.

    Raises BadContentError where its edition.yaml names no folder that can be one.
    """
    found = [folder]
    while (path := found[0] / EDITION_FILE).exists():
        document = read_yaml(path)
        edition, mistakes = validate(EDITION, document)
        if mistakes:
            raise BadContentError(mistakes)
        below = found[0] / edition.over
        if not below.is_dir() or below.resolve() in {f.resolve() for f in found}:
            message = f"{edition.over} is no folder that this can be laid over"
            raise BadContentError([document.finding("edition", message, "over")])
        found.insert(0, below)
    return found


def locales(folder: Path) -> list[str]:
    """List the locales that a content folder is written for.

    An edition without a folder for any is for the locales of what it lies over.
    """
    for layer in reversed(layers(folder)):
        found = (path for path in layer.glob("[a-z][a-z]-[A-Z][A-Z]") if path.is_dir())
        if names := sorted(path.name for path in found):
            return names
    return []


def read_content(folder: Path, locale: str) -> Content:
    """Read everything for a locale.

    Raises BadContentError with every mistake in the form of any file.
    """
    reader, below = _Reader(), layers(folder)
    documents = {name: _document(reader, below, locale, name) for name in FORMS}
    values = {name: reader.valid(FORMS[name], documents[name]) for name in FORMS}
    sources_of = [layer / "sources.yaml" for layer in below]
    found = [path for path in sources_of if path.exists()] or sources_of[:1]
    documents["sources.yaml"] = _laid(reader, found)
    sources = reader.valid(SOURCES, documents["sources.yaml"])
    topics: dict[str, TopicContent] = {}
    graphics: dict[str, str] = {}
    drawn: dict[str, Path] = {}
    sayings: dict[str, tuple[Saying, ...]] = {}
    for layer in below:
        sayings |= read_sayings(layer / _language(locale))
        topics |= reader.topics(layer / _language(locale), topics)
        topics = reader.overlay(topics, reader.topics(layer / locale, topics))
        graphics |= reader.graphics(layer / "drawings")
        drawn |= {path.stem: path for path in (layer / "drawings").glob("*.svg")}
    if reader.findings:
        raise BadContentError(reader.findings)
    return Content(
        locale=locale,
        skill=values["skill.yaml"],
        phrases=Phrases(**dict(values["phrases.yaml"])),
        words=values["words.yaml"],
        lexicon=values["lexicon.yaml"],
        folds=values["fold.yaml"],
        reserved=values["reserved.yaml"],
        utterances=values["utterances.yaml"],
        red_flags=values["red-flags.yaml"],
        days=values["days.yaml"],
        out_of_scope=values["out-of-scope.yaml"],
        drawings=values["drawings.yaml"],
        graphics=graphics,
        drawn=drawn,
        style=values["style.yaml"],
        sources=sources,
        topics=topics,
        sayings=sayings,
        documents={name: document for name, document in documents.items() if document},
    )


def read_form(folder: Path, locale: str, name: str, form: Any) -> Any:
    """Read one file for a locale, such as "store.yaml", and hold it to its form.

    Raises BadContentError with every mistake in it.
    """
    reader = _Reader()
    value = reader.valid(form, _document(reader, layers(folder), locale, name))
    if reader.findings:
        raise BadContentError(reader.findings)
    return value


def _language(locale: str) -> str:
    return locale.split("-", maxsplit=1)[0]


def _document(
    reader: _Reader, below: list[Path], locale: str, name: str
) -> Document | None:
    """Read a file of the language, with the place's file of that name over it."""
    levels = (_language(locale), locale)
    paths = [layer / level / name for layer in below for level in levels]
    missed = paths[-1] if name in ONLY_BY_PLACE else paths[0]
    return _laid(reader, [path for path in paths if path.exists()] or [missed])


def _laid(reader: _Reader, found: list[Path]) -> Document | None:
    """Lay files over each other, the lowest first."""
    documents = [reader.yaml(path) for path in found]
    laid = documents[0]
    for document in documents[1:]:
        laid = laid.overlaid(document) if laid and document else None
    return laid
