"""Whole sessions by name: each returns a `Run`, and the same arguments return the same run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ..dataclass import dataclass
from ..units import MILE_M
from . import plan as parts
from .course import Course, flat, hill, legs, loop, rolling, running_track
from .motion import Run, run
from .plan import Part
from .runner import CLUB_RUNNER, Runner

WayBack = Literal["walk back", "jog back", "jog on"]
Rest = Literal["walk", "jog", "stand"]
#: How long a runner stands at the top before each downhill rep, and walks before the first rep on the track [s].
_READY_S, _BEFORE_S = 7.0, 45.0


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Slope:
    """Where downhill reps are run: a course, the place of their start, and which way is down (1 or -1)."""

    course: Course
    top_m: float
    heading: int = 1


def easy_run(
    distance_m: float = 6500.0, *, course: Course | None = None, runner: Runner = CLUB_RUNNER, seed: int = 0
) -> Run:
    """Return an easy run: round a loop, or out along a line and back."""
    course = course or rolling(distance_m / 2 + 50, seed=seed)
    return run(_easy_way(runner.easy_mps, distance_m, course), course, runner, seed)


def long_run(
    distance_m: float = 12_000.0, *, course: Course | None = None, runner: Runner = CLUB_RUNNER, seed: int = 0
) -> Run:
    """Return a long run, 2 % slower than an easy one."""
    course = course or rolling(distance_m / 2 + 50, seed=seed)
    return run(_easy_way(0.98 * runner.easy_mps, distance_m, course), course, runner, seed)


def downhill_repeats(
    n: int = 6,
    rep_s: float = 30.0,
    grade_ratio: float = -0.04,
    *,
    speed_mps: float = 4.2,
    recovery: WayBack = "walk back",
    between_s: float = 180.0,
    warm_up_s: float = 600.0,
    cool_down_s: float = 600.0,
    slope: Slope | None = None,
    start_m: float = 0.0,
    runner: Runner = CLUB_RUNNER,
    seed: int = 0,
) -> Run:
    """Return fast reps down one slope, with the way back up or easy running on as recovery.

    Without `slope` a hill of `grade_ratio` is made, `warm_up_s` of easy running away; with one, the warm-up is the way
    from `start_m` to its top, and the cool-down the way back to `start_m`. `between_s` is for `recovery="jog on"`.
    """
    slope = slope or _hill_for(n, rep_s, grade_ratio, speed_mps, recovery, between_s, warm_up_s, runner)
    warm_up = parts.easy(runner.easy_mps, to_m=slope.top_m)
    rep = parts.rep(speed_mps, duration_s=rep_s, heading=slope.heading)
    back = _way_back(recovery, slope, between_s, runner)
    home = parts.easy(runner.easy_mps, to_m=start_m) if recovery != "jog on" else None
    cool_down = home or parts.easy(runner.easy_mps, duration_s=cool_down_s)
    reps = [rep, back] * n if recovery == "jog on" else [parts.stand(_READY_S), rep, back] * n
    return run((warm_up, *reps, cool_down), slope.course, runner, seed, start_m=start_m)


def speed_repeats(
    n: int = 6,
    distance_m: float = 200.0,
    rest_s: float = 110.0,
    *,
    speed_mps: float = 4.65,
    drift_ratio: float = 0.0,
    rest: Rest = "walk",
    warm_up_s: float = 600.0,
    cool_down_s: float = 600.0,
    runner: Runner = CLUB_RUNNER,
    seed: int = 0,
) -> Run:
    """Return reps on a running track; the last is slower than the first by `drift_ratio`.

    The first rep, too, begins from a short walk, so that all of them start alike.
    """
    speeds = [speed_mps * (1 - drift_ratio * k / max(1, n - 1)) for k in range(n)]
    pause = _rest(rest, rest_s, runner)
    reps = [part for v in speeds for part in (parts.rep(v, distance_m=distance_m), pause)][:-1]
    warm_up = parts.easy(runner.easy_mps, duration_s=warm_up_s)
    cool_down = parts.easy(runner.easy_mps, duration_s=cool_down_s)
    return run((warm_up, _rest(rest, _BEFORE_S, runner), *reps, cool_down), running_track(), runner, seed)


def strides(
    n: int = 6,
    distance_m: float = 6000.0,
    *,
    stride_s: float = 20.0,
    between_s: float = 60.0,
    speed_mps: float = 4.9,
    runner: Runner = CLUB_RUNNER,
    seed: int = 0,
) -> Run:
    """Return an easy run on level ground with a few short accelerations towards its end."""
    first = parts.easy(runner.easy_mps, distance_m=0.65 * distance_m)
    middle = [parts.stride(speed_mps, stride_s), parts.easy(runner.easy_mps, duration_s=between_s)] * n
    last = parts.easy(runner.easy_mps, distance_m=0.15 * distance_m)
    return run((first, *middle, last), loop(distance_m, seed=seed), runner, seed)


def tempo(
    duration_s: float = 1200.0,
    *,
    warm_up_s: float = 600.0,
    cool_down_s: float = 600.0,
    course: Course | None = None,
    runner: Runner = CLUB_RUNNER,
    seed: int = 0,
) -> Run:
    """Return one block at threshold speed between easy ends."""
    block = Part(kind="tempo", speed_mps=runner.threshold_mps, duration_s=duration_s)
    ends = (parts.easy(runner.easy_mps, duration_s=t) for t in (warm_up_s, cool_down_s))
    warm_up, cool_down = ends
    return run((warm_up, block, cool_down), course or loop(3000.0, seed=seed), runner, seed)


def progressive_tempo(
    first_pace_s: float = 600.0,
    step_s: float = 30.0,
    miles: int = 5,
    *,
    by: Literal["pace", "gap"] = "pace",
    steps_s: Sequence[float] | None = None,
    unit_m: float = MILE_M,
    warm_up_s: float = 600.0,
    cool_down_s: float = 400.0,
    course: Course | None = None,
    runner: Runner = CLUB_RUNNER,
    seed: int = 0,
) -> Run:
    """Return splits that grow faster by `step_s` each, or by `steps_s` one after the other, negative for slower.

    Paces count in seconds for each `unit_m` [m], a mile unless told. By pace on the level, by effort (`gap`) on hills.
    Warm-up and cool-down are slower than the first split, so that it stands out.
    """
    steps = list(steps_s) if steps_s is not None else [step_s] * (miles - 1)
    paces = [first_pace_s - sum(steps[:k]) for k in range(len(steps) + 1)]
    splits = [parts.split(unit_m / pace, unit_m, by_effort=by == "gap") for pace in paces]
    slow_mps = unit_m / (first_pace_s + 60.0 * unit_m / MILE_M)
    warm_up, cool_down = (parts.easy(slow_mps, duration_s=t) for t in (warm_up_s, cool_down_s))
    room_m = sum(part.distance_m or 0.0 for part in splits) + 1.3 * slow_mps * (warm_up_s + cool_down_s) + 200
    course = course or (rolling(room_m, grade_ratio=0.025, seed=seed) if by == "gap" else flat(room_m, seed=seed))
    return run((warm_up, *splits, cool_down), course, runner, seed)


def _easy_way(speed_mps: float, distance_m: float, course: Course) -> tuple[Part, ...]:
    if course.is_loop:
        return (parts.easy(speed_mps, distance_m=distance_m),)
    return parts.easy(speed_mps, to_m=distance_m / 2), parts.easy(speed_mps, to_m=0.0)


def _way_back(recovery: WayBack, slope: Slope, between_s: float, runner: Runner) -> Part:
    if recovery == "jog on":
        return parts.recovery(runner.easy_mps, duration_s=between_s)
    return parts.recovery(runner.walk_mps if recovery == "walk back" else 0.8 * runner.easy_mps, to_m=slope.top_m)


def _rest(rest: Rest, rest_s: float, runner: Runner) -> Part:
    if rest == "stand":
        return parts.stand(rest_s)
    return parts.recovery(runner.walk_mps if rest == "walk" else 0.8 * runner.easy_mps, duration_s=rest_s)


def _hill_for(
    n: int, rep_s: float, grade_ratio: float, speed_mps: float, recovery: WayBack, between_s: float,
    warm_up_s: float, runner: Runner,
) -> Slope:  # fmt: skip
    """Return a slope long enough for the reps; jogging on, all of them lie one after another on it."""
    run_in = runner.easy_mps * warm_up_s
    length = 1.05 * speed_mps * rep_s + 60
    if recovery == "jog on":
        length, flat_m = n * (length + 1.2 * runner.easy_mps * between_s), 1.5 * runner.easy_mps * warm_up_s
        return Slope(
            course=legs([(run_in, 0.0), (length, grade_ratio), (flat_m, 0.0)], start_m=200.0), top_m=run_in + 15
        )
    return Slope(course=hill(grade_ratio, length, run_in_m=run_in), top_m=run_in + 15)
