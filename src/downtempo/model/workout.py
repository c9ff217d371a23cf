"""A workout file as a plan: its repeats unrolled, its steps sorted into warm-up, sets of like reps, and cool-down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .. import limits
from ..averages import median
from ..dataclass import dataclass
from ..errors import LimitExceeded, Malformed
from ..units import KM_M, MILE_M
from .planned import Planned
from .track import Workout, WorkoutStep

_EFFORTS = frozenset({"active", "interval", None})
_LEAST_SPLITS = 3
#: A split is a mile or a kilometre to this share; the speed of a rep of which nobody says how fast it is [m/s].
_LIKE, _SOME_MPS = 0.01, 4.0


@dataclass(frozen=True, slots=True)
class _Effort:
    """One rep and the steps up to the next one."""

    step: WorkoutStep
    after: tuple[WorkoutStep, ...]


def planned_from(workout: Workout, planned: Planned, easy_mps: float | None) -> Planned:
    """Return `planned` with what the workout says of warm-up, reps, recoveries and cool-down.

    Parameters
    ----------
    planned
        Day, place, and what no workout file tells: its kind (`reps` where nobody knows it) and the grade.
    easy_mps
        Easy speed, for steps that are a distance [m/s].

    Raises
    ------
    InputError
        It is no run, a repeat cannot be counted, or an effort has no end in time or distance.
    """
    if workout.sport not in ("running", "unknown"):
        raise Malformed("workout-sport", f"a workout of {workout.sport}, not of running", hint="give one for a run")
    steps = unrolled(workout.steps)
    if len(steps) == 1 and planned.kind == "reps":
        return replace(planned, kind="easy", duration_s=steps[0].duration_s, distance_m=steps[0].distance_m)
    before, efforts = _efforts(steps)
    if not efforts:
        raise Malformed("workout-easy", "a workout without an effort", hint="plan it as an easy session")
    *inner, last = efforts
    planned = replace(planned, warm_up_s=_seconds(before, easy_mps), cool_down_s=_seconds(last.after, easy_mps))
    if paces := _splits(efforts):
        is_mile = _is_like(efforts[0].step.distance_m or 0.0, MILE_M)
        return replace(planned, kind="progressive", paces_s_per_m=paces, unit="mile" if is_mile else "km")
    blocks = [_block(planned, group, easy_mps) for group in _alike([*inner, replace(last, after=())])]
    main = max(blocks, key=_work_s)
    return replace(main, more=tuple(block for block in blocks if block is not main))


def unrolled(steps: Sequence[WorkoutStep]) -> list[WorkoutStep]:
    """Return the steps in the order they are run, repeats written out.

    Raises
    ------
    InputError
        A repeat has no number or points nowhere, or there are too many steps.
    """
    out: list[WorkoutStep] = []
    starts: dict[int, int] = {}
    for step in steps:
        if step.ends_by != "repeat":
            starts[step.index] = len(out)
            out.append(step)
        elif step.repeat_count is None or step.repeat_from not in starts:
            raise Malformed("workout-repeat", f"step {step.index + 1} repeats, nobody knows what or how often",
                            hint="give the repeat a number")  # fmt: skip
        else:
            block = out[starts[step.repeat_from] :]
            if len(out) + len(block) * max(step.repeat_count - 1, 0) > limits.WORKOUT_STEPS:
                raise LimitExceeded("limit-steps", f"more than {limits.WORKOUT_STEPS} steps; not read")
            out += block * (step.repeat_count - 1)
    return out


def _efforts(steps: Sequence[WorkoutStep]) -> tuple[list[WorkoutStep], list[_Effort]]:
    """Return the steps before the first effort, and the efforts, each with what follows it."""
    places = [i for i, step in enumerate(steps) if step.intensity in _EFFORTS]
    ends = [*places[1:], len(steps)]
    efforts = [_Effort(steps[i], tuple(steps[i + 1 : stop])) for i, stop in zip(places, ends, strict=False)]
    return list(steps[: places[0]] if places else steps), efforts


def _seconds(steps: Iterable[WorkoutStep], easy_mps: float | None) -> float | None:
    """Return how long some easy steps take together [s]; None where one is left open, or there are none."""
    times = [_easy_s(step, easy_mps) for step in steps]
    known = [time for time in times if time is not None]
    return sum(known) if known and len(known) == len(times) else None


def _easy_s(step: WorkoutStep, easy_mps: float | None) -> float | None:
    if step.duration_s is None and step.distance_m is not None and easy_mps is not None:
        return step.distance_m / easy_mps
    return step.duration_s


def _splits(efforts: Sequence[_Effort]) -> tuple[float, ...]:
    """Return the paces [s/m] of a progressive run: miles or kilometres on end, each with its speed; else nothing."""
    steps = [effort.step for effort in efforts]
    if len(steps) < _LEAST_SPLITS or any(effort.after for effort in efforts[:-1]):
        return ()
    for unit_m in (MILE_M, KM_M):
        if all(s.distance_m is not None and _is_like(s.distance_m, unit_m) for s in steps):
            speeds = [s.speed_mps for s in steps if s.speed_mps]
            return tuple(1 / v for v in speeds) if len(speeds) == len(steps) else ()
    return ()


def _is_like(metres: float, unit_m: float) -> bool:
    return abs(metres - unit_m) <= _LIKE * unit_m


def _alike(efforts: Sequence[_Effort]) -> list[list[_Effort]]:
    """Return runs of efforts of one length."""
    groups: list[list[_Effort]] = []
    for effort in efforts:
        if groups and _length(groups[-1][0].step) == _length(effort.step):
            groups[-1].append(effort)
        else:
            groups.append([effort])
    return groups


def _length(step: WorkoutStep) -> tuple[float | None, float | None]:
    return step.duration_s, step.distance_m


def _block(planned: Planned, group: Sequence[_Effort], easy_mps: float | None) -> Planned:
    step = group[0].step
    if step.duration_s is None and step.distance_m is None:
        raise Malformed("workout-open", f"step {step.index + 1} is an effort without an end",
                        hint="give it a time or a distance")  # fmt: skip
    rests = [_seconds(effort.after, easy_mps) if effort.after else 0.0 for effort in group[:-1]]
    known = [rest for rest in rests if rest is not None]
    return replace(
        planned, n_reps=len(group), rep_s=step.duration_s, rep_m=step.distance_m, speed_mps=step.speed_mps,
        way=planned.way or ("jog" if planned.kind == "downhill" else "rest"),
        recovery_s=median(known) if known and len(known) == len(rests) else planned.recovery_s,
    )  # fmt: skip


def _work_s(block: Planned) -> float:
    seconds = block.rep_s if block.rep_s is not None else (block.rep_m or 0.0) / (block.speed_mps or _SOME_MPS)
    return block.n_reps * seconds
