"""Requests that are nobody's question: failures, and Alexa asking what we can do."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from traceback import extract_tb

from ask_sdk_core.dispatch_components import (
    AbstractExceptionHandler,
    AbstractRequestHandler,
)
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response
from ask_sdk_model.canfulfill import (
    CanFulfillIntent,
    CanFulfillIntentRequest,
    CanFulfillIntentValues,
)

from alexa.closing import apologise
from alexa.handlers.base import TURN, FindGuide
from alexa.request import locale_of
from guide.model import ContentError, Guide

log = logging.getLogger("skill")


class CanFulfill(AbstractRequestHandler):
    """Tells Alexa that a question without our name may be for us."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Take Alexa's enquiry."""
        request = handler_input.request_envelope.request
        return isinstance(request, CanFulfillIntentRequest)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Say perhaps, and nothing aloud: the words are not looked at."""
        perhaps = CanFulfillIntent(can_fulfill=CanFulfillIntentValues.MAYBE)
        return Response(can_fulfill_intent=perhaps)


class Apologise(AbstractExceptionHandler):
    """Speaks a sentence that helps, and the disclaimer, when anything fails."""

    def __init__(self, find_guide: FindGuide) -> None:
        """Take what finds the guide to apologise in the words of."""
        self._find_guide = find_guide

    def can_handle(self, handler_input: HandlerInput, exception: Exception) -> bool:
        """Take every failure."""
        return True

    def handle(self, handler_input: HandlerInput, exception: Exception) -> Response:
        """Apologise."""
        log_failure(exception)
        return apologise(guide_or_none(self._find_guide, locale_of(handler_input)))


def guide_or_none(find_guide: FindGuide, locale: str) -> Guide | None:
    """Give the guide of a locale, or None where there is none to be had."""
    try:
        return find_guide(locale)
    except ContentError as error:
        log_failure(error)
        return None


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
        extra={"error": type(error).__name__, "where": where[-5:], "reason": reason},
    )
