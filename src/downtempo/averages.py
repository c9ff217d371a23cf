"""Medians, scatter and lines of a few numbers; `statistics` takes longer to be imported than all that is asked here."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence


def median(values: Iterable[float]) -> float:
    """Return the middle of some numbers, the mean of the two middle ones where their count is even.

    >>> median([3.0, 1.0, 2.0, 10.0])
    2.5

    Raises
    ------
    ValueError
        There are none.
    """
    ranked = sorted(values)
    if not ranked:
        raise ValueError("no median of no numbers")
    half = len(ranked) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2


def deviation(values: Sequence[float]) -> float:
    """Return the standard deviation of two numbers or more about their mean, with n - 1 in the denominator."""
    mean = math.fsum(values) / len(values)
    return math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1))


def line_through(values: Sequence[float]) -> tuple[float, float]:
    """Return the slope and the start of the line of least squares through two numbers or more, one apart.

    >>> line_through([1.0, 3.0, 5.0])
    (2.0, 1.0)
    """
    middle, mean = (len(values) - 1) / 2, math.fsum(values) / len(values)
    steps = [i - middle for i in range(len(values))]
    slope = math.fsum(s * (v - mean) for s, v in zip(steps, values, strict=True)) / math.fsum(s * s for s in steps)
    return slope, mean - slope * middle
