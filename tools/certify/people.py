"""What no program can tell: a person must look, and the report says at what."""

import re

from tools.certify.rule import Notes, Rule
from tools.certify.subject import Subject

TURN = re.compile(r"^\| *\d+ *\|.*\| *\[(?P<mark>[ xX])\] *\|", re.MULTILINE)
ON_A_DEVICE = "docs/device-test.md"


def reviewed_by_clinicians(subject: Subject, notes: Notes) -> None:
    """A clinician has read every answer."""
    for locale, content in subject.contents.items():
        topics = content.topics.values()
        drafts = sum(topic.front.reviewed == "draft" for topic in topics)
        if drafts:
            notes.ask(f"{locale}: {drafts} of {len(topics)} topics are drafts")
    notes.saw("make review makes the page to read and to sign")


def numbers_verified(subject: Subject, notes: Notes) -> None:
    """Every number to call was read on a page of those who answer it."""
    for locale, content in subject.contents.items():
        for number, form in content.words.numbers.items():
            if form.source == "unverified":
                notes.ask(f"{locale}: {number}: call it, or find who states it")
    notes.saw("words.yaml of every locale")


def tried_on_devices(subject: Subject, notes: Notes) -> None:
    """The turns of the device test were spoken to real devices, and signed."""
    marks = [match["mark"] for match in TURN.finditer(subject.device_test)]
    unsigned = marks.count(" ")
    if unsigned or not marks:
        notes.ask(f"{unsigned} of {len(marks)} turns of {ON_A_DEVICE} are not signed")
    notes.saw(f"{len(marks)} turns in {ON_A_DEVICE}")


def looked_at(subject: Subject, notes: Notes) -> None:
    """The icons show no device of Amazon's, no red cross, and nobody else's mark."""
    notes.ask(f"look at {subject.package}/assets")


def limits_confirmed(subject: Subject, notes: Notes) -> None:
    """The console's own limits and today's health policy are those held here."""
    notes.ask(
        "name 50, description 4,000, what is new 300, 30 keywords, testing"
        " instructions 4,000 are recalled, not read"
    )
    notes.ask("read today's policy page: the health section could not be read")


def name_free(subject: Subject, notes: Notes) -> None:
    """No skill of that name, and no trademark, stands in the way."""
    names = sorted({listing.get("name", "") for listing in subject.listings.values()})
    notes.ask(f"search the store and the trademark registers for {', '.join(names)}")


def answers_in_time(subject: Subject, notes: Notes) -> None:
    """The skill answers well within the 8 seconds that Alexa waits."""
    notes.ask("after deploying, read the duration of a cold start in the logs")


def policies_true(subject: Subject, notes: Notes) -> None:
    """The privacy policy and the terms are true of the skill as it runs."""
    notes.ask("fill in who offers the skill, and let a lawyer read both documents")
    notes.saw("docs/privacy-policy.md, docs/terms.md")


RULES = (
    Rule("reviewed", "our own, and policy 11: no false claims", reviewed_by_clinicians),
    Rule("numbers", "our own", numbers_verified),
    Rule("devices", "certification tests, on devices", tried_on_devices),
    Rule("icons-seen", "Amazon, policy requirements, trademarks", looked_at),
    Rule("limits-confirmed", "developer console", limits_confirmed),
    Rule("name-free", "Amazon, policy requirements, trademarks", name_free),
    Rule("in-time", "Amazon, response format", answers_in_time),
    Rule("policies-true", "Amazon, privacy policy requirements", policies_true),
)
