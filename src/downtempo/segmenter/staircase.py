"""The search for splits of equal length, each faster than the last by near-equal steps, in cells of pace.

Every place and every number of splits is tried at once: the means of all candidate splits come from running sums.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..model.track import Column, Rows
from .cells import CELL_M, Cells

_COUNTS = range(3, 11)
_STEPS = (7.0, 42.0)
_BESIDE_CELLS = round(250 / CELL_M)
_END_CELLS = round(120 / CELL_M)
_NOISE_CELLS = 21
_COST_OF_SPLIT = 6.0
_TREND_STEPS = (10.0, 60.0)
_TREND_EXPLAINED = 0.4
_SLOWER, _MUCH_SLOWER, _MUCH_FASTER = -3.0, -30.0, 90.0
_END_SLACK = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Demands:
    """How even a staircase must be, and what it must explain. Steps in s a mile."""

    slack: float
    spread: float = 0.3
    roughness: float = 3.5
    evenness: float
    explained: float = 0.25
    is_apart: bool
    """Whether the run beside the staircase must be slower than its first and last split."""


@dataclass(frozen=True, slots=True)
class Staircase:
    """`count` splits of `width` cells from cell `start`: mean paces and step [s a mile], and how well they fit.

    `gain` weighs what the splits explain against their number; `inside` is the rms about the splits' means.
    """

    start: int
    width: int
    paces: tuple[float, ...]
    step: float
    gain: float
    explained: float
    inside: float

    @property
    def count(self) -> int:
        """How many splits."""
        return len(self.paces)

    @property
    def stop(self) -> int:
        """The cell after the last split."""
        return self.start + self.count * self.width


def find_staircases(
    cells: Cells, width: int, demands: Demands, counts: range | tuple[int, ...] = _COUNTS
) -> list[Staircase]:
    """Return the best staircase for each number of splits that has one."""
    found = []
    for count in counts:
        best = _best(cells, width, count, demands)
        if best is not None:
            found.append(best)
    return found


def _best(cells: Cells, width: int, count: int, demands: Demands) -> Staircase | None:
    n_starts = len(cells) - count * width + 1
    if n_starts < 1:
        return None
    starts = np.arange(n_starts)[:, None] + width * np.arange(count + 1)
    paces = cells.mean(starts[:, :-1], starts[:, 1:])
    step, rms = _line(paces)
    drops = paces[:, :-1] - paces[:, 1:]
    fits = (
        (step >= _STEPS[0])
        & (step <= _STEPS[1])
        & (rms <= np.maximum(demands.roughness, demands.roughness / 22 * step))
    )
    least = np.maximum(3.0, (1 - demands.spread) * step - demands.slack)
    fits &= (drops.min(1) >= least) & (drops.max(1) <= (1 + demands.spread) * step + demands.slack)
    if demands.is_apart:
        fits &= _is_apart(cells, starts[:, 0], starts[:, -1], paces, step)
    return _choose(cells, starts, paces, step, np.flatnonzero(fits), demands.evenness, demands.explained)


def _choose(
    cells: Cells, edges: Rows, paces: Column, step: Column, rows: Rows, evenness: float, least_explained: float
) -> Staircase | None:
    """Return the staircase with the largest gain among the candidates in `rows`."""
    if not len(rows):
        return None
    drops = paces[rows, :-1] - paces[rows, 1:]
    gain, explained, inside = _worth(cells, edges[rows], drops, step[rows], evenness)
    good = (gain > 0) & (explained > least_explained)
    if not good.any():
        return None
    at = int(np.where(good, gain, -np.inf).argmax())
    row = rows[at]
    return Staircase(
        int(edges[row, 0]), int(edges[row, 1] - edges[row, 0]), tuple(paces[row].tolist()), float(step[row]),
        float(gain[at]), float(explained[at]), float(inside[at]),
    )  # fmt: skip


def find_trends(cells: Cells, width: int, counts: range = _COUNTS) -> list[Staircase]:
    """Return, for each number of splits, the best run of splits that get faster by uneven steps, one slower at most."""
    found = []
    for count in counts:
        best = _best_trend(cells, width, count)
        if best is not None:
            found.append(best)
    return found


def _best_trend(cells: Cells, width: int, count: int) -> Staircase | None:
    n_starts = len(cells) - count * width + 1
    if n_starts < 1:
        return None
    starts = np.arange(n_starts)[:, None] + width * np.arange(count + 1)
    paces = cells.mean(starts[:, :-1], starts[:, 1:])
    step, _ = _line(paces)
    drops = paces[:, :-1] - paces[:, 1:]
    fits = (step >= _TREND_STEPS[0]) & (step <= _TREND_STEPS[1]) & ((drops < _SLOWER).sum(1) <= 1)
    fits &= (drops.min(1) >= _MUCH_SLOWER) & (drops.max(1) <= _MUCH_FASTER)
    fits &= paces[:, -1] <= paces.min(1) + _END_SLACK
    fits &= _is_apart(cells, starts[:, 0], starts[:, -1], paces, np.zeros(n_starts))
    return _choose(cells, starts, paces, step, np.flatnonzero(fits), 0.0, _TREND_EXPLAINED)


def _line(paces: Column) -> tuple[Column, Column]:
    """Return the least-squares step of each row and the rms about its line."""
    count = paces.shape[1]
    arm = np.arange(count) - (count - 1) / 2
    step = -(paces @ arm) / (arm @ arm)
    off = paces - paces.mean(1, keepdims=True) + step[:, None] * arm
    return step, np.sqrt((off * off).mean(1))


def _is_apart(cells: Cells, start: Rows, stop: Rows, paces: Column, step: Column) -> Column:
    """Whether the run before is slower than the first split and the run after slower than the last, or there is none."""
    n = len(cells)
    margin = np.maximum(4.0, 0.4 * step)
    before = cells.mean(np.maximum(start - _BESIDE_CELLS, 0), start)
    after = cells.mean(stop, np.minimum(stop + _BESIDE_CELLS, n))
    first = (start <= _END_CELLS) | (before > paces[:, 0] + margin)
    last = (n - stop <= _END_CELLS) | (after > paces[:, -1] + margin)
    return np.asarray(first & last)


def _worth(cells: Cells, edges: Rows, drops: Column, step: Column, evenness: float) -> tuple[Column, Column, Column]:
    """Return gain, explained share and inside rms of staircases with these edges."""
    count, width = drops.shape[1] + 1, int(edges[0, 1] - edges[0, 0])
    low, high = np.maximum(edges[:, 0] - width // 2, 0), np.minimum(edges[:, -1] + width // 2, len(cells))
    whole = cells.error(low, high)
    inside = cells.error(edges[:, :-1], edges[:, 1:]).sum(1)
    parts = inside + cells.error(low, edges[:, 0]) + cells.error(edges[:, -1], high)
    noise = _NOISE_CELLS * cells.variance
    uneven = ((drops - step[:, None]) ** 2).sum(1)
    gain = (whole - parts) / noise - _COST_OF_SPLIT * (count + 2) - evenness * width * uneven / (2 * noise)
    return gain, (whole - parts) / np.maximum(whole, 1e-9), np.sqrt(inside / (count * width))


def step_of(cells: Cells, stairs: Staircase) -> float:
    """Return the least-squares step [s a mile] that the same splits make in other cells."""
    edges = stairs.start + stairs.width * np.arange(stairs.count + 1)
    return float(_line(cells.mean(edges[:-1], edges[1:])[None])[0][0])


def evened_gain(cells: Cells, stairs: Staircase) -> float:
    """Return what a staircase explains, less what its uneven steps cost, wherever it came from."""
    edges = (stairs.start + stairs.width * np.arange(stairs.count + 1))[None]
    drops = -np.diff(np.array(stairs.paces))[None]
    return float(_worth(cells, edges, drops, np.array([stairs.step]), 1.0)[0][0])
