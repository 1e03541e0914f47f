"""The composition root: every handler in order, and the guard at the door."""

import json
from collections.abc import Mapping
from typing import Any

from ask_sdk_core.skill import CustomSkill
from ask_sdk_core.skill_builder import SkillBuilder
from ask_sdk_model import RequestEnvelope

from alexa.closing import apologise
from alexa.handlers import answers, conversation, system, touching, walking
from alexa.handlers.base import FindGuide
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
        self._find_guide = Library(settings.content_dir).guide
        self._skill = _build(self._find_guide, settings.skill_id)

    def answer(self, event: object, context: object) -> dict[str, Any]:
        """Answer a request envelope with a response envelope; never raise.

        ask-sdk raises outside its own exception handlers for a wrong skill id, an
        unknown type of request or a malformed envelope: hence the guard.
        """
        request = _part(event, "request")
        if str(request.get("type", "")).startswith(SILENT):
            return {**ENVELOPE, "response": {}}
        try:
            return self._answer(event, context)
        except Exception as error:
            system.log_failure(error)
            guide = system.guide_or_none(self._find_guide, str(request.get("locale")))
            response = self._skill.serializer.serialize(apologise(guide))
            return {**ENVELOPE, "response": _dict(response)}

    def _answer(self, event: object, context: object) -> dict[str, Any]:
        serializer = self._skill.serializer
        envelope = serializer.deserialize(json.dumps(event), RequestEnvelope)
        response = self._skill.invoke(request_envelope=envelope, context=context)
        return _dict(serializer.serialize(response))


def _build(find_guide: FindGuide, skill_id: str | None) -> CustomSkill:
    builder = SkillBuilder()
    builder.skill_id = skill_id  # type: ignore[assignment] # the SDK types it as None
    for handler in (
        conversation.Launch(find_guide),
        conversation.Stop(find_guide),
        conversation.Help(find_guide),
        conversation.Menu(find_guide),
        conversation.Repeat(find_guide),
        conversation.Yes(find_guide),
        conversation.No(find_guide),
        conversation.Choose(find_guide),
        conversation.Slower(find_guide),
        conversation.Faster(find_guide),
        walking.NextStep(find_guide),
        walking.PreviousStep(find_guide),
        walking.StartOver(find_guide),
        walking.GoToStep(find_guide),
        answers.AskDay(find_guide),
        answers.AskTopic(find_guide),
        answers.FreeWords(find_guide),
        answers.TellMore(find_guide),
        answers.AskOverview(find_guide),
        touching.Touch(find_guide),
        conversation.NotUnderstood(find_guide),
        system.CanFulfill(),
    ):
        builder.add_request_handler(handler)
    builder.add_exception_handler(system.Apologise(find_guide))
    return builder.create()


def _dict(serialized: Any) -> dict[str, Any]:
    """Name the type that a serialized model has."""
    return dict(serialized)


def _part(event: object, name: str) -> Mapping[str, Any]:
    part = event.get(name) if isinstance(event, Mapping) else None
    return part if isinstance(part, Mapping) else {}
