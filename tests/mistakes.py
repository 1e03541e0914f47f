"""One mistake for each rule of certification: what is right, made wrong."""

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tools.certify.subject import Subject

Break = Callable[[Subject], Subject]


def _manifest(change: Callable[[dict[str, Any]], object]) -> Break:
    """Make one mistake in skill.json."""

    def broken(subject: Subject) -> Subject:
        manifest: dict[str, Any] = copy.deepcopy(dict(subject.manifest))
        change(manifest)
        return replace(subject, manifest=manifest)

    return broken


def _listing(key: str, value: object) -> Break:
    """Put something else into the store's text for a locale."""
    return _manifest(
        lambda m: m["publishingInformation"]["locales"]["en-US"].update({key: value})
    )


def _described(old: str, new: str) -> Break:
    """Put another wording into the description."""

    def change(manifest: dict[str, Any]) -> None:
        listing = manifest["publishingInformation"]["locales"]["en-US"]
        assert old in listing["description"]
        listing["description"] = listing["description"].replace(old, new)

    return _manifest(change)


def _model(change: Callable[[dict[str, Any]], object]) -> Break:
    """Make one mistake in an interaction model."""

    def broken(subject: Subject) -> Subject:
        models: dict[str, Any] = copy.deepcopy(dict(subject.models))
        change(models["en-US"])
        return replace(subject, models=models)

    return broken


def _intent(model: dict[str, Any], name: str) -> dict[str, Any]:
    return next(intent for intent in model["intents"] if intent["name"] == name)


def _named(name: str) -> Break:
    """Give the skill another invocation name."""
    return _model(lambda m: m.update(invocationName=name))


def _without_intent(name: str) -> Break:
    return _model(lambda m: m["intents"].remove(_intent(m, name)))


def _sample(intent: str, text: str) -> Break:
    return _model(lambda m: _intent(m, intent)["samples"].append(text))


def answering(change: Callable[[dict[str, Any], Any], object]) -> Break:
    """Let the skill answer otherwise: change each response, knowing its request."""

    def broken(subject: Subject) -> Subject:
        def handler(event: Any, context: object) -> dict[str, Any]:
            response = subject.handler(event, context)
            change(response["response"], event["request"])
            return response

        return replace(subject, handler=handler)

    return broken


def _says(words: str) -> Break:
    """Let every answer say something more, at its beginning."""

    def change(response: dict[str, Any], request: Any) -> None:
        if speech := response.get("outputSpeech"):
            speech["ssml"] = speech["ssml"].replace("<speak>", f"<speak>{words} ", 1)

    return answering(change)


def _to(intent: str, change: dict[str, Any]) -> Break:
    """Let the answer to one intent be otherwise."""

    def other(response: dict[str, Any], request: Any) -> None:
        if request.get("intent", {}).get("name") == intent:
            response.update(change)

    return answering(other)


def _speech(words: str) -> dict[str, Any]:
    return {"outputSpeech": {"type": "SSML", "ssml": f"<speak>{words}</speak>"}}


def _on_launch(change: dict[str, Any]) -> Break:
    def other(response: dict[str, Any], request: Any) -> None:
        if request["type"] == "LaunchRequest":
            response.update(change)

    return answering(other)


def _unending(response: dict[str, Any], request: Any) -> None:
    if response.get("shouldEndSession"):
        response["shouldEndSession"] = False


def _cut(response: dict[str, Any], request: Any) -> None:
    """Lose the disclaimer wherever it is heard."""
    for speech in (response.get("outputSpeech"), response.get("reprompt", {})):
        part = (speech or {}).get("outputSpeech", speech)
        if part:
            part["ssml"] = part["ssml"].replace("not medical advice", "good to know")


def _endless(response: dict[str, Any], request: Any) -> None:
    if "outputSpeech" in response:
        response["card"] = {"type": "Simple", "content": "x" * 9_000}


def _talkative(response: dict[str, Any], request: Any) -> None:
    if request["type"] == "SessionEndedRequest":
        response.update(_speech("Goodbye."))


def _unlocked(subject: Subject) -> Subject:
    return replace(subject, locked=subject.handler)


