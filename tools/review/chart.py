"""Places every topic in a chart: one row a section, one dot a topic."""

import math
from collections.abc import Callable, Iterable
from statistics import median
from typing import NamedTuple

from tools.review.shown import Shelf, Shown

WIDTH, MARGIN, ROW = 420, 12, 33
DOTS = 22  # how far down a row they stand, below its name
RAISED = (0, -5, 5, -2.5, 2.5)  # so that equal dots do not hide each other
DOT = 6  # dots nearer than this are raised


class Dot(NamedTuple):
    """A topic."""

    topic: Shown
    value: float
    x: float
    y: float
    over: bool


class Row(NamedTuple):
    """A section."""

    name: str
    y: float
    middle: float
    dots: tuple[Dot, ...]


class Chart(NamedTuple):
    """Everything that is drawn."""

    title: str
    width: int
    height: int
    limit: float
    ticks: tuple[tuple[int, float], ...]
    rows: tuple[Row, ...]


class Scale(NamedTuple):
    """From a measure to a place in the width."""

    low: int
    high: int

    def __call__(self, value: float) -> float:
        """Give the place of a value."""
        span = WIDTH - 2 * MARGIN
        return round(MARGIN + (value - self.low) / (self.high - self.low) * span, 1)


def draw(
    title: str,
    shelves: Iterable[Shelf],
    measure: Callable[[Shown], float],
    limit: float,
    step: int,
) -> Chart:
    """Draw a measure of all topics, with the limit that the house style sets."""
    shelves = [shelf for shelf in shelves if shelf.topics]
    values = [measure(topic) for shelf in shelves for topic in shelf.topics]
    low = math.floor(min(values) / step) * step
    high = math.ceil(max(*values, limit) / step) * step
    scale = Scale(low, high)
    rows = tuple(
        _row(shelf, number * ROW, measure, scale, limit)
        for number, shelf in enumerate(shelves)
    )
    ticks = tuple((value, scale(value)) for value in range(low, high + 1, step))
    return Chart(title, WIDTH, len(rows) * ROW + 28, scale(limit), ticks, rows)


def _row(
    shelf: Shelf,
    y: float,
    measure: Callable[[Shown], float],
    scale: Scale,
    limit: float,
) -> Row:
    dots: list[Dot] = []
    near, last = 0, -math.inf
    for topic in sorted(shelf.topics, key=measure):
        value = measure(topic)
        x = scale(value)
        near = near + 1 if x - last < DOT else 0
        last = x
        up = RAISED[near % len(RAISED)]
        dots.append(Dot(topic, value, x, y + DOTS + up, value > limit))
    middle = scale(median(dot.value for dot in dots))
    return Row(shelf.name, y, middle, tuple(dots))
