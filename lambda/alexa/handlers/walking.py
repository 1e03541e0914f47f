"""Lists that are walked step by step."""

from alexa.handlers.base import TurnHandler
from guide import walk
from guide.turn import Reply, Turn


class NextStep(TurnHandler):
    """Goes on to the next step."""

    intents = frozenset({"AMAZON.NextIntent"})

    def reply(self, turn: Turn) -> Reply:
        """Say the next step."""
        return walk.next_step(turn)


class PreviousStep(TurnHandler):
    """Goes back a step."""

    intents = frozenset({"AMAZON.PreviousIntent"})

    def reply(self, turn: Turn) -> Reply:
        """Say the step before."""
        return walk.previous_step(turn)


class StartOver(TurnHandler):
    """Goes back to the first step."""

    intents = frozenset({"AMAZON.StartOverIntent"})

    def reply(self, turn: Turn) -> Reply:
        """Say the first step."""
        return walk.start_over(turn)


class GoToStep(TurnHandler):
    """Goes straight to a step: "step three of first day"."""

    intents = frozenset({"StepIntent"})

    def reply(self, turn: Turn) -> Reply:
        """Say the step that was asked for."""
        return walk.go_to_step(turn)
