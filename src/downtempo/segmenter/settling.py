"""The altimeter settling at the start."""

from __future__ import annotations

import numpy as np

from ..model.track import Column
from .windows import mean_of

_SETTLING_MPS, _SETTLING_GRADE, _CALM_MPS, _SLOWEST_S = 0.35, 0.12, 0.15, 90.0


def without_settling(height_m: Column, speed_mps: Column) -> tuple[Column, bool]:
    """Return heights without the settling of the altimeter at the start, and whether it was settling.

    It shows as a fall or rise that no ground makes, ever slower: an exponential. What the fit says of it is taken
    away throughout; heights are held level until it is nearly over, as no fit is that good.
    """
    n = min(160, len(height_m) - 15)
    if n < 30:
        return height_m, False
    level_m = mean_of(height_m[: n + 15], 5)
    climb_mps = (level_m[10 : n + 10] - level_m[:n]) / 10
    calm = int(np.argmax(np.abs(climb_mps) < _CALM_MPS))
    is_start = abs(climb_mps[0]) > max(_SETTLING_MPS, _SETTLING_GRADE * speed_mps[:10].mean())
    decay = _decay(np.abs(climb_mps[:calm])) if is_start and 5 <= calm <= 150 else None
    if decay is None:
        return height_m, False
    at, (fastest_mps, tau_s) = np.arange(len(height_m)), decay
    left_m = np.sign(climb_mps[0]) * 10 * fastest_mps / (1 - np.exp(-10 / tau_s)) * np.exp(-np.minimum(at / tau_s, 700))
    settled = height_m + left_m
    settled[: calm + 5] = settled[calm + 5]
    return settled, True


def _decay(climb_mps: Column) -> tuple[float, float] | None:
    """Return first value and time constant [s] of an exponential decay, None where there is none within 90 s."""
    at, logs = np.arange(len(climb_mps), dtype=np.float64), np.log(climb_mps)
    about, mean = at - at.mean(), logs - logs.mean()
    rate = float(about @ mean) / float(about @ about)
    explained = rate * rate * float(about @ about)
    if rate > -1 / _SLOWEST_S or explained < 0.8 * float(mean @ mean):
        return None
    return float(np.exp(logs.mean() - rate * at.mean())), -1 / rate
