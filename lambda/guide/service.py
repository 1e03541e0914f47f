"""The skill's own manners: welcome, menu, help, pace and goodbye."""

from dataclasses import replace

from guide.model import Section
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
    """Name three sections, and offer them."""
    guide = turn.guide
    page = _unheard_first(turn)[:MENU_PAGE]
    names = dict(zip(("first", "second", "third"), (s.name for s in page), strict=True))
    return Reply(
        say=(fill(guide.phrases.menu, **names),),
        ask=guide.phrases.menu_ask,
        memory=replace(
            turn.memory, offered=tuple(s.overview for s in page), walk=None, misses=0
        ),
    )


def help_listener(turn: Turn) -> Reply:
    """Explain what can be said from where the listener is, and ask."""
    phrases, walk = turn.guide.phrases, turn.memory.walk
    say = phrases.help_walk if walk and walk.step else phrases.help
    ask = phrases.walk_next if walk and walk.step else phrases.help_ask
    return Reply((say,), replace(turn.memory, offered=(), misses=0), ask=ask)


def slower(turn: Turn) -> Reply:
    """Speak slower for the rest of the session."""
    return _change_rate(turn, -1, turn.guide.phrases.slower)


def faster(turn: Turn) -> Reply:
    """Speak faster for the rest of the session."""
    return _change_rate(turn, +1, turn.guide.phrases.faster)


def goodbye(turn: Turn) -> Reply:
    """Say goodbye; the disclaimer follows, as it follows every end."""
    return Reply((turn.guide.phrases.goodbye,), replace(turn.memory, offered=()))


def apology(turn: Turn) -> Reply:
    """Say that something went wrong, and whom to ask."""
    return Reply((turn.guide.phrases.apology,), turn.memory)


def _change_rate(turn: Turn, by: int, say: str) -> Reply:
    phrases = turn.guide.phrases
    rate = min(max(turn.memory.rate + by, RATES[0]), RATES[-1])
    memory = replace(turn.memory, rate=rate, misses=0)
    return Reply((say,), memory, ask=phrases.what_to_know)


def _unheard_first(turn: Turn) -> list[Section]:
    """Put the sections last whose overview was heard, so that asking again goes on."""
    return sorted(
        turn.guide.sections, key=lambda section: turn.memory.has_heard(section.overview)
    )
