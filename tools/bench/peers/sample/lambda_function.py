"""A skill as samples are written: content by slot, interceptors, a card, a reprompt."""

import json
import logging
from pathlib import Path

from ask_sdk_core.dispatch_components import (
    AbstractExceptionHandler,
    AbstractRequestHandler,
    AbstractRequestInterceptor,
    AbstractResponseInterceptor,
)
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_core.utils import get_slot, is_intent_name, is_request_type
from ask_sdk_model.slu.entityresolution import StatusCode
from ask_sdk_model.ui import SimpleCard

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)
TEXTS = Path(__file__).with_name("texts.json")


class LaunchHandler(AbstractRequestHandler):
    """Greets."""

    def can_handle(self, handler_input):
        """Take launches."""
        return is_request_type("LaunchRequest")(handler_input)

    def handle(self, handler_input):
        """Say what can be asked."""
        texts = handler_input.attributes_manager.request_attributes["texts"]
        builder = handler_input.response_builder
        return builder.speak(texts["welcome"]).ask(texts["ask"]).response


class ItemHandler(AbstractRequestHandler):
    """Reads the text of the item that was asked for."""

    def can_handle(self, handler_input):
        """Take questions about an item."""
        return is_intent_name("ItemIntent")(handler_input)

    def handle(self, handler_input):
        """Find the item's text by the slot's id."""
        texts = handler_input.attributes_manager.request_attributes["texts"]
        item = texts["items"].get(resolved(get_slot(handler_input, "item")))
        builder = handler_input.response_builder
        if item is None:
            return builder.speak(texts["unknown"]).ask(texts["ask"]).response
        handler_input.attributes_manager.session_attributes["last"] = item["text"]
        builder.speak(item["text"]).ask(texts["ask"])
        return builder.set_card(SimpleCard(item["title"], item["text"])).response


class HelpHandler(AbstractRequestHandler):
    """Explains."""

    def can_handle(self, handler_input):
        """Take help."""
        return is_intent_name("AMAZON.HelpIntent")(handler_input)

    def handle(self, handler_input):
        """Say what can be said."""
        texts = handler_input.attributes_manager.request_attributes["texts"]
        return handler_input.response_builder.speak(texts["help"]).response


class StopHandler(AbstractRequestHandler):
    """Ends."""

    def can_handle(self, handler_input):
        """Take stop and cancel."""
        return is_intent_name("AMAZON.StopIntent")(handler_input) or is_intent_name(
            "AMAZON.CancelIntent"
        )(handler_input)

    def handle(self, handler_input):
        """Say goodbye."""
        texts = handler_input.attributes_manager.request_attributes["texts"]
        return handler_input.response_builder.speak(texts["goodbye"]).response


class SessionEndedHandler(AbstractRequestHandler):
    """Hears that the session ended."""

    def can_handle(self, handler_input):
        """Take the end."""
        return is_request_type("SessionEndedRequest")(handler_input)

    def handle(self, handler_input):
        """Say nothing."""
        return handler_input.response_builder.response


class ErrorHandler(AbstractExceptionHandler):
    """Apologises."""

    def can_handle(self, handler_input, exception):
        """Take every failure."""
        return True

    def handle(self, handler_input, exception):
        """Say sorry."""
        logger.error("failed", exc_info=exception)
        speech = "Sorry, I had trouble with that. Please try again."
        return handler_input.response_builder.speak(speech).ask(speech).response


class Localise(AbstractRequestInterceptor):
    """Puts the texts of the listener's language into the request's attributes."""

    def __init__(self):
        """Read all texts, once."""
        self.texts = json.loads(TEXTS.read_text("utf-8"))

    def process(self, handler_input):
        """Choose by locale."""
        locale = handler_input.request_envelope.request.locale
        texts = self.texts.get(locale, self.texts["en-US"])
        handler_input.attributes_manager.request_attributes["texts"] = texts


class LogResponse(AbstractResponseInterceptor):
    """Logs that there was an answer."""

    def process(self, handler_input, response):
        """Log one line."""
        logger.info("answered %s", handler_input.request_envelope.request.object_type)


def resolved(slot):
    """Give the id that Alexa found for a slot's words."""
    for authority in slot.resolutions.resolutions_per_authority:
        if authority.status.code == StatusCode.ER_SUCCESS_MATCH:
            return authority.values[0].value.id
    return None


builder = SkillBuilder()
builder.add_request_handler(LaunchHandler())
builder.add_request_handler(ItemHandler())
builder.add_request_handler(HelpHandler())
builder.add_request_handler(StopHandler())
builder.add_request_handler(SessionEndedHandler())
builder.add_exception_handler(ErrorHandler())
builder.add_global_request_interceptor(Localise())
builder.add_global_response_interceptor(LogResponse())

lambda_handler = builder.lambda_handler()
