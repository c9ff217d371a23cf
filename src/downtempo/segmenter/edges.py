"""Where exactly a surge begins and ends."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..model.track import Column, Rows
from .windows import medians_of

_REACH_S = (4, 20)
_SHARE = 0.6
_LEVEL_S, _CROSSING_S = 8, 6
_FARTHEST_S = 3.5
_SHORTEST = 4
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
    if not ranges:
        return []
    rows = np.array(ranges, np.int64)
    beside = np.diff(np.concatenate([[0], rows.ravel(), [len(y)]]))[::2]
    room = np.minimum(rows[:, 1] - rows[:, 0], np.maximum([beside[:-1], beside[1:]], 1))
    first, last = _edges(y, rows.T.ravel(), room.ravel(), np.repeat([1.0, -1.0], len(rows))).reshape(2, -1).tolist()
    placed: list[tuple[float, float]] = []
    for (start, stop), begin, end in zip(ranges, first, last, strict=True):
        if begin >= end - 2 or ((breaks > begin) & (breaks <= end)).any():
            begin, end = float(start), float(stop - 1)
        placed.append((max(begin, placed[-1][1]) if placed else begin, end))
    return placed


def _edges(y: Column, at: Rows, room: Rows, sign: Column) -> Column:
    """Return where the pace rises (`sign` 1) or falls (-1) at some rows, each with so much room; all shapes `(k,)`."""
    moved = at.astype(np.float64)
    inner = np.flatnonzero((at > 0) & (at < len(y)))
    if not len(inner):
        return moved
    at, sign = at[inner], sign[inner]
    reach = np.clip(_SHARE * room[inner], *_REACH_S).astype(np.int64)
    splits, is_split = _two_means(y, np.maximum(at - reach, 0), np.minimum(at + reach, len(y)), sign)
    moved[inner[is_split]] = _crossings(y, splits[is_split], sign[is_split])
    return moved


def _two_means(y: Column, low: Rows, high: Rows, sign: Column) -> tuple[Rows, NDArray[np.bool_]]:
    """Return the rows at which two means of the right order leave the least squared error, and whether there are any.

    Windows of `y` lie side by side, shape `(k, longest)`, each `low <= row < high`.
    """
    n = high - low
    left = np.arange(1, int(n.max(initial=0)) + 1)
    sums = np.cumsum(y[np.minimum(low[:, None] + left - 1, len(y) - 1)], axis=1)
    right = np.maximum(n[:, None] - left, 0)
    jump = sign[:, None] * ((_picked(sums, n - 1)[:, None] - sums) / np.maximum(right, 1) - sums / left)
    gain = np.where((jump > 0) & (right > 0), left * right * jump * jump, -1.0)
    best = gain.argmax(axis=1)
    return low + best + 1, (_picked(gain, best) > 0) & (n >= _SHORTEST)


def _crossings(y: Column, splits: Rows, sign: Column) -> Column:
    """Return where `y` passes half way between the levels on either side of each split, if that is near."""
    middle = 0.5 * (_medians(y, splits - _LEVEL_S) + _medians(y, splits))
    rows = splits[:, None] + np.arange(-_CROSSING_S, _CROSSING_S)
    above = (y[np.clip(rows, 0, len(y) - 1)] - middle[:, None]) * sign[:, None]
    is_crossed = (above[:, :-1] <= 0) & (above[:, 1:] > 0) & (rows[:, :-1] >= 0) & (rows[:, 1:] < len(y))
    step = np.where(is_crossed, above[:, 1:] - above[:, :-1], 1.0)
    places = rows[:, :-1] - above[:, :-1] / step
    plain = splits - 0.5
    away = np.where(is_crossed, np.abs(places - plain[:, None]), np.inf)
    nearest = away.argmin(axis=1)
    return np.where(_picked(away, nearest) <= _FARTHEST_S, _picked(places, nearest), plain)


def _medians(y: Column, starts: Rows) -> Column:
    """Return the median of the eight values from each row on, of those that lie inside `y`."""
    rows = starts[:, None] + np.arange(_LEVEL_S)
    return medians_of(y[np.clip(rows, 0, len(y) - 1)], (rows >= 0) & (rows < len(y)))


def _picked(values: Column, columns: Rows) -> Column:
    """Return one value of each row."""
    return np.asarray(values[np.arange(len(values)), columns])
