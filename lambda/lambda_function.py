"""Alexa's entry point. The skill is built once for each Lambda container."""

# ruff: noqa: E402 # the collector of garbage rests before anything is imported
import gc

gc.disable()  # starting makes thousands of objects, and hardly one that goes again

import logging
from typing import Any

from alexa.skill import Skill
from settings import Settings

logging.getLogger("skill").setLevel(logging.INFO)
SETTINGS = Settings.read()
SKILL = Skill(SETTINGS)
if SETTINGS.snapstart:  # what is done before the snapshot costs no listener anything
    import random

    from snapshot_restore_py import register_after_restore

    for locale in SKILL.locales():
        SKILL.warm_up(locale)
    register_after_restore(random.seed)  # or all copies of a snapshot draw alike
    register_after_restore(SKILL.refresh, SETTINGS.warm_locale)  # it may be days old
else:
    SKILL.warm_up(SETTINGS.warm_locale)

gc.freeze()  # nor are they looked at again, whenever it collects
gc.enable()


def lambda_handler(event: object, context: object) -> dict[str, Any]:
    """Answer one request of Alexa's."""
    return SKILL.answer(event, context)
