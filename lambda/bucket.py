"""The bucket that newer packs are published to; nothing else imports boto3.

It holds `packs/current.json`, which names a version and a SHA-256 for each locale, and
`packs/<locale>/<version>.json`, which never change.
Importing this costs a third of a second at a full core, and so it is done at start, and
only where a bucket is set.
"""

import json
import time
from contextlib import closing
from typing import Any

import boto3  # noqa: TID251 # here and nowhere else
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from updates import Current, Named, RefusedError, UnavailableError

CURRENT = "packs/current.json"
MOST_BYTES = 16 * 1024 * 1024  # four times what five hundred answers come to
MOST_NAMED_BYTES = 64 * 1024
PIECE = 64 * 1024
NOT_MODIFIED = "304"


class Bucket:
    """Reads what is published: one try for each request."""

    def __init__(self, name: str, seconds: float) -> None:
        """Make the client; it waits so many seconds for any sign of life."""
        self._name = name
        self._client: Any = boto3.client(
            "s3",
            config=Config(
                connect_timeout=seconds,
                read_timeout=seconds,
                retries={"total_max_attempts": 1},
                response_checksum_validation="when_required",  # we have our own
            ),
        )

    def current(self, known: Current | None, until: float) -> Current:
        """Ask what is published; give `known` itself where that has not changed."""
        unless = {"IfNoneMatch": known.etag} if known else {}
        try:
            found = self._get(CURRENT, **unless)
        except ClientError as error:
            if known and _code(error) == NOT_MODIFIED:
                return known
            raise UnavailableError(f"{CURRENT}: {_code(error)}") from error
        return _read_current(_body(found, until, MOST_NAMED_BYTES), str(found["ETag"]))

    def pack(self, locale: str, named: Named, until: float) -> bytes:
        """Fetch a pack."""
        key = f"packs/{locale}/{named.version}.json"
        try:
            return _body(self._get(key), until, MOST_BYTES)
        except ClientError as error:
            raise UnavailableError(f"{key}: {_code(error)}") from error

    def close(self) -> None:
        """Let go of connections."""
        self._client.close()

    def _get(self, key: str, **unless: str) -> dict[str, Any]:
        try:
            found: dict[str, Any] = self._client.get_object(
                Bucket=self._name, Key=key, **unless
            )
        except (BotoCoreError, OSError) as error:
            raise UnavailableError(f"{key}: {type(error).__name__}") from error
        return found


def _read_current(text: bytes, etag: str) -> Current:
    try:
        packs = {
            str(locale): Named(str(raw["version"]), str(raw["sha256"]))
            for locale, raw in json.loads(text)["packs"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return Current(etag, fault=f"{CURRENT}: {type(error).__name__}")
    return Current(etag, packs)


def _body(found: dict[str, Any], until: float, most: int) -> bytes:
    """Read in pieces, so that neither a slow nor an endless body holds anyone up."""
    with closing(found["Body"]) as stream:
        announced = found.get("ContentLength", 0)
        if announced > most:
            raise RefusedError(f"{announced} bytes are more than {most}")
        body = bytearray()
        try:
            while piece := stream.read(PIECE):
                body += piece
                if len(body) > most:
                    raise RefusedError(f"more than {most} bytes")
                if time.monotonic() > until:
                    raise UnavailableError(f"too slow: {len(body)} bytes in time")
        except (BotoCoreError, OSError) as error:
            raise UnavailableError(type(error).__name__) from error
    return bytes(body)


def _code(error: ClientError) -> str:
    """Give S3's own word for what is wrong, such as "AccessDenied"."""
    return str(error.response.get("Error", {}).get("Code", "?"))
