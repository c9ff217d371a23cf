"""Height lost, plainly and as energy.

Notes
-----
The energy is what muscles that lengthen have to take up, per kilogram: the height lost times gravity. As a measure of
damage it is unvalidated. Laboratory bouts that leave muscles sore are far larger (the median of those that Bontemps and
others review, 40 min at -12 % and 11.3 km/h, takes up 8.9 kJ/kg; eight reps of 30 s at -4 % .4 kJ/kg), none was of
short reps at 3-5 %, and a bout protects from the next one for weeks (Byrnes and others).

Sources: Bontemps and others, Downhill running: what are the effects and how can we adapt?, 2020, doi
10.1007/s40279-020-01355-z; Byrnes and others, Delayed onset muscle soreness following repeated bouts of downhill
running, 1985, doi 10.1152/jappl.1985.59.3.710.
"""

from __future__ import annotations

import numpy as np

from ..model.segments import Load
from ..units import GRAVITY_MPS2
from .profile import Profile

#: Errors of the height lost: of the smoothing [m and share], and of heights that wander to and fro, as many of their
#: standard deviations in two minutes. Fitted on 24 made-up runs by barometer, and by GPS altitude smoothed by 5-30 s.
_SMOOTHED_M, _SMOOTHED_SHARE, _WANDERED, _WANDERED_S = 2.0, 0.04, 0.8, 120.0


def find_totals(profile: Profile) -> tuple[float | None, float | None]:
    """Return the height gained and lost [m] over the run, None where the altitude cannot tell."""
    if not len(profile) or profile.is_gps:
        return None, None
    steps_m = np.diff(profile.medium_m)
    return float(np.maximum(steps_m, 0.0).sum()), float(np.maximum(-steps_m, 0.0).sum())


def find_load(profile: Profile, moving_s: float) -> Load:
    """Return the height lost [m] in a run, its error, and the energy [J/kg]; None where the altitude cannot tell."""
    _, drop_m = find_totals(profile)
    if drop_m is None:
        return Load(None, None)
    smoothed_m = _SMOOTHED_M + _SMOOTHED_SHARE * drop_m
    wandered_m = _WANDERED * profile.sigma_h_m * moving_s / _WANDERED_S
    return Load(drop_m, GRAVITY_MPS2 * drop_m, float(np.hypot(smoothed_m, wandered_m)))
