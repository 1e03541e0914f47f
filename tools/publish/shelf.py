"""The bucket, as whoever publishes sees it: every failure is said in plain words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    NoCredentialsError,
    PartialCredentialsError,
)

from tools.publish.release import RefusedError, Release

CURRENT = "packs/current.json"
RELEASES = "packs/releases/"
MISSING = {"404", "NoSuchKey"}

FAILURES = {
    "NoSuchBucket": "there is no bucket {bucket}; the stack's output ContentBucket"
    " names the one to publish to",
    "AccessDenied": "you have no right to {what} in {bucket}; the stack's policy"
    " PublisherPolicy gives it",
    "403": "you have no right to {what} in {bucket}; the stack's policy"
    " PublisherPolicy gives it",
    "InvalidAccessKeyId": "AWS does not know these credentials",
    "SignatureDoesNotMatch": "AWS does not accept these credentials",
    "ExpiredToken": "these credentials have expired; sign in again",
}
NO_CREDENTIALS = (
    "there are no AWS credentials; sign in with `aws configure` or `aws sso login`, or"
    " set AWS_PROFILE"
)


class Shelf:
    """Reads and writes what is published."""

    def __init__(self, bucket: str) -> None:
        """Take the bucket's name; the rest is as AWS's own tools are set up."""
        self.bucket = bucket
        config = Config(
            connect_timeout=10, read_timeout=60, retries={"total_max_attempts": 3}
        )
        with self._plainly("reach S3"):
            self._client: Any = boto3.Session().client("s3", config=config)

    def current(self) -> Release | None:
        """Give what is live; None before anything was published."""
        text = self.read(CURRENT)
        return Release.read(text) if text is not None else None

    def releases(self) -> list[str]:
        """List the versions of every release, the oldest first."""
        with self._plainly("list releases"):
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self.bucket, Prefix=RELEASES
            )
            keys = [one["Key"] for page in pages for one in page.get("Contents", ())]
        return sorted(key[len(RELEASES) :].removesuffix(".json") for key in keys)

    def release(self, version: str) -> Release:
        """Give a release; raise RefusedError where there is none of that version."""
        text = self.read(f"{RELEASES}{version}.json")
        if text is None:
            raise RefusedError(f"there is no release {version}")
        return Release.read(text)

    def read(self, key: str) -> bytes | None:
        """Give an object; None where there is none."""
        with self._plainly("read"):
            try:
                found = self._client.get_object(Bucket=self.bucket, Key=key)
            except ClientError as error:
                if _code(error) in MISSING:
                    return None
                raise
            text: bytes = found["Body"].read()
        return text

    def holds(self, key: str, size: int) -> bool:
        """Tell whether there is an object of that many bytes."""
        with self._plainly("read"):
            try:
                found = self._client.head_object(Bucket=self.bucket, Key=key)
            except ClientError as error:
                if _code(error) in MISSING:
                    return False
                raise
        return bool(found["ContentLength"] == size)

    def write(self, key: str, text: bytes) -> None:
        """Put an object."""
        with self._plainly("write"):
            self._client.put_object(
                Bucket=self.bucket,
                Key=key,
                Body=text,
                ContentType="application/json",
            )

    @contextmanager
    def _plainly(self, what: str) -> Iterator[None]:
        try:
            yield
        except (NoCredentialsError, PartialCredentialsError) as error:
            raise RefusedError(NO_CREDENTIALS) from error
        except ClientError as error:
            said = FAILURES.get(_code(error), f"S3 says {_code(error)}: {error}")
            raise RefusedError(said.format(bucket=self.bucket, what=what)) from error
        except BotoCoreError as error:
            raise RefusedError(f"S3 cannot be reached: {error}") from error


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", "?"))
