"""The skill's own manners: welcome, menu, help, pace and goodbye."""

from collections.abc import Sequence
from dataclasses import replace

from guide.dialogue import back_to, check, come_back
from guide.model import Guide, Section
from guide.turn import RATES, Reply, Turn, fill

MENU_PAGE = 3


def launch(turn: Turn) -> Reply:
    """Welcome the listener and say what can be asked."""
    phrases = turn.guide.phrases
    return Reply(
        greeting=phrases.welcome,
        say=(phrases.welcome_examples,),
        ask=phrases.what_to_know,
        again=f"{phrases.what_to_know} {phrases.say_one_word}",
        memory=replace(turn.memory, offered=(), walk=None, misses=0),
    )


def menu(turn: Turn) -> Reply:
    """Name three sections, and offer them; asked again, name the next three."""
    if is_menu(turn.guide, turn.memory.offered):
        return turn_page(turn, +1)
    return _name_sections(turn, turn.guide.sections[:MENU_PAGE])


def is_menu(guide: Guide, offered: tuple[str, ...]) -> bool:
    """Tell whether what was offered are sections of the guide."""
    overviews = {section.overview for section in guide.sections}
    return len(offered) == MENU_PAGE and overviews.issuperset(offered)


def turn_page(turn: Turn, by: int) -> Reply:
    """Name the sections so many pages further on; the menu has no end."""
    sections = turn.guide.sections
    overviews = [section.overview for section in sections]
    start = overviews.index(turn.memory.offered[0]) + by * MENU_PAGE
    if not 0 <= start < len(sections):
        start = 0
    last = len(sections) - MENU_PAGE
    start = min(start, last)
    return _name_sections(turn, sections[start : start + MENU_PAGE])


def next_section(guide: Guide, overview: str) -> str | None:
    """Give the overview that follows another one on its page of the menu."""
    overviews = [section.overview for section in guide.sections]
    if overview not in overviews:
        return None
    following = overviews.index(overview) + 1
    return overviews[following] if following % MENU_PAGE else None


def invite(turn: Turn) -> Reply:
    """Ask what is wanted, with sections that were not heard yet as examples."""
    phrases, memory = turn.guide.phrases, turn.memory
    sections = turn.guide.sections
    new_first = sorted(sections, key=lambda section: memory.has_heard(section.overview))
    reply = _name_sections(turn, new_first[:MENU_PAGE])
    say = (phrases.all_right, *reply.say)
    return replace(reply, say=say, ask=phrases.what_to_know, again="")


def help_listener(turn: Turn) -> Reply:
    """Explain what can be said from where the listener is, and ask."""
    phrases, memory = turn.guide.phrases, turn.memory
    if turn.checking:
        return check(turn, turn.checking, phrases.help_check)
    walk = memory.walk
    if memory.offered or (walk and turn.guide.topics[walk.topic].has_stages):
        return back_to(turn, phrases.help_offer)
    if walk:
        return back_to(turn, phrases.help_walk if walk.step else phrases.help_list)
    return back_to(turn, phrases.help_answer if memory.heard else phrases.help)


def slower(turn: Turn) -> Reply:
    """Speak slower for the rest of the session."""
    phrases = turn.guide.phrases
    return _change_rate(turn, -1, phrases.slower, phrases.slowest)


def faster(turn: Turn) -> Reply:
    """Speak faster for the rest of the session."""
    phrases = turn.guide.phrases
    return _change_rate(turn, +1, phrases.faster, phrases.fastest)


def volume(turn: Turn) -> Reply:
    """Say how the volume is changed, which is the device's and not ours to change."""
    return back_to(turn, turn.guide.phrases.volume)


def goodbye(turn: Turn) -> Reply:
    """Say goodbye, and in the middle of a list how to come back to it."""
    guide, walk = turn.guide, turn.memory.walk
    say = [guide.phrases.goodbye]
    if walk and walk.step and not guide.topics[walk.topic].has_stages:
        say.insert(0, come_back(guide, guide.topics[walk.topic], walk.step))
    memory = replace(turn.memory, offered=(), walk=None)
    return Reply(tuple(say), memory)


def apology(turn: Turn) -> Reply:
    """Say that something went wrong, and whom to ask."""
    return Reply((turn.guide.phrases.apology,), turn.memory)


def _name_sections(turn: Turn, sections: Sequence[Section]) -> Reply:
    phrases = turn.guide.phrases
    first, second, third = (section.name for section in sections)
    named = fill(phrases.menu, first=first, second=second, third=third)
    offered = tuple(section.overview for section in sections)
    return Reply(
        say=(named,),
        ask=phrases.menu_ask,
        again=f"{named} {phrases.menu_ask}",
        memory=replace(turn.memory, offered=offered, misses=0),
    )


def _change_rate(turn: Turn, by: int, done: str, limit: str) -> Reply:
    """Change the rate by one step, as far as it goes."""
    rate = turn.memory.rate + by
    if rate not in RATES:
        return back_to(turn, limit)
    return back_to(turn, done, memory=replace(turn.memory, rate=rate))
