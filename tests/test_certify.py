"""Certification: our package passes, and one mistake of each kind is caught."""

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import write
from tools.certify.__main__ import certify, main
from tools.certify.people import tried_on_devices
from tools.certify.rule import Notes, Outcome
from tools.certify.rules import HELD, RULES
from tools.certify.subject import Subject, read_subject
from tools.pack.building import CONTENT
from tools.skill_package.building import build_package
from tools.skill_package.parameters import Parameters

DEMONSTRATION = Path("examples/cataract")
BY_ID = {rule.id: rule for rule in RULES}
Break = Callable[[Subject], Subject]


def _subject(folder: Path, target: Path) -> Subject:
    build_package(folder, Parameters(), target, draft=True)
    return read_subject(folder, target)


@pytest.fixture(scope="module")
def subject(tmp_path_factory: pytest.TempPathFactory) -> Subject:
    """The demonstration, which is small, as it passes."""
    return _subject(DEMONSTRATION, tmp_path_factory.mktemp("demonstration"))


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


def _answers(change: Callable[[dict[str, Any], Any], object]) -> Break:
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

    return _answers(change)


def _to(intent: str, change: dict[str, Any]) -> Break:
    """Let the answer to one intent be otherwise."""

    def other(response: dict[str, Any], request: Any) -> None:
        if request.get("intent", {}).get("name") == intent:
            response.update(change)

    return _answers(other)


def _speech(words: str) -> dict[str, Any]:
    return {"outputSpeech": {"type": "SSML", "ssml": f"<speak>{words}</speak>"}}


def _on_launch(change: dict[str, Any]) -> Break:
    def other(response: dict[str, Any], request: Any) -> None:
        if request["type"] == "LaunchRequest":
            response.update(change)

    return _answers(other)


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
    "disclaimer-heard": _answers(_cut),
    "no-prying": _says("How old are you?"),
    "calls-nobody": _says("Shall I call an ambulance?"),
    "limits": _answers(_endless),
    "markup": _says("<blink>Hello.</blink>"),
    "silent-requests": _answers(_talkative),
    "own-requests": _unlocked,
    "interfaces": _manifest(lambda m: m["apis"]["custom"].update(interfaces=[])),
    "help": _to("AMAZON.HelpIntent", {"shouldEndSession": True}),
    "stop-cancel": _answers(_unending),
}


def test_there_is_a_mistake_for_every_rule_that_a_program_holds() -> None:
    assert sorted(BREAKS) == sorted(rule.id for rule in HELD)


def test_every_rule_says_what_it_wants_and_who_wants_it() -> None:
    bare = [rule.id for rule in RULES if not rule.says.endswith(".") or not rule.source]

    assert bare == []
    assert len(BY_ID) == len(RULES)


@pytest.mark.parametrize("rule", BREAKS)
def test_a_mistake_is_caught(subject: Subject, rule: str) -> None:
    notes = BY_ID[rule].apply(BREAKS[rule](subject))

    assert notes.outcome is Outcome.FAILED


def test_an_interface_that_is_never_used_is_caught(subject: Subject) -> None:
    def silent(response: dict[str, Any], request: Any) -> None:
        response.pop("directives", None)

    notes = BY_ID["interfaces"].apply(_answers(silent)(subject))

    assert notes.failures == ["ALEXA_PRESENTATION_APL is declared and never sent"]


def test_the_demonstration_passes(subject: Subject) -> None:
    lines = certify(subject)

    assert {
        line.rule.id: line.notes.examples for line in lines if line.notes.failures
    } == {}


def test_our_package_passes_in_all_five_locales(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    ours = _subject(CONTENT, tmp_path_factory.mktemp("ours"))

    lines = certify(ours)

    failed = {
        line.rule.id: line.notes.examples for line in lines if line.notes.failures
    }
    assert failed == {}
    assert len(ours.listings) == 5
    to_look_at = {line.rule.id for line in lines if line.notes.to_do}
    assert {"reviewed", "numbers", "devices", "icons-seen", "addresses"} <= to_look_at


def test_a_turn_counts_as_proven_only_when_it_is_signed(subject: Subject) -> None:
    turns = "| 1 | Say it | It speaks | [ ] |\n| 2 | Say it | It speaks | [x] |\n"

    notes = Notes()
    tried_on_devices(replace(subject, device_test=turns), notes)

    assert notes.to_do == ["1 of 2 turns of docs/device-test.md are not signed"]


def test_the_report_is_a_page_and_the_status_tells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = tmp_path / "skill-package"
    build_package(DEMONSTRATION, Parameters(), package, draft=True)
    path = package / "skill.json"
    manifest = json.loads(path.read_text("utf-8"))
    manifest["manifest"]["publishingInformation"]["isAvailableWorldwide"] = True
    write(path, json.dumps(manifest))

    status = main(["--content", str(DEMONSTRATION), "--package", str(package)])

    said = capsys.readouterr().out
    page = (tmp_path / "certify" / "index.html").read_text("utf-8")
    assert status == 1
    for report in (said, page):
        assert "isAvailableWorldwide must be false" in report
        assert "1 failed" in report
        assert "5 of 5 topics are drafts" in report


def test_without_a_package_it_says_how_to_make_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["--package", str(tmp_path)])

    assert status == 2
    assert "make package" in capsys.readouterr().err
