"""Whether reps were run on a track of 400 m, which is flat whatever the altitude says."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..model.segments import Surge
from .run import Run

_LAP_M = 400.0
_NEAR_M = 15.0
_SHARE = 0.7
#: Half a lap on, a runner on a track is on its other side; one who went 200 m out and back is now and then close by.
_ACROSS_RANK, _ACROSS_M = 0.1, 40.0
_STEP_M = 10.0
_STRETCH = np.array([0.97, 0.985, 1.0, 1.015, 1.03])
"""Watches measure a lap a little long or short."""


def is_on_track(run: Run, surges: Sequence[Surge]) -> bool:
    """Whether most of the way from the first surge to the last was run over again 400 m later."""
    return len(surges) > 1 and is_lapped(run, surges[0].span.start_m, surges[-1].span.stop_m)


def is_lapped(run: Run, start_m: float, stop_m: float) -> bool:
    """Whether most of the way between two places of a run [m] was run over again 400 m later."""
    signal = run.signal
    if not signal.has_positions:
        return False
    from_m = np.arange(start_m, stop_m - _LAP_M * _STRETCH[-1], _STEP_M)
    if len(from_m) < 5:
        return False
    here = signal.time_at(from_m)
    x0, y0 = (np.interp(here, signal.time_s, column) for column in (signal.x_m, signal.y_m))
    for stretch in _STRETCH:
        there = signal.time_at(from_m + _LAP_M * stretch)
        x1, y1 = (np.interp(there, signal.time_s, column) for column in (signal.x_m, signal.y_m))
        if (np.hypot(x1 - x0, y1 - y0) < _NEAR_M).mean() >= _SHARE:
            half = signal.time_at(from_m + 0.5 * _LAP_M * stretch)
            x1, y1 = (np.interp(half, signal.time_s, column) for column in (signal.x_m, signal.y_m))
            return bool(np.quantile(np.hypot(x1 - x0, y1 - y0), _ACROSS_RANK) >= _ACROSS_M)
    return False
