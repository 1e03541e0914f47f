"""The environment, read once at start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

WARM_LOCALE = "en-US"
STARTED_BY = "AWS_LAMBDA_INITIALIZATION_TYPE"  # Lambda sets it
REFRESH_SECONDS = 300.0
REFRESH_DEADLINE = 1.0  # seconds that a listener waits at most, once an interval
BUILT = Path(__file__).resolve().parent.parent / "build" / "content"


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set from outside; an empty variable counts as unset.

    `CONTENT_DIR` is the folder of packs (the repository's build without it) and
    `SKILL_ID` the only skill whose requests are answered (any without it).
    `CONTENT_BUCKET` is where newer packs are published (nowhere without it), looked at
    every `CONTENT_REFRESH_SECONDS` (300; what is no such number counts as unset).
    `WARM_LOCALE` is the one that is ready at start (en-US without it); all of them are
    where Lambda says that it will take a snapshot.
    """

    content_dir: Path
    skill_id: str | None = None
    warm_locale: str = WARM_LOCALE
    snapstart: bool = False
    content_bucket: str | None = None
    refresh_seconds: float = REFRESH_SECONDS
    refresh_deadline: float = REFRESH_DEADLINE  # not set from outside

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read the settings."""
        return cls(
            content_dir=Path(environment.get("CONTENT_DIR") or BUILT),
            skill_id=environment.get("SKILL_ID") or None,
            snapstart=environment.get(STARTED_BY) == "snap-start",
            warm_locale=environment.get("WARM_LOCALE") or WARM_LOCALE,
            content_bucket=environment.get("CONTENT_BUCKET") or None,
            refresh_seconds=_seconds(environment.get("CONTENT_REFRESH_SECONDS", "")),
        )


def _seconds(written: str) -> float:
    """Read a number of seconds; a mistyped one must not silence the skill."""
    return float(written) if written.isdecimal() else REFRESH_SECONDS
