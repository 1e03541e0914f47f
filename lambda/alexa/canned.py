"""Requests that nobody made: answered while starting, so that the first real one isn't.

The first answer of a process imports the SDK's models of requests, reads the pack and
compiles expressions. Whoever asks first would wait for that.
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from guide.model import Guide

LAUNCH, INTENT = "LaunchRequest", "IntentRequest"
NOBODY = "canned"


def canned(guide: Guide, skill_id: str | None) -> Iterator[dict[str, Any]]:
    """Yield an opening, a question that Alexa resolves, and one in free words."""
    topics = [guide.topics[id_] for id_ in islice(guide.topics, 2)]
    # No phrasing that is known as it is: the whole of the understanding is used.
    words = " ".join(topic.title for topic in topics)
    asked = {"name": "query", "value": words, "confirmationStatus": "NONE"}
    yield _envelope(guide, skill_id, {"type": LAUNCH})
    yield _envelope(guide, skill_id, _intent("TopicIntent", _resolved(topics[0].id)))
    yield _envelope(guide, skill_id, _intent("QuestionIntent", asked))


def _envelope(
    guide: Guide, skill_id: str | None, request: Mapping[str, Any]
) -> dict[str, Any]:
    """Write a whole envelope; its session is not new, so that related topics show."""
    application = {"applicationId": skill_id or NOBODY}
    user = {"userId": NOBODY}
    system = {"application": application, "user": user}
    session = {"new": False, "sessionId": NOBODY, "attributes": {}, **system}
    time = {"requestId": NOBODY, "timestamp": "2026-01-01T00:00:00Z"}
    return {
        "version": "1.0",
        "session": session,
        "context": {"System": {**system, "device": {"deviceId": NOBODY}}},
        "request": {**time, "locale": guide.locale, **request},
    }


def _intent(name: str, slot: Mapping[str, Any]) -> dict[str, Any]:
    intent = {"name": name, "confirmationStatus": "NONE", "slots": {slot["name"]: slot}}
    return {"type": INTENT, "dialogState": "COMPLETED", "intent": intent}


def _resolved(topic: str) -> dict[str, Any]:
    authority = {
        "authority": NOBODY,
        "status": {"code": "ER_SUCCESS_MATCH"},
        "values": [{"value": {"name": topic, "id": topic}}],
    }
    return {
        "name": "topic",
        "value": topic,
        "confirmationStatus": "NONE",
        "resolutions": {"resolutionsPerAuthority": [authority]},
    }
