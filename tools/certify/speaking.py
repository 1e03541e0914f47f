"""The skill as it is heard: every sample is really sent, alone and in a session."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from guide.model import Guide, Urgency
from tools.certify.judging import JUDGES, problems_of
from tools.certify.rule import Notes, Rule
from tools.certify.samples import Utterance, utterances
from tools.certify.subject import Subject
from tools.simulator.device import APL, Device, Exchange
from tools.simulator.speech import plain

HEALTH = "Amazon, health policy (copy of 2017)"
SESSIONS = "certification test 4.1, sessions"
RESPONSES = "Amazon, response format"
ANSWERED = "samples-answered"
ENDINGS = {"AMAZON.StopIntent", "AMAZON.CancelIntent"}
ALARMS = {Urgency.EMERGENCY, Urgency.CHECK}
LAUNCH = "LaunchRequest"
UNKNOWN = "xyzzy plugh"
SILENT = (
    "SessionEndedRequest",
    "System.ExceptionEncountered",
    "AlexaSkillEvent.SkillEnabled",
    f"{APL}.RuntimeError",
)


@dataclass(slots=True)
class Pass:
    """What came of sending everything: how much was sent, and what was wrong."""

    samples: dict[str, int] = field(default_factory=dict)
    sent: int = 0
    problems: defaultdict[str, list[str]] = field(
        default_factory=lambda: defaultdict(list)
    )

    @property
    def evidence(self) -> str:
        """How much was sent, in words."""
        said = sum(self.samples.values())
        return (
            f"{said:,} utterances in {len(self.samples)} locales, each alone and in a"
            f" session: {self.sent:,} answers"
        )


def heard_all(subject: Subject) -> Pass:
    """Send every sample of every intent, alone and in a session; once for a subject."""
    done: Pass = subject.once("samples", lambda: _send_all(subject))
    return done


def _send_all(subject: Subject) -> Pass:
    done = Pass()
    for locale in subject.models:
        device, guide = subject.device(locale), subject.guides[locale]
        session = _session(device)
        said = list(utterances(subject, locale))
        done.samples[locale] = len(said)
        for utterance in said:
            for opened in (None, session):
                device.session = opened
                exchange = device.take(utterance.heard, utterance.text)
                done.sent += 1
                where = f"{locale}, {'in a session' if opened else 'alone'}"
                where = f'{where}, {utterance.intent} "{utterance.text}"'
                for problem in _not_sensible(utterance, exchange, guide):
                    done.problems[ANSWERED].append(f"{where}: {problem}")
                for name, judge in JUDGES.items():
                    for problem in judge(exchange, guide, opened is None):
                        done.problems[name].append(f"{where}: {problem}")
    return done


def _session(device: Device) -> dict[str, Any] | None:
    """Open the skill, and hear the menu: a session as it mostly is."""
    device.send(LAUNCH, {})
    device.send("MenuIntent", {})
    return device.session


def _not_sensible(
    utterance: Utterance, exchange: Exchange, guide: Guide
) -> Iterator[str]:
    """Say why an answer does not fit what was said."""
    speech = exchange.speech
    if not speech or guide.phrases.apology in speech:
        yield f'answered "{speech}"'
    elif utterance.intent in ENDINGS and not exchange.ends:
        yield "did not end"
    elif utterance.topics and not _reaches(utterance.topics, exchange):
        yield f"led to {exchange.topic or exchange.offered or 'nothing'}"


def _reaches(topics: tuple[str, ...], exchange: Exchange) -> bool:
    """Tell whether one of the topics was answered or offered, or an alarm was rung."""
    if exchange.urgency in ALARMS:
        return True
    return bool({exchange.topic, *exchange.offered} & set(topics))


def _report(subject: Subject, notes: Notes, name: str) -> None:
    done = heard_all(subject)
    for problem in done.problems[name]:
        notes.fail(problem)
    notes.saw(done.evidence)


def samples_answered(subject: Subject, notes: Notes) -> None:
    """Every sample of every intent gets a sensible answer, alone and in a session."""
    _report(subject, notes, ANSWERED)


def question_open(subject: Subject, notes: Notes) -> None:
    """A question leaves the session open, and an answer without one closes it."""
    _report(subject, notes, "question-open")


def disclaimer_heard(subject: Subject, notes: Notes) -> None:
    """A voice disclaimer is heard in every session, and last when the skill ends it."""
    _report(subject, notes, "disclaimer-heard")


def limits_kept(subject: Subject, notes: Notes) -> None:
    """Speech under 8,000 characters, cards under 8,000, responses under 120 KB."""
    _report(subject, notes, "limits")


def markup_known(subject: Subject, notes: Notes) -> None:
    """Speech is well-formed SSML of tags that Alexa knows."""
    _report(subject, notes, "markup")


def never_pries(subject: Subject, notes: Notes) -> None:
    """No health information about a person is asked for."""
    _report(subject, notes, "no-prying")


def calls_nobody(subject: Subject, notes: Notes) -> None:
    """The skill never offers to call anybody, emergency services least of all."""
    _report(subject, notes, "calls-nobody")


def welcome(subject: Subject, notes: Notes) -> None:
    """Opened without a question, it says what can be asked, and listens."""
    for locale, guide in subject.guides.items():
        exchange = subject.device(locale).send(LAUNCH, {})
        for problem in problems_of(exchange, guide, new=True):
            notes.fail(f"{locale}: {problem}")
        if exchange.ends or guide.phrases.welcome_examples not in exchange.speech:
            notes.fail(f"{locale}: does not say what can be asked")
    notes.saw(f"opened in {len(subject.guides)} locales")


def empty_slots(subject: Subject, notes: Notes) -> None:
    """Words that are empty or unknown get a question back, and no error."""
    sent = 0
    for locale, guide in subject.guides.items():
        device = subject.device(locale)
        for intent, types in subject.ears[locale].intents.items():
            for words in ("", UNKNOWN) if types else ():
                device.session = None
                exchange = device.send(intent, dict.fromkeys(types, words))
                sent += 1
                where = f'{locale}, {intent} with "{words}"'
                if guide.phrases.apology in exchange.speech or not exchange.speech:
                    notes.fail(f'{where}: "{exchange.speech}"')
                for problem in problems_of(exchange, guide, new=True):
                    notes.fail(f"{where}: {problem}")
    notes.saw(f"{sent} requests")


def not_understood(subject: Subject, notes: Notes) -> None:
    """What Alexa does not understand is answered with what can be asked."""
    for locale, guide in subject.guides.items():
        exchange = subject.device(locale).send("AMAZON.FallbackIntent", {})
        for problem in problems_of(exchange, guide, new=True):
            notes.fail(f"{locale}: {problem}")
        if exchange.ends or guide.phrases.not_understood[0] not in exchange.speech:
            notes.fail(f'{locale}: "{exchange.speech}"')
    notes.saw(f"asked in {len(subject.guides)} locales")


def silent_requests(subject: Subject, notes: Notes) -> None:
    """Requests that are nobody's question get no speech."""
    locale = next(iter(subject.guides))
    device = subject.device(locale)
    for type_ in SILENT:
        response = subject.handler(device.envelope({"type": type_}), None)
        body: Mapping[str, Any] = response.get("response", {})
        if body.keys() & {"outputSpeech", "reprompt", "shouldEndSession"}:
            notes.fail(f"{type_} is answered with speech")
    notes.saw(", ".join(SILENT))


