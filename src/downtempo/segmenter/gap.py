"""Grade-adjusted speed: what the same effort would give on the flat, by the mixture of two curves that fits."""

from __future__ import annotations

import numpy as np

from ..model.track import Column, Rows
from .profile import Profile
from .signal import Flags, Signal
from .windows import mean_of, median_of

_USUAL_WEIGHT = 0.75
_PULL = 0.01
_CAP = 0.12
_MOVING_MPS = 1.2
_FLAT = 0.015
_ENOUGH_S = 120
_ENOUGH_MOVING_S = 300
_WORST_FIT = 0.07
_TWO_LEVELS = 1.35
_LEVELS_MPS = 1.4
_LEVEL_S = 20
#: Heights with a larger error than this have to show that they even the effort out [m].
_MOST_SIGMA_H_M = 1.5


def gap_speed(signal: Signal, profile: Profile, weight: float | None) -> Column:
    """Return the grade-adjusted speed [m/s], shape `(n,)`; the speed itself where `weight` is None."""
    if weight is None:
        return signal.speed_mps
    strava, minetti = profile.factors
    return signal.speed_mps * (weight * strava + (1 - weight) * minetti)


def fit_weight(signal: Signal, profile: Profile, model: str = "fitted") -> tuple[float | None, str]:
    """Return the weight of Strava's curve for this runner, None where no GAP is to be had, and the model's name.

    The name is `fitted 0.75`, `strava`, `minetti` or `none`. Altitude that a watch smoothed, or took from GPS, shows
    hills late and where there are none; it is kept out unless it makes the effort more even, or a curve was asked for.
    """
    if model == "none" or not len(profile) or profile.is_gps:
        return None, "none"
    if model in ("strava", "minetti"):
        return float(model == "strava"), model
    weight = _fit(signal, profile)
    if profile.sigma_h_m > _MOST_SIGMA_H_M and not _evens_out(signal, profile, weight):
        return None, "none"
    return weight, f"fitted {weight:g}"


def _fit(signal: Signal, profile: Profile) -> float:
    """Return the weight for which the run's effort, hilly or flat, is most even; the usual one where it cannot tell."""
    hills = _find_hills(signal, profile)
    if hills is None or _has_two_levels(mean_of(gap_speed(signal, profile, 0.5), 9)):
        return _USUAL_WEIGHT
    weights = np.linspace(0.0, 1.0, 9)
    misfits = np.array([_misfit(signal, profile, float(w), *hills) for w in weights])
    best = int(np.argmin(misfits + _PULL * np.abs(weights - _USUAL_WEIGHT)))
    return _USUAL_WEIGHT if misfits[best] > _WORST_FIT else float(weights[best])


def _evens_out(signal: Signal, profile: Profile, weight: float) -> bool:
    """Whether grade-adjusted speed is more even than plain speed: it is not where hills are shown late or made up."""
    hills = _find_hills(signal, profile)
    return hills is not None and _misfit(signal, profile, weight, *hills) < _misfit(signal, profile, None, *hills)


def _find_hills(signal: Signal, profile: Profile) -> tuple[Rows, Flags] | None:
    """Return the rows that were run and which of them lie on hills; None where that is too little to tell anything."""
    moving = np.flatnonzero((signal.speed_mps > _MOVING_MPS) & ~signal.is_gap)
    hilly = np.abs(profile.grade_ratio[moving]) > _FLAT
    return None if len(moving) < _ENOUGH_MOVING_S or hilly.sum() < _ENOUGH_S else (moving, hilly)


def _misfit(signal: Signal, profile: Profile, weight: float | None, moving: Rows, hilly: Flags) -> float:
    """Return how far the effort on hills lies from that on the flat: mean of capped differences of logarithms."""
    width = 9 if signal.has_watch_speed else 25
    effort = np.log(mean_of(gap_speed(signal, profile, weight), width)[moving])
    flat = effort[~hilly]
    middle = median_of(flat if len(flat) >= _ENOUGH_S else effort)
    return float(np.minimum(np.abs(effort[hilly] - middle), _CAP).mean())


def _has_two_levels(speed_mps: Column) -> bool:
    """Say whether the run mixes two efforts too far apart for grade to explain (Otsu's split of its seconds)."""
    ordered = np.sort(speed_mps[speed_mps > _LEVELS_MPS])
    n = len(ordered)
    if n <= _LEVEL_S:
        return False
    sums = np.cumsum(ordered)
    lower = np.arange(1, n - _LEVEL_S + 1)
    low, high = sums[lower - 1] / lower, (sums[-1] - sums[lower - 1]) / (n - lower)
    best = int(np.argmax(lower * (n - lower) * (high - low) ** 2))
    return bool(high[best] > _TWO_LEVELS * low[best])
