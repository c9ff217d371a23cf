"""Where exactly a surge begins and ends."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..model.track import Column, Rows
from .windows import median_of

_REACH_S = (4, 20)
_SHARE = 0.6
_LEVEL_S = 8
_FARTHEST_S = 3.5
_NONE = np.empty(0, np.int64)


def place_edges(y: Column, ranges: Sequence[tuple[int, int]], breaks: Rows = _NONE) -> list[tuple[float, float]]:
    """Return the ranges with both ends moved to where the pace changes, in fractions of a second.

    Parameters
    ----------
    y
        Grade-adjusted speed [m/s], shape `(n,)`.
    ranges
        Surges as rows `[start, stop)`, in order and apart.
    breaks
        Rows that no end may be moved across.
    """
    placed: list[tuple[float, float]] = []
    for i, (start, stop) in enumerate(ranges):
        before = start - ranges[i - 1][1] if i else start
        after = ranges[i + 1][0] - stop if i + 1 < len(ranges) else len(y) - stop
        first = _edge(y, start, min(stop - start, max(before, 1)), rising=True)
        last = _edge(y, stop, min(stop - start, max(after, 1)), rising=False)
        if first >= last - 2 or ((breaks > first) & (breaks <= last)).any():
            first, last = float(start), float(stop - 1)
        placed.append((max(first, placed[-1][1]) if placed else first, last))
    return placed


def _edge(y: Column, at: int, room: int, *, rising: bool) -> float:
    if at <= 0 or at >= len(y):
        return float(at)
    reach = int(min(max(_SHARE * room, _REACH_S[0]), _REACH_S[1]))
    split = _two_means(y, max(at - reach, 0), min(at + reach, len(y)), rising=rising)
    return float(at) if split is None else _crossing(y, split, rising=rising)


def _two_means(y: Column, low: int, high: int, *, rising: bool) -> int | None:
    """Return the row at which two means of the right order leave the least squared error."""
    window = y[low:high]
    n = len(window)
    if n < 4:
        return None
    sums = np.cumsum(window)
    left = np.arange(1, n)
    mean_before, mean_after = sums[:-1] / left, (sums[-1] - sums[:-1]) / (n - left)
    jump = mean_after - mean_before if rising else mean_before - mean_after
    gain = np.where(jump > 0, left * (n - left) * jump * jump, -1.0)
    best = int(gain.argmax())
    return low + best + 1 if gain[best] > 0 else None


def _crossing(y: Column, split: int, *, rising: bool) -> float:
    """Return where `y` passes half way between the levels on either side of `split`, if that is near."""
    before, after = y[max(split - _LEVEL_S, 0) : split], y[split : split + _LEVEL_S]
    middle = 0.5 * (median_of(before) + median_of(after))
    low = max(split - 6, 0)
    above = (y[low : split + 6] - middle) * (1 if rising else -1)
    at = np.flatnonzero((above[:-1] <= 0) & (above[1:] > 0))
    if not len(at):
        return split - 0.5
    rows = low + at - above[at] / (above[at + 1] - above[at])
    away = np.abs(rows - (split - 0.5))
    return float(rows[away.argmin()]) if away.min() <= _FARTHEST_S else split - 0.5
