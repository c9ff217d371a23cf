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
    """Return the height lost [m], its error and the energy that took [J/kg]; None where the altitude cannot tell.

    Notes
    -----
    Noise adds to every fall and takes from none, so that errors do not even out: on made-up runs whose heights are
    known the height lost is off by the error of one height for each fall.
    """
    _, drop_m = find_totals(profile)
    if drop_m is None:
        return Load(None, None)
    return Load(drop_m, _GRAVITY_MPS2 * drop_m, profile.sigma_h_m * _n_falls(profile))


def _n_falls(profile: Profile) -> int:
    """Count the stretches that fall, from a crest to the next trough."""
    is_fall = np.diff(profile.medium_m) < 0
    return int(np.count_nonzero(np.diff(is_fall.astype(np.int8), prepend=0) > 0))
