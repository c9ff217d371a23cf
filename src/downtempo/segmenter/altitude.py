"""Altitude without spikes, steps and settling, and what kind of altitude it is."""

from __future__ import annotations

import numpy as np

from ..dataclass import dataclass
from ..model.track import Column, ElevationSource, Rows
from .grid import Grid, lay, slope, spread_if_dense
from .path import Path
from .revisits import revisit_error
from .settling import without_settling
from .signal import Flags
from .smoother import smooth_each
from .speed import Speed
from .spikes import sliding_median, widest_range
from .unrest import LEAST_BLURRED_M, Unrest, find_unrest
from .windows import median_of

_SPIKE_M = 6.0
_SPIKE_MPS = 6.0
_END = 5
_HARDLY, _NOISE_STIFFNESS, _LEVEL_STIFFNESS = 5.0, 150.0, 3000.0
_BAROMETER_NOISE_M = 0.35
_LEVEL_MPS = 0.2
_DRIFT_M = 2.0
_DENSE_S = 1.5
_GPS_REVISIT_M = 4.0
_BAROMETER_M, _UNKNOWN_M, _GPS_M = (0.2, 0.35), 1.0, 9.0
"""One standard deviation of a height [m]: of a barometer between these two, at least, and at least."""


@dataclass(frozen=True, eq=False)
class Altitude:
    """Altitude on a grid, shape `(n,)`; NaN throughout, and no weight, where there is none."""

    elevation_m: Column
    weight: Column
    source: ElevationSource
    sigma_h_m: float
    n_dropped: int
    is_settling: bool


def find_altitude(
    time_s: Column,
    raw_m: Column,
    declared: ElevationSource,
    grid: Grid,
    path: Path | None,
    speed: Speed,
    *,
    is_without_barometer: bool = False,
) -> Altitude:
    """Return the altitude of a run from samples at `time_s`.

    `declared` is what the file says of its source; `is_without_barometer` that the watch is known to have none.
    """
    n = len(grid.time_s)
    is_kept = ~_is_spike(time_s, raw_m)
    time_s, raw_m, n_dropped = time_s[is_kept], raw_m[is_kept], int(np.count_nonzero(~is_kept))
    lying = spread_if_dense(time_s, grid)
    if lying is None or np.ptp(raw_m) == 0:
        return Altitude(np.full(n, np.nan), np.zeros(n), "none", float("nan"), n_dropped, False)
    height_m = lay(grid, time_s, _without_steps(time_s, raw_m))
    height_m, is_settling = without_settling(height_m, speed.speed_mps)
    stood = speed.is_standing & speed.lying.is_gap & (speed.speed_mps == 0)
    height_m = _joined(height_m, grid.breaks, stood)
    is_sought = path is not None and declared not in ("barometer", "gps")
    stiffnesses = (_HARDLY, _NOISE_STIFFNESS, _LEVEL_STIFFNESS) if is_sought else (_HARDLY, _NOISE_STIFFNESS)
    near_m, even_m, *slow_m = smooth_each(height_m, lying.weight, stiffnesses, grid.breaks)
    noise_m = 1.4826 * median_of(np.abs(height_m - even_m)[lying.weight == 1.0])
    revisit_m = None
    if path is not None and slow_m:
        is_level = (np.abs(slope(slow_m[0], grid.breaks)) < _LEVEL_MPS) & ~lying.is_gap & ~speed.is_standing
        revisit_m = revisit_error(grid.time_s, path.x_m, path.y_m, height_m, is_level)
    unrest = find_unrest(near_m, ~speed.is_standing & ~lying.is_gap)
    source, sigma_m = _judge(
        declared, noise_m, unrest, revisit_m, is_dense=bool(median_of(np.diff(time_s)) <= _DENSE_S)
    )
    if source == "unknown" and is_without_barometer:
        sigma_m = max(sigma_m, LEAST_BLURRED_M)
    return Altitude(height_m, lying.weight, source, sigma_m, n_dropped, is_settling)


def _is_spike(time_s: Column, raw_m: Column) -> Flags:
    """Mark altitudes far from the median of eleven; the first and last five against those next to them."""
    if len(raw_m) < 2 * _END + 1:
        return np.zeros(len(raw_m), bool)
    if widest_range(raw_m, 11) <= _SPIKE_M:  # none is farther from the median than the eleven lie apart
        return np.zeros(len(raw_m), bool)
    middle_m = sliding_median(raw_m, 11)
    middle_m[:_END], middle_m[-_END:] = median_of(raw_m[1:11]), median_of(raw_m[-11:-1])
    away_m = np.abs(raw_m - middle_m)
    steps_s = np.diff(time_s)
    steps_s = np.concatenate([steps_s[:1], steps_s])
    return np.asarray(away_m > np.maximum(_SPIKE_M, 3 * 1.4826 * median_of(away_m) + _SPIKE_MPS * steps_s))


def _without_steps(time_s: Column, raw_m: Column) -> Column:
    """Take away steps from one sample to the next that nobody climbs, so that the later part keeps its heights."""
    steps_m, steps_s = np.diff(raw_m), np.diff(time_s)
    steps_m = np.where(np.abs(steps_m) > np.maximum(_SPIKE_M, _SPIKE_MPS * steps_s), steps_m, 0.0)
    return np.asarray(raw_m + np.concatenate([np.cumsum(steps_m[::-1])[::-1], [0.0]]), np.float64)


def _joined(height_m: Column, breaks: Rows, stood: Flags) -> Column:
    """Return heights that go on after a stop or a cut where they were before it.

    What changed there while no ground was covered is drift, or a way that was not run.
    """
    n = len(height_m)
    rows = np.arange(n)
    resumed = np.minimum.accumulate(np.where(stood, n - 1, rows)[::-1])[::-1]
    level_m = np.where(stood, height_m[resumed], height_m)
    starts = np.flatnonzero(np.diff(stood.astype(np.int8)) == 1) + 1
    starts = np.concatenate([starts, breaks])
    jumps_m = np.zeros(n)
    jumps_m[starts] = level_m[starts] - level_m[starts - 1]
    jumps_m[np.abs(jumps_m) < _DRIFT_M] = 0.0
    return np.asarray(level_m + jumps_m.sum() - np.cumsum(jumps_m), np.float64)


def _judge(
    declared: ElevationSource, noise_m: float, unrest: Unrest | None, revisit_m: float | None, *, is_dense: bool
) -> tuple[ElevationSource, float]:
    """Return the source, as declared or else by its errors, and the error of a height [m].

    A quiet altitude of undeclared origin stays unknown: some watches smooth what GPS tells them. How good it is tell
    second visits of a place; else the way in which it bends. What is blurred is no better than it bends, since hills
    are blurred with it.
    """
    hum_m = _BAROMETER_M[1] if unrest is None else float(np.clip(unrest.hum_m, *_BAROMETER_M))
    if declared == "barometer":
        return declared, max(hum_m, noise_m)
    is_wandering = revisit_m is None and unrest is not None and unrest.is_wandering
    if declared == "gps" or noise_m >= _BAROMETER_NOISE_M or (revisit_m or 0.0) > _GPS_REVISIT_M or is_wandering:
        return "gps", max(_GPS_M, noise_m)
    if unrest is not None and unrest.is_blurred and is_dense:
        return "unknown", max(unrest.wander_m, revisit_m or 0.0)
    if revisit_m is not None:
        return "unknown", max(hum_m, noise_m, revisit_m)
    if unrest is not None and unrest.is_barometric:
        return "unknown", max(hum_m, noise_m)
    return "unknown", max(_UNKNOWN_M, unrest.wander_m if unrest is not None else 0.0)
