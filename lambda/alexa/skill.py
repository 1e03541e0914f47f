"""The composition root: every handler in order, and the guard at the door."""

from collections.abc import Mapping
from typing import Any

from ask_sdk_core.attributes_manager import AttributesManager
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import RequestEnvelope
from ask_sdk_runtime.dispatch import GenericRequestDispatcher
from ask_sdk_runtime.skill import RuntimeConfigurationBuilder

from alexa.canned import canned
from alexa.closing import apologise
from alexa.envelope import read_envelope, write
from alexa.handlers import answers, conversation, system, touching, walking
from alexa.handlers.base import FindGuide
from alexa.journal import log_failure, log_silent, turns_unlogged
from library import Library
from settings import Settings

SILENT = (
    "SessionEndedRequest",
    "System.ExceptionEncountered",
    "AlexaSkillEvent.",
    "Alexa.Presentation.APL.RuntimeError",
)
"""Requests that Alexa wants no answer to, by how their types begin."""

ENVELOPE = {"version": "1.0"}


class Skill:
    """Answers every request that Alexa sends, whatever happens."""

    def __init__(self, settings: Settings) -> None:
        """Build the skill; packs are read when their locale is first asked for."""
        self._library = _library(settings)
        self._find_guide = self._library.guide
        self._skill_id = settings.skill_id
        self._dispatcher = _dispatcher(self._find_guide)

    def answer(self, event: object, context: object) -> dict[str, Any]:
        """Answer a request envelope with a response envelope; never raise.

        A wrong skill id, an unknown type of request or a malformed envelope raise
        outside the handler of exceptions: hence the guard.
        """
        request = _part(event, "request")
        kind = str(request.get("type", ""))
        if kind.startswith(SILENT):
            log_silent(next(filter(kind.startswith, SILENT)).rstrip("."))
            self._library.refresh(str(request.get("locale")))  # while nobody waits
            return {**ENVELOPE, "response": {}}
        try:
            return self._answer(event, context)
        except Exception as error:
            log_failure(error)
            guide = system.guide_or_none(self._find_guide, str(request.get("locale")))
            return {**ENVELOPE, "response": write(apologise(guide))}

    def locales(self) -> list[str]:
        """List the locales that packs came with the code for."""
        return self._library.locales()

    def refresh(self, locale: str) -> None:
        """Look for newer content where it is time to; it never raises."""
        self._library.refresh(locale)

    def warm_up(self, locale: str) -> None:
        """Answer canned requests in a locale, so that the first listener need not wait.

        It never raises, and leaves no line in the log but for what fails.
        """
        try:
            guide = self._find_guide(locale)
            with turns_unlogged():
                for request in canned(guide, self._skill_id):
                    self.answer(request, None)
        except Exception as error:
            log_failure(error)

    def _answer(self, event: object, context: object) -> dict[str, Any]:
        envelope = read_envelope(_without_foreign_attributes(event))
        if self._skill_id and _application(envelope) != self._skill_id:
            raise PermissionError("another skill's request")
        attributes = AttributesManager(request_envelope=envelope)
        if envelope.session is not None:  # only what this turn remembers goes back
            attributes.session_attributes = {}
        handler_input = HandlerInput(envelope, attributes, context)
        response = self._dispatcher.dispatch(handler_input)
        answer = {**ENVELOPE, "response": write(response)}
        if envelope.session is not None and attributes.session_attributes:
            answer["sessionAttributes"] = attributes.session_attributes
        return answer


def _library(settings: Settings) -> Library:
    """Build the library; boto3 is met here, at start, and only where it is needed."""
    if settings.content_bucket is None:
        return Library(settings.content_dir)
    try:
        # Nobody pays for these imports, boto3 among them, where no bucket is set.
        from alexa.trial import try_out  # noqa: PLC0415
        from bucket import Bucket  # noqa: PLC0415
        from updates import Updates  # noqa: PLC0415

        every, deadline = settings.refresh_seconds, settings.refresh_deadline
        bucket = Bucket(settings.content_bucket, deadline)
        updates = Updates(bucket, try_out, every, deadline)
    except Exception as error:
        log_failure(error)
        return Library(settings.content_dir)
    updates.newer("", "")  # the first request of boto3 is slow
    return Library(settings.content_dir, updates)


def _dispatcher(find_guide: FindGuide) -> GenericRequestDispatcher:
    builder = RuntimeConfigurationBuilder()
    for handler in (
        conversation.Launch(find_guide),
        conversation.Stop(find_guide),
        conversation.Help(find_guide),
        conversation.Menu(find_guide),
        conversation.Repeat(find_guide),
        conversation.Yes(find_guide),
        conversation.No(find_guide),
        conversation.Choose(find_guide),
        conversation.WhatElse(find_guide),
        conversation.Slower(find_guide),
        conversation.Faster(find_guide),
        conversation.Volume(find_guide),
        walking.NextStep(find_guide),
        walking.PreviousStep(find_guide),
        walking.StartOver(find_guide),
        walking.WhichStep(find_guide),
        walking.GoToStep(find_guide),
        answers.AskDay(find_guide),
        answers.AskTopic(find_guide),
        answers.FreeWords(find_guide),
        answers.TellMore(find_guide),
        answers.TellWhy(find_guide),
        answers.AskOverview(find_guide),
        touching.Touch(find_guide),
        conversation.NotUnderstood(find_guide),
        system.CanFulfill(),
    ):
        builder.add_request_handler(handler)
    builder.add_exception_handler(system.Apologise(find_guide))
    return GenericRequestDispatcher(options=builder.get_runtime_configuration())


def _application(envelope: RequestEnvelope) -> str | None:
    """Give the id of the skill that a request is for."""
    system_ = envelope.context.system if envelope.context else None
    application = system_.application if system_ else None
    return application.application_id if application else None


def _without_foreign_attributes(event: object) -> object:
    """Leave out session attributes of a form that this skill never gave."""
    session = _part(event, "session")
    if not isinstance(event, Mapping) or isinstance(session.get("attributes"), Mapping):
        return event
    kept = {name: part for name, part in session.items() if name != "attributes"}
    return {**event, "session": kept} if "attributes" in session else event


def _part(event: object, name: str) -> Mapping[str, Any]:
    part = event.get(name) if isinstance(event, Mapping) else None
    return part if isinstance(part, Mapping) else {}
