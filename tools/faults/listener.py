"""Somebody who asks the same question while a bucket fails."""

import logging
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from alexa.skill import Skill
from settings import Settings
from tools.faults.server import BUCKET, FaultyBucket
from tools.pack.compile import sealed
from tools.simulator.speech import plain

TOPIC, LOCALE = "driving", "en-US"
TROUBLE = ("content unavailable", "content refused")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log, as far as it is about content."""

    message: str
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was heard, how long it took, and what the log says of content."""

    response: Mapping[str, Any]
    speech: str
    ms: float
    lines: tuple[Line, ...]


@contextmanager
def reaching(url: str) -> Iterator[None]:
    """Let boto3 reach a bucket on this machine, and nothing else."""
    environment = {
        "AWS_ENDPOINT_URL_S3": url,
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    with patch.dict(os.environ, environment):
        yield


def skill_on(
    bucket: FaultyBucket, packs: Path, deadline: float, every: float = 0
) -> Skill:
    """Build the skill on a bucket, as it starts on AWS."""
    settings = Settings(
        content_dir=packs,
        content_bucket=BUCKET,
        refresh_seconds=every,
        refresh_deadline=deadline,
    )
    with reaching(bucket.url):
        return Skill(settings)


def edited(pack: dict[str, Any], sentence: str) -> dict[str, Any]:
    """Give a pack whose answer on driving begins with another sentence."""
    topic = pack["topics"][TOPIC]
    answer = {**topic, "answer": f"{sentence} {topic['answer']}"}
    return sealed({**pack, "topics": {**pack["topics"], TOPIC: answer}})


def ask(skill: Skill, request: Mapping[str, Any] | None = None) -> Answer:
    """Ask about driving, in one breath; or send another request."""
    with _lines() as lines:
        began = time.perf_counter()
        response = skill.answer(_envelope(request or QUESTION), None)
        ms = (time.perf_counter() - began) * 1000
    speech = response["response"].get("outputSpeech", {}).get("ssml", "")
    return Answer(response, plain(speech), ms, tuple(lines))


QUESTION = {
    "type": "IntentRequest",
    "intent": {
        "name": "TopicIntent",
        "slots": {
            "topic": {
                "name": "topic",
                "value": TOPIC,
                "resolutions": {
                    "resolutionsPerAuthority": [
                        {
                            "authority": "simulator",
                            "status": {"code": "ER_SUCCESS_MATCH"},
                            "values": [{"value": {"name": TOPIC, "id": TOPIC}}],
                        }
                    ]
                },
            }
        },
    },
}


def _envelope(request: Mapping[str, Any]) -> dict[str, Any]:
    head = {"requestId": "r", "timestamp": "2026-11-25T00:00:00Z", "locale": LOCALE}
    return {
        "version": "1.0",
        "session": {"new": True, "sessionId": "s", "attributes": {}},
        "context": {"System": {}},
        "request": {**head, **request},
    }


@contextmanager
def _lines() -> Iterator[list[Line]]:
    found: list[Line] = []

    class Catch(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.getMessage() in TROUBLE:
                reason = str(record.__dict__.get("reason"))
                found.append(Line(record.getMessage(), reason))

    log, catch = logging.getLogger("skill"), Catch()
    log.addHandler(catch)
    try:
        yield found
    finally:
        log.removeHandler(catch)
