"""What must hold of every answer, whatever was asked."""

import json
import re
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

from guide.model import Guide
from tools.simulator.device import Exchange

MOST_SPEECH, MOST_RESPONSE, MOST_CARD = 8_000, 120 * 1024, 8_000
TAGS = {
    *("speak", "break", "p", "s", "prosody", "emphasis", "say-as", "sub", "phoneme"),
    *(
        "lang",
        "voice",
        "audio",
        "w",
        "amazon:domain",
        "amazon:effect",
        "amazon:emotion",
    ),
}
SENTENCE = re.compile(r"[^.!?]*[.!?]")
PRYING = re.compile(
    r"\b(?:how old|what(?:'s| is| are) your|where does it hurt"
    r"|how (?:bad|much) (?:is|do)"
    r"|(?:do|did) you (?:have|feel|take|suffer)|are you (?:taking|in|on|pregnant|ill)"
    r"|have you (?:had|been|got|taken)|your (?:age|weight|name|diagnosis|birthday))\b",
    re.IGNORECASE,
)
OFFERS_TO_CALL = re.compile(
    r"\b(?:i can|i could|i will|i'll|i am|i'm|shall i|should i|let me|want me to"
    r"|like me to) (?:\w+ )?(?:call|phone|dial|ring|calling|phoning|dialing|ringing)\b",
    re.IGNORECASE,
)

Judge = Callable[[Exchange, Guide, bool], Iterator[str]]


def question_means_open(exchange: Exchange, guide: Guide, new: bool) -> Iterator[str]:
    """A question leaves the session open, and no question closes it."""
    body = exchange.response.get("response", {})
    asks = exchange.speech.endswith("?")
    if not isinstance(body.get("shouldEndSession"), bool):
        yield "shouldEndSession is not set"
    elif exchange.ends and (asks or exchange.reprompt):
        yield f'closed after a question: "{_end(exchange.speech)}"'
    elif not exchange.ends and not asks:
        yield f'open without a question: "{_end(exchange.speech)}"'
    elif not exchange.ends and not exchange.reprompt:
        yield "open without a reprompt"


def disclaimer_heard(exchange: Exchange, guide: Guide, new: bool) -> Iterator[str]:
    """The disclaimer is heard before the first answer or at the end of it."""
    phrases = guide.phrases
    whole = (phrases.disclaimer, phrases.disclaimer_emergency)
    last = exchange.speech if exchange.ends else exchange.reprompt
    if not last.endswith(whole):
        yield f'no disclaimer at the end: "{_end(last)}"'
    if new and not exchange.ends and phrases.disclaimer_short not in exchange.speech:
        yield "no disclaimer in the first answer of an open session"


def within_limits(exchange: Exchange, guide: Guide, new: bool) -> Iterator[str]:
    """Speech, card and the whole response are no longer than Alexa takes."""
    for ssml in (exchange.ssml, exchange.reprompt_ssml):
        if len(ssml) >= MOST_SPEECH:
            yield f"speech of {len(ssml)} characters"
    card = exchange.card or {}
    if sum(len(str(text)) for text in card.values()) > MOST_CARD:
        yield "a card above its limit"
    size = len(json.dumps(exchange.response).encode())
    if size > MOST_RESPONSE:
        yield f"a response of {size} bytes"


def known_markup(exchange: Exchange, guide: Guide, new: bool) -> Iterator[str]:
    """Speech is well-formed, with the tags that Alexa knows."""
    for ssml in filter(None, (exchange.ssml, exchange.reprompt_ssml)):
        try:
            root = ElementTree.fromstring(  # noqa: S314 # our own speech
                re.sub(r"(</?)amazon:", r"\1amazon-", ssml)
            )
        except ElementTree.ParseError as error:
            yield f"speech is not well-formed: {error}"
            continue
        tags = {element.tag.replace("amazon-", "amazon:") for element in root.iter()}
        for tag in sorted(tags - TAGS):
            yield f"unknown tag <{tag}>"


def does_not_pry(exchange: Exchange, guide: Guide, new: bool) -> Iterator[str]:
    """No question asks about the listener's body, health or person."""
    for question in _questions(f"{exchange.speech} {exchange.reprompt}"):
        if PRYING.search(question):
            yield f'asks "{question}"'


def calls_nobody(exchange: Exchange, guide: Guide, new: bool) -> Iterator[str]:
    """Nothing offers to call anybody."""
    for text in (exchange.speech, exchange.reprompt):
        for offer in OFFERS_TO_CALL.findall(text):
            yield f'offers to call: "{offer}"'


def problems_of(exchange: Exchange, guide: Guide, *, new: bool) -> Iterator[str]:
    """Yield everything that is wrong with an answer."""
    for judge in JUDGES.values():
        yield from judge(exchange, guide, new)


def _questions(text: str) -> Iterator[str]:
    for sentence in SENTENCE.findall(text):
        if sentence.endswith("?"):
            yield sentence.strip()


def _end(text: str) -> str:
    return f"… {text[-60:]}" if len(text) > 60 else text


JUDGES: dict[str, Judge] = {
    "question-open": question_means_open,
    "disclaimer-heard": disclaimer_heard,
    "limits": within_limits,
    "markup": known_markup,
    "no-prying": does_not_pry,
    "calls-nobody": calls_nobody,
}
