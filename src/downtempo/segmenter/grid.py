"""Laying irregular samples on a grid of seconds."""

from __future__ import annotations

from dataclasses import field

import numpy as np
from numpy.typing import NDArray

from .. import limits
from ..dataclass import dataclass
from ..errors import LimitExceeded
from ..model.track import Column, Rows
from .signal import Flags
from .windows import median_of

#: A longer silence is a clock that jumped, or two runs in one file [s].
CUT_S = 3600.0
#: A recording that is mostly silence is cut here, so that few samples cannot ask for many rows [s].
_SPARSE_CUT_S = 20.0
#: A silence longer than this, and than a few samples, is a gap [s].
_GAP_S = 8.0
_NEAR_S = 0.6
#: Fewer samples of one quantity tell nothing.
SAMPLES = 10
_WEIGHT_GAP = 0.05
_WEIGHT_BETWEEN = 0.02


@dataclass(frozen=True, eq=False)
class Grid:
    """Seconds `(n,)`, 1 s apart but at the rows `breaks`, where a new stretch begins.

    `spreads` is how its rows lie between samples that were asked for: most quantities have the same ones.
    """

    time_s: Column
    breaks: Rows
    spreads: list[tuple[Column, Spread]] = field(default_factory=list, repr=False)


@dataclass(frozen=True, eq=False)
class Spread:
    """How the rows of a grid lie between the samples of one quantity; all shapes `(n,)`.

    `after` is the sample at or after each row, clipped to `1 .. samples - 1`.
    """

    weight: Column
    is_gap: Flags
    after: NDArray[np.intp]
    away_s: Column
    """How far the nearest sample is."""


def lay_grid(times_s: Column) -> Grid:
    """Return the seconds from the first sample to the last.

    Raises
    ------
    LimitExceeded
        The samples span more rows than `limits.RESAMPLED_ROWS`.
    """
    lengths, starts = _stretches(times_s, CUT_S)
    if lengths.sum() > 100_000 + 20 * len(times_s):
        lengths, starts = _stretches(times_s, _SPARSE_CUT_S)
    total = int(lengths.sum())
    if total > limits.RESAMPLED_ROWS:
        text = f"spans {total} seconds of samples"
        raise LimitExceeded("resampled-rows", text, hint="split the file", limit="RESAMPLED_ROWS")
    first = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    time_s = np.arange(total, dtype=np.float64) + np.repeat(times_s[starts] - first, lengths)
    return Grid(time_s, first[1:].astype(np.int64))


def _stretches(times_s: Column, cut_s: float) -> tuple[Rows, Rows]:
    """Return rows of each stretch, and the sample at which it starts."""
    cuts = np.flatnonzero(np.diff(times_s) > cut_s) + 1
    starts, ends = np.concatenate([[0], cuts]), np.concatenate([cuts, [len(times_s)]]) - 1
    return np.floor(times_s[ends] - times_s[starts]).astype(np.int64) + 1, starts.astype(np.int64)


def sampling_of(times_s: Column) -> float:
    """Return the typical time between samples [s], gaps left aside: the median, or the mean where that is longer."""
    steps = np.diff(times_s)
    dense = steps[steps <= _GAP_S]
    if len(dense) < 0.5 * len(steps):
        return median_of(steps)
    return float(max(median_of(dense), dense.mean()))


def spread(times_s: Column, grid: Grid) -> Spread:
    """Say how far each row of the grid is from samples at `times_s` (two at least)."""
    for known_s, lying in grid.spreads:
        if np.array_equal(known_s, times_s):
            return lying
    grid.spreads.append((times_s, _spread(times_s, grid)))
    return grid.spreads[-1][1]


def _spread(times_s: Column, grid: Grid) -> Spread:
    limit_s = max(_GAP_S, 2.5 * sampling_of(times_s))
    after = np.clip(np.searchsorted(times_s, grid.time_s), 1, len(times_s) - 1)
    before_s, after_s = times_s[after - 1], times_s[after]
    away_s = np.minimum(np.abs(grid.time_s - before_s), np.abs(after_s - grid.time_s))
    silent_s = np.where((grid.time_s < before_s) | (grid.time_s > after_s), away_s, after_s - before_s)
    is_near = away_s <= _NEAR_S
    is_gap = (silent_s > limit_s) & ~is_near
    weight = np.where(is_near, 1.0, np.where(is_gap, _WEIGHT_GAP, _WEIGHT_BETWEEN))
    return Spread(weight, is_gap, after, away_s)


def spread_if_dense(times_s: Column, grid: Grid) -> Spread | None:
    """Return how rows lie between samples, None where these are few or leave half of the run in gaps."""
    if len(times_s) < SAMPLES:
        return None
    lying = spread(times_s, grid)
    return lying if lying.is_gap.mean() < 0.5 else None


def lay(grid: Grid, times_s: Column, values: Column) -> Column:
    """Return values drawn straight through between samples, and level before the first and after the last."""
    return np.asarray(np.interp(grid.time_s, times_s, values), np.float64)


def lay_sparse(grid: Grid, times_s: Column, values: Column, reach_s: float) -> Column:
    """Return values on the grid, NaN where the nearest finite one is further away than `reach_s`."""
    is_there = np.isfinite(values)
    if not is_there.any():
        return np.full(len(grid.time_s), np.nan)
    times_s, values = times_s[is_there], values[is_there]
    if len(times_s) < 2:
        return np.where(np.abs(grid.time_s - times_s) <= reach_s, values, np.nan)
    return np.where(spread(times_s, grid).away_s <= reach_s, lay(grid, times_s, values), np.nan)


def slope(values: Column, breaks: Rows) -> Column:
    """Return the change a second, central, one-sided at the ends of each stretch."""
    n = len(values)
    if n < 2:
        return np.zeros(n)
    steps = np.diff(values)
    steps_before, steps_after = np.concatenate([steps[:1], steps]), np.concatenate([steps, steps[-1:]])
    if not len(breaks):
        return np.asarray(0.5 * (steps_before + steps_after), np.float64)
    is_start, is_end = np.zeros(n, bool), np.zeros(n, bool)
    is_start[0] = is_end[-1] = True
    is_start[breaks], is_end[breaks - 1] = True, True
    before, after = np.where(is_start, steps_after, steps_before), np.where(is_end, steps_before, steps_after)
    return np.asarray(np.where(is_start & is_end, 0.0, 0.5 * (before + after)), np.float64)


def integral(values: Column, breaks: Rows) -> Column:
    """Return the running sum of values a second, 0 at the first row, level across the breaks."""
    steps = 0.5 * (values[1:] + values[:-1])
    steps[breaks - 1] = 0.0
    total = np.zeros(len(values))
    np.cumsum(steps, out=total[1:])
    return total
