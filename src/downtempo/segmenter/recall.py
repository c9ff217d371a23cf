"""Reps of a regular set that the levels of pace did not show: looked for with the length of the others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..dataclass import replace
from ..model.track import Column, Rows
from .edges import place_edges
from .regular import is_like
from .signal import Flags
from .surges import Candidate, rows_of
from .windows import median_of

_APART_S = 3
_SIDE_S = (8, 40)
_LEAST_SHARE = 0.6
_LEAST_RATIO = 1.12
_LEAST_GAIN_MPS = 0.3
_OUTSIDE = 1.6
_ROUGH_DURATION, _SPEED_BETWEEN, _SPEED_BESIDE = 0.35, 0.30, 0.22


def recall(y: Column, distance_m: Column, known: Sequence[Candidate], regular: Sequence[Candidate]) -> list[Candidate]:
    """Return more reps like the regular ones, between them or one interval before and after, in order.

    Parameters
    ----------
    y
        Grade-adjusted speed [m/s], shape `(n,)`.
    distance_m
        Metres run, shape `(n,)`.
    known, regular
        All surges found, and those of the regular set.

    Notes
    -----
    A window as long as a rep slides along the run; where its mean stands out from the seconds on either side by at
    least .6 of what the known reps do, it is one more.
    """
    length = round(median_of(np.array([c.duration_s for c in regular])))
    onsets = np.array([c.start for c in regular])
    interval = median_of(np.diff(onsets))
    side = int(np.clip(0.6 * (interval - length), *_SIDE_S))
    gain, ratio = _contrast(y, length, side)
    if not len(gain):
        return []
    typical = median_of(np.array([_best_near(gain, c.start) for c in regular]))
    low, high = onsets[0] - _OUTSIDE * interval, onsets[-1] + _OUTSIDE * interval
    free = np.zeros(len(gain), bool)
    free[max(int(low), 0) : max(int(high) + 1, 0)] = True
    for c in known:
        free[max(int(c.start) - length - _APART_S, 0) : max(int(c.stop) + _APART_S, 0)] = False
    wanted = free & (gain >= max(_LEAST_SHARE * typical, _LEAST_GAIN_MPS)) & (ratio >= _LEAST_RATIO)
    return _placed(y, distance_m, _peaks(gain, wanted, length), length, regular)


def _contrast(y: Column, length: int, side: int) -> tuple[Column, Column]:
    """Return by how much each window of `length` seconds is faster than the faster side, and their ratio."""
    n = len(y) - length + 1
    if n < 1:
        return np.empty(0), np.empty(0)
    sums = np.concatenate([[0.0], np.cumsum(y)])
    at = np.arange(n, dtype=np.int64)
    inside = (sums[at + length] - sums[at]) / length

    def mean(start: Rows, stop: Rows) -> Column:
        first, last = np.clip(start, 0, len(y)), np.clip(stop, 0, len(y))
        return np.asarray(np.where(last > first, (sums[last] - sums[first]) / np.maximum(last - first, 1), 0.0))

    before = mean(at - _APART_S - side, at - _APART_S)
    after = mean(at + length + _APART_S, at + length + _APART_S + side)
    beside = np.maximum(before, after)
    return inside - beside, inside / np.maximum(beside, 0.3)


def _best_near(gain: Column, start: float) -> float:
    first = int(np.clip(round(start) - _APART_S, 0, len(gain) - 1))
    return float(gain[first : first + 2 * _APART_S + 1].max())


def _peaks(gain: Column, wanted: Flags, length: int) -> list[int]:
    """Return the best places first taken, none overlapping another."""
    left = np.where(wanted, gain, -np.inf)
    places: list[int] = []
    while len(left) and np.isfinite(best := left.max()) and best > 0:
        at = int(left.argmax())
        places.append(at)
        left[max(at - length - _APART_S, 0) : at + length + _APART_S] = -np.inf
    return sorted(places)


def _placed(
    y: Column, distance_m: Column, places: list[int], length: int, regular: Sequence[Candidate]
) -> list[Candidate]:
    """Move the edges of new reps to where the pace changes, and keep those that stay like the set."""
    model = _median(regular)
    found = []
    seconds = np.arange(len(y))
    for at in places:
        for start, stop in (*place_edges(y, [(at, at + length)]), (float(at), float(at + length))):
            first_m, last_m = np.interp([start, stop], seconds, distance_m)
            speed = median_of(y[rows_of(start, stop)])
            rep = replace(model, start=start, stop=stop, speed_mps=speed, distance_m=float(last_m - first_m))
            is_between = regular[0].start < start < regular[-1].start
            if is_like(rep, model, _ROUGH_DURATION, -1.0, _SPEED_BETWEEN if is_between else _SPEED_BESIDE):
                found.append(rep)
                break
    return found


def _median(regular: Sequence[Candidate]) -> Candidate:
    """Return a surge with the median measures of a set."""
    duration, speed, ratio, gain, sigmas = (
        median_of(np.array([getattr(c, name) for c in regular]))
        for name in ("duration_s", "speed_mps", "ratio", "gain_mps", "sigmas")
    )
    metres = median_of(np.array([c.distance_m for c in regular]))
    return Candidate(0.0, duration, speed, metres, ratio, gain, sigmas)
