"""How late the watch's own speed is, told by its positions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..model.track import Column, Rows
from .path import Path, path_speed
from .signal import Flags
from .turns import is_reversal
from .windows import mean_of

_LAGS_S = tuple(range(-3, 16))
_SLOW_S = 121
_CAP_MPS = 1.5
_ENOUGH_S = 300
_ENDS_S = 15
#: Around a turn-around, whose corner the path keeps sharp: what more is left out hides the delay of hill reps.
_TURN_S = 1
_STANDING_MPS = 0.8
_BLOCK_S = 30
#: A delay is believed if it makes the difference this much smaller, or surely so (standard errors); a longer one than
#: most watches have asks for more.
_GAIN, _SURE = 0.9, 1.6
_USUAL_S, _GAIN_BEYOND, _SURE_BEYOND = 7, 0.85, 2.5


def find_lag(path: Path, is_gap: Flags, breaks: Rows) -> float | None:
    """Return the delay of the watch's speed against that of its positions [s], None where too little can tell.

    The delay makes the two, smoothed alike and their slow changes taken away, differ least. Turn-arounds and stops
    are left out: there positions come late themselves. A delay that helps hardly is not believed, as many watches
    have none; neither is the longest that is tried.

    Parameters
    ----------
    path
        With the watch's speed beside it.
    is_gap
        Where the watch was silent, shape `(n,)`.
    """
    if path.beside_watch is None:
        return None
    x_m, y_m, even_mps = path.beside_watch
    moved_mps = path_speed(x_m, y_m, path.turns, breaks)
    at = np.flatnonzero(_is_telling(x_m, y_m, even_mps, is_gap | path.lying.is_gap, breaks))
    if len(at) < _ENOUGH_S:
        return None
    a, b = (column - mean_of(column, _SLOW_S) for column in (even_mps, moved_mps))
    here = b[at]
    costs = np.array([_misfits(a, here, at + lag).mean() for lag in _LAGS_S])
    best = int(np.argmin(costs))
    if best == len(costs) - 1:
        return None
    gains = _misfits(a, here, at) - _misfits(a, here, at + _LAGS_S[best])
    gain, sure = (_GAIN, _SURE) if _LAGS_S[best] <= _USUAL_S else (_GAIN_BEYOND, _SURE_BEYOND)
    if costs[best] >= gain * costs[_LAGS_S.index(0)] and _surety(gains) < sure:
        return 0.0
    return float(_LAGS_S[best] + _vertex(costs, best))


def _misfits(late_mps: Column, moved_mps: Column, at: Rows) -> Column:
    """Return how far the watch's speed at some rows lies from what was moved, squared, one by one.

    The scatter of positions is spread nearly normally, so squares see a delay in twice the noise in which plain
    differences do; capped, since positions jump.
    """
    away = late_mps[at]
    away -= moved_mps
    return np.minimum(np.square(away, out=away), _CAP_MPS * _CAP_MPS, out=away)


def _is_telling(x_m: Column, y_m: Column, speed_mps: Column, is_gap: Flags, breaks: Rows) -> Flags:
    is_end = np.zeros(len(x_m), bool)
    is_end[np.concatenate([[0, len(x_m) - 1], breaks, breaks - 1])] = True
    is_turn = is_reversal(x_m, y_m) | (speed_mps < _STANDING_MPS)
    return ~(_widened(is_end | is_gap, _ENDS_S) | _widened(is_turn, _TURN_S))


def _widened(flags: Flags, by: int) -> Flags:
    """Mark every row within `by` of a marked one."""
    return np.asarray(mean_of(flags.astype(np.float64), 2 * by + 1) > 1e-9)


def _surety(gains_mps: NDArray[np.float64]) -> float:
    """Return the mean gain in standard errors, from means over half minutes, which are nearly independent."""
    n_blocks = len(gains_mps) // _BLOCK_S
    blocks = gains_mps[: n_blocks * _BLOCK_S].reshape(n_blocks, _BLOCK_S).mean(axis=1)
    return float(blocks.mean() * np.sqrt(n_blocks) / max(blocks.std(), 1e-9))


def _vertex(costs: Column, best: int) -> float:
    """Return how far from the best whole lag the parabola through it and its neighbours is lowest."""
    if not 0 < best < len(costs) - 1:
        return 0.0
    left, middle, right = costs[best - 1 : best + 2]
    bend = left - 2 * middle + right
    return float(0.5 * (left - right) / bend) if bend > 1e-12 else 0.0
