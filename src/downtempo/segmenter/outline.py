"""Height and speed of a run in even parts of its way: what a picture of a line's length can show."""

from __future__ import annotations

import numpy as np

from .run import Run

_PARTS = 24


def heights(run: Run) -> tuple[float, ...]:
    """Return the height [m] in the middle of 24 even parts of the way."""
    if not len(run.profile):
        return ()
    middles = (np.arange(_PARTS) + 0.5) / _PARTS * run.signal.distance_m[-1]
    return tuple(np.round(run.profile.height_at(middles), 2).tolist())


def speeds(run: Run) -> tuple[float, ...]:
    """Return the mean speed while moving [m/s] in 24 even parts of the way; while crawling in those only crawled."""
    signal = run.signal
    edges = np.linspace(0.0, signal.distance_m[-1], _PARTS + 1)
    moves = np.where(signal.is_standing[1:], 0.0, 1.0)
    steps = (moves, moves * np.diff(signal.distance_m), np.ones(len(moves)))
    sums = (np.concatenate([[0.0], np.cumsum(column)]) for column in steps)
    moved_s, moved_m, all_s = (np.diff(np.interp(edges, signal.distance_m, column)) for column in sums)
    means_mps = np.where(moved_s >= 1.0, moved_m / np.maximum(moved_s, 1.0), np.diff(edges) / np.maximum(all_s, 1.0))
    return tuple(np.round(means_mps, 3).tolist()) if edges[-1] > 0 else ()
