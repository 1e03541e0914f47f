"""How text becomes speech: escaped, pronounced, with numbers digit by digit."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from alexa.speech import say
from guide.model import Guide
from tools.simulator.device import Device
from tools.simulator.speech import plain


@pytest.mark.parametrize("text", ["Tom & Jerry <3", "a < b > c", '"quoted" & more'])
def test_text_is_escaped(guide: Guide, text: str) -> None:
    ssml = say(guide, text)

    assert ElementTree.fromstring(ssml).text == text  # noqa: S314


def test_the_emergency_number_is_spoken_digit_by_digit(opened: Device) -> None:
    heard = opened.say("i can't breathe")

    assert '<say-as interpret-as="digits">911</say-as>' in heard.ssml


def test_a_long_number_is_spoken_as_a_telephone_number(opened: Device) -> None:
    heard = opened.say("i took too many pills")

    telephone = '<say-as interpret-as="telephone">1-800-222-1222</say-as>'
    assert telephone in heard.ssml


def test_names_are_pronounced_and_shown_plainly(opened: Device) -> None:
    heard = opened.say("kyphoplasty")

    assert '<phoneme alphabet="ipa"' in heard.ssml
    assert heard.card is not None
    assert "<" not in heard.card["content"]
    assert "phoneme" not in heard.speech


def test_a_word_of_the_lexicon_inside_another_is_left_alone(guide: Guide) -> None:
    assert "say-as" not in say(guide, "The number 19115 and NICER")


def test_slower_and_faster_last_for_the_session(opened: Device) -> None:
    opened.say("slower")

    heard = opened.say("driving")

    assert '<prosody rate="80%">' in heard.ssml
    assert "<prosody" not in opened.say("faster").ssml


def test_thoughts_have_a_breath_between_them(guide: Guide) -> None:
    assert plain(say(guide, "One.", "", "Two.")) == "One. Two."
    assert say(guide, "One.", "", "Two.").count("<break") == 1


def test_a_guide_without_a_lexicon_speaks(guide: Guide) -> None:
    assert plain(say(replace(guide, lexicon={}), "MRI 911")) == "MRI 911"
