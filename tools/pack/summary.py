"""How hard and how long the topics are, by section: a table for people."""

from collections.abc import Iterable, Iterator
from statistics import median
from typing import NamedTuple

from tools.pack.content import Content
from tools.pack.heard import of_topic
from tools.pack.lint import grade


class Measures(NamedTuple):
    """A topic's hardest and longest text, in one locale."""

    id: str
    section: str
    grade: float
    seconds: float


def measured(content: Content) -> Iterator[Measures]:
    """Yield the measures of every topic."""
    for id_, topic in content.topics.items():
        heard = list(of_topic(content, topic))
        hardest = max(grade(content, one.text) for one in heard)
        longest = max(one.seconds for one in heard)
        yield Measures(id_, topic.page.section, hardest, longest)


def table(contents: Iterable[Content]) -> str:
    """Write the table of all topics of all locales, in Markdown."""
    contents = list(contents)
    topics = [one for content in contents for one in measured(content)]
    sections = dict.fromkeys(
        s.id for content in contents for s in content.skill.sections
    )
    rows = [
        _row(id_, [one for one in topics if one.section == id_]) for id_ in sections
    ]
    head = [
        "| section | topics | grade: median | worst | seconds: median | worst |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    return "\n".join([*head, *rows, _row("all", topics)])


def _row(name: str, topics: list[Measures]) -> str:
    if not topics:
        return f"| {name} | 0 | | | | |"
    grades = [one.grade for one in topics]
    seconds = [one.seconds for one in topics]
    cells = (
        *(name, len({one.id for one in topics})),
        *(f"{median(grades):.1f}", f"{max(grades):.1f}"),
        *(f"{median(seconds):.0f}", f"{max(seconds):.0f}"),
    )
    return f"| {' | '.join(map(str, cells))} |"
