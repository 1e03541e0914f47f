"""What every kind of turn has in common."""

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import ClassVar

from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response

from alexa.closing import respond
from alexa.journal import log_turn
from alexa.request import has_screen, intent_of, locale_of, name_of, read_turn
from alexa.screens import screen_for
from guide.dialogue import danger_first
from guide.model import Guide
from guide.turn import Reply, Turn

FindGuide = Callable[[str], Guide]
"""Gives the guide of a locale; raises ContentError where there is none."""


class TurnHandler(AbstractRequestHandler, ABC):
    """Answers the intents it names; a subclass decides on the reply."""

    intents: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, find_guide: FindGuide) -> None:
        """Take what finds the guide to answer from."""
        self.find_guide = find_guide

    @abstractmethod
    def reply(self, turn: Turn) -> Reply:
        """Decide what to say."""

    # ask-sdk passes these arguments by keyword, so it chose their names.
    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Take the intents this handler answers."""
        return name_of(intent_of(handler_input)) in self.intents

    def read(self, handler_input: HandlerInput) -> Turn:
        """Read what was asked."""
        return read_turn(handler_input, self.find_guide(locale_of(handler_input)))

    def handle(self, handler_input: HandlerInput) -> Response:
        """Answer, after a look at the listener's raw words for danger."""
        began = time.perf_counter()
        turn = self.read(handler_input)
        reply = danger_first(turn) or self.reply(turn)
        if handler_input.request_envelope.session is not None:
            memory = reply.memory.write()
            handler_input.attributes_manager.session_attributes = memory
        response = respond(turn, reply)
        if has_screen(handler_input):
            response.directives = [screen_for(turn.guide, reply)]
        log_turn(handler_input, self.intents, turn, reply, began)
        return response
