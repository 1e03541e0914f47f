"""A conversation in the terminal: who speaks, what is heard, what is shown."""

import json
import shlex
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tools.simulator.device import Device, Exchange
from tools.simulator.speech import speak_aloud

WIDTH = 78
HINT = (
    'Type what you would say, like "open {name}" or "help".\n'
    "An empty line is silence, and ends the session; on a device with a screen it may\n"
    'live a while longer, which "..." plays. Control-D leaves.'
)


def talk(device: Device, name: str, utterances: Iterable[str], *, aloud: bool) -> None:
    """Hold a conversation until there are no more utterances."""
    for utterance in utterances:
        exchange = say(device, utterance)
        show(exchange, name)
        if aloud and (exchange.ssml or exchange.reprompt_ssml):
            speak_aloud(exchange.ssml or exchange.reprompt_ssml)


def say(device: Device, line: str) -> Exchange:
    """Say a line, or send the request that it writes: "!TopicIntent topic=shower"."""
    if not line.startswith("!"):
        return device.say(line)
    name, *slots = shlex.split(line[1:])
    pairs = (slot.partition("=") for slot in slots)
    return device.send(name, {key: value for key, _, value in pairs})


def show(exchange: Exchange, name: str) -> None:
    """Print a turn: how the words arrived, what is heard, what is shown."""
    print(f"\nYou: {exchange.utterance or '(silence)'}")
    print(f"     [{_arrived(exchange.request)}]")
    heard = exchange.speech or exchange.reprompt
    if heard:
        print(_wrapped(f"{name}: ", heard))
    if exchange.card:
        print(f"     [card: {_shown(exchange, exchange.card)}]")
    if exchange.ends:
        print("     [the session ends]")


def as_json(exchange: Exchange) -> str:
    """Write a turn as one line of JSON, for programs."""
    intent = exchange.request.get("intent", {})
    slots = {name: slot["value"] for name, slot in intent.get("slots", {}).items()}
    return json.dumps(
        {
            "utterance": exchange.utterance,
            "request": {
                "type": exchange.request["type"],
                "intent": intent.get("name"),
                "slots": slots,
            },
            "topic": exchange.topic,
            "offered": list(exchange.offered),
            "urgency": exchange.urgency,
            "speech": exchange.speech,
            "reprompt": exchange.reprompt,
            "ends": exchange.ends,
            "ms": exchange.ms,
        },
        ensure_ascii=False,
    )


def typed(device: Device) -> Iterator[str]:
    """Yield what is typed or piped in, until the input ends."""
    if sys.stdin.isatty():
        print(HINT.format(name=device.invocation_name))
    prompt = "\nYou: " if sys.stdin.isatty() else ""
    while True:
        try:
            yield input(prompt)
        except EOFError:
            return


def _arrived(request: Any) -> str:
    """Tell how the words arrived: the intent, and which slots found a value."""
    intent = request.get("intent")
    if intent is None:
        return str(request["type"])
    told = [str(intent["name"])]
    for slot in intent["slots"].values():
        authorities = slot.get("resolutions", {}).get("resolutionsPerAuthority", ())
        ids = [v["value"]["id"] for a in authorities for v in a.get("values", ())]
        match = f" = {' or '.join(ids)}" if ids else ", no match" if authorities else ""
        told.append(f'{slot["name"]} "{slot["value"]}"{match}')
    return ", ".join(told)


def _shown(exchange: Exchange, card: Mapping[str, str]) -> str:
    """Tell of a card its title, and what stands on it that was not heard."""
    lines = card["content"].split("\n\n")
    new = (line for line in lines if line not in exchange.speech)
    shown = (textwrap.shorten(line, WIDTH, placeholder=" …") for line in new)
    return "\n           ".join([card["title"], *shown])


def _wrapped(lead: str, text: str) -> str:
    return textwrap.fill(lead + text, WIDTH, subsequent_indent="     ")
