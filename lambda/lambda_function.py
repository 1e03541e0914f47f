"""Alexa's entry point. The skill is built once for each Lambda container."""

import logging
from typing import Any

from alexa.skill import Skill
from settings import Settings

logging.getLogger("skill").setLevel(logging.INFO)
SKILL = Skill(Settings.read())


def lambda_handler(event: object, context: object) -> dict[str, Any]:
    """Answer one request of Alexa's."""
    return SKILL.answer(event, context)
