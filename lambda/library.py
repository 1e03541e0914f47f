"""Where guides come from: packs in a folder and, where a bucket is set, newer ones.

Whatever goes wrong with a newer pack, the last good one stays in use, and the one that
came with the code is the floor.
"""

import logging
import os
import re
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from guide.model import ContentError, Guide
from guide.numbers import Text
from guide.pack import read_pack

if TYPE_CHECKING:
    from updates import Updates

LOCALE = re.compile(r"[a-z]{2}-[A-Z]{2}")  # whatever else comes is looked for nowhere

MOST_AT_ONCE = 16 * 1024 * 1024  # bytes: some seven hundred topics

log = logging.getLogger("skill")


@dataclass(frozen=True, slots=True)
class Edition:
    """A guide in use, and the checksum of its pack where updates need it."""

    guide: Guide
    sha256: str = ""


class Library:
    """Holds one guide for each locale that was asked for."""

    def __init__(self, folder: Path, updates: "Updates | None" = None) -> None:
        """Lend out the packs of a folder, named `<locale>.json`, or newer ones."""
        self._folder = folder
        self._updates = updates
        self._editions: dict[str, Edition] = {}
        self._looking = Lock()

    def locales(self) -> list[str]:
        """List the locales that packs came with the code for."""
        return sorted(path.stem for path in self._folder.glob("*.json"))

    def guide(self, locale: str) -> Guide:
        """Give the newest good guide of a locale such as "en-US".

        Raises ContentError where there is none that can be read. That is not
        remembered: the next listener may be luckier. Another locale's guide never
        stands in, since it would name another country's emergency number.
        """
        self.refresh(locale)
        return self._edition(locale).guide

    def refresh(self, locale: str) -> None:
        """Look for a newer pack where it is time to, best while nobody waits.

        It never raises, and a second thread does not wait for the first: both go on
        with what there is.
        """
        if self._updates is None or not LOCALE.fullmatch(locale):
            return
        if not self._looking.acquire(blocking=False):
            return
        try:
            self._put(self._updates.late())
            self._put(self._updates.newer(locale, self._checksum(locale)))
        except Exception as error:  # no thread to be had, for one
            log.warning("content unavailable", extra={"reason": type(error).__name__})
        finally:
            self._looking.release()

    def _put(self, edition: Edition | None) -> None:
        if edition is not None:
            self._editions[edition.guide.locale] = edition

    def _checksum(self, locale: str) -> str:
        """Give the checksum of the pack in use; empty where none can be read."""
        try:
            return self._edition(locale).sha256
        except ContentError:
            return ""

    def _edition(self, locale: str) -> Edition:
        if locale not in self._editions:
            self._editions[locale] = self._bundled(locale)
        return self._editions[locale]

    def _bundled(self, locale: str) -> Edition:
        if not LOCALE.fullmatch(locale):
            raise ContentError("not a locale")
        try:
            text = _text(self._folder / f"{locale}.json")
        except OSError as error:
            raise ContentError(f"no pack for {locale}: {error.strerror}") from error
        guide = read_pack(text)
        if guide.locale != locale:
            raise ContentError(f"the pack of {locale} is for {guide.locale}")
        return Edition(guide, self._updates.checksum(text[:]) if self._updates else "")


def _text(path: Path) -> Text:
    """Read a pack, or open it where there is more of it than is worth reading."""
    return path.read_bytes() if path.stat().st_size <= MOST_AT_ONCE else OnDisk(path)


class OnDisk:
    """A pack of thousands of topics: what is asked of it is read when it is asked."""

    def __init__(self, path: Path) -> None:
        """Open the file, for as long as there is this process."""
        self._file = os.open(path, os.O_RDONLY)
        self._size = os.fstat(self._file).st_size

    def __len__(self) -> int:
        """Count the bytes."""
        return self._size

    def __getitem__(self, at: slice, /) -> bytes:
        """Read bytes in a row."""
        start, stop, _ = at.indices(self._size)
        return os.pread(self._file, max(0, stop - start), start)
