"""Promise 3, at length: alarms are not missed, and harmless words do not ring them.

`data/red_flags.tsv` holds, in people's own words, the emergency meant (or "harmless")
and what is said. Words come here as the ear hands them over, carriers taken off.
"""

import csv
import time
from pathlib import Path

import pytest

from alexa.request import MANNERS
from guide.danger import Danger, Happening, Manner, find_danger, gravest
from guide.model import Guide, Urgency
from guide.words import Patterns, cut
from tools.simulator.ear import Ear

HARMLESS = "harmless"
with (Path(__file__).parent / "data" / "red_flags.tsv").open(encoding="utf-8") as lines:
    ROWS = [(kind, said) for kind, said in csv.reader(lines, delimiter="\t")]
ALARMS = [(said, kind) for kind, said in ROWS if kind != HARMLESS]
HARMLESS_WORDS = [said for kind, said in ROWS if kind == HARMLESS]


def _danger(guide: Guide, ear: Ear, said: str) -> Danger | None:
    heard = ear.hear(said)
    manner = MANNERS.get(heard.intent, Manner.TOPIC)
    words = (cut(slot.words) for slot in heard.slots.values())
    found = (find_danger(guide.red_flags, part, manner) for part in words)
    return gravest(guide.red_flags, [danger for danger in found if danger])


@pytest.mark.parametrize(("said", "topic"), ALARMS, ids=[said for said, _ in ALARMS])
def test_an_alarm_gets_the_number(
    guide: Guide, ear: Ear, said: str, topic: str
) -> None:
    danger = _danger(guide, ear, said)

    assert guide.topics[topic].urgency is Urgency.EMERGENCY
    assert danger
    assert guide.topics[danger.topic].urgency is Urgency.EMERGENCY
    assert danger.happening in (Happening.NOW, Happening.PERHAPS)


@pytest.mark.parametrize("said", HARMLESS_WORDS)
def test_harmless_words_ring_no_alarm(guide: Guide, ear: Ear, said: str) -> None:
    danger = _danger(guide, ear, said)

    assert danger is None or danger.happening is not Happening.NOW


def test_the_data_is_long_enough_and_names_every_emergency(guide: Guide) -> None:
    assert len(ALARMS) >= 120
    assert len(HARMLESS_WORDS) >= 120
    assert {topic for _, topic in ALARMS} == set(guide.red_flags.ranks)


def test_nearly_every_alarm_is_sure_and_of_its_own_topic(
    guide: Guide, ear: Ear
) -> None:
    found = [(_danger(guide, ear, said), topic) for said, topic in ALARMS]
    right = [danger == Danger(topic, Happening.NOW) for danger, topic in found]

    assert sum(right) / len(right) > 0.9


@pytest.mark.parametrize(
    ("said", "manner", "happening"),
    [
        ("no chest pain", Manner.REPORT, Happening.PERHAPS),
        ("chest pain but it went away", Manner.REPORT, Happening.PERHAPS),
        ("oh no she collapsed", Manner.TOPIC, Happening.NOW),
        ("fainted without warning", Manner.REPORT, Happening.NOW),
        ("collapsed without warning", Manner.REPORT, Happening.NOW),
        ("my legs are numb", Manner.QUESTION, Happening.NOW),
        ("my legs be numb", Manner.QUESTION, Happening.ASKED),
        ("legs numb if i sit", Manner.REPORT, Happening.PERHAPS),
        ("had a stroke ten years ago", Manner.REPORT, Happening.PERHAPS),
        ("stroke", Manner.TOPIC, Happening.PERHAPS),
    ],
)
def test_what_stands_around_a_sign_weighs_it(
    guide: Guide, said: str, manner: Manner, happening: Happening
) -> None:
    danger = find_danger(guide.red_flags, cut(said), manner)

    assert danger
    assert danger.happening is happening


@pytest.mark.parametrize(
    "said", ["the swollen leg and face", "the face is a bit swollen"]
)
def test_a_pattern_with_an_ampersand_stands_in_either_order(said: str) -> None:
    patterns = Patterns({"face": ["face", "lower lip"]}, {"sign": ["<face> & swollen"]})

    assert [hit.key for hit in patterns.find(cut(said))] == ["sign"]


def test_a_gap_has_its_limits() -> None:
    patterns = Patterns({}, {"sign": ["legs * numb"]})

    assert any(patterns.find(cut("legs are now a bit too numb")))
    assert not any(patterns.find(cut("legs are now a bit too cold and numb")))


def test_a_pattern_that_names_no_known_set_is_refused() -> None:
    with pytest.raises(KeyError):
        Patterns({}, {"sign": ["<legs> numb"]})


def test_a_long_utterance_is_weighed_in_time(guide: Guide) -> None:
    words = cut("i cannot feel my legs and " * 12)
    find_danger(guide.red_flags, words, Manner.REPORT)  # branches grow when first met

    began = time.process_time()
    for _ in range(20):
        find_danger(guide.red_flags, words[:25], Manner.REPORT)
    each = (time.process_time() - began) / 20

    assert each < 0.005  # a fifth of that on a desk; a busy machine gets the rest
