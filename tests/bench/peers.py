"""What watches and services do to find fast stretches and descents, as plainly as they describe it.

None of them is anybody's code: each is written from a public description, with the numbers that it names.
"""

from __future__ import annotations

import numpy as np

from downtempo.model import Track
from downtempo.model.track import Column

Ranges = list[tuple[float, float]]

_MEAN_S, _FASTER, _SHORTEST_S = 15, 1.15, 10
_ZONE = 0.95
_REVERSAL_M, _LEAST_DROP_M = 2.0, 2.5
_EARTH_M_PER_DEG = 111_195.0


def above_mean(track: Track) -> Ranges:
    """Return where the mean speed over 15 s exceeds that of the whole run by 15 %, for 10 s or more [s]."""
    time_s, speed_mps = _seconds(track)
    even = np.convolve(speed_mps, np.full(_MEAN_S, 1 / _MEAN_S), "same")
    return _runs(time_s, even > _FASTER * speed_mps.mean())


def in_zone(track: Track, threshold_mps: float) -> Ranges:
    """Return where the speed lies in the zone of threshold running or above, for 10 s or more [s].

    The zone begins at 95 % of the threshold speed, as in the charts of pace zones that watches come with.
    """
    time_s, speed_mps = _seconds(track)
    return _runs(time_s, np.convolve(speed_mps, np.full(5, 0.2), "same") > _ZONE * threshold_mps)


def until_reversal(track: Track) -> Ranges:
    """Return the falls of the altitude, each going on until it has risen again by 2 m [m along the run].

    Height gained and lost are counted so where a climb has to exceed a threshold before it counts.
    """
    time_s, speed_mps = _seconds(track)
    along_m = np.concatenate([[0.0], np.cumsum(speed_mps)[:-1]])
    height_m = np.interp(time_s, track.time_s, track.elevation_m)
    found: Ranges = []
    top = low = 0
    for k, height in enumerate(height_m.tolist()):
        if height > height_m[low] + _REVERSAL_M or k == len(height_m) - 1:
            if height_m[top] - height_m[low] >= _LEAST_DROP_M:
                found.append((float(along_m[top]), float(along_m[low])))
            top = low = k
        elif height <= height_m[low]:
            low = k
        elif low == top and height > height_m[top]:
            top = low = k
    return found


def _seconds(track: Track) -> tuple[Column, Column]:
    """Return seconds and the speed at each [m/s]: the watch's own, or that of its positions."""
    time_s = np.arange(track.time_s[0], track.time_s[-1] + 1)
    if np.isfinite(track.speed_mps).any():
        return time_s, np.interp(time_s, track.time_s, track.speed_mps)
    lat, lon = (np.interp(time_s, track.time_s, column) for column in (track.lat_deg, track.lon_deg))
    north, east = np.gradient(lat), np.gradient(lon) * np.cos(np.radians(lat.mean()))
    return time_s, _EARTH_M_PER_DEG * np.hypot(north, east)


def _runs(time_s: Column, is_fast: np.ndarray) -> Ranges:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], is_fast.astype(np.int8), [0]]))).reshape(-1, 2)
    return [(float(time_s[a]), float(time_s[b - 1])) for a, b in edges if b - a >= _SHORTEST_S]
