"""Where the level of a noisy series changes: penalised least squares, exact among the cuts that it considers.

Notes
-----
Optimal partitioning as in Killick, Fearnhead and Eckley (2012, arXiv 1101.1438), with a longest segment in place of
their pruning. Cuts are considered only at peaks of the gain in squared error that a cut brings to a short and to a
longer window; the ones chosen are then moved to where the error is least.
"""

from __future__ import annotations

import numpy as np

from ..model.track import Column, Rows

BIN_S = 2
_WINDOWS = (3, 10)
_LEAST_GAIN = 0.05
_MOVE = 4
_SHORTEST = 2
_BLOCK = 64
_LONGEST = 1800
"""Bins of the longest segment, an hour: without it the cost of an even run would grow with the square of its length."""


def find_levels(y: Column, weight: Column, penalty: float) -> Rows:
    """Return the rows at which the level of `y` changes, ends included.

    Parameters
    ----------
    y, weight
        A value a second and its weight, shape `(n,)`.
    penalty
        What each cut must gain in weighted squared error of 2 s means.

    Returns
    -------
    Rising rows, the first 0 and the last n; shape `(k + 1,)` for k levels.
    """
    n_bins = len(y) // BIN_S
    if n_bins < 2 * _SHORTEST:
        return np.array([0, len(y)], np.int64)
    pairs = y[: n_bins * BIN_S].reshape(n_bins, BIN_S).mean(1)
    w = weight[: n_bins * BIN_S].reshape(n_bins, BIN_S).mean(1)
    sums = np.zeros((3, n_bins + 1))
    np.cumsum([w, w * pairs, w * pairs * pairs], axis=1, out=sums[:, 1:])
    cuts = _moved(sums, _partition(sums, _considered(sums, _LEAST_GAIN * penalty), penalty))
    rows = cuts * BIN_S
    rows[-1] = len(y)
    return rows


def _error(sums: Column) -> Column:
    """Return the weighted squared error about the mean of ranges of bins, by their sums."""
    w, wy, wyy = sums
    return np.asarray(wyy - wy * wy / np.maximum(w, 1e-12))


def _considered(sums: Column, least_gain: float) -> Rows:
    """Return the cuts worth considering, ends included."""
    n = sums.shape[1] - 1
    at = np.arange(_SHORTEST, n - _SHORTEST + 1)
    is_cut = np.zeros(n + 1, bool)
    is_cut[[0, n]] = True
    here = sums[:, at]
    for window in _WINDOWS:
        before, after = sums[:, np.maximum(at - window, 0)], sums[:, np.minimum(at + window, n)]
        gain = np.full(n + 1, -np.inf)
        gain[at] = _error(after - before) - _error(here - before) - _error(after - here)
        is_cut[1:-1] |= (gain[1:-1] > least_gain) & (gain[1:-1] >= gain[:-2]) & (gain[1:-1] > gain[2:])
    return np.flatnonzero(is_cut)


def _partition(sums: Column, cuts: Rows, penalty: float) -> Rows:
    """Return the cheapest choice of `cuts`, ends included.

    The costs of all segments that end in one block of cuts are worked out at once; none is longer than an hour.
    """
    least, previous = np.zeros(len(cuts)), [0] * len(cuts)
    least[0] = -penalty
    for first in range(1, len(cuts), _BLOCK):
        last = min(first + _BLOCK, len(cuts))
        start = min(int(np.searchsorted(cuts, cuts[first] - _LONGEST)), first - 1)
        costs = _costs(sums, cuts[start:last], cuts[first:last])
        for j, row in enumerate(costs, first):
            totals = row[: j - start] + least[start:j]
            best = int(totals.argmin())
            previous[j], least[j] = start + best, totals[best] + penalty
    chosen = [len(cuts) - 1]
    while chosen[-1]:
        chosen.append(previous[chosen[-1]])
    return cuts[chosen[::-1]]


def _costs(sums: Column, starts: Rows, stops: Rows) -> Column:
    """Return the squared errors less the squares of segments, shape `(stops, starts)`; infinity for too short ones."""
    weights, totals = (column[stops, None] - column[starts] for column in sums[:2])
    costs = np.square(totals, out=totals)
    np.divide(costs, np.maximum(weights, 1e-12, out=weights), out=costs)
    np.negative(costs, out=costs)
    costs[stops[:, None] - starts < _SHORTEST] = np.inf
    return np.asarray(costs)


def _moved(sums: Column, cuts: Rows) -> Rows:
    """Move each inner cut to where it leaves the least error, every second one at a time."""
    moved = cuts.copy()
    offsets = np.arange(-_MOVE, _MOVE + 1)
    for first in (1, 2):
        inner = np.arange(first, len(cuts) - 1, 2)
        if not len(inner):
            continue
        left, right = moved[inner - 1, None], moved[inner + 1, None]
        tried = np.clip(moved[inner, None] + offsets, left + 1, right - 1)
        here = sums[:, tried]
        error = _error(here - sums[:, left]) + _error(sums[:, right] - here)
        error[(tried - left < _SHORTEST) | (right - tried < _SHORTEST)] = np.inf
        best = error.argmin(1)
        stays = ~np.isfinite(error[np.arange(len(inner)), best])
        moved[inner] = np.where(stays, moved[inner], tried[np.arange(len(inner)), best])
    return moved
