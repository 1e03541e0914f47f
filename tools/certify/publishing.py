"""The manifest: where the skill is offered, and what it says it does with data."""

from collections.abc import Iterator
from typing import Any

from tools.certify.rule import Notes, Rule
from tools.certify.subject import Subject
from tools.skill_package.manifest import country
from tools.skill_package.parameters import address_problem, endpoint_problem
from tools.skill_package.typed import manifest_problems

REFERENCE = "skill manifest reference"
HEALTH = "Amazon, health policy (copy of 2017)"
CATEGORIES = {"HEALTH_AND_FITNESS", "EDUCATION_AND_REFERENCE"}
NEEDED = ("publishingInformation", "privacyAndCompliance", "apis", "manifestVersion")
PUBLISHING = (
    *("category", "distributionCountries", "isAvailableWorldwide"),
    *("distributionMode", "testingInstructions", "locales"),
)
FLAGS = {
    "allowsPurchases": False,
    "usesPersonalInfo": False,
    "containsAds": False,
    "isExportCompliant": True,
}


def typed(subject: Subject, notes: Notes) -> None:
    """Amazon's own typed model takes the manifest whole, and changes nothing."""
    for problem in manifest_problems({"manifest": subject.manifest}):
        notes.fail(problem)
    notes.saw("skill.json through ask-smapi-model")


def required_keys(subject: Subject, notes: Notes) -> None:
    """The manifest has every key that a custom skill needs."""
    for key in NEEDED:
        if key not in subject.manifest:
            notes.fail(f"no {key}")
    for key in PUBLISHING:
        if key not in subject.publishing:
            notes.fail(f"no publishingInformation.{key}")
    if subject.manifest.get("manifestVersion") != "1.0":
        notes.fail("manifestVersion must be 1.0")
    if "custom" not in subject.manifest.get("apis", {}):
        notes.fail("no apis.custom")
    notes.saw(", ".join((*NEEDED, *PUBLISHING)))


def category_fits(subject: Subject, notes: Notes) -> None:
    """The category is one that a health skill may have."""
    category = subject.publishing.get("category")
    if category not in CATEGORIES:
        notes.fail(f"category {category}, not one of {', '.join(sorted(CATEGORIES))}")
    notes.saw(str(category))


def locales_agree(subject: Subject, notes: Notes) -> None:
    """Store, privacy, models and content are there for the same locales."""
    privacy = subject.manifest.get("privacyAndCompliance", {}).get("locales", {})
    written = set(subject.contents)
    for what, found in (
        ("the store", set(subject.listings)),
        ("privacyAndCompliance", set(privacy)),
        ("the models", set(subject.models)),
    ):
        for locale in sorted(written ^ found):
            side = "is missing in" if locale in written else "is only in"
            notes.fail(f"{locale} {side} {what}")
    notes.saw(", ".join(sorted(written)))


def countries_fit(subject: Subject, notes: Notes) -> None:
    """It is offered in the countries of its locales, and not to the world."""
    offered = set(subject.publishing.get("distributionCountries", ()))
    wanted = {country(locale) for locale in subject.contents}
    for name in sorted(offered ^ wanted):
        notes.fail(f"{name} is {'not ' if name in wanted else ''}offered")
    if subject.publishing.get("isAvailableWorldwide") is not False:
        notes.fail("isAvailableWorldwide must be false")
    notes.saw(", ".join(sorted(offered)))


def nothing_taken(subject: Subject, notes: Notes) -> None:
    """It asks for no permission, sells nothing, and says so; no health data flag."""
    flags: dict[str, Any] = subject.manifest.get("privacyAndCompliance", {})
    for key, wanted in FLAGS.items():
        if flags.get(key) is not wanted:
            notes.fail(f"{key} must be {str(wanted).lower()}")
    if flags.get("usesHealthInfo"):
        notes.fail("usesHealthInfo is for those whom US health privacy law binds")
    for permission in subject.manifest.get("permissions", ()):
        notes.fail(f"asks for the permission {permission}")
    if subject.manifest.get("events"):
        notes.fail("subscribes to events of its users")
    notes.saw("no permission, no purchase, no advertisement, no personal information")


def addresses_fit(subject: Subject, notes: Notes) -> None:
    """Privacy policy and terms of use have an address in every locale."""
    seen = set()
    for where, address in _addresses(subject):
        if address is None:
            notes.ask(f"{where}: host the document, and package with its address")
        elif problem := address_problem(address):
            notes.fail(f"{where}: {address}: {problem}")
        else:
            seen.add(address)
    notes.to_do = notes.to_do[:2]  # each locale says the same
    notes.saw(", ".join(sorted(seen)) or "none given")


def endpoint_fits(subject: Subject, notes: Notes) -> None:
    """The endpoint is the alias of a Lambda function."""
    uri = subject.api.get("endpoint", {}).get("uri")
    if uri is None:
        notes.ask("ENDPOINT: package again when sam deploy has printed the ARN")
    elif problem := endpoint_problem(uri):
        notes.fail(f"{uri}: {problem}")
    notes.saw(uri or "none given")


def _addresses(subject: Subject) -> Iterator[tuple[str, str | None]]:
    pages = subject.manifest.get("privacyAndCompliance", {}).get("locales", {})
    for page in pages.values():
        yield "PRIVACY_URL", page.get("privacyPolicyUrl")
        yield "TERMS_URL", page.get("termsOfUseUrl")


RULES = (
    Rule("manifest-typed", "ask-smapi-model 1.36", typed),
    Rule("manifest-keys", REFERENCE, required_keys),
    Rule("category", REFERENCE, category_fits),
    Rule("locales", REFERENCE, locales_agree),
    Rule("countries", REFERENCE, countries_fit),
    Rule("nothing-taken", f"{HEALTH}, 4a", nothing_taken),
    Rule("addresses", "Amazon, privacy policy requirements", addresses_fit),
    Rule("endpoint", REFERENCE, endpoint_fits),
)
