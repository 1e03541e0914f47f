"""The template: what CloudFormation would refuse is found at the desk."""

from pathlib import Path
from typing import Any

import pytest
from cfnlint.api import lint  # type: ignore[import-untyped]
from cfnlint.decode import decode_str  # type: ignore[import-untyped]
from samtranslator.parser.parser import Parser  # type: ignore[import-untyped]
from samtranslator.translator.translator import (  # type: ignore[import-untyped]
    Translator,
)

TEMPLATE = Path(__file__).parent.parent / "template.yaml"
REGIONS = ["us-east-1", "eu-west-1"]


@pytest.fixture(autouse=True)
def region(monkeypatch: pytest.MonkeyPatch) -> None:
    """Name a region, and undo it: the linter sets this variable and leaves it set."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGIONS[0])


@pytest.fixture
def template() -> str:
    return TEMPLATE.read_text("utf-8")


def _resources(template: str, packs: str = "s3://bucket/packs") -> dict[str, Any]:
    """Give the resources that SAM makes of the template, uploads done."""
    parsed, _ = decode_str(template)
    parsed["Resources"]["Skill"]["Properties"]["CodeUri"] = "s3://bucket/code"
    parsed["Resources"]["Content"]["Properties"]["ContentUri"] = packs
    made: dict[str, Any] = Translator({}, Parser()).translate(parsed, {})["Resources"]
    return made


def _of_type(resources: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one["Properties"] for one in resources.values() if one["Type"] == kind]


def test_the_linter_finds_nothing(template: str) -> None:
    findings = lint(template, regions=REGIONS)

    assert findings == []


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        pytest.param("Type: AlexaSkill", "Type: AlexaSkil", "AlexaSkil", id="event"),
        pytest.param("!Ref Content", "!Ref Contents", "Contents", id="reference"),
        pytest.param("Timeout: 7", "Timeout: 901", "901", id="timeout"),
        pytest.param("python3.13", "python3.99", "python3.99", id="runtime"),
    ],
)
def test_the_linter_names_a_mistake_that_is_planted(
    template: str, right: str, wrong: str, complaint: str
) -> None:
    planted = template.replace(right, wrong, 1)

    findings = lint(planted, regions=REGIONS)

    assert any(complaint in finding.message for finding in findings)


def test_only_our_own_skill_may_call_the_function(template: str) -> None:
    resources = _resources(template)

    permissions = _of_type(resources, "AWS::Lambda::Permission")

    assert permissions == [
        {
            "Action": "lambda:InvokeFunction",
            "FunctionName": {"Ref": "SkillAliaslive"},
            "Principal": "alexa-appkit.amazon.com",
            "EventSourceToken": {"Ref": "SkillId"},
        }
    ]


def test_the_function_may_do_nothing_but_write_its_own_log(template: str) -> None:
    [role] = _of_type(_resources(template), "AWS::IAM::Role")

    allowed = [
        (statement["Effect"], statement["Action"], statement["Resource"])
        for policy in role["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
    ]

    assert "ManagedPolicyArns" not in role
    assert allowed == [
        (
            "Allow",
            ["logs:CreateLogStream", "logs:PutLogEvents"],
            {"Fn::GetAtt": ["Logs", "Arn"]},
        )
    ]


def test_new_content_alone_goes_live(template: str) -> None:
    before = _resources(template, packs="s3://bucket/old")
    after = _resources(template, packs="s3://bucket/new")

    assert after["SkillAliaslive"] != before["SkillAliaslive"]
