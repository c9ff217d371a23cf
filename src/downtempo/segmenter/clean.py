"""From a track to the run on a grid of seconds."""

from __future__ import annotations

import numpy as np

from ..model.track import Track
from .altitude import Altitude, find_altitude
from .grid import Grid, integral, lay_grid, lay_sparse, sampling_of
from .notices import find_notes
from .path import Path, find_path
from .positions import Positions, find_positions
from .signal import Flags, Signal
from .speed import Speed, find_speed, told_speed
from .watches import has_no_barometer

_SHORTEST_S = 30.0
_SILENT_S = 10.0
_SMART_S = 1.5
_UNKNOWN_LAG_ERROR_S = 6.0
_EDGE_PER_SAMPLE = 0.15


def resample(track: Track) -> Signal | None:
    """Return the cleaned run, None where there is nothing to segment.

    That is a track without times, shorter than 30 s, or with neither speed, positions nor distance.

    Raises
    ------
    LimitExceeded
        The samples span more seconds than `limits.RESAMPLED_ROWS`.
    """
    is_sample = np.isfinite(track.time_s)
    is_sample[is_sample] = np.diff(np.maximum.accumulate(track.time_s[is_sample]), prepend=-np.inf) > 0
    time_s = track.time_s[is_sample]
    if not track.has_time or len(time_s) < 3 or time_s[-1] - time_s[0] < _SHORTEST_S:
        return None
    grid = lay_grid(time_s)
    positions = find_positions(track, is_sample)
    told = told_speed(track, is_sample, grid)
    path = find_path(grid, positions, None if told is None else told.speed_mps)
    speed = find_speed(track, is_sample, grid, positions, path, told)
    if speed is None:
        return None
    rows = np.flatnonzero(is_sample & np.isfinite(track.elevation_m))
    altitude = find_altitude(
        track.time_s[rows], track.elevation_m[rows], track.elevation_source, grid, path, speed,
        is_without_barometer=has_no_barometer(track.device),
    )  # fmt: skip
    return _signal(track, is_sample, grid, positions, path, speed, altitude)


def _signal(
    track: Track, is_sample: Flags, grid: Grid, positions: Positions, path: Path | None, speed: Speed,
    altitude: Altitude,
) -> Signal:  # fmt: skip
    time_s = track.time_s[is_sample]
    sampling_s = sampling_of(time_s)
    silent = np.full(len(grid.time_s), np.nan)
    error_s = _surge_edge_error(speed, sampling_s)
    return Signal(
        time_s=grid.time_s,
        weight=speed.lying.weight,
        is_gap=speed.lying.is_gap,
        is_standing=speed.is_standing,
        x_m=silent if path is None else path.x_m,
        y_m=silent if path is None else path.y_m,
        lat_deg=silent if path is None else path.lat_deg,
        lon_deg=silent if path is None else path.lon_deg,
        speed_mps=speed.speed_mps,
        distance_m=integral(speed.speed_mps, grid.breaks),
        elevation_m=altitude.elevation_m,
        elevation_weight=altitude.weight,
        heart_rate_bpm=lay_sparse(grid, time_s, track.heart_rate_bpm[is_sample], _SILENT_S),
        cadence_spm=lay_sparse(grid, time_s, track.cadence_spm[is_sample], _SILENT_S),
        has_watch_speed=speed.has_watch_speed,
        has_positions=path is not None,
        elevation_source=altitude.source,
        sigma_h_m=altitude.sigma_h_m,
        sampling_s=sampling_s,
        lag_s=speed.lag_s or 0.0,
        surge_edge_error_s=error_s,
        descent_edge_error_s=_descent_edge_error(speed, sampling_s),
        breaks=grid.breaks,
        turns=np.empty(0, np.int64) if path is None else path.turns,
        notes=find_notes(track, grid, positions, speed, altitude),
        sampled_s=np.maximum.accumulate(np.nan_to_num(track.time_s, nan=-np.inf)),
    )


def _surge_edge_error(speed: Speed, sampling_s: float) -> float:
    """Return one standard deviation of where a change of speed is seen [s]."""
    if speed.lag_s is None:
        return _UNKNOWN_LAG_ERROR_S
    is_smart = sampling_s > _SMART_S
    error_s = (0.9 if is_smart else 0.45) if speed.has_watch_speed else (2.2 if is_smart else 1.5)
    return max(error_s, _EDGE_PER_SAMPLE * sampling_s)


def _descent_edge_error(speed: Speed, sampling_s: float) -> float:
    """Return one standard deviation of where a sharp change of grade is seen [s]."""
    is_smart = sampling_s > _SMART_S
    error_s = (1.6 if is_smart else 1.4) if speed.has_watch_speed else (1.7 if is_smart else 1.5)
    return max(error_s, _EDGE_PER_SAMPLE * sampling_s)
