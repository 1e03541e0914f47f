"""Newer packs from a bucket: looked for now and then, tried out, and only then used."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Thread
from typing import Protocol

from guide.model import ContentError, Guide
from guide.pack import read_pack
from library import Edition

MOST_REASON = 200
LOOK = "look"  # what its thread is called
WAKING = 0.05  # seconds kept of the deadline, for going on after a wait
GIVEN_UP = 60.0  # seconds after which a look that hangs is forgotten

log = logging.getLogger("skill")


class UnavailableError(ContentError):
    """Raised if a bucket did not give what it was asked for: it may do so later."""


class RefusedError(ContentError):
    """Raised if what a bucket gave must not be read out: it will not get better."""


@dataclass(frozen=True, slots=True)
class Named:
    """What is published for one locale: a version, and the SHA-256 of its pack."""

    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Current:
    """What is published now, by locale.

    `etag` tells whether it is still the same, `fault` why nothing could be read of it.
    """

    etag: str
    packs: Mapping[str, Named] = field(default_factory=dict)
    fault: str = ""


class Bucket(Protocol):
    """Where packs are published; raises UnavailableError and RefusedError.

    `until` is a deadline, on the clock of `time.monotonic`.
    """

    def current(self, known: Current | None, until: float) -> Current:
        """Ask what is published; give `known` itself where that has not changed."""

    def pack(self, locale: str, named: Named, until: float) -> bytes:
        """Fetch a pack."""

    def close(self) -> None:
        """Let go of connections."""


class Updates:
    """Looks for newer packs, at most once in an interval.

    A look is a thread's work. The listener waits for it until the deadline and no
    longer, whatever hangs; what comes later than that is there for the next request.
    """

    def __init__(
        self,
        bucket: Bucket,
        try_out: Callable[[Guide], None],
        every: float,
        deadline: float,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Look every so many seconds, each time for `deadline` seconds.

        `try_out` raises an exception where a guide would fail a listener. The clock is
        the wall's, since a snapshot of this program may sleep for days.
        """
        self._bucket = bucket
        self._try_out = try_out
        self._every = every
        self._deadline = deadline - WAKING
        self._clock = clock
        self._began: float | None = None  # this interval
        self._resting = False  # for the rest of the interval, since the bucket failed
        self._settled: set[str] = set()  # locales that were seen to in this interval
        self._current: Current | None = None
        self._refused: set[str] = set()  # checksums of what is not fetched again
        self._look: _Look | None = None

    def newer(self, locale: str, than: str) -> Edition | None:
        """Give what is published for a locale, if that is another than the one in use.

        `than` is the checksum of the one in use. None also where it could not be had
        or must not be used, of which the log has one line.
        """
        ask = self._interval_begins()
        if self._look or self._resting or locale in self._settled:
            return None
        self._settled.add(locale)
        if not ask and self._wanted(locale, than) is None:
            return None
        look = _Look(locale, lambda: self._search(locale, than, ask=ask))
        if look.ended_within(self._deadline):
            return self._outcome(look)
        self._look, self._resting = look, True
        _warn("content unavailable", locale, "no answer in time")
        return None

    @staticmethod
    def checksum(text: bytes) -> str:
        """Give what a pack is known by."""
        return sha256(text).hexdigest()

    def late(self) -> Edition | None:
        """Give what was found too late for the request that looked for it."""
        look = self._look
        if look is None or not (look.ended_within(0) or look.age > GIVEN_UP):
            return None
        self._look = None
        return look.found  # its line is in the log already

    def _interval_begins(self) -> bool:
        """Tell whether it is time to ask again, also where the clock jumped back."""
        now = self._clock()
        if self._began is not None and 0 <= now - self._began < self._every:
            return False
        self._began, self._resting = now, False
        self._settled.clear()
        return True

    def _wanted(self, locale: str, than: str) -> Named | None:
        named = self._current.packs.get(locale) if self._current else None
        if named is None or named.sha256 in {than, *self._refused}:
            return None
        return named

    def _search(self, locale: str, than: str, *, ask: bool) -> Edition | None:
        """Ask what is published, and fetch it if it is wanted; in a thread."""
        until = time.monotonic() + self._deadline
        try:
            if ask:
                self._ask(until)
            named = self._wanted(locale, than)
            return self._fetch(locale, named, until) if named else None
        finally:
            self._bucket.close()  # no connection lives through a freeze or a snapshot

    def _ask(self, until: float) -> None:
        current = self._bucket.current(self._current, until)
        if current is self._current:
            return
        self._current = current
        self._refused.clear()
        if current.fault:
            raise RefusedError(current.fault)

    def _fetch(self, locale: str, named: Named, until: float) -> Edition:
        """Fetch a pack and try it out; whatever is wrong with it is found here."""
        try:
            text = self._bucket.pack(locale, named, until)
            if self.checksum(text) != named.sha256:
                raise RefusedError("wrong checksum")
            guide = read_pack(text)
            if (guide.locale, guide.version) != (locale, named.version):
                raise RefusedError(f"it is {guide.version} for {guide.locale}")
            self._try_out(guide)
        except UnavailableError:
            raise
        except Exception as error:
            self._refused.add(named.sha256)
            raise RefusedError(f"version {named.version}: {_reason(error)}") from error
        return Edition(guide, named.sha256)

    def _outcome(self, look: "_Look") -> Edition | None:
        match look.failure:
            case None:
                return look.found
            case RefusedError() as refused:
                _warn("content refused", look.locale, str(refused))
            case failure:
                self._resting = True
                _warn("content unavailable", look.locale, _reason(failure))
        return None


class _Look(Thread):
    """A look that is under way: what it `found`, or its `failure`."""

    def __init__(self, locale: str, work: Callable[[], Edition | None]) -> None:
        super().__init__(name=LOOK, daemon=True)
        self.locale = locale
        self.found: Edition | None = None
        self.failure: Exception | None = None
        self._work = work
        self._began = time.monotonic()
        self.start()

    @property
    def age(self) -> float:
        return time.monotonic() - self._began

    def run(self) -> None:
        try:
            self.found = self._work()
        except Exception as error:
            self.failure = error

    def ended_within(self, seconds: float) -> bool:
        self.join(seconds)
        return not self.is_alive()


def _reason(error: Exception) -> str:
    """Say what was wrong; an error that is not ours may be long."""
    said = str(error)[:MOST_REASON]
    return (
        said if isinstance(error, ContentError) else f"{type(error).__name__}: {said}"
    )


def _warn(message: str, locale: str, reason: str) -> None:
    log.warning(message, extra={"locale": locale or None, "reason": reason})
