"""Every rule, in the order of the report."""

from tools.certify import (
    listing,
    modelling,
    naming,
    people,
    publishing,
    speaking,
    states,
)

HELD = (
    *naming.RULES,
    *listing.RULES,
    *publishing.RULES,
    *modelling.RULES,
    *speaking.RULES,
    *states.RULES,
)
"""The rules that a program holds."""

RULES = (*HELD, *people.RULES)
