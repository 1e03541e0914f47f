"""Promise 7: whatever is broken, the listener hears a sentence that helps."""

import json
from pathlib import Path
from typing import Any

import pytest

from alexa.closing import FLOOR
from alexa.skill import Skill
from guide.model import Guide
from guide.pack import read_pack
from guide.parts import BadPackError
from settings import Settings
from tests.conftest import write
from tests.promises import assert_kept
from tools.pack.building import Places
from tools.simulator.speech import plain


def _skill(folder: Path, skill_id: str | None = None) -> Skill:
    return Skill(Settings(content_dir=folder, skill_id=skill_id))


def _heard(answer: dict[str, Any]) -> str:
    return plain(answer["response"]["outputSpeech"]["ssml"])


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(None, id="missing"),
        pytest.param("", id="empty"),
        pytest.param("{", id="cut-off"),
        pytest.param("[]", id="nonsense"),
        pytest.param('{"schema": 99}', id="newer-schema"),
        pytest.param('{"schema": 1}', id="incomplete"),
    ],
)
def test_broken_content_gets_the_floor_sentence(
    tmp_path: Path, envelope: dict[str, Any], content: str | None
) -> None:
    if content is not None:
        write(tmp_path / "en-US.json", content)

    answer = _skill(tmp_path).answer(envelope, None)

    assert _heard(answer) == FLOOR
    assert answer["response"]["shouldEndSession"]


def test_content_that_comes_back_is_used_at_once(
    tmp_path: Path, places: Places, envelope: dict[str, Any], guide: Guide
) -> None:
    skill = _skill(tmp_path)
    skill.answer(envelope, None)
    write(tmp_path / "en-US.json", (places.packs / "en-US.json").read_text("utf-8"))

    answer = skill.answer(envelope, None)

    assert_kept(answer, guide, new=True)
    assert _heard(answer).startswith(guide.phrases.welcome)


def test_another_countrys_pack_never_stands_in(
    places: Places, envelope: dict[str, Any]
) -> None:
    envelope["request"]["locale"] = "fr-FR"

    answer = _skill(places.packs).answer(envelope, None)

    assert _heard(answer) == FLOOR


def test_a_pack_under_the_wrong_name_is_refused(
    tmp_path: Path, places: Places, envelope: dict[str, Any]
) -> None:
    write(tmp_path / "en-GB.json", (places.packs / "en-US.json").read_text("utf-8"))
    envelope["request"]["locale"] = "en-GB"

    answer = _skill(tmp_path).answer(envelope, None)

    assert _heard(answer) == FLOOR


@pytest.mark.parametrize("locale", ["../en-US", "en-US/../en-US", "", None, "en.US"])
def test_a_locale_is_never_a_path(
    places: Places, envelope: dict[str, Any], locale: str | None
) -> None:
    envelope["request"]["locale"] = locale

    answer = _skill(places.packs).answer(envelope, None)

    assert _heard(answer) == FLOOR


def test_a_wrong_skill_id_hears_no_content(
    places: Places, envelope: dict[str, Any], guide: Guide
) -> None:
    answer = _skill(places.packs, "amzn1.ask.skill.another").answer(envelope, None)

    assert _heard(answer) == f"{guide.phrases.apology} {guide.phrases.disclaimer}"
    assert answer["response"]["shouldEndSession"]


def test_the_right_skill_id_is_answered(
    places: Places, envelope: dict[str, Any], guide: Guide
) -> None:
    id_ = envelope["context"]["System"]["application"]["applicationId"]

    answer = _skill(places.packs, id_).answer(envelope, None)

    assert _heard(answer).startswith(guide.phrases.welcome)


def test_stale_or_foreign_session_attributes_are_ignored(
    places: Places, envelope: dict[str, Any], guide: Guide
) -> None:
    skill = _skill(places.packs)
    for attributes in (
        {"topic": "gone", "offered": ["gone", 7], "walk": {"topic": "gone", "step": 1}},
        {"topic": 7, "offered": "driving", "walk": "x", "misses": "x", "rate": 99},
        {"walk": {"topic": "procedure-steps", "step": 99}, "heard": ["driving/99", 1]},
        {"walk": {"topic": ["x"], "step": True}, "misses": -1, "heard": {"x": 1}},
        {"misses": 1e99, "rate": None, "heard": ["driving/more/more"] * 1000},
    ):
        for name in ("AMAZON.RepeatIntent", "AMAZON.YesIntent", "AMAZON.NextIntent"):
            envelope["session"] |= {"new": False, "attributes": attributes}
            intent = {"name": name, "confirmationStatus": "NONE"}
            envelope["request"] |= {"type": "IntentRequest", "intent": intent}

            answer = skill.answer(envelope, None)

            assert_kept(answer, guide, new=False)


def test_a_pack_says_what_is_wrong_with_it(places: Places) -> None:
    pack = json.loads((places.packs / "en-US.json").read_text("utf-8"))
    del pack["phrases"]["welcome"]

    with pytest.raises(BadPackError, match="welcome"):
        read_pack(json.dumps(pack))
