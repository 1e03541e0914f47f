"""The environment, read once at start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

BUILT = Path(__file__).resolve().parent.parent / "build" / "content"


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set from outside; an empty variable counts as unset.

    `CONTENT_DIR` is the folder of packs (the repository's build without it) and
    `SKILL_ID` the only skill whose requests are answered (any without it).
    """

    content_dir: Path
    skill_id: str | None

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read the settings."""
        return cls(
            content_dir=Path(environment.get("CONTENT_DIR") or BUILT),
            skill_id=environment.get("SKILL_ID") or None,
        )
