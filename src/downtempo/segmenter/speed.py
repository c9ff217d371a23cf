"""Speed a second: the watch's own, or that of its positions, or that of its distance."""

from __future__ import annotations

import numpy as np

from ..dataclass import dataclass
from ..model.track import Column, Rows, Track
from .gaps import bridge_gaps, ground_covered, is_paused
from .grid import SAMPLES, Grid, Spread, lay, slope, spread, spread_if_dense
from .lag import find_lag
from .path import STIFFNESS, Path, path_speed
from .positions import Positions
from .signal import Flags
from .smoother import smooth
from .windows import mean_of

#: Nobody has run faster [m/s]: the best 10 m of a 100 m world record take .80 s.
FASTEST_MPS = 12.5
_FULL = 0.7
_STANDING_MPS = 0.8
_RUNNING_MPS = 1.5
_SCALE_S, _SCALES = 301, (0.9, 1.1)


@dataclass(frozen=True, eq=False)
class Speed:
    """Speed on a grid, shapes `(n,)`; `lying` counts the samples that tell it."""

    speed_mps: Column
    lying: Spread
    is_standing: Flags
    has_watch_speed: bool
    lag_s: float | None
    """None where it cannot be told."""


@dataclass(frozen=True, eq=False)
class Told:
    """The speed that the watch told [m/s], drawn through on a grid, shape `(n,)`, and the samples that told it."""

    speed_mps: Column
    time_s: Column
    lying: Spread


def told_speed(track: Track, is_sample: Flags, grid: Grid) -> Told | None:
    """Return the watch's own speed, None where it does not tell that of the whole run."""
    is_there = is_sample & (track.speed_mps >= 0) & (track.speed_mps <= FASTEST_MPS)
    if is_there.sum() <= max(_FULL * is_sample.sum(), SAMPLES) or track.speed_mps[is_there].max() <= 0.5:
        return None
    time_s = track.time_s[is_there]
    return Told(lay(grid, time_s, track.speed_mps[is_there]), time_s, spread(time_s, grid))


def find_speed(
    track: Track, is_sample: Flags, grid: Grid, positions: Positions, path: Path | None, told: Told | None
) -> Speed | None:
    """Return the speed of a run, None where neither the watch, positions nor distance tell it."""
    if told is not None:
        return _by_watch(track, told, grid, positions, path)
    if path is not None:
        raw_mps = np.minimum(path_speed(path.x_m, path.y_m, path.turns, grid.breaks), FASTEST_MPS)
        return _bridged(raw_mps, positions.time_s, path.lying, track, positions)
    return _by_distance(track, np.flatnonzero(is_sample & np.isfinite(track.distance_m)), grid, positions)


def _by_watch(track: Track, told: Told, grid: Grid, positions: Positions, path: Path | None) -> Speed:
    speed_mps, lying, lag_s = told.speed_mps, told.lying, None
    if path is not None:
        lag_s = find_lag(path, lying.is_gap, grid.breaks)
        speed_mps = np.interp(grid.time_s + (lag_s or 0.0), grid.time_s, speed_mps)
    speed_mps = _scaled(speed_mps, track, lying.is_gap, grid)
    return _bridged(speed_mps, told.time_s, lying, track, positions, lag_s=lag_s, is_watch=True)


def _scaled(speed_mps: Column, track: Track, is_gap: Flags, grid: Grid) -> Column:
    """Return speeds that add up, over some minutes of running, to the watch's own distance.

    They fall short of it where the watch records not every second: by 3 % in the middle of 96 such recordings, whose
    positions agree with the distance to .4 %.
    """
    rows = np.flatnonzero(np.isfinite(track.time_s) & np.isfinite(track.distance_m))
    if spread_if_dense(track.time_s[rows], grid) is None:
        return speed_mps
    way_m = lay(grid, track.time_s[rows], np.maximum.accumulate(track.distance_m[rows]))
    steps_m = np.diff(way_m, append=way_m[-1])
    is_run = (mean_of(speed_mps, 61) > _RUNNING_MPS) & (steps_m < FASTEST_MPS) & ~is_gap
    by_distance, by_speed = (mean_of(np.where(is_run, column, 0.0), _SCALE_S) for column in (steps_m, speed_mps))
    is_known = by_speed > 0.1
    scale = np.clip(by_distance / np.where(is_known, by_speed, 1.0), *_SCALES)
    return np.where(is_known, speed_mps * scale, speed_mps)


def _by_distance(track: Track, rows: Rows, grid: Grid, positions: Positions) -> Speed | None:
    time_s, distance_m = track.time_s[rows], np.maximum.accumulate(track.distance_m[rows])
    lying = spread_if_dense(time_s, grid)
    if lying is None or np.ptp(distance_m) == 0:
        return None
    way_m = smooth(lay(grid, time_s, distance_m), lying.weight, STIFFNESS, grid.breaks)
    return _bridged(np.clip(slope(way_m, grid.breaks), 0.0, FASTEST_MPS), time_s, lying, track, positions)


def _bridged(
    speed_mps: Column, time_s: Column, lying: Spread, track: Track, positions: Positions,
    *, lag_s: float | None = 0.0, is_watch: bool = False,
) -> Speed:  # fmt: skip
    """Fill the gaps of a speed and say where the runner stood."""
    ground_m, paused = ground_covered(track, positions, time_s), is_paused(track, time_s)
    filled, stood = bridge_gaps(speed_mps, lying, ground_m, np.diff(time_s), paused, even=not is_watch)
    is_standing = stood | (~lying.is_gap & (mean_of(filled, 3) < _STANDING_MPS))
    return Speed(filled, lying, is_standing, is_watch, lag_s)
