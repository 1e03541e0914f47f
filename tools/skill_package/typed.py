"""Holds what is sent to Amazon against Amazon's own typed models.

Everything is read into the models and written again: what vanishes or changes on the
way is misspelt or of the wrong type. A missing key or a slot without a type is not
noticed by them; `tools.certify` has rules of its own for that.
"""

import json
from collections.abc import Iterator
from typing import Any

from ask_sdk_core.serialize import DefaultSerializer
from ask_smapi_model.v1.skill.interaction_model import InteractionModelData
from ask_smapi_model.v1.skill.manifest import SkillManifestEnvelope
from ask_smapi_model.v2.skill.simulations import SimulationsApiRequest


def manifest_problems(manifest: object) -> list[str]:
    """List what Amazon's types do not take of a skill.json."""
    return _problems(manifest, SkillManifestEnvelope)


def model_problems(model: object) -> list[str]:
    """List what Amazon's types do not take of an interaction model."""
    return _problems(model, InteractionModelData)


def simulation_problems(request: object) -> list[str]:
    """List what Amazon's types do not take of a request to simulate the skill."""
    return _problems(request, SimulationsApiRequest)


def _problems(sent: object, kind: Any) -> list[str]:
    serializer = DefaultSerializer()
    try:
        read = serializer.deserialize(json.dumps(sent), kind)
        returned = serializer.serialize(read)
    except Exception as error:  # whatever it is, the models refuse it
        return [f"not readable: {type(error).__name__}: {error}"]
    return list(_differences(sent, returned, ""))


def _differences(sent: object, returned: object, at: str) -> Iterator[str]:
    """Yield where what came back is not what was sent."""
    if isinstance(sent, dict) and isinstance(returned, dict):
        yield from _in_mappings(sent, returned, at)
    elif isinstance(sent, list) and isinstance(returned, list):
        if len(sent) != len(returned):
            yield f"{at}: {len(sent)} sent, {len(returned)} came back"
        for number, (ours, theirs) in enumerate(zip(sent, returned, strict=False)):
            yield from _differences(ours, theirs, f"{at}[{number}]")
    elif type(sent) is not type(returned) or sent != returned:
        yield f"{at}: {sent!r} came back as {returned!r}"


def _in_mappings(
    sent: dict[str, Any], returned: dict[str, Any], at: str
) -> Iterator[str]:
    for key in sorted(sent.keys() | returned.keys()):
        here = f"{at}.{key}" if at else key
        if key not in returned:
            yield f"{here} is not known there"
        elif key not in sent:
            yield f"{here} came out of nothing"
        else:
            yield from _differences(sent[key], returned[key], here)