def own_requests_only(subject: Subject, notes: Notes) -> None:
    """A request that names another skill gets no answer but an apology."""
    for locale, guide in subject.guides.items():
        event = subject.device(locale).envelope({"type": LAUNCH})
        body = subject.locked(event, None).get("response", {})
        speech = plain(body.get("outputSpeech", {}).get("ssml", ""))
        if guide.phrases.apology not in speech or not body.get("shouldEndSession"):
            notes.fail(f'{locale}: "{speech}"')
    notes.saw(f"sent to a skill of another id in {len(subject.guides)} locales")


def interfaces_match(subject: Subject, notes: Notes) -> None:
    """The interfaces declared are those whose directives are sent, and no others.

    A device without a screen gets none.
    """
    declared = {item.get("type") for item in subject.api.get("interfaces", ())}
    sends = set()
    for locale in subject.guides:
        with_screen = subject.device(locale, screen=True).send(LAUNCH, {})
        without = subject.device(locale).send(LAUNCH, {})
        if without.screen is not None:
            notes.fail(f"{locale}: a directive goes to a device without a screen")
        if with_screen.screen is not None:
            kind = str(with_screen.screen["type"]).rpartition(".")[0]
            sends.add(kind.upper().replace(".", "_"))
    for name in sorted(sends - declared):
        notes.fail(f"{name} is sent and not declared")
    for name in sorted(str(name) for name in declared - sends):
        notes.fail(f"{name} is declared and never sent")
    notes.saw(f"declared and sent: {', '.join(sorted(sends)) or 'none'}")


RULES = (
    Rule(ANSWERED, "policy requirements: every sample, alone too", samples_answered),
    Rule("question-open", SESSIONS, question_open),
    Rule("welcome", "certification test 4.1, launch", welcome),
    Rule("empty-slots", "certification test, slots", empty_slots),
    Rule("not-understood", "design checklist, errors", not_understood),
    Rule("disclaimer-heard", f"{HEALTH}, 4d", disclaimer_heard),
    Rule("no-prying", f"{HEALTH}, 4a", never_pries),
    Rule("calls-nobody", "Amazon, policy (copy of 2017), 10", calls_nobody),
    Rule("limits", RESPONSES, limits_kept),
    Rule("markup", "Amazon, SSML reference", markup_known),
    Rule("silent-requests", RESPONSES, silent_requests),
    Rule("own-requests", "Amazon, security requirements", own_requests_only),
    Rule("interfaces", "Amazon, APL interface", interfaces_match),
)
