"""The disclaimer, in one place: the last thing heard, however a session ends."""

from ask_sdk_model import Response
from ask_sdk_model.ui import Reprompt, SsmlOutputSpeech

from alexa.screens import card_for
from alexa.speech import Ssml, say, say_plainly
from guide.model import Guide, Urgency
from guide.service import apology
from guide.turn import Reply, Turn

# The only spoken words in code: for when no content can be read.
FLOOR = (
    "Sorry, I can't answer right now. Please ask your own care team."
    " This is general information, not medical advice."
    " In an emergency, call your local emergency number."
)


def respond(turn: Turn, reply: Reply) -> Response:
    """Turn a reply into a response: open after a question, closed without one."""
    thoughts = _asked(turn, reply) if reply.ask else _closed(turn, reply)
    return Response(
        output_speech=_speech(say(turn.guide, *thoughts, rate=reply.memory.rate)),
        reprompt=_reprompt(turn, reply),
        card=card_for(turn.guide, reply),
        should_end_session=not reply.ask,
    )


def apologise(guide: Guide | None) -> Response:
    """Say sorry and the disclaimer; without a guide, the floor sentence."""
    if guide is None:
        return Response(
            output_speech=_speech(say_plainly(FLOOR)), should_end_session=True
        )
    turn = Turn(guide)
    return respond(turn, apology(turn))


def disclaimer(guide: Guide, reply: Reply) -> str:
    """Give the disclaimer that a reply ends with."""
    if reply.urgency is Urgency.EMERGENCY:
        return guide.phrases.disclaimer_emergency
    return guide.phrases.disclaimer


def _closed(turn: Turn, reply: Reply) -> tuple[str, ...]:
    ending = disclaimer(turn.guide, reply)
    return (reply.greeting, reply.lead, *reply.say, reply.note, ending)


def _asked(turn: Turn, reply: Reply) -> tuple[str, ...]:
    """Put the short disclaimer first in a new session, but never before the number."""
    short = turn.guide.phrases.disclaimer_short if turn.new else ""
    if reply.urgency is Urgency.CHECK:
        return (*reply.say, short, reply.ask)
    return (reply.greeting, short, reply.lead, *reply.say, reply.note, reply.ask)


def _reprompt(turn: Turn, reply: Reply) -> Reprompt | None:
    if not reply.ask:
        return None
    asked = reply.again or reply.ask
    ending = disclaimer(turn.guide, reply)
    speech = say(turn.guide, asked, ending, rate=reply.memory.rate)
    return Reprompt(output_speech=_speech(speech))


def _speech(ssml: Ssml) -> SsmlOutputSpeech:
    return SsmlOutputSpeech(ssml=ssml)
