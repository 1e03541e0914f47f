"""The conversation itself: welcome, help, menu, yes and no, pace, goodbye."""

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import LaunchRequest

from alexa.handlers.base import TurnHandler
from alexa.request import intent_of
from guide import dialogue, followup, service
from guide.turn import Reply, Turn


class Launch(TurnHandler):
    """Welcomes a listener who only opened the skill."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Take launches."""
        return isinstance(handler_input.request_envelope.request, LaunchRequest)

    def reply(self, turn: Turn) -> Reply:
        """Say what can be asked."""
        return service.launch(turn)


class Menu(TurnHandler):
    """Names the sections of the guide, a few at a time."""

    intents = frozenset({"MenuIntent", "AMAZON.NavigateHomeIntent"})

    def reply(self, turn: Turn) -> Reply:
        """Offer three sections."""
        return service.menu(turn)


class Help(TurnHandler):
    """Explains what can be said."""

    intents = frozenset({"AMAZON.HelpIntent"})

    def reply(self, turn: Turn) -> Reply:
        """Explain by where the listener is."""
        return service.help_listener(turn)


class Repeat(TurnHandler):
    """Says the last answer again."""

    intents = frozenset({"AMAZON.RepeatIntent"})

    def reply(self, turn: Turn) -> Reply:
        """Repeat an answer, never an error."""
        return followup.repeat(turn)


class Yes(TurnHandler):
    """Takes what was offered."""

    intents = frozenset({"AMAZON.YesIntent"})

    def reply(self, turn: Turn) -> Reply:
        """Understand yes by the last question."""
        return followup.yes(turn)


class No(TurnHandler):
    """Drops what was offered."""

    intents = frozenset({"AMAZON.NoIntent"})

    def reply(self, turn: Turn) -> Reply:
        """Understand no by the last question."""
        return followup.no(turn)


class Choose(TurnHandler):
    """Takes one of several topics that were offered: "the second one"."""

    intents = frozenset({"ChoiceIntent"})

    def reply(self, turn: Turn) -> Reply:
        """Answer the one that was chosen."""
        return followup.choose(turn)


class WhatElse(TurnHandler):
    """Goes on, on a list or in the menu, or offers what is near."""

    intents = frozenset({"WhatElseIntent"})

    def reply(self, turn: Turn) -> Reply:
        """Offer what was not heard yet."""
        return followup.what_else(turn)


class Slower(TurnHandler):
    """Speaks slower."""

    intents = frozenset({"SlowerIntent"})

    def reply(self, turn: Turn) -> Reply:
        """Change the pace for the rest of the session."""
        return service.slower(turn)


class Faster(TurnHandler):
    """Speaks faster."""

    intents = frozenset({"FasterIntent"})

    def reply(self, turn: Turn) -> Reply:
        """Change the pace for the rest of the session."""
        return service.faster(turn)


class Volume(TurnHandler):
    """Tells how the volume is changed."""

    intents = frozenset({"VolumeIntent"})

    def reply(self, turn: Turn) -> Reply:
        """Name the volume buttons, and ask again what was open."""
        return service.volume(turn)


class Stop(TurnHandler):
    """Ends the session."""

    intents = frozenset({"AMAZON.StopIntent", "AMAZON.CancelIntent"})

    def reply(self, turn: Turn) -> Reply:
        """Say goodbye."""
        return service.goodbye(turn)


class NotUnderstood(TurnHandler):
    """Says so when Alexa understood nothing; she keeps the words to herself.

    An intent that nobody here knows, such as one of a newer model, is no better.
    """

    intents = frozenset({"AMAZON.FallbackIntent"})

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Take the fallback, and every intent that is left."""
        return intent_of(handler_input) is not None

    def reply(self, turn: Turn) -> Reply:
        """Say what can be asked, and the emergency number."""
        return dialogue.not_understood(turn)
