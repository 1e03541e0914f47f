"""A hello skill as people begin with: ask-sdk-core, a handler for each request."""

from ask_sdk_core.dispatch_components import (
    AbstractExceptionHandler,
    AbstractRequestHandler,
)
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_core.utils import is_intent_name, is_request_type


class LaunchHandler(AbstractRequestHandler):
    """Greets."""

    def can_handle(self, handler_input):
        """Take launches."""
        return is_request_type("LaunchRequest")(handler_input)

    def handle(self, handler_input):
        """Say hello."""
        speech = "Welcome. You can say hello, or ask for help."
        return handler_input.response_builder.speak(speech).ask(speech).response


class HelloHandler(AbstractRequestHandler):
    """Says hello back."""

    def can_handle(self, handler_input):
        """Take hello."""
        return is_intent_name("HelloIntent")(handler_input)

    def handle(self, handler_input):
        """Say hello."""
        return handler_input.response_builder.speak("Hello to you.").response


class HelpHandler(AbstractRequestHandler):
    """Explains."""

    def can_handle(self, handler_input):
        """Take help."""
        return is_intent_name("AMAZON.HelpIntent")(handler_input)

    def handle(self, handler_input):
        """Say what can be said."""
        speech = "Say hello to me."
        return handler_input.response_builder.speak(speech).ask(speech).response


class StopHandler(AbstractRequestHandler):
    """Ends."""

    def can_handle(self, handler_input):
        """Take stop and cancel."""
        return is_intent_name("AMAZON.StopIntent")(handler_input) or is_intent_name(
            "AMAZON.CancelIntent"
        )(handler_input)

    def handle(self, handler_input):
        """Say goodbye."""
        return handler_input.response_builder.speak("Goodbye.").response


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
        speech = "Sorry, I had trouble with that. Please try again."
        return handler_input.response_builder.speak(speech).ask(speech).response


builder = SkillBuilder()
builder.add_request_handler(LaunchHandler())
builder.add_request_handler(HelloHandler())
builder.add_request_handler(HelpHandler())
builder.add_request_handler(StopHandler())
builder.add_request_handler(SessionEndedHandler())
builder.add_exception_handler(ErrorHandler())

lambda_handler = builder.lambda_handler()
