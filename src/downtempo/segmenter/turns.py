"""Turn-arounds: where the runner goes back the way he came, and smoothing would cut the corner."""

from __future__ import annotations

import numpy as np

from ..model.track import Column, Rows
from .ranges import ranges_of
from .signal import Flags
from .windows import mean_of

SIDE_S = 6
_COSINE = 0.2
_LEAST_M = 7.0


def find_turns(x_m: Column, y_m: Column) -> Rows:
    """Return the rows of turn-arounds, from positions a second apart.

    One of the two ways has to be at running speed, so that the scatter of a stop is no turn; of the rows around a
    turn the one is taken that lies farthest out.
    """
    if len(x_m) <= 2 * SIDE_S:
        return np.empty(0, np.int64)
    ways = _ways(mean_of(x_m, 3), mean_of(y_m, 3))
    before_m, after_m = _both(np.hypot(*ways))
    is_turn = _is_back(ways) & (np.maximum(before_m, after_m) > _LEAST_M)
    before, after = _both(ways)
    out = np.hypot(*(before - after))
    return np.array([a + int(np.argmax(out[a:b])) + SIDE_S for a, b in ranges_of(is_turn).tolist()], np.int64)


def is_reversal(x_m: Column, y_m: Column) -> Flags:
    """Mark rows where the way of the next 6 s leads back, or nearly square off, that of the last 6 s."""
    is_turn = np.zeros(len(x_m), bool)
    if len(x_m) > 2 * SIDE_S:
        is_turn[SIDE_S:-SIDE_S] = _is_back(_ways(x_m, y_m))
    return is_turn


def _ways(x_m: Column, y_m: Column) -> Column:
    """Return the way of 6 s from each row that has one, shape `(2, n - 6)`."""
    return np.stack([x_m[SIDE_S:] - x_m[:-SIDE_S], y_m[SIDE_S:] - y_m[:-SIDE_S]])


def _both(ways: Column) -> tuple[Column, Column]:
    """Return what belongs to the 6 s before and after each row but the outer ones, shapes `(..., n - 12)`."""
    return ways[..., :-SIDE_S], ways[..., SIDE_S:]


def _is_back(ways: Column) -> Flags:
    before, after = _both(ways)
    before_m, after_m = _both(np.hypot(*ways))
    along = before[0] * after[0] + before[1] * after[1]
    return np.asarray(along < _COSINE * before_m * after_m)
