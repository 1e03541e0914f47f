"""The skill package: whole, as Amazon's own types take it, and never a placeholder."""

import copy
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tools.pack.building import CONTENT, Places
from tools.skill_package.__main__ import main
from tools.skill_package.building import NotReadyError, build_package
from tools.skill_package.icons import SIZES, is_current, render, size_of
from tools.skill_package.parameters import Parameters
from tools.skill_package.typed import manifest_problems, model_problems

ARN = "arn:aws:lambda:us-east-1:406207212345:function:guide-Skill-1AB:live"
GIVEN = Parameters(
    endpoint=ARN,
    privacy_url="https://guide.hospital.org/privacy",
    terms_url="https://guide.hospital.org/terms",
)
LOCALES = ["en-AU", "en-CA", "en-GB", "en-IN", "en-US"]
LACKS = [
    "ENDPOINT is not given",
    "PRIVACY_URL is not given",
    "TERMS_URL is not given",
    "drafts that no clinician has reviewed",
    "numbers that no page confirms in en-AU: 1: 1800 022 222",
]


@pytest.fixture(scope="module")
def package(places: Places, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package for the development stage, with everything given."""
    target = tmp_path_factory.mktemp("package")
    return build_package(CONTENT, GIVEN, target, draft=True).folder


@pytest.fixture(scope="module")
def manifest(package: Path) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads((package / "skill.json").read_text("utf-8"))
    return whole


def test_a_package_holds_what_ask_deploy_and_import_take(package: Path) -> None:
    files = sorted(
        str(p.relative_to(package)) for p in package.rglob("*") if p.is_file()
    )

    assert files == [
        "ask-resources.json",
        "assets/icon-108.png",
        "assets/icon-512.png",
        *(f"interactionModels/custom/{locale}.json" for locale in LOCALES),
        "skill.json",
    ]
    resources = json.loads((package / "ask-resources.json").read_text("utf-8"))
    assert resources["profiles"]["default"]["skillMetadata"]["src"] == "."


def test_what_is_given_stands_in_the_manifest(manifest: dict[str, Any]) -> None:
    whole = manifest["manifest"]

    assert whole["apis"]["custom"]["endpoint"]["uri"] == ARN
    pages = whole["privacyAndCompliance"]["locales"]["en-GB"]
    assert pages == {
        "privacyPolicyUrl": GIVEN.privacy_url,
        "termsOfUseUrl": GIVEN.terms_url,
    }


def test_it_is_offered_where_its_locales_are_and_not_to_the_world(
    manifest: dict[str, Any],
) -> None:
    published = manifest["manifest"]["publishingInformation"]

    assert published["distributionCountries"] == ["AU", "CA", "GB", "IN", "US"]
    assert published["isAvailableWorldwide"] is False


def test_the_store_names_each_places_own_number(manifest: dict[str, Any]) -> None:
    listings = manifest["manifest"]["publishingInformation"]["locales"]

    numbers = {"en-AU": "000", "en-GB": "999", "en-IN": "112", "en-US": "911"}
    for locale, number in numbers.items():
        assert f"call {number}," in listings[locale]["description"]


def test_what_is_not_ready_is_refused_with_every_reason(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ALLOW_DRAFT", "ENDPOINT", "PRIVACY_URL", "TERMS_URL"):
        monkeypatch.delenv(name, raising=False)

    status = main(["build"])

    said = capsys.readouterr().err
    assert status == 1
    assert [lack for lack in LACKS if lack not in said] == []
    assert "ALLOW_DRAFT=1" in said


@pytest.mark.parametrize(
    ("parameter", "value", "problem"),
    [
        ("endpoint", "arn:aws:lambda:REGION:ACCOUNT:function:x:live", "placeholder"),
        ("endpoint", ARN.replace("406207212345", "123456789012"), "placeholder"),
        ("endpoint", ARN.removesuffix(":live"), "alias"),
        ("endpoint", "https://hospital.org/skill", "no ARN"),
        ("privacy_url", "https://example.com/privacy", "placeholder"),
        ("privacy_url", "http://hospital.org/privacy", "https"),
        ("terms_url", "https://alexa.hospital.org/terms", "Alexa's"),
        ("terms_url", "docs/terms.md", "https"),
    ],
)
def test_a_placeholder_is_told_from_what_is_meant(
    parameter: str, value: str, problem: str
) -> None:
    said = list(replace(GIVEN, **{parameter: value}).mistakes())

    assert len(said) == 1
    assert f"{parameter.upper()}={value}: " in said[0]
    assert problem in said[0]


def test_a_placeholder_is_refused_even_in_a_draft(tmp_path: Path) -> None:
    given = replace(GIVEN, terms_url="https://example.org/terms")

    with pytest.raises(NotReadyError, match="1 reasons") as error:
        build_package(CONTENT, given, tmp_path / "package", draft=True)

    assert "placeholder" in error.value.reasons[0]
    assert not (tmp_path / "package").exists()


def test_amazons_types_take_the_manifest_and_every_model_whole(
    package: Path, manifest: dict[str, Any]
) -> None:
    models = sorted((package / "interactionModels" / "custom").iterdir())

    problems = {m.stem: model_problems(json.loads(m.read_bytes())) for m in models}

    assert manifest_problems(manifest) == []
    assert problems == {locale: [] for locale in LOCALES}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("distributionCountries", ["US", "XX"]),
        ("isAvailableWorldwide", "no"),
        ("category", ["HEALTH_AND_FITNESS"]),
        ("catgory", "HEALTH_AND_FITNESS"),
        ("distributionMode", "EVERYWHERE"),
    ],
)
def test_amazons_types_refuse_what_is_misspelt_or_of_the_wrong_kind(
    manifest: dict[str, Any], key: str, value: object
) -> None:
    broken = copy.deepcopy(manifest)
    broken["manifest"]["publishingInformation"][key] = value

    assert manifest_problems(broken) != []


def test_icons_are_of_their_sizes_and_of_the_drawing_that_is_there() -> None:
    drawing = CONTENT / "icons" / "icon.svg"

    for name, size in SIZES.items():
        assert size_of(drawing.with_name(name)) == (size, size)
        assert is_current(drawing.with_name(name), drawing)


def test_a_changed_drawing_makes_the_icons_stale(tmp_path: Path) -> None:
    icons = Path(shutil.copytree(CONTENT / "icons", tmp_path / "icons"))
    drawing = icons / "icon.svg"
    drawing.write_text(drawing.read_text("utf-8") + "\n", "utf-8")

    assert not is_current(icons / "icon-108.png", drawing)


def test_chromium_draws_the_icons_again(tmp_path: Path, browser: Browser) -> None:
    drawing = tmp_path / "icon.svg"
    shutil.copy(CONTENT / "icons" / "icon.svg", drawing)

    written = render(drawing, browser)

    assert [path.name for path in written] == list(SIZES)
    assert [size_of(path)[0] for path in written] == list(SIZES.values())
    assert all(is_current(path, drawing) for path in written)
