"""The rule that each place is spoken to in its own words and numbers."""

from collections.abc import Iterator

from tools.pack.content import Content
from tools.pack.findings import Finding
from tools.pack.heard import Heard, among, everything, filled


def words_of_this_place(content: Content) -> Iterator[Finding]:
    """Nothing is said in words of another place: words.yaml lists them as `foreign`.

    Numbers of other countries are among them, and are the worst of all.
    """
    foreign = among(content.words.foreign)
    for heard in (*everything(content), *_names(content)):
        for word in foreign.findall(heard.text):
            message = f'"{word}" is not said in {content.locale}'
            yield heard.finding("foreign", message)


def _names(content: Content) -> Iterator[Heard]:
    """Yield what sections and lists to walk are called by, which is said as well."""
    for topic in content.topics.values():
        if topic.front.steps:
            name = filled(content, topic.front.asks[0])
            yield Heard("first ask", name, *topic.page.front.place("asks", 0))
    document = content.documents["skill.yaml"]
    for number, section in enumerate(content.skill.sections):
        place = document.place("sections", number, "name")
        yield Heard("section", section.name, *place)
