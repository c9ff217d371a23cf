"""Made-up runs whose truth is known: courses, sessions, seasons and watches, written as FIT, GPX and TCX.

Fixtures, examples and tests of this library are made with it, and yours can be. Every random number comes from a
seed: the same arguments give the same bytes.

>>> from downtempo.synthetic import Sensors, downhill_repeats, record, write_fit
>>> run = downhill_repeats(6, 30.0, -0.04, seed=1)
>>> len(run.truth.efforts)
6
>>> track = record(run, Sensors(lag_s=3.0), seed=1)
>>> write_fit(track)[8:12]
b'.FIT'

All courses lie in the open South Pacific, far from anybody's door. See `course` for what that means for the local day.
"""

from __future__ import annotations

from ..writers import write_fit, write_gpx, write_tcx
from .course import UTC_OFFSET_S, Course, flat, hill, legs, loop, rolling, running_track
from .motion import Run, run
from .plan import Part, Plan, easy, recovery, rep, split, stand, stride
from .runner import Runner, gap_factor
from .season import Appointment, Outing, WeekPlan, conforming_week, home_course, outing, season
from .sensors import Sensors, record
from .truth import TrueDescent, TrueEffort, TrueProgression, Truth
from .workouts import (
    Slope,
    downhill_repeats,
    easy_run,
    long_run,
    progressive_tempo,
    speed_repeats,
    strides,
    tempo,
)

__all__ = [
    "UTC_OFFSET_S",
    "Appointment",
    "Course",
    "Outing",
    "Part",
    "Plan",
    "Run",
    "Runner",
    "Sensors",
    "Slope",
    "TrueDescent",
    "TrueEffort",
    "TrueProgression",
    "Truth",
    "WeekPlan",
    "conforming_week",
    "downhill_repeats",
    "easy",
    "easy_run",
    "flat",
    "gap_factor",
    "hill",
    "home_course",
    "legs",
    "long_run",
    "loop",
    "outing",
    "progressive_tempo",
    "record",
    "recovery",
    "rep",
    "rolling",
    "run",
    "running_track",
    "season",
    "speed_repeats",
    "split",
    "stand",
    "stride",
    "strides",
    "tempo",
    "write_fit",
    "write_gpx",
    "write_tcx",
]
