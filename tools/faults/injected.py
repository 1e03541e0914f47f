"""Every fault that is injected: how, and what the log must say of it."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from typing import Any

from tools.faults.server import Answering, FaultyBucket
from tools.pack.layout import laid_out

CURRENT = "packs/current.json"
HUGE = 100 * 1024 * 1024

PUBLISHED = count()  # no two publications are the same
Pack = dict[str, Any]


def publish(bucket: FaultyBucket, pack: Pack) -> None:
    """Put a pack into the bucket, and make it the current one of its locale."""
    text = laid_out(pack)
    put(bucket, pack["locale"], pack["version"], text, sha256(text).hexdigest())


def put(
    bucket: FaultyBucket, locale: str, version: str, text: bytes, checksum: str
) -> None:
    """Put any bytes there as the current pack of a locale."""
    bucket.objects[f"packs/{locale}/{version}.json"] = text
    named = {"version": version, "sha256": checksum}
    current = {"published": next(PUBLISHED), "packs": {locale: named}}
    bucket.objects[CURRENT] = json.dumps(current).encode()


def _hang(answering: Answering, _: bytes) -> None:
    answering.hang()


def _hang_in_mid_body(answering: Answering, body: bytes) -> None:
    answering.begin(200, ETag='"x"', Content_Length=len(body))
    answering.wfile.write(body[: len(body) // 2])
    answering.hang()


def _trickle(answering: Answering, body: bytes) -> None:
    """Give a few bytes at a time, so that no single wait is long."""
    answering.begin(200, ETag='"x"', Content_Length=len(body))
    for place in range(0, len(body), 50):
        answering.wfile.write(body[place : place + 50])
        time.sleep(0.02)


def _reset(answering: Answering, _: bytes) -> None:
    answering.reset()


def _reset_in_mid_body(answering: Answering, body: bytes) -> None:
    answering.begin(200, ETag='"x"', Content_Length=len(body))
    answering.wfile.write(body[: len(body) // 2])
    answering.reset()


def _cut_off(answering: Answering, body: bytes) -> None:
    answering.begin(200, ETag='"x"', Content_Length=len(body))
    answering.wfile.write(body[:-10])


def _huge(answering: Answering, _: bytes) -> None:
    answering.begin(200, ETag='"x"', Content_Length=HUGE)
    _pour(answering, b"x" * 65536)


def _endless(answering: Answering, _: bytes) -> None:
    answering.begin(200, ETag='"x"', Transfer_Encoding="chunked")
    _pour(answering, b"10000\r\n" + b"x" * 65536 + b"\r\n")


def _pour(answering: Answering, piece: bytes) -> None:
    for _ in range(HUGE // 65536):
        answering.wfile.write(piece)


def _error(status: str, code: str) -> Callable[[Answering, bytes], None]:
    return lambda answering, _: answering.refuse(status, code)


def _on(
    kind: str, fault: Callable[[Answering, bytes], None]
) -> Callable[[FaultyBucket, Pack], None]:
    """Publish a pack, and answer wrongly for one kind of object."""

    def inject(bucket: FaultyBucket, pack: Pack) -> None:
        publish(bucket, pack)
        bucket.faults[kind] = fault

    return inject


def _instead(change: Callable[[Pack], Pack]) -> Callable[[FaultyBucket, Pack], None]:
    """Publish another pack under the name of the right one, with its right checksum."""

    def inject(bucket: FaultyBucket, pack: Pack) -> None:
        text = laid_out(change(pack))
        checksum = sha256(text).hexdigest()
        put(bucket, pack["locale"], pack["version"], text, checksum)

    return inject


def _truncated(bucket: FaultyBucket, pack: Pack) -> None:
    text = laid_out(pack)
    put(
        bucket,
        pack["locale"],
        pack["version"],
        text[: len(text) // 2],
        sha256(text).hexdigest(),
    )


def _wrong_checksum(bucket: FaultyBucket, pack: Pack) -> None:
    put(bucket, pack["locale"], pack["version"], laid_out(pack), "0" * 64)


def _no_json(bucket: FaultyBucket, pack: Pack) -> None:
    text = b"<html>"
    put(bucket, pack["locale"], pack["version"], text, sha256(text).hexdigest())


def _gone(bucket: FaultyBucket, _: Pack) -> None:
    bucket.stop()


def _no_current(bucket: FaultyBucket, pack: Pack) -> None:
    publish(bucket, pack)
    del bucket.objects[CURRENT]


def _no_version(bucket: FaultyBucket, pack: Pack) -> None:
    publish(bucket, pack)
    del bucket.objects[f"packs/{pack['locale']}/{pack['version']}.json"]


def _nonsense_current(bucket: FaultyBucket, pack: Pack) -> None:
    publish(bucket, pack)
    bucket.objects[CURRENT] = b'{"packs": ["en-US"]}'


def _changed(pack: Pack, topic: str, **parts: Any) -> Pack:
    topics = {**pack["topics"], topic: {**pack["topics"][topic], **parts}}
    return {**pack, "topics": topics}


def _some_topic(pack: Pack) -> str:
    topics: dict[str, Any] = pack["topics"]
    return next(id_ for id_, raw in topics.items() if "related" in raw)


def _no_alarm(pack: Pack) -> Pack:
    flags = pack["red_flags"]
    patterns = {**flags["patterns"], "signs": {}}
    return {**pack, "red_flags": {**flags, "patterns": patterns}}


def _no_disclaimer(pack: Pack) -> Pack:
    return {**pack, "phrases": {**pack["phrases"], "disclaimer": " "}}


def _no_words(pack: Pack) -> Pack:
    return _changed(pack, _some_topic(pack), answer=5)


def _nowhere(pack: Pack) -> Pack:
    return _changed(pack, _some_topic(pack), related=["no-such-topic"])


def _essay(pack: Pack) -> Pack:
    return _changed(pack, _some_topic(pack), answer="On and on. " * 1000)


@dataclass(frozen=True, slots=True)
class Injected:
    """One fault: how it is injected, and the log line that it must leave."""

    name: str
    inject: Callable[[FaultyBucket, Pack], None]
    reason: str  # a part of what the log says
    refused: bool = False  # for good, and not only for now
    hangs: bool = False  # until the deadline


SLOW = "no answer in time|Timeout|too slow"

FAULTS = (
    Injected("refuses connections", _gone, "EndpointConnectionError"),
    Injected("hangs", _on("current", _hang), SLOW, hangs=True),
    Injected("resets at once", _on("current", _reset), "Connection"),
    Injected(
        "serves 500s", _on("current", _error("500", "InternalError")), "InternalError"
    ),
    Injected("slows down", _on("current", _error("503", "SlowDown")), "SlowDown"),
    Injected(
        "an expired credential",
        _on("current", _error("400", "ExpiredToken")),
        "ExpiredToken",
    ),
    Injected("no right", _on("current", _error("403", "AccessDenied")), "AccessDenied"),
    Injected("current.json is missing", _no_current, "NoSuchKey"),
    Injected(
        "current.json is nonsense", _nonsense_current, "current.json", refused=True
    ),
    Injected("names a missing version", _no_version, "NoSuchKey"),
    Injected(
        "hangs in mid-body",
        _on("pack", _hang_in_mid_body),
        SLOW,
        hangs=True,
    ),
    Injected("trickles", _on("pack", _trickle), SLOW, hangs=True),
    Injected("resets in mid-body", _on("pack", _reset_in_mid_body), "Error"),
    Injected("closes in mid-body", _on("pack", _cut_off), "Error"),
    Injected("a pack of 100 MB", _on("pack", _huge), "are more than", refused=True),
    Injected("a pack without end", _on("pack", _endless), "more than", refused=True),
    Injected("a truncated pack", _truncated, "wrong checksum", refused=True),
    Injected("a wrong checksum", _wrong_checksum, "wrong checksum", refused=True),
    Injected(
        "a newer schema",
        _instead(lambda p: {**p, "schema": 99}),
        "schema 99",
        refused=True,
    ),
    Injected(
        "the wrong locale",
        _instead(lambda p: {**p, "locale": "en-ZZ"}),
        "for en-ZZ",
        refused=True,
    ),
    Injected(
        "another version",
        _instead(lambda p: {**p, "version": "other"}),
        "it is other",
        refused=True,
    ),
    Injected(
        "JSON of nonsense", _instead(lambda _: {"schema": []}), "schema", refused=True
    ),
    Injected("no JSON", _no_json, "JSONDecodeError", refused=True),
    Injected("an answer that is no text", _instead(_no_words), "Error", refused=True),
    Injected(
        "a related topic that is not there", _instead(_nowhere), "no-such", refused=True
    ),
    Injected("an answer too long to say", _instead(_essay), "too long", refused=True),
    Injected("no disclaimer", _instead(_no_disclaimer), "disclaimer", refused=True),
    Injected(
        "no words of danger", _instead(_no_alarm), "words of danger", refused=True
    ),
)
