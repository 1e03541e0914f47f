"""Five places, one guide: each is spoken to in its own words and numbers."""

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from alexa.speech import say
from guide.pack import read_pack
from tests.conftest import write
from tools.pack.building import CONTENT, Places
from tools.pack.content import Content, locales, read_content
from tools.pack.findings import BadContentError, Finding
from tools.pack.heard import filled
from tools.pack.local import words_of_this_place

LOCALES = ["en-AU", "en-CA", "en-GB", "en-IN", "en-US"]
EMERGENCY = {
    "en-AU": '<sub alias="triple zero">000</sub>',
    "en-CA": '<say-as interpret-as="digits">911</say-as>',
    "en-GB": '<say-as interpret-as="digits">999</say-as>',
    "en-IN": '<say-as interpret-as="digits">112</say-as>',
    "en-US": '<say-as interpret-as="digits">911</say-as>',
}
AMERICAN = (
    "911|988|1-800-222-1222|acetaminophen|tylenol|medicare|mom|mommy|band-aid|drugstore"
    "|elevator|sidewalk|vacation|washcloth|trash|jewelry|tumors?|favor|favorite"
    "|neighbors?|color|centers?|fiber|gray|program|practiced|license|anesthe(?:sia|tic)"
    "|orthopedic|paralyzed|diarrhea|hemorrhage|hematoma|anemia|edema|recognize|realize"
    "|organize|afterward|toward|pajamas|fahrenheit"
)
BRITISH = (
    "999|111|000|112|108|paracetamol|mum|mummy|nhs|gp|chemist|casualty|jewellery"
    "|tumours?|favour|favourite|neighbours?|colour|centres?|fibre|grey|programme"
    "|practised|licence|anaesthe(?:sia|tic)|orthopaedic|paralysed|diarrhoea|haemorrhage"
    "|haematoma|anaemia|oedema|recognise|realise|organise|pyjamas|celsius"
)
MARKED = re.compile(r"<(say-as|sub|phoneme)\b[^>]*>.*?</\1>")
TO_CALL = re.compile(
    r"(?:\bcall|\bon|\bor|\bis|\bthat is) \+?\d[\d -]{2,}\d", re.IGNORECASE
)
TOO_MUCH = re.compile(
    r"taken too much|too much (?:may have been|was) taken|after too much", re.IGNORECASE
)


@pytest.fixture(scope="module")
def packs(places: Places) -> dict[str, dict[str, Any]]:
    paths = {locale: places.packs / f"{locale}.json" for locale in LOCALES}
    return {locale: json.loads(path.read_bytes()) for locale, path in paths.items()}


@pytest.fixture(scope="module")
def contents() -> dict[str, Content]:
    return {locale: read_content(CONTENT, locale) for locale in LOCALES}


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def _texts(pack: Mapping[str, Any]) -> Iterator[str]:
    """Yield all that is ever said of a pack, in a session or on a card."""
    for phrase in pack["phrases"].values():
        yield from [phrase] if isinstance(phrase, str) else phrase
    for section in pack["sections"]:
        yield section["name"]
    for topic in pack["topics"].values():
        yield from (topic["title"], topic["name"], topic["answer"])
        yield topic.get("more", "")
        for step in topic.get("steps", []):
            yield from (step["title"], step["say"])


def _having(texts: Iterable[str], words: str) -> list[tuple[str, str]]:
    found = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)
    return [(word, text) for text in texts for word in found.findall(text)]


def _planted(content: Content, sentence: str) -> Content:
    """Open the answer on driving with a sentence."""
    driving = content.topics["driving"]
    page = replace(driving.page, answer=f"{sentence} {driving.page.answer}")
    topics = {**content.topics, "driving": replace(driving, page=page)}
    return replace(content, topics=topics)


def test_there_are_five_places() -> None:
    assert locales(CONTENT) == LOCALES


@pytest.mark.parametrize("locale", LOCALES)
def test_a_place_has_every_topic(locale: str, packs: dict[str, dict[str, Any]]) -> None:
    assert packs[locale]["locale"] == locale
    assert set(packs[locale]["topics"]) == set(packs["en-US"]["topics"])


@pytest.mark.parametrize("locale", LOCALES)
def test_a_place_has_an_interaction_model(
    locale: str, places: Places, packs: dict[str, dict[str, Any]]
) -> None:
    text = (places.models / f"{locale}.json").read_text("utf-8")
    model = json.loads(text)["interactionModel"]["languageModel"]

    types = {type_["name"]: type_["values"] for type_ in model["types"]}
    named = {value["id"] for value in types["TOPIC"]}
    opened = set(packs[locale]["intents"].values())
    assert set(packs[locale]["topics"]) <= named | opened
    assert model["invocationName"] == "spine guide"


@pytest.mark.parametrize(
    ("locale", "own", "other"),
    [
        ("en-GB", "my mum is asking about {topic}", "my mom is asking about {topic}"),
        ("en-US", "my mom is asking about {topic}", "my mum is asking about {topic}"),
    ],
)
def test_samples_are_in_the_words_of_the_place(
    locale: str, own: str, other: str, places: Places
) -> None:
    model = (places.models / f"{locale}.json").read_text("utf-8")

    assert own in model
    assert other not in model


