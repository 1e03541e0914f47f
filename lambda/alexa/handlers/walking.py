"""Lists that are walked step by step."""

from alexa.handlers.base import TurnHandler
from guide import followup, walk
from guide.turn import Reply, Turn


class NextStep(TurnHandler):
    """Goes on: to the next step, or to the next page of the menu."""

    intents = frozenset({"AMAZON.NextIntent"})

    def reply(self, turn: Turn) -> Reply:
        """Say what comes next."""
        return followup.go_on(turn)


class PreviousStep(TurnHandler):
    """Goes back: a step, or a page of the menu."""

    intents = frozenset({"AMAZON.PreviousIntent"})

    def reply(self, turn: Turn) -> Reply:
        """Say what came before."""
        return followup.go_back(turn)


class StartOver(TurnHandler):
    """Goes back to the first step."""

    intents = frozenset({"AMAZON.StartOverIntent"})

    def reply(self, turn: Turn) -> Reply:
        """Say the first step."""
        return walk.start_over(turn)


class WhichStep(TurnHandler):
    """Tells where on the list the listener is."""

    intents = frozenset({"WhichStepIntent"})

    def reply(self, turn: Turn) -> Reply:
        """Say the number of the step, and of how many."""
        return walk.which_step(turn)


class GoToStep(TurnHandler):
    """Goes straight to a step: "step three of first day", "skip to the bandage"."""

    intents = frozenset({"StepIntent"})

    def reply(self, turn: Turn) -> Reply:
        """Say the step that was asked for."""
        return walk.go_to_step(turn)
