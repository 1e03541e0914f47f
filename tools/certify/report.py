"""The report: on the console, and as a page."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tools.certify.rule import Notes, Outcome, Rule

PAGE = "page.html.jinja"
MARKS = {Outcome.PASSED: "pass", Outcome.FAILED: "FAIL", Outcome.PERSON: "look"}


class Line(NamedTuple):
    """A rule, and what came of it."""

    rule: Rule
    notes: Notes


def as_text(lines: Sequence[Line]) -> str:
    """Write the report for the console: failures in full, the rest a line each."""
    width = max(len(line.rule.id) for line in lines)
    text = []
    for rule, notes in lines:
        said = notes.evidence or rule.says
        text.append(f"{MARKS[notes.outcome]}  {rule.id:{width}}  {said}")
        text += [f"      {'':{width}}  {problem}" for problem in notes.examples]
    text.append("\na person must look at:")
    for rule, notes in lines:
        text += [f"  {rule.id}: {what}" for what in notes.to_do]
    text.append(f"\n{summary(lines)}")
    return "\n".join(text)


def summary(lines: Sequence[Line]) -> str:
    """Count what came of the rules."""
    counts = dict.fromkeys(Outcome, 0)
    for line in lines:
        counts[line.notes.outcome] += 1
    return (
        f"{len(lines)} rules: {counts[Outcome.PASSED]} passed,"
        f" {counts[Outcome.FAILED]} failed, {counts[Outcome.PERSON]} for a person"
    )


def write_page(lines: Sequence[Line], name: str, path: Path, today: date) -> Path:
    """Write the report as a page; give its path."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
    )
    page = environment.get_template(PAGE)
    path.parent.mkdir(parents=True, exist_ok=True)
    html = page.render(lines=lines, name=name, today=today, summary=summary(lines))
    path.write_text(html, "utf-8")
    return path
