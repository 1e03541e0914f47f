"""The stack, as far as moto's CloudFormation can make it."""

import json
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import boto3
from cfnlint.decode import decode_str  # type: ignore[import-untyped]
from moto.server import ThreadedMotoServer
from samtranslator.parser.parser import Parser  # type: ignore[import-untyped]
from samtranslator.translator.translator import (  # type: ignore[import-untyped]
    Translator,
)

TEMPLATE = Path("template.yaml")
NAME = "rehearsal"
REGION = "us-east-1"
SKILL_ID = "amzn1.ask.skill.00000000-0000-0000-0000-000000000000"

# moto has no Lambda versions, aliases or permissions, no bucket policies, no alarms.
# What is left out here is held to its rules by tests/test_template.py alone.
MADE = (
    "AWS::S3::Bucket",
    "AWS::IAM::Role",
    "AWS::Logs::LogGroup",
)


class Account:
    """An account on 127.0.0.1, until it is taken away."""

    def __init__(self) -> None:
        """Start moto in server mode, on a free port."""
        logging.getLogger("werkzeug").setLevel(logging.ERROR)  # not a line a request
        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self._server.start()
        _, port = self._server.get_host_and_port()
        self.url = f"http://127.0.0.1:{port}"
        self._gone = False

    @property
    def environment(self) -> dict[str, str]:
        """The environment that leads AWS's own tools there, and nowhere else."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": "rehearsal",
            "AWS_SECRET_ACCESS_KEY": "rehearsal",
            "AWS_DEFAULT_REGION": REGION,
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def client(self, service: str) -> Any:
        """Give a client of a service."""
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id="rehearsal",
            aws_secret_access_key="rehearsal",  # noqa: S106 # of nobody
        )

    def take_away(self) -> None:
        """Stop it: from now on nothing answers there."""
        if not self._gone:
            self._server.stop()
            self._gone = True


@contextmanager
def account() -> Iterator[Account]:
    """Have an account for a while."""
    made = Account()
    try:
        yield made
    finally:
        made.take_away()


def transformed() -> dict[str, Any]:
    """Turn the template into what CloudFormation gets, all uploads done."""
    parsed, _ = decode_str(TEMPLATE.read_text("utf-8"))
    parsed["Resources"]["Skill"]["Properties"]["CodeUri"] = "s3://uploads/code"
    parsed["Resources"]["Content"]["Properties"]["ContentUri"] = "s3://uploads/content"
    with patch.dict(os.environ, {"AWS_DEFAULT_REGION": REGION}):
        made: dict[str, Any] = Translator({}, Parser()).translate(parsed, {})
    return made


def create(
    account: Account, template: Mapping[str, Any]
) -> tuple[dict[str, str], set[str]]:
    """Create what can be; give the function's environment, and the kinds left out."""
    resources = template["Resources"]
    kept = {name: one for name, one in resources.items() if one["Type"] in MADE}
    left_out = {one["Type"] for one in resources.values()} - set(MADE)
    cut = {**template, "Resources": kept}
    cut["Outputs"] = {"ContentBucket": template["Outputs"]["ContentBucket"]}
    client = account.client("cloudformation")
    given = {"SkillId": SKILL_ID, "ContentBucket": "yes", "ContentRefreshSeconds": "1"}
    client.create_stack(
        StackName=NAME,
        TemplateBody=json.dumps(cut),
        Parameters=[
            {"ParameterKey": key, "ParameterValue": value}
            for key, value in given.items()
        ],
    )
    found = client.describe_stack_resources(StackName=NAME)["StackResources"]
    ids = {one["LogicalResourceId"]: one["PhysicalResourceId"] for one in found}
    missing = set(kept) - set(ids)
    if missing:
        raise RuntimeError(f"not created: {', '.join(sorted(missing))}")
    variables = resources["Skill"]["Properties"]["Environment"]["Variables"]
    return {
        name: _resolved(value, {**ids, **given}) for name, value in variables.items()
    }, left_out


def _resolved(value: Any, known: Mapping[str, str]) -> str:
    """Give what CloudFormation makes of a value, all conditions holding."""
    if isinstance(value, dict) and "Fn::If" in value:
        return _resolved(value["Fn::If"][1], known)
    return known[value["Ref"]] if isinstance(value, dict) else str(value)
