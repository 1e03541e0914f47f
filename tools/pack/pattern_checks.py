"""Mistakes in patterns of words: those of danger, and those that tell a day.

Each rule is a generator of findings whose docstring states it; none stops early.
"""

from collections.abc import Iterator

from guide.words import EDGE, EITHER_ORDER, GAP, cut
from tools.pack.content import Content
from tools.pack.documents import Loc
from tools.pack.findings import Finding
from tools.pack.schema import StepForm

MARKS = {GAP, EITHER_ORDER, EDGE}


def red_flags_lead_to_emergencies(content: Content) -> Iterator[Finding]:
    """Every red flag leads to an emergency, and every emergency has red flags."""
    signs = content.red_flags.signs
    for id_ in signs:
        topic = content.topics.get(id_)
        if topic is None or topic.front.urgency != "emergency":
            message = f"{id_} is not a topic with urgency: emergency"
            yield content.finding("red-flags.yaml", "flag", message, "signs", id_)
    for id_, topic in content.topics.items():
        if topic.front.urgency == "emergency" and id_ not in signs:
            yield topic.finding("flag", "red-flags.yaml has no words for this")


def patterns_sound(content: Content) -> Iterator[Finding]:
    """A pattern begins and ends with words, and names only sets that exist."""
    flags = content.red_flags
    lines: list[tuple[Loc, list[str]]]
    lines = [(("signs", id_), patterns) for id_, patterns in flags.signs.items()]
    for key in ("harmless", "asking", "supposing", "suffering", "negated", "over"):
        lines.append(((key,), getattr(flags, key)))
    for loc, patterns in lines:
        for number, pattern in enumerate(patterns):
            for problem in _pattern_problems(pattern, set(flags.sets)):
                file = "red-flags.yaml"
                yield content.finding(file, "pattern", problem, *loc, number)


def days_told(content: Content) -> Iterator[Finding]:
    """What is said of days is sound, has a unit, and leads to a topic with stages."""
    form, file = content.days, "days.yaml"
    sets = {*form.sets, "count", "place"}
    for unit, patterns in form.said.items():
        if unit not in form.units:
            yield content.finding(file, "unit", f"no unit {unit}", "said", unit)
        for number, pattern in enumerate(patterns):
            for problem in _pattern_problems(pattern, sets):
                yield content.finding(file, "pattern", problem, "said", unit, number)
    topic = content.topics.get(form.topic or "")
    steps = topic.front.steps if topic else ()
    if topic and not any(isinstance(step, StepForm) and step.days for step in steps):
        message = f"{form.topic} needs steps, each with its days"
        yield content.finding(file, "topic", message, "topic")


def _pattern_problems(pattern: str, sets: set[str]) -> Iterator[str]:
    parts = pattern.split()
    if {parts[0], parts[-1]} & {GAP, EITHER_ORDER}:
        yield f'"{pattern}" begins or ends with a gap'
    if parts.count(EITHER_ORDER) > 1:
        yield f'"{pattern}" has more than one "{EITHER_ORDER}"'
    for part in parts:
        if part.startswith("<") and part.strip("<>") not in sets:
            yield f'"{pattern}": there is no set {part}'
        elif part not in MARKS and not part.startswith("<") and len(cut(part)) != 1:
            yield f'"{pattern}": "{part}" is not one word'
