"""Writes the page: one file with all that it needs, so that it opens anywhere."""

import shutil
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from alexa.speech import say
from guide.model import Guide
from tools.pack.content import Content
from tools.pack.lint import HARDEST_GRADE
from tools.review.chart import draw
from tools.review.flags import numbers, settings, signs
from tools.review.shown import shelves
from tools.simulator.speech import save_aloud

TEMPLATES, TEMPLATE = Path(__file__).parent, "page.html.jinja"
LONGEST = 20.0  # seconds: fifty words
READ_A_MINUTE = 240  # words, read in silence
AUDIO = "audio"
ALWAYS_SAID = {
    "disclaimer_short": "When it opens, before any health content",
    "disclaimer": "At the end, and after silence",
    "disclaimer_emergency": "After an emergency, instead",
}


def render(
    content: Content,
    pack: dict[str, Any],
    today: date,
    spoken: Collection[str] = (),
) -> str:
    """Write the page; the topics in `spoken` can be heard."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["minutes"] = lambda words: max(1, round(words / READ_A_MINUTE))
    laid_out = shelves(content, pack)
    return environment.get_template(TEMPLATE).render(
        name=content.skill.name,
        locale=content.locale,
        version=pack["version"],
        today=today,
        shelves=laid_out,
        topics=[topic for shelf in laid_out for topic in shelf.topics],
        charts=[
            draw("Reading grade", laid_out, lambda one: one.grade, HARDEST_GRADE, 1),
            draw("Seconds spoken", laid_out, lambda one: one.seconds, LONGEST, 5),
        ],
        numbers=list(numbers(content)),
        signs=signs(content),
        sets=content.red_flags.sets,
        settings=settings(content),
        drawings=list(_drawings(content, pack)),
        always={what: pack["phrases"][name] for name, what in ALWAYS_SAID.items()},
        spoken=spoken,
        audio=AUDIO,
    )


def _drawings(content: Content, pack: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Yield each drawing: the words for it, and the SVG itself."""
    for id_, drawing in pack["drawings"].items():
        yield {"alt": drawing["alt"], "svg": content.drawn[id_].read_text("utf-8")}


def speak(guide: Guide, folder: Path) -> Iterator[str]:
    """Write one sound file a topic into a folder; yield the id of each when done."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for id_, topic in guide.topics.items():
        steps = (step.say for step in topic.steps)
        save_aloud(say(guide, topic.answer, topic.more, *steps), folder / f"{id_}.wav")
        yield id_
