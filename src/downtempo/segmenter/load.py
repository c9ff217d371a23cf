"""Height lost, plainly and as energy."""

from __future__ import annotations

import numpy as np

from ..model.segments import Load
from .profile import Profile

_GRAVITY_MPS2 = 9.81


def find_totals(profile: Profile) -> tuple[float | None, float | None]:
    """Return the height gained and lost [m] over the run, None where the altitude cannot tell."""
    if not len(profile) or profile.is_gps:
        return None, None
    steps_m = np.diff(profile.medium_m)
    return float(np.maximum(steps_m, 0.0).sum()), float(np.maximum(-steps_m, 0.0).sum())


def find_load(profile: Profile) -> Load:
    """Return the height lost [m] and the energy that took [J/kg]; None where the altitude cannot tell."""
    _, drop_m = find_totals(profile)
    return Load(drop_m, None if drop_m is None else _GRAVITY_MPS2 * drop_m)
