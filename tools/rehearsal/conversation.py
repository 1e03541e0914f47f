"""A listener who asks in one breath, and hears that every promise about it is kept."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from tools.rehearsal.stack import SKILL_ID
from tools.simulator.speech import plain

LOCALE = "en-US"


class Listener:
    """Asks a function in free words; counts how often."""

    def __init__(self, invoke: Callable[[Any], Any]) -> None:
        """Take what hands an event to the function, and gives its answer."""
        self._invoke = invoke
        self.asked = 0

    def ask(self, words: str) -> str:
        """Give what is heard; raise AssertionError where it is no proper answer."""
        self.asked += 1
        response = self._invoke(_event(words))["response"]
        heard = plain(response["outputSpeech"]["ssml"])
        last = heard
        if not response["shouldEndSession"]:
            last = plain(response["reprompt"]["outputSpeech"]["ssml"])
        if "emergency" not in last:
            raise AssertionError(f"no disclaimer: {heard}")
        return heard


def _event(words: str) -> dict[str, Any]:
    application = {"applicationId": SKILL_ID}
    return {
        "version": "1.0",
        "session": {
            "new": True,
            "sessionId": str(uuid4()),
            "application": application,
            "user": {"userId": "rehearsal"},
            "attributes": {},
        },
        "context": {"System": {"application": application}},
        "request": {
            "type": "IntentRequest",
            "requestId": str(uuid4()),
            "timestamp": "2026-11-25T00:00:00Z",
            "locale": LOCALE,
            "intent": {
                "name": "QuestionIntent",
                "slots": {"query": {"name": "query", "value": words}},
            },
        },
    }
