"""What a grade costs: speed on the flat over speed at a grade that takes the same effort, by two published curves.

Minetti's is the energy of a metre on a treadmill; Strava's, from the heart rates of many runners, makes downhill
running far less of a gift, as runners brake.

Source: Minetti and others, Energy cost of walking and running at extreme uphill and downhill slopes, 2002, doi
10.1152/japplphysiol.01177.2001; Robb, An Improved GAP Model, 2017 (the table is second-hand, read off uploads).
"""

from __future__ import annotations

import numpy as np

from ..model.track import Column

_STEEPEST = 0.3
_STRAVA_PERCENT = (-45, -30, -25, -20, -15, -10, -8, -6, -4, -2, 0, 2, 4, 6, 8, 10, 15, 20, 25, 30, 45)
_STRAVA_FACTOR = (
    2.096, 1.495, 1.273, 1.081, 0.941, 0.876, 0.876, 0.891, 0.918, 0.960, 1.0,
    1.055, 1.135, 1.228, 1.337, 1.459, 1.846, 2.297, 2.727, 3.158, 4.286,
)  # fmt: skip
_MINETTI_J_PER_KG_M = (155.4, -30.4, -43.3, 46.3, 19.5, 3.6)


def strava_factor(grade_ratio: Column) -> Column:
    """Return speed on the flat over speed at a grade, by heart rate (Robb); grades up to .45."""
    return np.asarray(np.interp(100 * grade_ratio, _STRAVA_PERCENT, _STRAVA_FACTOR), np.float64)


def minetti_factor(grade_ratio: Column) -> Column:
    """Return speed on the flat over speed at a grade, by energy (Minetti); grades up to .45."""
    grade = np.clip(grade_ratio, -0.45, 0.45)
    return np.asarray(np.polyval(_MINETTI_J_PER_KG_M, grade) / _MINETTI_J_PER_KG_M[-1], np.float64)


def factors(grade_ratio: Column) -> tuple[Column, Column]:
    """Return speed on the flat over speed at a grade, by Strava's curve and by Minetti's.

    Grades beyond .3 count as .3: there people walk.
    """
    grade = np.clip(grade_ratio, -_STEEPEST, _STEEPEST)
    return strava_factor(grade), minetti_factor(grade)
