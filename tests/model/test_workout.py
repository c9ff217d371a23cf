"""A workout file becomes a plan: repeats written out, steps sorted, and nothing guessed."""

from __future__ import annotations

from datetime import date

import pytest

from downtempo import limits
from downtempo.errors import InputError, LimitExceeded
from downtempo.model import Workout, WorkoutStep
from downtempo.model.planned import Planned
from downtempo.model.workout import planned_from, unrolled
from downtempo.units import MILE_M

OPEN = Planned(day=date(2026, 10, 6), kind="reps", place="w.fit")


def step(i: int, intensity: str, **more: float) -> WorkoutStep:
    ends_by = "time" if "duration_s" in more else "distance" if "distance_m" in more else "open"
    return WorkoutStep(i, intensity, ends_by, **more)  # type: ignore[arg-type]


def repeat(i: int, first: int | None, times: int | None) -> WorkoutStep:
    return WorkoutStep(i, None, "repeat", repeat_from=first, repeat_count=times)


SIX = (
    step(0, "warm-up", duration_s=600.0),
    step(1, "active", duration_s=30.0),
    step(2, "recovery", duration_s=90.0),
    repeat(3, 1, 6),
    step(4, "cool-down", duration_s=300.0),
)


def planned(
    *steps: WorkoutStep, like: Planned = OPEN, sport: str = "running", easy_mps: float | None = None
) -> Planned:
    return planned_from(Workout("w", sport, steps), like, easy_mps)


def test_a_repeat_is_written_out() -> None:
    assert [s.index for s in unrolled(SIX)] == [0, *[1, 2] * 6, 4]


def test_a_repeat_inside_a_repeat_is_written_out_too() -> None:
    steps = (step(0, "active", duration_s=30.0), repeat(1, 0, 2), step(2, "rest", duration_s=60.0), repeat(3, 0, 3))
    assert [s.index for s in unrolled(steps)] == [0, 0, 2] * 3


@pytest.mark.parametrize("bad", [repeat(1, 0, None), repeat(1, 7, 2), repeat(1, None, 2)])
def test_a_repeat_that_cannot_be_counted_is_refused(bad: WorkoutStep) -> None:
    with pytest.raises(InputError, match="step 2 repeats"):
        unrolled((step(0, "active", duration_s=30.0), bad))


def test_a_workout_without_end_is_refused() -> None:
    with pytest.raises(LimitExceeded):
        unrolled((step(0, "active", duration_s=1.0), repeat(1, 0, limits.WORKOUT_STEPS + 1)))


def test_six_reps_with_their_ends() -> None:
    found = planned(*SIX)
    assert (found.kind, found.n_reps, found.rep_s, found.recovery_s) == ("reps", 6, 30.0, 90.0)
    assert (found.warm_up_s, found.cool_down_s) == (600.0, 390.0)  # the last recovery is easy, too
    assert (found.day, found.place) == (OPEN.day, "w.fit")


def test_what_the_plan_says_beside_the_workout_holds() -> None:
    like = Planned(day=OPEN.day, kind="downhill", grade_ratio=-0.04, way="walk back")
    found = planned(*SIX, like=like)
    assert (found.kind, found.grade_ratio, found.way, found.n_reps) == ("downhill", -0.04, "walk back", 6)


def test_open_steps_stay_unknown_and_distances_need_an_easy_pace() -> None:
    steps = (
        step(0, "warm-up", distance_m=1680.0), step(1, "active", distance_m=400.0, speed_mps=4.5),
        step(2, "recovery"), repeat(3, 1, 5), step(4, "cool-down"),
    )  # fmt: skip
    found = planned(*steps)
    assert (found.rep_m, found.speed_mps, found.recovery_s) == (400.0, 4.5, None)
    assert (found.warm_up_s, found.cool_down_s) == (None, None)
    assert planned(*steps, easy_mps=2.8).warm_up_s == pytest.approx(600)


def test_a_workout_of_one_step_is_an_easy_run() -> None:
    found = planned(step(0, "active", duration_s=2400.0))
    assert (found.kind, found.duration_s, found.n_reps) == ("easy", 2400.0, 0)


def test_sets_of_unlike_reps_are_parted_and_the_longest_is_the_main_one() -> None:
    steps = (
        step(0, "active", distance_m=200.0), step(1, "rest", duration_s=60.0), repeat(2, 0, 4),
        step(3, "active", distance_m=800.0), step(4, "rest", duration_s=120.0), repeat(5, 3, 3),
    )  # fmt: skip
    found = planned(*steps)
    assert (found.n_reps, found.rep_m, found.recovery_s) == (3, 800.0, 120.0)
    assert [(m.n_reps, m.rep_m, m.recovery_s) for m in found.more] == [(4, 200.0, 60.0)]


def test_miles_on_end_with_rising_speeds_are_a_progressive_run() -> None:
    speeds = (2.7, 2.8, 2.95)
    steps = [step(i, "active", distance_m=1609.34, speed_mps=v) for i, v in enumerate(speeds)]
    found = planned(*steps)
    assert (found.kind, found.unit) == ("progressive", "mile")
    assert found.paces_s_per_m == pytest.approx([1 / v for v in speeds])
    assert pytest.approx(1609.34, abs=0.01) == MILE_M


@pytest.mark.parametrize(
    ("steps", "sport", "words"),
    [
        ((step(0, "warm-up", duration_s=60.0), step(1, "active")), "running", "step 2 is an effort without an end"),
        ((step(0, "warm-up", duration_s=60.0), step(1, "rest", duration_s=9.0)), "running", "without an effort"),
        (SIX, "cycling", "a workout of cycling"),
    ],
)
def test_what_cannot_be_laid_out_is_refused_with_its_step(
    steps: tuple[WorkoutStep, ...], sport: str, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        planned(*steps, sport=sport)
