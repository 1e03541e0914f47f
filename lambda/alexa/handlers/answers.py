"""Questions and reports: everything that is answered from a topic."""

from ask_sdk_core.handler_input import HandlerInput

from alexa.handlers.base import TurnHandler
from alexa.request import intent_of, locale_of, name_of
from guide import days, dialogue, followup
from guide.turn import Reply, Turn


class AskDay(TurnHandler):
    """Tells what holds on a day after the procedure: "it's day three"."""

    intents = frozenset({"DayIntent"})

    def reply(self, turn: Turn) -> Reply:
        """Answer what was asked with the day, and from the stage it falls in."""
        return days.ask_day(turn)


class AskOverview(TurnHandler):
    """Answers a question about a whole section: "risks"."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Take the intents that content leads to a topic."""
        guide = self.find_guide(locale_of(handler_input))
        return name_of(intent_of(handler_input)) in guide.intents

    def reply(self, turn: Turn) -> Reply:
        """Answer the topic that opens the section."""
        return dialogue.ask_topic(turn)


class AskTopic(TurnHandler):
    """Answers a question about one topic: "shower"."""

    intents = frozenset({"TopicIntent"})

    def reply(self, turn: Turn) -> Reply:
        """Answer the topic that Alexa found, a choice, or what the words are about."""
        return (
            followup.choose_in_words(turn)
            or days.by_day(turn)
            or dialogue.ask_topic(turn)
        )


class FreeWords(TurnHandler):
    """Answers questions and reports in the listener's own words."""

    intents = frozenset({"QuestionIntent", "ReportIntent"})

    def reply(self, turn: Turn) -> Reply:
        """Answer what the words are about, ask, or decline."""
        return days.by_day(turn) or dialogue.free_words(turn)


class TellMore(TurnHandler):
    """Says what else there is on the topic last answered."""

    intents = frozenset({"MoreIntent"})

    def reply(self, turn: Turn) -> Reply:
        """Read the topic's further detail."""
        return dialogue.tell_more(turn)


class TellWhy(TurnHandler):
    """Says what the sources have by way of reasons."""

    intents = frozenset({"WhyIntent"})

    def reply(self, turn: Turn) -> Reply:
        """Read the topic's further detail, and say that it may hold no reason."""
        return dialogue.tell_why(turn)
