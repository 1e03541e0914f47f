"""The template: what CloudFormation would refuse is found at the desk."""

import json
import re
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
LAMBDA = TEMPLATE.parent / "lambda"
MESSAGE = re.compile(r'message = "([^"]+)"')
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


def _chosen(part: Any, *, bucket: bool) -> Any:
    """Choose what a condition chooses; there is no e-mail address in these tests."""
    if isinstance(part, dict):
        if "Fn::If" in part:
            condition, yes, no = part["Fn::If"]
            return _chosen(
                yes if bucket and condition == "HasBucket" else no, bucket=bucket
            )
        return {key: _chosen(value, bucket=bucket) for key, value in part.items()}
    if isinstance(part, list):
        chosen = [_chosen(one, bucket=bucket) for one in part]
        return [one for one in chosen if one != {"Ref": "AWS::NoValue"}]
    return part


OWN_LOG = (
    "Allow",
    ["logs:CreateLogStream", "logs:PutLogEvents"],
    {"Fn::GetAtt": ["Logs", "Arn"]},
)
PACKS = ("Allow", "s3:GetObject", {"Fn::Sub": "${Bucket.Arn}/packs/*"})


@pytest.mark.parametrize(
    ("bucket", "rights"),
    [
        pytest.param(False, [OWN_LOG], id="without-a-bucket"),
        pytest.param(True, [OWN_LOG, PACKS], id="with-a-bucket"),
    ],
)
def test_the_function_may_write_its_own_log_read_packs_and_nothing_else(
    template: str, bucket: bool, rights: list[Any]
) -> None:
    [role] = _of_type(_resources(template), "AWS::IAM::Role")

    allowed = [
        (statement["Effect"], statement["Action"], statement["Resource"])
        for policy in _chosen(role["Policies"], bucket=bucket)
        for statement in policy["PolicyDocument"]["Statement"]
    ]

    assert "ManagedPolicyArns" not in role
    assert allowed == rights


def test_the_bucket_is_versioned_encrypted_and_open_to_nobody(template: str) -> None:
    resources = _resources(template)

    [bucket] = _of_type(resources, "AWS::S3::Bucket")
    [policy] = _of_type(resources, "AWS::S3::BucketPolicy")

    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert len(bucket["PublicAccessBlockConfiguration"]) == 4
    assert bucket["BucketEncryption"]
    assert bucket["LifecycleConfiguration"]["Rules"][0]["NoncurrentVersionExpiration"]
    [statement] = policy["PolicyDocument"]["Statement"]
    assert (statement["Effect"], statement["Principal"]) == ("Deny", "*")
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_who_publishes_may_do_nothing_else(template: str) -> None:
    [policy] = _of_type(_resources(template), "AWS::IAM::ManagedPolicy")

    write, look = policy["PolicyDocument"]["Statement"]

    assert write["Action"] == ["s3:GetObject", "s3:PutObject"]
    assert write["Resource"] == {"Fn::Sub": "${Bucket.Arn}/packs/*"}
    assert look["Action"] == "s3:ListBucket"
    assert look["Condition"] == {"StringLike": {"s3:prefix": "packs/*"}}


def test_nothing_of_the_bucket_is_made_unless_it_is_asked_for(template: str) -> None:
    resources = _resources(template)
    kinds = ("AWS::S3::", "AWS::IAM::ManagedPolicy")

    conditions = {
        name: one.get("Condition")
        for name, one in resources.items()
        if one["Type"].startswith(kinds)
    }

    assert conditions == dict.fromkeys(
        ("Bucket", "BucketPolicy", "Publisher"), "HasBucket"
    )
    [function] = _of_type(resources, "AWS::Lambda::Function")
    environment = _chosen(function["Environment"]["Variables"], bucket=False)
    assert environment["CONTENT_BUCKET"] == ""


def test_only_the_skill_id_has_to_be_given(template: str) -> None:
    parsed, _ = decode_str(template)

    needed = [
        name for name, one in parsed["Parameters"].items() if "Default" not in one
    ]

    assert needed == ["SkillId"]


def test_every_trouble_has_its_alarm(template: str) -> None:
    resources = _resources(template)
    alarms = _of_type(resources, "AWS::CloudWatch::Alarm")

    watched = {alarm.get("MetricName", "share") for alarm in alarms}

    assert watched == {
        *("Errors", "Duration", "Throttles", "Failures", "RefusedContent", "share")
    }
    [slow] = [alarm for alarm in alarms if alarm.get("MetricName") == "Duration"]
    assert slow["ExtendedStatistic"] == "p99"
    for alarm in alarms:
        topic = alarm["AlarmActions"]["Fn::If"]
        assert topic == ["HasEmail", [{"Ref": "Alarms"}], []]


def test_the_metrics_count_lines_that_the_skill_writes(
    template: str,
) -> None:
    filters = _of_type(_resources(template), "AWS::Logs::MetricFilter")
    patterns = {
        one["MetricTransformations"][0]["MetricName"]: one["FilterPattern"]
        for one in filters
    }

    messages = {name: MESSAGE.findall(pattern) for name, pattern in patterns.items()}

    assert messages == {
        "Failures": ["failed"],
        "RefusedContent": ["content refused"],
        "UnavailableContent": ["content unavailable"],
        "Questions": ["turn"],
        "Unanswered": ["turn"],
    }
    code = "".join(path.read_text("utf-8") for path in LAMBDA.rglob("*.py"))
    for message in {one for found in messages.values() for one in found}:
        assert f'"{message}"' in code
    assert '"missed"' in code


def test_the_dashboard_is_json_about_metrics_that_exist(template: str) -> None:
    resources = _resources(template)
    [dashboard] = _of_type(resources, "AWS::CloudWatch::Dashboard")
    names = {
        one["MetricTransformations"][0]["MetricName"]
        for one in _of_type(resources, "AWS::Logs::MetricFilter")
    }

    widgets = json.loads(dashboard["DashboardBody"]["Fn::Sub"])["widgets"]

    shown = json.dumps(widgets)
    assert len(widgets) == 5
    assert [name for name in names if f'"{name}"' not in shown] == []


def test_new_content_alone_goes_live(template: str) -> None:
    before = _resources(template, packs="s3://bucket/old")
    after = _resources(template, packs="s3://bucket/new")

    assert after["SkillAliaslive"] != before["SkillAliaslive"]
