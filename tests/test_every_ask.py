"""Every way of asking that content lists leads to its own topic, in every locale."""

from collections.abc import Iterator

import pytest

from guide.model import Urgency
from tools.pack.building import CONTENT, Places
from tools.pack.content import Content, locales, read_content
from tools.pack.wording import worded
from tools.simulator.device import Device, Handler
from tools.simulator.ear import load_ear

ALARMS = (Urgency.EMERGENCY, Urgency.CHECK)
WHOLE = "en-US"  # of the others, only what they spell otherwise is asked


def _asks(content: Content) -> Iterator[tuple[str, str]]:
    for id_, topic in content.topics.items():
        for ask in topic.front.asks:
            local = worded(ask, {}, content.words.spelling)
            if content.locale == WHOLE or local != ask:
                yield id_, local


@pytest.mark.parametrize("locale", locales(CONTENT))
def test_every_ask_leads_to_its_own_topic(
    handler: Handler, places: Places, locale: str
) -> None:
    content = read_content(CONTENT, locale)
    ear = load_ear(places.models, CONTENT, locale)
    device = Device(handler, ear, locale, ear.invocation_name)
    astray = []
    for id_, ask in _asks(content):
        device.session = None
        heard = device.say(ask)
        reached = heard.topic == id_ or heard.offered == (id_,)
        emergency = content.topics[id_].front.urgency == "emergency"
        if not reached and not (emergency and heard.urgency in ALARMS):
            astray.append(f"{ask}: {heard.topic or heard.offered}, not {id_}")

    assert astray == []
