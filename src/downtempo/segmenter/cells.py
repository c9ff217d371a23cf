"""Pace in cells of 10 m along the run: what progressive running is read from."""

from __future__ import annotations

import numpy as np

from ..dataclass import dataclass
from ..model.track import Column, Rows
from ..units import MILE_M
from .signal import Signal
from .windows import median_of

CELL_M = 10.0
_CLIP = (0.5, 1.6)
STEADY_CELLS = 21
_FAR = 3


@dataclass(frozen=True, eq=False, slots=True)
class Cells:
    """Pace of each cell [s a mile], shape `(n,)`, with running sums for means and squared errors of any range.

    The sums are taken about `middle`, so that they keep their digits. `variance` is that of the mean pace over 210 m,
    judged from how much neighbouring means differ.
    """

    pace: Column
    middle: float
    sums: Column
    squares: Column
    variance: float

    def __len__(self) -> int:
        return len(self.pace)

    def mean(self, start: Rows, stop: Rows) -> Column:
        """Return the mean pace of ranges of cells, NaN for empty ones."""
        n = stop - start
        return np.asarray(self.middle + (self.sums[stop] - self.sums[start]) / np.where(n > 0, n, np.nan))

    def error(self, start: Rows, stop: Rows) -> Column:
        """Return the squared error about the mean of ranges of cells, 0 for empty ones."""
        sums = self.sums[stop] - self.sums[start]
        return np.asarray(self.squares[stop] - self.squares[start] - sums * sums / np.maximum(stop - start, 1))


def pace_cells(signal: Signal, speed_mps: Column) -> Cells | None:
    """Return the pace along the run under `speed_mps` (plain or grade-adjusted), None for a run of a few metres.

    Standing takes no part. Pace is clipped to .5-1.6 of its median.
    """
    n = int(signal.distance_m[-1] // CELL_M) if len(signal) else 0
    if n < STEADY_CELLS:
        return None
    edges = np.arange(n + 1) * CELL_M
    moving = np.where(signal.is_standing[1:], 0.0, 1.0)
    seconds = np.concatenate([[0.0], np.cumsum(moving)])
    metres = np.concatenate([[0.0], np.cumsum(moving * 0.5 * (speed_mps[1:] + speed_mps[:-1]))])
    time, length = (np.diff(np.interp(edges, signal.distance_m, column)) for column in (seconds, metres))
    pace = MILE_M * time / np.maximum(length, 1e-3)
    middle = median_of(pace)
    return cells_of(np.clip(pace, _CLIP[0] * middle, _CLIP[1] * middle))


def cells_of(pace: Column) -> Cells:
    """Return cells with these paces [s a mile], shape `(n,)`."""
    middle = float(pace.mean())
    centred = pace - middle
    sums, squares = (np.concatenate([[0.0], np.cumsum(column)]) for column in (centred, centred * centred))
    blocks = len(pace) // STEADY_CELLS
    means = pace[: blocks * STEADY_CELLS].reshape(blocks, STEADY_CELLS).mean(1)
    jump = median_of(np.abs(np.diff(means))) if blocks > 1 else 0.0
    near = 2.2 * jump * jump
    return Cells(pace, middle, sums, squares, max(4.0, min(near, _far_variance(sums, near))))


def _far_variance(sums: Column, near: float) -> float:
    """Return the variance of the mean pace over 210 m as means over three times that tell it."""
    wide = _FAR * STEADY_CELLS
    means = (sums[wide:] - sums[:-wide]) / wide
    if len(means) <= 2 * wide:
        return near
    jump = median_of(np.abs(means[wide:] - means[:-wide]))
    return 2.2 * _FAR * jump * jump
