"""Reads Alexa's request into a Turn."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Intent, IntentRequest, Slot
from ask_sdk_model.slu.entityresolution import StatusCode

from guide.danger import Manner
from guide.model import Guide
from guide.turn import Memory, Turn
from guide.words import cut

TOPIC, QUERY = "topic", "query"  # slots that may bring any words
CHOICE, NUMBER, WEEK = "choice", "number", "week"
TOUCH = "Alexa.Presentation.APL.UserEvent"
MANNERS = {"QuestionIntent": Manner.QUESTION, "ReportIntent": Manner.REPORT}


def locale_of(handler_input: HandlerInput) -> str:
    """Give the listener's locale, such as "en-US"; empty where there is none."""
    request = handler_input.request_envelope.request
    return str(request.locale or "") if request else ""


def intent_of(handler_input: HandlerInput) -> Intent | None:
    """Give the intent; None for requests of other types."""
    request = handler_input.request_envelope.request
    return request.intent if isinstance(request, IntentRequest) else None


def name_of(intent: Intent | None) -> str:
    """Give an intent's name; empty where there is none."""
    return str(intent.name or "") if intent else ""


def is_touch(handler_input: HandlerInput) -> bool:
    """Tell whether the request is a touch on the screen."""
    request = handler_input.request_envelope.request
    return bool(request and request.object_type == TOUCH)


def has_screen(handler_input: HandlerInput) -> bool:
    """Tell whether the device can show APL documents."""
    context = handler_input.request_envelope.context
    device = context.system.device if context and context.system else None
    interfaces = device.supported_interfaces if device else None
    return bool(interfaces and interfaces.alexa_presentation_apl is not None)


def read_touch(handler_input: HandlerInput, guide: Guide) -> Turn:
    """Read what was touched: what it is, its topic, and the number of a step."""
    turn = read_turn(handler_input, guide)
    sent = getattr(handler_input.request_envelope.request, "arguments", None) or ()
    touched, topic, number = (*sent, None, None, None)[:3]
    return replace(
        turn,
        touched=str(touched or ""),
        topics=(topic,) if isinstance(topic, str) and topic in guide.topics else (),
        number=number if type(number) is int else None,
    )


def read_turn(handler_input: HandlerInput, guide: Guide) -> Turn:
    """Read what was asked, and what is remembered of the session."""
    session = handler_input.request_envelope.session
    if session is None or session.new:
        new, memory = True, Memory()
    else:
        new, memory = False, Memory.read(session.attributes, guide)
    intent = intent_of(handler_input)
    name = name_of(intent)
    slots: Mapping[str, Slot] = (intent.slots or {}) if intent else {}
    mapped = guide.intents.get(name)
    topics = [mapped] if mapped else _resolved(slots.get(TOPIC))
    words = {slot: cut(heard.value) for slot, heard in slots.items() if heard.value}
    return Turn(
        guide=guide,
        memory=memory,
        new=new,
        manner=MANNERS.get(name, Manner.TOPIC),
        words=tuple(words.values()),
        asked=max(words.get(TOPIC, ()), words.get(QUERY, ()), key=len),
        topics=tuple(id_ for id_ in topics if id_ in guide.topics),
        choice=next(_resolved(slots.get(CHOICE)), None),
        number=_number(slots.get(NUMBER)),
        weeks=_number(slots.get(WEEK)),
    )


def _resolved(slot: Slot | None) -> Iterator[str]:
    """Yield the ids that Alexa found for a slot's words, each once."""
    if slot is None or slot.resolutions is None:
        return
    ids = {
        str(wrapper.value.id): None
        for authority in slot.resolutions.resolutions_per_authority or ()
        if authority.status and authority.status.code is StatusCode.ER_SUCCESS_MATCH
        for wrapper in authority.values or ()
        if wrapper.value
    }
    yield from ids


def _number(slot: Slot | None) -> int | None:
    """Read a number; Alexa writes "?" for one that she did not catch."""
    value = slot.value if slot else None
    return int(value) if value and value.isdecimal() and len(value) < 4 else None
