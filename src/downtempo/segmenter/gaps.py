"""What happened while the recording was silent: a stop, a way walked, or running that was not recorded."""

from __future__ import annotations

import numpy as np

from ..model.track import Column, Track
from .grid import Spread
from .positions import Positions
from .signal import Flags

_STANDING_MPS = 1.2
#: No runner: carried, or a position far off [m/s].
_CARRIED_MPS = 10.0
#: Less than this may be the scatter of two positions [m].
_SCATTER_M = 30.0


def ground_covered(track: Track, positions: Positions, times_s: Column) -> Column:
    """Return the metres between successive `times_s`, by positions or else by the watch's distance; shape `(n - 1,)`.

    NaN where neither can tell.
    """
    if len(positions.time_s) >= 2:
        at = [np.interp(times_s, positions.time_s, column) for column in (positions.x_m, positions.y_m)]
        return np.asarray(np.hypot(np.diff(at[0]), np.diff(at[1])), np.float64)
    is_there = np.isfinite(track.distance_m) & np.isfinite(track.time_s)
    if is_there.sum() < 2:
        return np.full(len(times_s) - 1, np.nan)
    return np.abs(np.diff(np.interp(times_s, track.time_s[is_there], track.distance_m[is_there])))


def is_paused(track: Track, times_s: Column) -> Flags:
    """Say between which successive `times_s` the timer stood still or the file breaks off; shape `(n - 1,)`."""
    breaks = track.breaks[(track.breaks > 0) & (track.breaks < len(track))]
    starts = [np.array([pause.start_s for pause in track.pauses]), track.time_s[breaks - 1]]
    stops = [np.array([pause.stop_s for pause in track.pauses]), track.time_s[breaks]]
    middle_s = 0.5 * (np.concatenate(starts) + np.concatenate(stops))
    intervals = np.searchsorted(times_s, middle_s[np.isfinite(middle_s)]) - 1
    paused = np.zeros(len(times_s) - 1, bool)
    paused[intervals[(intervals >= 0) & (intervals < len(paused))]] = True
    return paused


def bridge_gaps(
    speed_mps: Column, lying: Spread, ground_m: Column, duration_s: Column, paused: Flags, *, even: bool
) -> tuple[Column, Flags]:
    """Return the speed with gaps filled, and the rows at which the runner stood in one; shapes `(n,)`.

    Parameters
    ----------
    speed_mps
        Drawn straight through the gaps.
    ground_m, duration_s, paused
        Between the samples that `lying` counts, shape `(samples - 1,)`.
    even
        Spread the ground evenly over a gap in which the runner ran on, in place of what `speed_mps` says.
    """
    rate_mps = ground_m / duration_s
    is_known = np.isfinite(rate_mps)
    stood = np.where(is_known, (rate_mps < _STANDING_MPS) | (rate_mps > _CARRIED_MPS), paused)
    walked = is_known & (rate_mps < _STANDING_MPS) & (ground_m > _SCATTER_M)
    gap = lying.after - 1
    is_standing = lying.is_gap & stood[gap]
    filled = np.where(is_standing, np.where(walked[gap], rate_mps[gap], 0.0), speed_mps)
    if even:
        filled = np.where(lying.is_gap & ~is_standing & is_known[gap], rate_mps[gap], filled)
    return filled, is_standing
