"""Positions in metres, without those that no runner can have been at."""

from __future__ import annotations

import numpy as np

from ..dataclass import dataclass
from ..model.track import Column, Track
from ..units import M_PER_DEG
from .signal import Flags
from .spikes import sliding_median

_AWAY_M = 15.0
_FAST_BOTH_MPS = 9.0
_FAST_ONE_MPS = 27.0


@dataclass(frozen=True, eq=False)
class Positions:
    """The positions that are kept, shape `(k,)`, and how many were dropped."""

    time_s: Column
    x_m: Column
    y_m: Column
    lat_deg: Column
    lon_deg: Column
    n_dropped: int


def find_positions(track: Track, is_sample: Flags) -> Positions:
    """Return the believable positions among the rows `is_sample`, in metres east and north of the first."""
    rows = np.flatnonzero(is_sample & np.isfinite(track.lat_deg) & np.isfinite(track.lon_deg))
    n_given = len(rows)
    x_m, y_m = project(track.lat_deg[rows], track.lon_deg[rows])
    for _ in range(2):
        is_kept = ~_is_away(track.time_s[rows], x_m, y_m)
        if is_kept.all():
            break
        rows, x_m, y_m = rows[is_kept], x_m[is_kept], y_m[is_kept]
    return Positions(
        track.time_s[rows], x_m, y_m, track.lat_deg[rows], track.lon_deg[rows], n_given - len(rows)
    )  # fmt: skip


def project(lat_deg: Column, lon_deg: Column) -> tuple[Column, Column]:
    """Return metres east and north of the first position, shapes `(n,)`.

    Each step is measured at its own latitude and added up, so that a long way north does not stretch it; steps across
    the date line are short.
    """
    if not len(lat_deg):
        return lat_deg, lon_deg
    east_deg = (np.diff(lon_deg) + 180.0) % 360.0 - 180.0
    middle = np.radians(0.5 * (lat_deg[1:] + lat_deg[:-1]))
    x_m, y_m = np.zeros(len(lat_deg)), (lat_deg - lat_deg[0]) * M_PER_DEG
    np.cumsum(east_deg * np.cos(middle) * M_PER_DEG, out=x_m[1:])
    return x_m, y_m


def unwrapped(lon_deg: Column) -> Column:
    """Return longitudes without the jump at the date line, so that they can be drawn through between."""
    if len(lon_deg) and np.ptp(lon_deg) > 180.0:
        return np.where(lon_deg < 0, lon_deg + 360.0, lon_deg)
    return lon_deg


def shifted(lat_deg: Column, lon_deg: Column, east_m: Column, north_m: Column) -> tuple[Column, Column]:
    """Return positions moved by a few metres; longitudes lie in [-180, 180)."""
    lat_deg = np.clip(lat_deg + north_m / M_PER_DEG, -90.0, 90.0)
    shrunk = np.maximum(np.cos(np.radians(lat_deg)), 1e-6)
    return lat_deg, (lon_deg + east_m / (M_PER_DEG * shrunk) + 180.0) % 360.0 - 180.0


def _is_away(time_s: Column, x_m: Column, y_m: Column) -> Flags:
    """Mark positions off the median of five that could only be reached and left too fast, or by one far too fast."""
    if len(time_s) < 3:
        return np.zeros(len(time_s), bool)
    steps = np.hypot(np.diff(x_m), np.diff(y_m)) / np.diff(time_s)
    before, after = np.concatenate([steps[:1], steps]), np.concatenate([steps, steps[-1:]])
    is_fast = (np.minimum(before, after) > _FAST_BOTH_MPS) | (np.maximum(before, after) > _FAST_ONE_MPS)
    if not is_fast.any():
        return np.zeros(len(time_s), bool)
    away = np.hypot(x_m - sliding_median(x_m, 5), y_m - sliding_median(y_m, 5)) > _AWAY_M
    return np.asarray(away & is_fast)
