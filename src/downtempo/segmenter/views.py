"""What one reading of a run sees: its speed, the levels that this falls into, and where it is fast."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from ..dataclass import dataclass
from ..model.track import Column, Rows
from .changepoints import find_levels
from .edges import place_edges
from .readings import Reading
from .surges import Levels, Noise, fast_ranges, find_noise, find_split
from .windows import mean_of, median_of

GapSpeed = Callable[[float], Column]


@dataclass(frozen=True, eq=False, slots=True)
class View:
    """Speed [m/s], its noise, its two levels, how unsteady the lower one is, and where the run is fast, in rows."""

    y: Column
    noise: Noise
    levels: Levels | None
    unsteadiness: float = 0.0
    ranges: tuple[tuple[float, float], ...] = ()


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
    def view(weight: float, penalty: float, is_weighted: bool, is_rested: bool, may_fade: bool) -> View:
        return _view(*parted(weight, penalty, is_weighted), breaks, is_rested=is_rested, may_fade=may_fade)

    return lambda r: view(r.weight, r.penalty, r.is_weighted, r.is_rested, r.may_fade)


def _view(y: Column, noise: Noise, cuts: Rows, breaks: Rows, *, is_rested: bool, may_fade: bool) -> View:
    medians, levels = find_split(y, cuts, with_rests=is_rested)
    if levels is None:
        return View(y, noise, None)
    ranges = place_edges(y, fast_ranges(cuts, medians, levels, breaks, may_fade=may_fade), breaks)
    return View(y, noise, levels, _unsteadiness(y, cuts, medians, levels), tuple(ranges))


def _unsteadiness(y: Column, cuts: Rows, medians: Column, levels: Levels) -> float:
    """Return how much faster than easy the easy running gets, as a share."""
    base = np.repeat((medians > 0.6 * levels.easy_mps) & (medians <= levels.middle_mps), np.diff(cuts))
    above = mean_of(y, 21)[base] / levels.easy_mps - 1
    above = above[above > 0]
    return 1.4826 * median_of(above) if len(above) else 0.0
