from __future__ import annotations

import itertools

import numpy as np
import pytest

from downtempo.synthetic import (
    Slope,
    downhill_repeats,
    easy_run,
    hill,
    long_run,
    loop,
    progressive_tempo,
    speed_repeats,
    strides,
    tempo,
)


@pytest.mark.parametrize("course", [None, loop(3000, grade_ratio=0.01, seed=2)], ids=["line", "loop"])
def test_an_easy_run_covers_its_distance_without_an_effort(course) -> None:  # type: ignore[no-untyped-def]
    truth = easy_run(6000, course=course, seed=1).truth
    assert truth.distance_m == pytest.approx(6000, rel=0.01)
    assert truth.efforts == ()


def test_a_long_run_is_a_little_slower() -> None:
    course = loop(4000)
    easily, long = (make(8000, course=course, seed=1).truth.duration_s for make in (easy_run, long_run))
    assert long / easily == pytest.approx(1.02, abs=0.005)


def test_downhill_repeats_have_the_grade_and_the_length_asked_for() -> None:
    efforts = downhill_repeats(5, 40.0, -0.06, seed=1).truth.efforts
    assert [e.grade_percent for e in efforts] == pytest.approx([-6.0] * 5, abs=0.2)
    assert [e.stop_s - e.start_s for e in efforts] == pytest.approx([40.0] * 5, abs=2.0)


def test_walking_back_regains_the_drop_and_ends_at_the_start_of_the_rep() -> None:
    made = downhill_repeats(4, seed=1)
    a, b = made.truth.efforts[:2]
    heights = np.interp([a.start_s, a.stop_s, b.start_s], made.time_s, made.elevation_m)
    assert heights[2] == pytest.approx(heights[0], abs=0.5)
    assert heights[1] < heights[0] - 3
    between = made.speed_mps[int(a.stop_s) + 6 : int(b.start_s) - 8]
    assert np.median(between) == pytest.approx(1.4, rel=0.15)


def test_jogging_on_goes_further_down() -> None:
    made = downhill_repeats(3, 40.0, recovery="jog on", between_s=120, seed=1)
    starts = [float(np.interp(e.start_s, made.time_s, made.elevation_m)) for e in made.truth.efforts]
    assert starts == sorted(starts, reverse=True)
    assert np.diff(starts).max() < -5


def test_reps_can_fall_against_the_direction_of_the_course() -> None:
    slope = Slope(course=hill(0.08, 200, run_in_m=900), top_m=1085, heading=-1)
    efforts = downhill_repeats(3, slope=slope, seed=1).truth.efforts
    assert [e.grade_percent for e in efforts] == pytest.approx([-8.0] * 3, abs=0.3)


def test_the_warm_up_is_the_way_to_the_top() -> None:
    slope = Slope(course=hill(-0.04, 250, run_in_m=1500), top_m=1515)
    near = downhill_repeats(2, slope=slope, start_m=1400.0, seed=1).truth.efforts[0].start_s
    far = downhill_repeats(2, slope=slope, seed=1).truth.efforts[0].start_s
    assert near < 60
    assert far > 480


def test_track_reps_have_their_distance_and_their_rest() -> None:
    efforts = speed_repeats(5, 400, 120, seed=1).truth.efforts
    assert [e.distance_m for e in efforts] == pytest.approx([400] * 5, rel=0.015)
    assert [b.start_s - a.stop_s for a, b in itertools.pairwise(efforts)] == pytest.approx([120] * 4, abs=2)


def test_drift_slows_the_last_rep() -> None:
    steady, drifting = (speed_repeats(6, drift_ratio=d, seed=1).truth.efforts for d in (0.0, 0.08))
    assert drifting[0].speed_mps == pytest.approx(steady[0].speed_mps, rel=1e-3)
    assert drifting[-1].speed_mps / steady[-1].speed_mps == pytest.approx(0.92, abs=0.01)


@pytest.mark.parametrize(("rest", "speed"), [("walk", 1.4), ("jog", 2.3), ("stand", 0.0)])
def test_the_rest_is_walked_jogged_or_stood(rest: str, speed: float) -> None:
    made = speed_repeats(3, rest=rest, seed=1)  # type: ignore[arg-type]
    a, b = made.truth.efforts[:2]
    assert np.median(made.speed_mps[int(a.stop_s) + 8 : int(b.start_s) - 5]) == pytest.approx(speed, abs=0.15)


def test_strides_are_short_and_inside_easy_running() -> None:
    truth = strides(4, 5000, stride_s=18, seed=1).truth
    assert [e.stop_s - e.start_s for e in truth.efforts] == pytest.approx([18] * 4, abs=1)
    assert truth.efforts[-1].stop_s < truth.duration_s - 60


def test_a_tempo_block_has_its_duration() -> None:
    (effort,) = tempo(900, seed=1).truth.efforts
    assert effort.stop_s - effort.start_s == pytest.approx(900, abs=2)


def test_uneven_steps_replace_the_even_one() -> None:
    made = progressive_tempo(600, steps_s=(30, -10, 60), seed=1)
    assert made.truth.progression is not None
    assert made.truth.progression.splits == 4
    starts = [*made.truth.progression.splits_start_m, made.truth.progression.splits_start_m[-1] + 1609.344]
    assert np.diff(np.interp(starts, made.distance_m, made.time_s)) == pytest.approx([600, 570, 580, 520], abs=8)


def test_the_same_arguments_give_the_same_columns() -> None:
    first, again = (downhill_repeats(seed=9) for _ in range(2))
    assert np.array_equal(first.elevation_m, again.elevation_m)
    assert first.truth == again.truth
