"""Stretches run clearly faster than the easy running around them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ..dataclass import dataclass
from ..model.track import Column, Rows
from .windows import mean_of, median_of, medians_of, running_median, weighted_quantile

#: Whoever is slower walks [m/s].
RUNNING_MPS = 1.9
_MOVING_MPS = 1.4
_WALKING = 0.85
_LEAST_UPPER_S = 20
_LEAST_CONTRAST = 1.10
_FAR_APART = 1.25
_BRIDGED_S = 4
_FADED = 0.3
_NEIGHBOUR_S = (2, 70)
_LEAST_NEIGHBOUR_S = 5
#: Beside a rest, a surge is held against at least this share of the easy speed.
_RESTING = 0.85


@dataclass(frozen=True, slots=True)
class Noise:
    """How unsteady a run is: variance of a second's speed, overall and at each second, shape `(n,)`."""

    overall: float
    local: Column


@dataclass(frozen=True, slots=True)
class Levels:
    """Easy and fast speed [m/s] of a run, from the two classes of its levels."""

    easy_mps: float
    fast_mps: float

    @property
    def middle_mps(self) -> float:
        """Half way between the two."""
        return 0.5 * (self.easy_mps + self.fast_mps)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A surge as found: fractional rows, its median speed, and the ratio to its faster neighbour.

    `ratio` and `gain_mps` are the least over all GAP curves; `sigmas` says by how much it stands out of the noise.
    """

    start: float
    stop: float
    speed_mps: float
    distance_m: float
    ratio: float
    gain_mps: float
    sigmas: float

    @property
    def duration_s(self) -> float:
        """Length in rows, a second each."""
        return self.stop - self.start


def rows_of(start: float, stop: float) -> slice:
    """Return the samples inside a range of time, at least one; a sample is an instant."""
    first = int(np.ceil(start))
    return slice(first, max(int(np.ceil(stop)), first + 1))


def find_noise(y: Column) -> Noise:
    """Return the noise of a speed series."""
    five = mean_of(y, 5)
    steps = np.abs(five[8:] - five[:-8])
    overall = max(0.02, 2.5 * (1.4826 * median_of(steps)) ** 2) if len(steps) else 0.02
    three = mean_of(y, 3)
    jumps = np.zeros(len(y))
    jumps[2:-2] = np.abs(three[4:] - three[:-4])
    local = running_median(jumps, 180, 6)
    middle = median_of(local)
    share = local / middle if middle > 0 else np.ones(len(y))
    return Noise(overall, overall * np.clip(share * share, 1.0, 5.0))


def find_split(y: Column, cuts: Rows, *, with_rests: bool = False) -> tuple[Column, Levels | None]:
    """Return the level of each segment between `cuts`, and the two classes that part the levels best.

    Walking takes no part unless `with_rests`: that is, what lies well below the median; or below the lower quarter,
    where more than half of the run was fast.
    """
    medians = np.array([median_of(y[a:b]) for a, b in pairwise(cuts.tolist())])
    seconds = np.diff(cuts).astype(np.float64)
    if with_rests:
        return medians, _above_rests(medians, seconds)
    moving = medians > _MOVING_MPS
    for share in (0.5, 0.25):
        running = moving & (medians > _WALKING * weighted_quantile(medians[moving], seconds[moving], share))
        levels = _two_classes(medians[running], seconds[running])
        if levels is not None:
            return medians, levels
    return medians, None


def _above_rests(level: Column, seconds: Column) -> Levels | None:
    """Return rest and work; where what is no rest falls far apart itself, into jogging and work, the two of these."""
    levels = _two_classes(level, seconds)
    if levels is None:
        return None
    is_run = level > levels.middle_mps
    upper = _two_classes(level[is_run], seconds[is_run])
    return upper if upper is not None and upper.fast_mps >= _FAR_APART * upper.easy_mps else levels


def _two_classes(level: Column, seconds: Column) -> Levels | None:
    """Return the means of the two classes after Otsu, None where the upper one is short or hardly faster."""
    if len(level) < 2:
        return None
    order = np.argsort(level, kind="stable")
    level, seconds = level[order], seconds[order]
    below, total = np.cumsum(seconds)[:-1], seconds.sum()
    sums = np.cumsum(seconds * level)
    m1, m2 = sums[:-1] / below, (sums[-1] - sums[:-1]) / (total - below)
    score = np.where(total - below >= _LEAST_UPPER_S, below * (total - below) * (m2 - m1) ** 2, -1.0)
    best = int(score.argmax())
    if score[best] <= 0 or m2[best] < _LEAST_CONTRAST * m1[best]:
        return None
    return Levels(float(m1[best]), float(m2[best]))


def fast_ranges(
    cuts: Rows, medians: Column, levels: Levels, breaks: Rows, *, may_fade: bool = False
) -> list[tuple[int, int]]:
    """Return the runs of segments above the middle level as rows: short gaps bridged, parted at `breaks`.

    What `may_fade` goes on until it comes near the easy level.
    """
    ranges: list[tuple[int, int]] = []
    is_fast = _fading(medians, levels) if may_fade else medians > levels.middle_mps
    for start, stop, is_in in zip(cuts[:-1].tolist(), cuts[1:].tolist(), is_fast.tolist(), strict=True):
        if not is_in:
            continue
        if ranges and start - ranges[-1][1] <= _BRIDGED_S:
            ranges[-1] = (ranges[-1][0], stop)
        else:
            ranges.append((start, stop))
    return [part for start, stop in ranges for part in _parted(start, stop, breaks)]


def _fading(medians: Column, levels: Levels) -> NDArray[np.bool_]:
    """Mark the runs of segments above easy that get above the middle level somewhere."""
    is_above = medians > levels.easy_mps + _FADED * (levels.fast_mps - levels.easy_mps)
    run_of = np.cumsum(np.diff(is_above, prepend=False))
    return np.asarray(is_above & np.isin(run_of, run_of[medians > levels.middle_mps]))


def _parted(start: int, stop: int, breaks: Rows) -> list[tuple[int, int]]:
    """Return what a range of rows is parted into by the rising `breaks` inside it, without mere shreds."""
    if not len(breaks):
        return [(start, stop)]
    inside = breaks[np.searchsorted(breaks, start, "right") : np.searchsorted(breaks, stop)].tolist()
    parts = list(pairwise([start, *inside, stop]))
    return [(a, b) for a, b in parts if b - a > _BRIDGED_S] if inside else parts


def measure(
    curves: Sequence[Column],
    distance_m: Column,
    noise: Noise,
    levels: Levels,
    ranges: Sequence[tuple[float, float]],
) -> list[Candidate]:
    """Measure fast ranges.

    Parameters
    ----------
    curves
        Grade-adjusted speed [m/s] under one or more GAP curves, each of shape `(n,)`. Speed comes from the first;
        ratio and gain are the least of all, for a surge must stand out under each.
    distance_m
        Metres run, shape `(n,)`.
    ranges
        Where the run is fast, in rows and fractions of them.
    """
    if not ranges:
        return []
    insides = [rows_of(start, stop) for start, stop in ranges]
    speeds = np.array([[median_of(y[rows]) for rows in insides] for y in curves])
    beside = _beside(curves, insides, levels.easy_mps)
    ratios, gains = (speeds / np.maximum(beside, 0.3)).min(axis=0), (speeds - beside).min(axis=0)
    lengths = np.diff(np.interp(ranges, np.arange(len(distance_m)), distance_m), axis=1).ravel()
    errors = [np.sqrt(noise.local[rows].mean() / max(b - a, 1.0)) for rows, (a, b) in zip(insides, ranges, strict=True)]
    sigmas = (speeds[0] - levels.easy_mps) / errors
    measures = np.stack([speeds[0], lengths, ratios, gains, sigmas], axis=1).tolist()
    return [Candidate(start, stop, *row) for (start, stop), row in zip(ranges, measures, strict=True)]


def _beside(curves: Sequence[Column], insides: Sequence[slice], easy_mps: float) -> NDArray[np.float64]:
    """Return the median speed on the faster side of each range of rows, shape `(curves, ranges)`.

    Other ranges take no part. It is never less than a share of the easy speed, however slow or short the sides are.
    """
    n = len(curves[0])
    free = np.ones(n, bool)
    for inside in insides:
        free[inside] = False
    near, far = _NEIGHBOUR_S
    edges = np.array([[inside.start, inside.stop] for inside in insides])
    rows = np.concatenate([edges[:, :1] + np.arange(-far, -near), edges[:, 1:] + np.arange(near, far)])
    there = np.clip(rows, 0, n - 1)
    is_known = (rows == there) & free[there]
    is_enough = is_known.sum(axis=1) >= _LEAST_NEIGHBOUR_S
    medians = [np.where(is_enough, medians_of(y[there], is_known), -np.inf).reshape(2, -1).max(axis=0) for y in curves]
    return np.asarray(np.maximum(medians, _RESTING * easy_mps))
