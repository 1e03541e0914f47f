"""What is logged: one line a request, and never a word that a listener said.

No line holds an utterance, a slot's value, or an id of a person or a device: what
somebody asks a medical guide is about their health. docs/operations.md has queries.
"""

import logging
import time
from collections.abc import Iterator, Set
from contextlib import contextmanager
from traceback import extract_tb

from ask_sdk_core.handler_input import HandlerInput

from alexa.request import intent_of, name_of
from guide.model import ContentError
from guide.turn import Reply, Turn

log = logging.getLogger("skill")
TURN = "turn"


def log_turn(
    handler_input: HandlerInput,
    known: Set[str],
    turn: Turn,
    reply: Reply,
    began: float,
) -> None:
    """Log a turn that was answered; it began at a time of `time.perf_counter`.

    Only the names of `known` intents are logged: another may hold anything.
    """
    request = handler_input.request_envelope.request
    log.info(
        TURN,
        extra={
            "request": request.object_type if request else None,
            "intent": _intent(handler_input, turn, known),
            "locale": turn.guide.locale,
            "pack": turn.guide.version,
            "outcome": reply.outcome,
            "confidence": _confidence(turn, reply),
            "topic": reply.topic,
            "section": _section(turn, reply),
            "offered": list(reply.memory.offered),
            "urgency": reply.urgency,
            "took_ms": round((time.perf_counter() - began) * 1000, 2),
        },
    )


@contextmanager
def turns_unlogged() -> Iterator[None]:
    """Keep the lines of turns out of the log: those that nobody asked for."""

    def no_turn(record: logging.LogRecord) -> bool:
        return record.msg != TURN

    log.addFilter(no_turn)
    try:
        yield
    finally:
        log.removeFilter(no_turn)


def log_silent(kind: str) -> None:
    """Log a request that wants no answer, such as the end of a session."""
    log.info(TURN, extra={"request": kind, "outcome": "silent"})


def log_failure(error: BaseException) -> None:
    """Log what failed and where, without its message.

    A message may quote the request, and so what the listener said; only our own
    errors about content are free of it.
    """
    frames = extract_tb(error.__traceback__)
    where = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames]
    reason = str(error) if isinstance(error, ContentError) else None
    log.error(
        "failed",
        extra={
            "outcome": "failed",
            "error": type(error).__name__,
            "where": where[-5:],
            "reason": reason,
        },
    )


def _intent(handler_input: HandlerInput, turn: Turn, known: Set[str]) -> str | None:
    name = name_of(intent_of(handler_input))
    return name if name in known or name in turn.guide.intents else None


def _confidence(turn: Turn, reply: Reply) -> str | None:
    """Tell how sure it was what was meant: "resolved" is Alexa's own finding."""
    if not turn.words and not turn.topics:
        return None  # nothing was asked that had to be understood
    if reply.topic:
        return "resolved" if reply.topic in turn.topics else "sure"
    return {"offered": "near", "check": "near", "missed": "none"}.get(reply.outcome)


def _section(turn: Turn, reply: Reply) -> str | None:
    """Name the shelf of what was answered or offered; else, of what came before."""
    near = (reply.topic, *reply.memory.offered, turn.memory.topic)
    topic = turn.guide.topics.get(next(filter(None, near), ""))
    return topic.section if topic else None
