from __future__ import annotations

import numpy as np
import pytest

from downtempo.synthetic import (
    Part,
    Runner,
    downhill_repeats,
    easy,
    easy_run,
    flat,
    gap_factor,
    hill,
    legs,
    loop,
    recovery,
    rep,
    run,
    speed_repeats,
    stand,
)

STEADY = Runner(unevenness_ratio=0.0)


def test_the_columns_have_one_row_a_second_and_one_length() -> None:
    made = easy_run(3000, seed=1)
    columns = (
        made.time_s, made.x_m, made.y_m, made.elevation_m, made.grade_ratio, made.speed_mps, made.distance_m,
        made.heart_rate_bpm, made.cadence_spm,
    )  # fmt: skip
    assert {column.shape for column in columns} == {made.time_s.shape}
    assert np.array_equal(made.time_s, np.arange(len(made.time_s)))


def test_distance_is_the_sum_of_speed_and_the_way_on_the_map() -> None:
    made = downhill_repeats(3, seed=1)
    assert made.distance_m[-1] == pytest.approx(np.sum(made.speed_mps), rel=0.01)
    steps = np.hypot(np.diff(made.x_m), np.diff(made.y_m))
    assert steps.sum() == pytest.approx(made.distance_m[-1], rel=0.01)


def test_height_changes_by_grade_times_way() -> None:
    made = downhill_repeats(3, seed=1)
    climbed = np.cumsum(made.grade_ratio[:-1] * np.diff(made.distance_m))
    assert climbed == pytest.approx(made.elevation_m[1:] - made.elevation_m[0], abs=0.5)


@pytest.mark.parametrize("seed", [1, 2])
def test_nobody_speeds_up_or_slows_down_faster_than_they_can(seed: int) -> None:
    made = speed_repeats(seed=seed, rest="stand")
    assert np.abs(np.diff(made.speed_mps)).max() <= Runner().acceleration_mps2 + 1e-9


def test_the_same_arguments_give_the_same_run_and_another_seed_gives_another() -> None:
    first, again, other = (easy_run(2000, course=loop(2000), seed=seed).speed_mps for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first[:500], other[:500])


def test_pace_wavers_by_the_unevenness_of_the_runner() -> None:
    speeds = easy_run(6000, course=flat(3100), runner=Runner(unevenness_ratio=0.03), seed=1).speed_mps[60:-60]
    calm = easy_run(6000, course=flat(3100), runner=STEADY, seed=1).speed_mps[60:900]
    assert 0.015 < np.std(speeds[:900]) / np.mean(speeds) < 0.04
    assert np.std(calm) < 1e-6


def test_easy_running_keeps_the_effort_on_a_hill_and_a_rep_the_speed() -> None:
    course = legs([(300, -0.06), (300, 0.0)])
    easily = run((easy(3.0, duration_s=60),), course, STEADY, 1)
    hard = run((rep(4.0, duration_s=60),), course, STEADY, 1)
    assert easily.speed_mps[30] == pytest.approx(3.0 / float(gap_factor(np.array(-0.06))), rel=1e-3)
    assert hard.speed_mps[30] == pytest.approx(4.0, rel=1e-3)


def test_a_runner_without_a_sense_for_hills_keeps_the_pace() -> None:
    course = legs([(300, -0.06), (300, 0.0)])
    made = run((easy(3.0, duration_s=60),), course, Runner(unevenness_ratio=0.0, hill_sense=0.0), 1)
    assert made.speed_mps[30] == pytest.approx(3.0, rel=1e-3)


def test_turning_round_goes_through_a_standstill() -> None:
    plan = (rep(4.0, duration_s=30), recovery(1.4, to_m=0.0))
    made = run(plan, flat(400, bend=0), STEADY, 1)
    turn = int(np.argmax(made.x_m))
    assert made.speed_mps[turn - 1 : turn + 2].min() < 0.7
    assert made.x_m[-1] == pytest.approx(made.x_m[0], abs=0.5)


def test_a_part_ends_after_its_duration_or_its_distance() -> None:
    course = flat(2000)
    timed = run((easy(3.0, duration_s=100),), course, STEADY, 1)
    measured = run((easy(3.0, distance_m=300),), course, STEADY, 1)
    assert timed.truth.duration_s == 100
    assert measured.truth.distance_m == pytest.approx(300, abs=1)


def test_standing_covers_no_ground() -> None:
    made = run((easy(3.0, duration_s=60), stand(30), easy(3.0, duration_s=60)), flat(2000), STEADY, 1)
    assert np.ptp(made.distance_m[70:88]) < 0.5


@pytest.mark.parametrize("part", [easy(3.0, duration_s=300), rep(4.0, duration_s=300)], ids=["easy", "rep"])
def test_running_off_the_course_is_refused(part: Part) -> None:
    with pytest.raises(ValueError, match="off the course, which is 250 m long"):
        run((part,), hill(-0.04, 50, run_in_m=100, run_out_m=100), STEADY, 1)


def test_a_plan_without_an_end_is_refused() -> None:
    with pytest.raises(ValueError, match="longer than six hours"):
        run((easy(0.01, distance_m=5000),), flat(6000), STEADY, 1)
