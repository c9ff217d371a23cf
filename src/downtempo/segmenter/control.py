"""How a fast stretch was held: evenly or not, how fast at its fastest, how often braked."""

from __future__ import annotations

import numpy as np

from ..model.control import Control
from ..model.track import Column
from .ranges import ranges_of
from .signal import Signal

_TRIM_S = 3
_SHORTEST_S = 12
_TOP_S = 10
_SLOWING_MPS2 = 0.3
_PROMPT_LAG_S, _PROMPT_SAMPLING_S = 2.5, 1.5
_SPEED_ERROR_MPS, _POSITION_ERROR_M = 0.06, 1.5


def find_control(signal: Signal, start_s: float, stop_s: float) -> Control | None:
    """Return how a stretch was held, None where it is too short to part in thirds or holds a gap."""
    first, last = signal.time_s.searchsorted([start_s, stop_s]).tolist()
    whole, inside = slice(first, last), slice(first + _TRIM_S, last - _TRIM_S)
    speed = signal.speed_mps[inside]
    if len(speed) < _SHORTEST_S or signal.is_gap[whole].any() or not speed.min() > 0:
        return None
    third = len(speed) // 3
    is_told = signal.has_watch_speed
    is_prompt = is_told and signal.sampling_s <= _PROMPT_SAMPLING_S and abs(signal.lag_s) <= _PROMPT_LAG_S
    return Control(
        first_third_mps=float(speed[:third].mean()),
        last_third_mps=float(speed[-third:].mean()),
        third_error_mps=_SPEED_ERROR_MPS if is_told else float(np.sqrt(2)) * _POSITION_ERROR_M / third,
        seconds=float(len(speed)),
        speed_cv_ratio=float(speed.std() / speed.mean()) if is_told else None,
        top_10s_mps=_top(signal.speed_mps[whole]),
        slowings_mps2=_slowings(speed) if is_prompt else None,
    )


def _top(speed_mps: Column) -> float | None:
    """Return the best mean over 10 s, None for a shorter stretch."""
    if len(speed_mps) < _TOP_S:
        return None
    sums = np.concatenate([[0.0], np.cumsum(speed_mps)])
    return float((sums[_TOP_S:] - sums[:-_TOP_S]).max() / _TOP_S)


def _slowings(speed_mps: Column) -> tuple[float, ...]:
    """Return the hardest second of each slowing, seen over two seconds."""
    loss = 0.5 * (speed_mps[:-2] - speed_mps[2:])
    return tuple(round(float(loss[a:b].max()), 3) for a, b in ranges_of(loss >= _SLOWING_MPS2).tolist())
