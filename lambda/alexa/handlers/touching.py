"""Touches on the screen: each is answered as if it had been said."""

from collections.abc import Callable
from dataclasses import replace

from ask_sdk_core.handler_input import HandlerInput

from alexa.handlers.base import TurnHandler
from alexa.request import is_touch, locale_of, read_touch
from alexa.screens import MORE, NO, STEP, TOPIC, YES
from guide import dialogue, followup, walk
from guide.turn import Reply, Turn


def _yes(turn: Turn) -> Reply:
    return followup.yes(_asked_about(turn))


def _no(turn: Turn) -> Reply:
    return followup.no(_asked_about(turn))


def _more(turn: Turn) -> Reply:
    topic = next(iter(turn.topics), None)
    return dialogue.tell_more(replace(turn, memory=replace(turn.memory, topic=topic)))


def _asked_about(turn: Turn) -> Turn:
    """Go by the question on the screen, should the session have forgotten it."""
    memory = replace(turn.memory, offered=turn.topics, misses=0)
    return replace(turn, memory=memory)


ANSWERS: dict[str, Callable[[Turn], Reply]] = {
    TOPIC: dialogue.ask_topic,
    STEP: walk.go_to_step,
    MORE: _more,
    YES: _yes,
    NO: _no,
}


class Touch(TurnHandler):
    """Answers what was touched: a topic, a step, yes or no."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Take touches."""
        return is_touch(handler_input)

    def read(self, handler_input: HandlerInput) -> Turn:
        """Read what was touched."""
        return read_touch(handler_input, self.find_guide(locale_of(handler_input)))

    def reply(self, turn: Turn) -> Reply:
        """Answer as if it had been said."""
        return ANSWERS.get(turn.touched, dialogue.not_understood)(turn)
