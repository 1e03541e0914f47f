"""Requests that are nobody's question: failures, and Alexa asking what we can do."""

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
from alexa.handlers.base import FindGuide
from alexa.journal import log_failure, log_silent
from alexa.request import locale_of
from guide.model import ContentError, Guide


class CanFulfill(AbstractRequestHandler):
    """Tells Alexa that a question without our name may be for us."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Take Alexa's enquiry."""
        request = handler_input.request_envelope.request
        return isinstance(request, CanFulfillIntentRequest)

    def handle(self, handler_input: HandlerInput) -> Response:
        """Say perhaps, and nothing aloud: the words are not looked at."""
        log_silent("CanFulfillIntentRequest")
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
    except ContentError:
        return None  # the failure that led here has its line already