def _shrunk(subject: Subject) -> Subject:
    """Take an icon of the wrong size."""
    return _listing("largeIconUri", "file://assets/icon-108.png")(subject)


# One mistake for each rule that a program holds.
BREAKS: dict[str, Break] = {
    "name-words": _named("cataracts"),
    "name-letters": _named("cataract guide 2"),
    "name-launch-words": _named("open cataract guide"),
    "name-small-words": _named("the cataract"),
    "listing-complete": _listing("keywords", []),
    "listing-lengths": _listing("summary", "A guide. " * 20),
    "phrases-first": _listing("examplePhrases", ["Cataract guide, open"]),
    "phrases-in-model": _listing(
        "examplePhrases",
        ["Alexa, open cataract guide", "Alexa, ask cataract guide to brew tea"],
    ),
    "phrases-answered": _listing(
        "examplePhrases",
        ["Alexa, open cataract guide", "Alexa, ask cataract guide menu"],
    ),
    "description-disclaimer": _described("does not give medical advice", "helps you"),
    "description-skill": _described("This skill answers", "This app answers"),
    "description-drafts": _described("reviewed", "seen"),
    "saves-no-lives": _described("five topics", "five topics that save lives"),
    "no-amazon-names": _listing("name", "Cataract Guide for Alexa"),
    "icons": _shrunk,
    "manifest-typed": _manifest(lambda m: m.update(catgory="HEALTH_AND_FITNESS")),
    "manifest-keys": _manifest(lambda m: m.pop("apis")),
    "category": _manifest(lambda m: m["publishingInformation"].update(category="FUN")),
    "locales": _manifest(
        lambda m: m["privacyAndCompliance"]["locales"].update({"en-GB": {}})
    ),
    "countries": _manifest(
        lambda m: m["publishingInformation"]["distributionCountries"].append("GB")
    ),
    "nothing-taken": _manifest(
        lambda m: m["permissions"].append({"name": "alexa::profile:name:read"})
    ),
    "addresses": _manifest(
        lambda m: m["privacyAndCompliance"]["locales"]["en-US"].update(
            privacyPolicyUrl="https://alexa.example.com"
        )
    ),
    "endpoint": _manifest(
        lambda m: m["apis"]["custom"].update(endpoint={"uri": "arn:aws:lambda:here"})
    ),
    "model-typed": _model(lambda m: _intent(m, "MoreIntent").update(sample="more")),
    "model-keys": _model(lambda m: _intent(m, "TopicIntent")["slots"][0].pop("type")),
    "model-current": _sample("MoreIntent", "more of the same"),
    "built-ins": _without_intent("AMAZON.CancelIntent"),
    "no-duplicates": _sample("MoreIntent", "slower"),
    "built-ins-free": _sample("MoreIntent", "help me"),
    "slots": _sample("MoreIntent", "more about {subject}"),
    "samples": _sample("MoreIntent", "tell me 2 more"),
    "carriers": _sample("QuestionIntent", "{query}"),
    "no-personal-slots": _model(
        lambda m: _intent(m, "StepIntent")["slots"][0].update(type="AMAZON.DATE")
    ),
    "samples-answered": _to("SlowerIntent", _speech("")),
    "question-open": _to("MenuIntent", {"shouldEndSession": True}),
    "welcome": _on_launch(_speech("Hello. What now?")),
    "empty-slots": _to("TopicIntent", _speech("")),
    "not-understood": _to("AMAZON.FallbackIntent", _speech("Pardon?")),
    "disclaimer-heard": answering(_cut),
    "no-prying": _says("How old are you?"),
    "calls-nobody": _says("Shall I call an ambulance?"),
    "limits": answering(_endless),
    "markup": _says("<blink>Hello.</blink>"),
    "silent-requests": answering(_talkative),
    "own-requests": _unlocked,
    "interfaces": _manifest(lambda m: m["apis"]["custom"].update(interfaces=[])),
    "help": _to("AMAZON.HelpIntent", {"shouldEndSession": True}),
    "stop-cancel": answering(_unending),
}
