"""JSON as it may come when something is wrong: replaced, lost, nonsense."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

MARK = "zebraquartz"  # stands in everything a listener says, and in every id
JUNK: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        -1,
        1.5,
        "",
        MARK,
        "x" * 100_000,
        [],
        {},
        [None],
        {"a": {}},
    ),
    *({"name": MARK}, [[[[]]]], "LaunchRequest", "IntentRequest", "en-GB", "fr-FR"),
)
_LOST = object()


def mutations(value: Any) -> st.SearchStrategy[Any]:
    """Draw what is left of a JSON value once parts of it were replaced or lost."""
    return st.lists(
        st.tuples(st.integers(0, 10_000), st.sampled_from((*JUNK, _LOST))),
        min_size=1,
        max_size=3,
    ).map(lambda changes: _changed(value, changes))


def _changed(value: Any, changes: list[tuple[int, Any]]) -> Any:
    changed = deepcopy(value)
    for which, junk in changes:
        places = list(_places(changed))
        if not places:
            return deepcopy(junk)
        holder, key = places[which % len(places)]
        if junk is _LOST:
            del holder[key]
        else:
            holder[key] = deepcopy(junk)
    return changed


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every place in a JSON value: what holds it, and under which key."""
    pairs: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        pairs = list(value.items())
    elif isinstance(value, list):
        pairs = list(enumerate(value))
    for key, part in pairs:
        yield value, key
        yield from _places(part)
