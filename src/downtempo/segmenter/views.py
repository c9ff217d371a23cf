"""What one reading of a run sees: its speed, the levels that this falls into, and where it is fast."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from ..dataclass import dataclass, replace
from ..model.track import Column, Rows
from .changepoints import find_levels
from .edges import place_edges
from .readings import Reading
from .surges import Levels, Noise, fast_ranges, find_noise, find_split
from .windows import mean_of, median_of

#: Reps are read as fading if so many last so long [s].
LEAST_FADING_S, _LEAST_LONG = 180.0, 3

GapSpeed = Callable[[float], Column]


@dataclass(frozen=True, eq=False, slots=True)
class View:
    """Speed [m/s], its noise, its two levels, how unsteady the lower one is, and where the run is fast, in rows.

    `cuts` and `medians` are the segments of even pace, and the level of each.
    """

    y: Column
    noise: Noise
    levels: Levels | None
    unsteadiness: float = 0.0
    ranges: tuple[tuple[float, float], ...] = ()
    cuts: Rows | None = None
    medians: Column | None = None


def viewer(curve: GapSpeed, breaks: Rows) -> Callable[[Reading], View]:
    """Return what gives the view of a reading; what several readings share is worked out once.

    Parameters
    ----------
    curve
        Gives the grade-adjusted speed [m/s], shape `(n,)`, for a weight of the first GAP curve.
    breaks
        Rows at which the clock jumps.
    """

    @cache
    def parted(weight: float, penalty: float, is_weighted: bool) -> tuple[Column, Noise, Rows]:
        y = curve(weight)
        noise = find_noise(y)
        if not is_weighted:
            noise = Noise(noise.overall, np.full(len(y), noise.overall))
        cost = penalty * noise.overall * np.log(max(len(y), 2))
        return y, noise, find_levels(y, 2 * noise.overall / noise.local, cost)

    @cache
    def view(weight: float, penalty: float, is_weighted: bool, is_rested: bool) -> View:
        return _view(*parted(weight, penalty, is_weighted), breaks, is_rested=is_rested)

    @cache
    def fading(weight: float, penalty: float, is_weighted: bool) -> View:
        return _fading(view(weight, penalty, is_weighted, False), breaks)

    def look(r: Reading) -> View:
        key = (r.weight, r.penalty, r.is_weighted)
        return fading(*key) if r.may_fade else view(*key, r.is_rested)

    return look


def _view(y: Column, noise: Noise, cuts: Rows, breaks: Rows, *, is_rested: bool) -> View:
    medians, levels = find_split(y, cuts, with_rests=is_rested)
    if levels is None:
        return View(y, noise, None)
    ranges = place_edges(y, fast_ranges(cuts, medians, levels, breaks), breaks)
    return View(y, noise, levels, _unsteadiness(y, cuts, medians, levels), tuple(ranges), cuts, medians)


def _fading(view: View, breaks: Rows) -> View:
    """Return a view of what goes on until it comes near the easy level, with no ranges where nothing is long."""
    if view.levels is None or view.cuts is None or view.medians is None:
        return view
    ranges = fast_ranges(view.cuts, view.medians, view.levels, breaks, may_fade=True)
    is_long = sum(stop - start >= LEAST_FADING_S for start, stop in ranges) >= _LEAST_LONG
    return replace(view, ranges=tuple(place_edges(view.y, ranges, breaks)) if is_long else ())


def _unsteadiness(y: Column, cuts: Rows, medians: Column, levels: Levels) -> float:
    """Return how much faster than easy the easy running gets, as a share."""
    base = np.repeat((medians > 0.6 * levels.easy_mps) & (medians <= levels.middle_mps), np.diff(cuts))
    above = mean_of(y, 21)[base] / levels.easy_mps - 1
    above = above[above > 0]
    return 1.4826 * median_of(above) if len(above) else 0.0
