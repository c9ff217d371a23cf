"""From a track to what is drawn of it: the same seconds that were segmented, thinned so that the shape survives."""

from __future__ import annotations

import numpy as np

from ..model.drawing import Drawing
from ..model.track import Column, Rows, Track
from .clean import resample
from .positions import shifted
from .profile import Profile, find_profile
from .signal import Signal
from .windows import mean_of

#: Of each part of the way the highest, the lowest, the fastest and the slowest moment are kept: parts of about so many
#: metres, so that a short rep holds several, but neither fewer nor more of them than a picture needs.
_PART_M, _FEWEST, _MOST = 40.0, 220, 600
#: How far the drawn way may lie from the one that was run, as a share of its extent, and at least [m].
_WAY_SHARE, _WAY_M = 1 / 500, 1.0
#: Pace is drawn as the mean over so many seconds (odd), taken twice, which leaves less of the noise than once does.
_SMOOTH_S = 11
#: A grade is that between the heights so far ahead and behind [m].
_BESIDE_M = 10.0


def draw(track: Track) -> Drawing | None:
    """Return the drawing of a track, None where there is nothing to segment.

    Raises
    ------
    LimitExceeded
        The samples span more seconds than `limits.RESAMPLED_ROWS`.
    """
    signal = resample(track)
    if signal is None or signal.distance_m[-1] <= 0:
        return None
    profile = find_profile(signal)
    nothing = np.empty(0)
    heights = profile.height_at(signal.distance_m) if len(profile) else nothing
    speeds = _smoothed(signal)
    kept = _kept(signal, heights, speeds)
    has_place = signal.has_positions
    return Drawing(
        distance_m=signal.distance_m[kept],
        time_s=signal.time_s[kept],
        elevation_m=heights[kept] if len(heights) else nothing,
        grade_ratio=_grades(profile, signal.distance_m[kept]) if len(heights) and signal.has_grades else nothing,
        speed_mps=speeds[kept],
        heart_rate_bpm=signal.heart_rate_bpm[kept] if np.isfinite(signal.heart_rate_bpm).any() else nothing,
        x_m=signal.x_m[kept] if has_place else nothing,
        y_m=signal.y_m[kept] if has_place else nothing,
        origin_deg=_origin(signal) if has_place else None,
    )


def _smoothed(signal: Signal) -> Column:
    """Return the mean speed while moving over some seconds [m/s], NaN where the runner stood."""
    weights = (~signal.is_standing).astype(np.float64)
    sums = signal.speed_mps * weights
    for _ in range(2):
        sums, weights = mean_of(sums, _SMOOTH_S), mean_of(weights, _SMOOTH_S)
    return np.where(signal.is_standing, np.nan, sums / np.maximum(weights, 1e-9))


def _grades(profile: Profile, distance_m: Column) -> Column:
    """Return rise over run around places: sharper at the edges of a slope than what pace is adjusted by."""
    ahead, behind = (profile.rough_height_at(distance_m + side) for side in (_BESIDE_M, -_BESIDE_M))
    return (ahead - behind) / (2 * _BESIDE_M)


def _kept(signal: Signal, heights: Column, speeds: Column) -> Rows:
    """Return the rows that keep the shape: of each part of the way its extremes, and the bends of the route."""
    n = len(signal)
    length_m = float(signal.distance_m[-1])
    n_parts = int(np.clip(length_m / _PART_M, _FEWEST, _MOST))
    part = np.minimum((signal.distance_m * (n_parts / length_m)).astype(np.int64), n_parts - 1)
    chosen = [np.array([0, n - 1]), np.flatnonzero(np.diff(signal.is_standing.astype(np.int8)))]
    for values in (heights, speeds):
        if len(values):
            chosen += _extremes(part, values)
    if signal.has_positions:
        chosen.append(_bends(signal))
    rows = np.unique(np.concatenate(chosen))
    is_new = np.diff(np.rint(signal.distance_m[rows]), prepend=-1.0) > 0
    is_new[[0, -1]] = True
    is_new |= ~np.isfinite(speeds[rows]) != np.concatenate([[False], ~np.isfinite(speeds[rows][:-1])])
    out: Rows = rows[is_new]
    return out


def _extremes(part: Rows, values: Column) -> list[Rows]:
    """Return the rows of the least and the greatest value of each part."""
    rows = np.flatnonzero(np.isfinite(values))
    order = rows[np.lexsort((values[rows], part[rows]))]
    ends = np.flatnonzero(np.diff(part[order], prepend=-1, append=-1))
    return [order[ends[:-1]], order[ends[1:] - 1]] if len(order) else []


def _bends(signal: Signal) -> Rows:
    """Return the rows at which the way bends."""
    import shapely

    extent_m = max(float(np.ptp(signal.x_m)), float(np.ptp(signal.y_m)))
    line = shapely.LineString(np.stack([signal.x_m, signal.y_m, np.arange(len(signal))], axis=1))
    kept = shapely.simplify(line, max(_WAY_M, _WAY_SHARE * extent_m), preserve_topology=False)
    rows: Rows = np.rint(shapely.get_coordinates(kept, include_z=True)[:, 2]).astype(np.int64)
    return rows


def _origin(signal: Signal) -> tuple[float, float]:
    """Return the place from which x and y count: the first position, less what the smoothing moved it by."""
    lat, lon = shifted(signal.lat_deg[:1], signal.lon_deg[:1], -signal.x_m[:1], -signal.y_m[:1])
    return float(lat[0]), float(lon[0])
