"""From a plan to a run: where the runner is at every moment."""

from __future__ import annotations

import math

import numpy as np

from ..dataclass import dataclass
from ..model.track import Column
from .course import Course
from .noise import generator, smooth
from .plan import Part, Plan
from .runner import Runner, cadence, gap_factor, heart_rate
from .truth import Truth, truth_of

#: Moments a second in the making of a run; the finished columns have one.
RATE = 4
_STEP_S = 1.0 / RATE
#: Below this speed a runner can turn round [m/s].
_TURNING_MPS = 0.3
#: No part of a made-up run lasts longer [s].
_PATIENCE_S = 6 * 3600


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Run:
    """A run as it truly was: columns `(n,)` at 1 Hz from the first second on, and what it was made of.

    `distance_m` is the way covered, `grade_ratio` that of the ground in the direction of running.
    """

    time_s: Column
    x_m: Column
    y_m: Column
    elevation_m: Column
    grade_ratio: Column
    speed_mps: Column
    distance_m: Column
    heart_rate_bpm: Column
    cadence_spm: Column
    truth: Truth


@dataclass(slots=True)
class _Motion:
    """The moments so far, one list a quantity, and the first moment of each part."""

    place_m: list[float]
    heading: list[int]
    speed_mps: list[float]
    starts: list[int]


@dataclass(frozen=True, slots=True)
class _Ground:
    """What shapes the pace: the cost of each metre in either heading, the wavering, the most a moment can change."""

    cost: dict[int, list[float]]
    is_loop: bool
    length_m: float
    wavering: list[float]
    most_mps: float


def run(plan: Plan, course: Course, runner: Runner, seed: int, *, start_m: float = 0.0) -> Run:
    """Return the run of `plan` along `course`, from the place `start_m` on.

    Speed follows each part's target within a second or two, never by more than the runner's acceleration, and wavers
    smoothly by the runner's unevenness. The same arguments give the same run.

    Raises
    ------
    ValueError
        The plan leaves the course or never ends.
    """
    motion = _move(plan, course, runner, seed, start_m)
    speed = np.array(motion.speed_mps)
    place = np.array(motion.place_m)
    heading = np.array(motion.heading, np.float64)
    way = np.concatenate([[0.0], np.cumsum(np.abs(np.diff(place)))])
    x, y, z = course.at(place)
    grade = _grade_at(course, place) * heading
    whole = slice(None, None, RATE)
    rng = generator(seed, "body")
    return Run(
        time_s=np.arange(len(speed[whole]), dtype=np.float64),
        x_m=x[whole], y_m=y[whole], elevation_m=z[whole], grade_ratio=grade[whole],
        speed_mps=speed[whole], distance_m=way[whole],
        heart_rate_bpm=heart_rate(runner, speed[whole], grade[whole], rng),
        cadence_spm=cadence(runner, speed[whole], grade[whole], rng),
        truth=truth_of(plan, motion.starts, RATE, speed, way, z, easy_mps=runner.easy_mps),
    )  # fmt: skip


def _grade_at(course: Course, place_m: Column) -> Column:
    rows = np.floor(place_m).astype(np.int64)
    grades = course.grade_ratio
    found: Column = grades[rows % len(grades) if course.is_loop else np.clip(rows, 0, len(grades) - 1)]
    return found


def _move(plan: Plan, course: Course, runner: Runner, seed: int, start_m: float) -> _Motion:
    """Go through the plan moment by moment, since what comes next depends on where the last moment ended."""
    grades = course.grade_ratio
    cost = {heading: (gap_factor(heading * grades) ** runner.hill_sense).tolist() for heading in (1, -1)}
    wavering = _wavering(runner, seed).tolist()
    ground = _Ground(cost, course.is_loop, course.length_m, wavering, runner.acceleration_mps2 * _STEP_S)
    motion = _Motion([start_m], [1], [0.0], [])
    for part in plan:
        _brake_to_turn(motion, _heading(part, motion.place_m[-1]), ground.most_mps)
        motion.starts.append(len(motion.place_m) - 1)
        _follow(part, motion, ground)
    return motion


def _wavering(runner: Runner, seed: int) -> Column:
    """Return an hour of factors on the pace; what lasts beyond a minute a runner feels and takes back."""
    noise = smooth(generator(seed, "pace"), 3600 * RATE, 8.0 * RATE)
    minute = 60 * RATE
    noise -= np.convolve(noise, np.full(minute, 1 / minute), "same")
    factors: Column = 1 + runner.unevenness_ratio * noise / np.std(noise)
    return factors


def _heading(part: Part, place_m: float) -> int:
    if part.to_m is None:
        return part.heading
    return 1 if part.to_m >= place_m else -1


def _brake_to_turn(motion: _Motion, heading: int, most_mps: float) -> None:
    """Slow down in the old direction before the new one, then turn on the spot."""
    old = motion.heading[-1]
    while old != heading and motion.speed_mps[-1] > _TURNING_MPS:
        _advance(motion, max(motion.speed_mps[-1] - most_mps, 0.0), old)
    motion.heading[-1] = heading


def _advance(motion: _Motion, speed_mps: float, heading: int) -> None:
    motion.speed_mps.append(speed_mps)
    motion.place_m.append(motion.place_m[-1] + heading * speed_mps * _STEP_S)
    motion.heading.append(heading)


def _follow(part: Part, motion: _Motion, ground: _Ground) -> None:
    start_m, heading = motion.place_m[-1], motion.heading[-1]
    moments, end_m = _ends(part, start_m)
    first, most = len(motion.place_m), ground.most_mps
    while len(motion.place_m) - first < moments and abs(motion.place_m[-1] - start_m) < end_m:
        speed, row = motion.speed_mps[-1], _row(motion.place_m[-1], ground)
        target = part.speed_mps * ground.wavering[len(motion.place_m) % len(ground.wavering)]
        if part.by_effort:
            target /= ground.cost[heading][row]
        # Nine tenths of the way within a second: firm, but without a corner in the speed.
        _advance(motion, speed + min(max(0.45 * (target - speed), -most), most), heading)
        if len(motion.place_m) - first > _PATIENCE_S * RATE:
            raise ValueError("a part of the plan takes longer than six hours")


def _ends(part: Part, start_m: float) -> tuple[float, float]:
    """Return after how many moments and how many metres a part ends."""
    if part.duration_s is not None:
        return round(part.duration_s * RATE), math.inf
    return math.inf, abs(part.to_m - start_m) if part.to_m is not None else part.distance_m or 0.0


def _row(place_m: float, ground: _Ground) -> int:
    """Return the metre of the course under a runner, who may overrun the end of a line by a step or two."""
    if ground.is_loop:
        return int(place_m % ground.length_m)
    if not -5 <= place_m <= ground.length_m + 5:
        raise ValueError(f"the plan runs off the course, which is {ground.length_m:.0f} m long")
    return min(max(int(place_m), 0), int(ground.length_m))
