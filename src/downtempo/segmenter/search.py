"""Where the surges of a run are looked for: in its speed, and in what cadence makes of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..model.track import Column
from .completion import Found
from .ground import Ground
from .hypotheses import find_surges
from .loop import is_lapped
from .run import Run
from .surges import Candidate
from .views import GapSpeed
from .witness import sharpened

_MANY_REPS, _SOME_REPS = 5, 4


def search(run: Run, weight: float | None, ground: Ground) -> tuple[Found, bool]:
    """Return the surges, and whether the cadence tells their ends; positions alone may show more reps of a set."""
    speed_mps = run.signal.speed_mps
    sharp_mps = None if run.signal.has_watch_speed else sharpened(ground)
    if sharp_mps is None:
        return _by(speed_mps, run, weight, ground, is_sharp=False), False
    sharp = _by(sharp_mps, run, weight, ground, is_sharp=True)
    if len(sharp.regular) >= _MANY_REPS:
        return sharp, True
    plain = _by(speed_mps, run, weight, ground, is_sharp=False, asks_steps=False)
    is_more = len(plain.regular) >= max(_SOME_REPS, len(sharp.regular) + 1)
    return (plain, False) if is_more else (sharp, True)


def _by(
    speed_mps: Column, run: Run, weight: float | None, ground: Ground, *, is_sharp: bool, asks_steps: bool = True
) -> Found:
    curve = _plain(speed_mps)
    if weight is not None:
        strava, minetti = run.profile.factors
        curve = _mixture(speed_mps * minetti, speed_mps * strava)
    return find_surges(
        curve,
        ground,
        run.signal.distance_m,
        weight,
        has_watch_speed=run.signal.has_watch_speed,
        is_sharp=is_sharp,
        asks_steps=asks_steps,
        breaks=run.signal.breaks,
        is_level=lambda surges: _are_on_track(run, surges),
    )


def _are_on_track(run: Run, surges: Sequence[Candidate]) -> bool:
    ends = (surges[0].start, surges[-1].stop)
    start_m, stop_m = np.interp(ends, np.arange(len(run.signal)), run.signal.distance_m).tolist()
    return is_lapped(run, start_m, stop_m)


def _plain(speed_mps: Column) -> GapSpeed:
    return lambda _weight: speed_mps


def _mixture(minetti_mps: Column, strava_mps: Column) -> GapSpeed:
    """Return GAP for any weight: it lies on the line between the two curves."""
    return lambda weight: minetti_mps + weight * (strava_mps - minetti_mps)
