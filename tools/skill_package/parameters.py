"""What is only known when the skill is deployed: an ARN and two addresses."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from tools.skill_package.store import SettingsForm

ARN = re.compile(
    r"arn:aws:lambda:[a-z]{2}(?:-[a-z]+)+-\d:(?P<account>\d{12}):function:[\w-]+"
    r"(?P<alias>:[\w$-]+)?"
)
INVENTED_ACCOUNTS = {"123456789012", "111122223333", "000000000000"}
INVENTED_HOSTS = re.compile(
    r"(?:^|\.)(?:example(?:\.\w+)?|localhost|test|invalid)$", re.IGNORECASE
)
OTHERS_NAMES = re.compile(r"alexa|amazon", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parameters:
    """The endpoint and the addresses; None where one is not given."""

    endpoint: str | None = None
    privacy_url: str | None = None
    terms_url: str | None = None

    def over(self, settings: SettingsForm) -> "Parameters":
        """Take from the settings what is not given here."""
        return Parameters(
            self.endpoint or settings.endpoint,
            self.privacy_url or settings.privacy_url,
            self.terms_url or settings.terms_url,
        )

    def missing(self) -> Iterator[str]:
        """Say of each one that is not given how to give it."""
        for name, (variable, what, _) in _KNOWN.items():
            if getattr(self, name) is None:
                yield f"{variable} is not given: {what}"

    def mistakes(self) -> Iterator[str]:
        """Say of each one that cannot be meant what is wrong with it."""
        for name, (variable, _, problem_of) in _KNOWN.items():
            value = getattr(self, name)
            if value is not None and (problem := problem_of(value)):
                yield f"{variable}={value}: {problem}"


def endpoint_problem(arn: str) -> str | None:
    """Say what is wrong with the ARN of the endpoint."""
    match = ARN.fullmatch(arn)
    if match is None or match["account"] in INVENTED_ACCOUNTS:
        return "a placeholder, or no ARN of a Lambda function"
    if match["alias"] is None:
        return "the ARN must end in the alias, :live, which alone Alexa may call"
    return None


def address_problem(address: str) -> str | None:
    """Say what is wrong with the address of a policy."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme != "https" or "." not in host:
        return "must be an https address that everybody can open"
    if INVENTED_HOSTS.search(host):
        return "a placeholder: host the document, and give its address"
    if OTHERS_NAMES.search(host):
        return "the name of the host may not hold Alexa's or Amazon's name"
    return None


_KNOWN: dict[str, tuple[str, str, Callable[[str], str | None]]] = {
    "endpoint": ("ENDPOINT", "the ARN that sam deploy prints", endpoint_problem),
    "privacy_url": (
        "PRIVACY_URL",
        "where docs/privacy-policy.md is hosted",
        address_problem,
    ),
    "terms_url": ("TERMS_URL", "where docs/terms.md is hosted", address_problem),
}
