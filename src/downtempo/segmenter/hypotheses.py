"""Several readings of one run, and the one that holds the most regular set of surges."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ..model.track import Column, Rows
from .changepoints import find_levels
from .completion import SHORTEST_S, Found, Outcome, alike, complete
from .recall import recall
from .readings import LEAST_RATIO, Reading, readings
from .regular import regular_set
from .surges import Candidate, Levels, Noise, fast_ranges, find_candidates, find_noise, find_split
from .windows import mean_of, median_of

_LEAST_GAIN_MPS = 0.3
_LONGEST_S, _LONGEST_ALONE_S = 1200.0, 3600.0

GapSpeed = Callable[[float], Column]


def find_surges(curve: GapSpeed, distance_m: Column, weight: float | None, *, has_watch_speed: bool) -> Found:
    """Return the surges under the reading that holds the largest regular set.

    Parameters
    ----------
    curve
        Gives the grade-adjusted speed [m/s], shape `(n,)`, for a weight of the first GAP curve.
    distance_m
        Metres run, shape `(n,)`.
    weight
        The runner's own; None where `curve` is the plain speed for any weight.
    """
    levels_of = _Levels(curve)
    tried = readings(weight, has_watch_speed=has_watch_speed)
    outcomes: list[Outcome] = []
    best = 0
    for i, reading in enumerate(tried):
        outcomes.append(_read(reading, curve, distance_m, levels_of))
        n, n_like = len(outcomes[i].regular), len(alike(reading, outcomes[i]))
        is_most = n_like >= reading.least_share * len(outcomes[i].accepted)
        if n > len(outcomes[best].regular) and n >= reading.least_reps and is_most:
            best = i
    found = complete(tried[best], outcomes[best], outcomes[1], distance_m)
    if not found.regular:
        return found
    more = recall(levels_of(tried[best])[0], distance_m, found.surges, found.regular)
    return replace(found, surges=tuple(sorted((*found.surges, *more), key=lambda c: c.start)))


class _Levels:
    """The levels of a run for one GAP curve and one penalty, worked out once."""

    def __init__(self, curve: GapSpeed) -> None:
        self._curve = curve
        self._known: dict[tuple[float, float, bool], tuple[Column, Noise, Rows, Column, Levels | None]] = {}

    def __call__(self, reading: Reading) -> tuple[Column, Noise, Rows, Column, Levels | None]:
        key = reading.weight, reading.penalty, reading.is_weighted
        if key not in self._known:
            y = self._curve(reading.weight)
            noise = find_noise(y)
            if not reading.is_weighted:
                noise = Noise(noise.overall, np.full(len(y), noise.overall))
            trust = noise.overall / noise.local
            cuts = find_levels(y, 2 * trust, reading.penalty * noise.overall * np.log(max(len(y), 2)))
            self._known[key] = (y, noise, cuts, *find_split(y, cuts))
        return self._known[key]


def _read(reading: Reading, curve: GapSpeed, distance_m: Column, levels_of: _Levels) -> Outcome:
    y, noise, cuts, medians, levels = levels_of(reading)
    if levels is None:
        return Outcome((), (), (), None)
    curves = (y,)
    if reading.doubt:
        around = (reading.weight - reading.doubt, reading.weight + reading.doubt)
        curves = (y, *(curve(float(np.clip(w, 0.0, 1.0))) for w in around))
    candidates = find_candidates(curves, distance_m, noise, levels, fast_ranges(cuts, medians, levels))
    ratio = reading.least_ratio or max(LEAST_RATIO, 1 + 2.2 * _unsteadiness(y, cuts, medians, levels))
    accepted = tuple(c for c in candidates if _stands_out(c, ratio, reading.sigmas))
    accepted = tuple(c for c in accepted if _is_of_length(c, alone=len(accepted) == 1))
    return Outcome(tuple(candidates), accepted, regular_set(accepted, reading.likeness), levels)


def _unsteadiness(y: Column, cuts: Rows, medians: Column, levels: Levels) -> float:
    """Return how much faster than easy the easy running gets, as a share."""
    base = np.repeat((medians > 0.6 * levels.easy_mps) & (medians <= levels.middle_mps), np.diff(cuts))
    above = mean_of(y, 21)[base] / levels.easy_mps - 1
    above = above[above > 0]
    return 1.4826 * median_of(above) if len(above) else 0.0


def _stands_out(c: Candidate, least_ratio: float, sigmas: float) -> bool:
    return c.ratio >= least_ratio and c.gain_mps >= _LEAST_GAIN_MPS and c.sigmas > sigmas


def _is_of_length(c: Candidate, *, alone: bool) -> bool:
    return SHORTEST_S <= c.duration_s <= (_LONGEST_ALONE_S if alone else _LONGEST_S)