@pytest.mark.parametrize(
    ("locale", "own", "foreign"),
    [
        ("en-GB", ["999", "111", "paracetamol", "anaesthesia"], AMERICAN),
        ("en-US", ["911", "acetaminophen", "anesthesia"], BRITISH),
    ],
)
def test_britain_and_america_do_not_leak_into_each_other(
    locale: str, own: list[str], foreign: str, packs: dict[str, dict[str, Any]]
) -> None:
    texts = list(_texts(packs[locale]))

    assert [word for word in own if not _having(texts, word)] == []
    assert _having(texts, foreign) == []


@pytest.mark.parametrize(
    ("locale", "own"),
    [
        ("en-AU", "Anaesthetic and paracetamol, mum"),
        ("en-CA", "Anesthetic and acetaminophen, mom"),
        ("en-GB", "Anaesthetic and paracetamol, mum"),
        ("en-IN", "Anaesthetic and paracetamol, mom"),
        ("en-US", "Anesthetic and acetaminophen, mom"),
    ],
)
def test_a_place_spells_and_names_things_its_own_way(
    locale: str, own: str, contents: dict[str, Content]
) -> None:
    heard = filled(contents[locale], "Anesthetic and {acetaminophen}, mom")

    assert heard == own


@pytest.mark.parametrize("locale", LOCALES)
def test_no_place_says_the_words_of_another(
    locale: str, contents: dict[str, Content]
) -> None:
    assert contents[locale].words.foreign != []
    assert list(words_of_this_place(contents[locale])) == []


@pytest.mark.parametrize(
    ("locale", "sentence", "word"),
    [
        ("en-GB", "Call 911 for help.", "911"),
        ("en-GB", "Take Tylenol with you.", "Tylenol"),
        ("en-GB", "Call Poison Control.", "Poison Control"),
        ("en-AU", "Call 111 for help.", "111"),
        ("en-CA", "Call 999 for help.", "999"),
        ("en-IN", "Call 911 for help.", "911"),
        ("en-US", "Call 999 for help.", "999"),
        ("en-US", "Ask about the anaesthetic.", "anaesthetic"),
    ],
)
def test_a_word_of_another_place_is_found(
    locale: str, sentence: str, word: str, contents: dict[str, Content]
) -> None:
    planted = _planted(contents[locale], sentence)

    page = planted.topics["driving"].page
    message = f'answer: "{word}" is not said in {locale}'
    assert list(words_of_this_place(planted)) == [
        Finding(page.front.path, page.answer_line, "foreign", message)
    ]


def test_the_name_of_a_section_is_in_the_words_of_the_place(
    contents: dict[str, Content],
) -> None:
    content = contents["en-US"]
    sections = [
        section.model_copy(update={"name": "getting to the NHS"})
        for section in content.skill.sections[:1]
    ]
    skill = content.skill.model_copy(update={"sections": sections})

    found = list(words_of_this_place(replace(content, skill=skill)))

    assert [one.message for one in found] == ['section: "NHS" is not said in en-US']


def test_the_name_of_a_list_is_in_the_words_of_the_place(
    contents: dict[str, Content],
) -> None:
    content = contents["en-US"]
    topic = content.topics["first-day-checklist"]
    front = topic.front.model_copy(update={"asks": ["my mummy's list"]})
    topics = {"first-day-checklist": replace(topic, front=front)}

    found = list(words_of_this_place(replace(content, topics=topics)))

    assert [one.message for one in found] == ['first ask: "mummy" is not said in en-US']


@pytest.mark.parametrize("locale", LOCALES)
def test_numbers_to_call_are_spoken_digit_by_digit(
    locale: str,
    packs: dict[str, dict[str, Any]],
    places: Places,
    contents: dict[str, Content],
) -> None:
    guide = read_pack((places.packs / f"{locale}.json").read_bytes())
    numbers = "|".join(contents[locale].words.numbers)
    spoken = [say(guide, text) for text in _texts(packs[locale])]

    assert any(EMERGENCY[locale] in ssml for ssml in spoken)
    for ssml in spoken:
        ElementTree.fromstring(ssml)  # noqa: S314
        plain = MARKED.sub("", ssml)
        assert _having([plain], numbers) == []
        assert TO_CALL.search(plain) is None, ssml


@pytest.mark.parametrize("locale", LOCALES)
def test_every_emergency_says_the_number_of_the_place(
    locale: str, packs: dict[str, dict[str, Any]], places: Places
) -> None:
    guide = read_pack((places.packs / f"{locale}.json").read_bytes())
    alarms = [
        topic["answer"]
        for topic in packs[locale]["topics"].values()
        if topic.get("urgency") == "emergency"
    ]

    assert len(alarms) > 10
    for alarm in (*alarms, guide.phrases.disclaimer, guide.phrases.check_say):
        assert EMERGENCY[locale] in say(guide, alarm)


def test_too_much_medicine_is_an_emergency_where_there_is_no_poison_line(
    packs: dict[str, dict[str, Any]],
) -> None:
    for locale, number in (("en-GB", "999"), ("en-IN", "112")):
        texts = [text for text in _texts(packs[locale]) if TOO_MUCH.search(text)]

        assert len(texts) >= 3
        assert [text for text in texts if number not in text] == []


def test_an_overlay_for_a_topic_that_does_not_exist_is_refused(copied: Path) -> None:
    topic = copied / "en-GB" / "topics" / "recovery" / "gnomes.md"
    write(topic, (copied / "en/topics/recovery/driving.md").read_text("utf-8"))

    with pytest.raises(BadContentError) as caught:
        read_content(copied, "en-GB")

    assert [(one.path, one.rule) for one in caught.value.findings] == [
        (str(topic), "overlay")
    ]
