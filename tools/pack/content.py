"""Reads a content folder for one locale: the language's files, overlaid by place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from guide.model import Phrases
from tools.pack.documents import Document, Page, read_page, read_yaml
from tools.pack.findings import BadContentError, Finding, shown
from tools.pack.schema import (
    FORMS,
    SOURCES,
    TOPIC,
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
    out_of_scope: OutOfScopeForm
    style: StyleForm
    sources: Mapping[str, SourceForm]
    topics: Mapping[str, TopicContent]
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

    def topics(self, folder: Path) -> dict[str, TopicContent]:
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
            front = self.valid(TOPIC, page.front)
            if front is not None:
                topics[page.id] = TopicContent(page, front)
        return topics

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


def locales(folder: Path) -> list[str]:
    """List the locales that a content folder is written for."""
    return sorted(
        path.name for path in folder.glob("[a-z][a-z]-[A-Z][A-Z]") if path.is_dir()
    )


def read_content(folder: Path, locale: str) -> Content:
    """Read everything for a locale.

    Raises BadContentError with every mistake in the form of any file.
    """
    reader = _Reader()
    language = folder / locale.split("-", maxsplit=1)[0]
    place = folder / locale
    documents = {name: _document(reader, language, place, name) for name in FORMS}
    values = {name: reader.valid(FORMS[name], documents[name]) for name in FORMS}
    documents["sources.yaml"] = reader.yaml(folder / "sources.yaml")
    sources = reader.valid(SOURCES, documents["sources.yaml"])
    topics = reader.overlay(reader.topics(language), reader.topics(place))
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
        out_of_scope=values["out-of-scope.yaml"],
        style=values["style.yaml"],
        sources=sources,
        topics=topics,
        documents={name: document for name, document in documents.items() if document},
    )


def _document(
    reader: _Reader, language: Path, place: Path, name: str
) -> Document | None:
    """Read a file of the language, with the place's file of that name over it."""
    if not (place / name).exists() and name not in ONLY_BY_PLACE:
        return reader.yaml(language / name)
    above = reader.yaml(place / name)
    if not (language / name).exists():
        return above
    below = reader.yaml(language / name)
    return below.overlaid(above) if below and above else below or above
