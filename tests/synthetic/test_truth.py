from __future__ import annotations

import itertools
import json
from pathlib import Path

import numpy as np
import pytest

from downtempo.synthetic import (
    Run,
    Runner,
    downhill_repeats,
    easy,
    easy_run,
    flat,
    legs,
    progressive_tempo,
    rep,
    run,
    speed_repeats,
    strides,
    tempo,
)  # fmt: skip

SHARED = Path(__file__).resolve().parents[3] / "shared" / "bench" / "sessions"
WORKOUTS = {"downhill": downhill_repeats(seed=1), "track": speed_repeats(seed=2), "strides": strides(seed=3)}


@pytest.mark.parametrize("made", WORKOUTS.values(), ids=WORKOUTS)
def test_every_rep_is_listed_once_and_in_order(made: Run) -> None:
    efforts = made.truth.efforts
    assert len(efforts) == 6
    assert all(a.stop_s < b.start_s for a, b in itertools.pairwise(efforts))


@pytest.mark.parametrize("made", WORKOUTS.values(), ids=WORKOUTS)
def test_an_effort_agrees_with_the_columns_between_its_ends(made: Run) -> None:
    for effort in made.truth.efforts:
        metres, height = (
            np.diff(np.interp([effort.start_s, effort.stop_s], made.time_s, column))[0]
            for column in (made.distance_m, made.elevation_m)
        )
        assert effort.distance_m == pytest.approx(metres, abs=1.0)
        assert effort.speed_mps == pytest.approx(metres / (effort.stop_s - effort.start_s), rel=0.01)
        assert effort.grade_percent == pytest.approx(100 * height / metres, abs=0.1)


@pytest.mark.parametrize("made", WORKOUTS.values(), ids=WORKOUTS)
def test_an_effort_begins_and_ends_where_the_speed_passes_half_way(made: Run) -> None:
    for effort in made.truth.efforts:
        inside = made.speed_mps[int(effort.start_s) + 4 : int(effort.stop_s) - 3]
        level = np.median(inside)
        before = np.median(made.speed_mps[int(effort.start_s) - 7 : int(effort.start_s)])
        after = np.median(made.speed_mps[int(effort.stop_s) + 1 : int(effort.stop_s) + 9])
        at = np.interp([effort.start_s, effort.stop_s], made.time_s, made.speed_mps)
        assert at[0] == pytest.approx((before + level) / 2, abs=0.35)
        assert at[1] == pytest.approx((after + level) / 2, abs=0.35)


def test_a_rep_of_a_known_speed_and_time_is_told_as_such() -> None:
    made = run((easy(3.0, duration_s=60), rep(4.5, duration_s=40), easy(3.0, duration_s=60)), flat(900), _STEADY, 1)
    (effort,) = made.truth.efforts
    assert effort.stop_s - effort.start_s == pytest.approx(40, abs=0.3)
    assert effort.start_s == pytest.approx(60.9, abs=0.3)
    assert effort.speed_mps == pytest.approx(4.5, rel=0.02)
    assert effort.label == "main"


def test_strides_and_tempo_carry_their_own_label() -> None:
    assert {e.label for e in strides(seed=1).truth.efforts} == {"stride"}
    assert [e.label for e in tempo(seed=1).truth.efforts] == ["tempo"]


def test_a_slope_is_found_from_and_to_where_it_passes_one_and_a_half_percent() -> None:
    made = run((easy(3.0, to_m=700),), legs([(300, 0.0), (200, -0.05), (300, 0.0)]), _STEADY, 1)
    (descent,) = made.truth.descents
    # A 24 m transition from level to -5 % passes -1.5 % at three tenths of its length.
    assert (descent.start_m, descent.stop_m) == pytest.approx((300 - 12 + 7.2, 500 + 12 - 7.2), abs=1.5)
    assert descent.drop_m == pytest.approx(10, abs=0.3)
    assert descent.start_s == pytest.approx(descent.start_m / 3.0, abs=3)


def test_a_short_flat_inside_a_descent_does_not_divide_it_and_a_long_one_does() -> None:
    def descents(gap_m: float) -> int:
        course = legs([(100, 0.0), (150, -0.05), (gap_m, 0.0), (150, -0.05), (100, 0.0)])
        return len(run((easy(3.0, to_m=course.length_m - 20),), course, _STEADY, 1).truth.descents)

    assert (descents(30), descents(120)) == (1, 2)


def test_a_gentle_descent_is_allowed_but_not_demanded() -> None:
    course = legs([(100, 0.0), (200, -0.021), (100, 0.0)])
    truth = run((easy(3.0, to_m=380),), course, _STEADY, 1).truth
    assert (len(truth.descents), len(truth.descents_allowed)) == (0, 1)


def test_the_drop_of_all_descents_is_the_drop_of_the_columns() -> None:
    made = easy_run(6000, course=legs([(500, -0.04), (300, 0.03)] * 5), seed=4)
    falls = -np.minimum(np.diff(made.elevation_m), 0).sum()
    assert sum(d.drop_m for d in made.truth.descents_allowed) == pytest.approx(falls, rel=0.05)


@pytest.mark.parametrize("by", ["pace", "gap"])
def test_a_progression_is_told_as_it_was_planned(by: str) -> None:
    made = progressive_tempo(600, 30, 5, by=by, seed=2)  # type: ignore[arg-type]
    progression = made.truth.progression
    assert progression is not None
    assert (progression.splits, progression.step_s, progression.first_pace_s_per_mile) == (5, 30.0, 600.0)
    assert progression.grade_adjusted == (by == "gap")
    starts = [*progression.splits_start_m, progression.splits_start_m[-1] + 1609.344]
    times = np.diff(np.interp(starts, made.distance_m, made.time_s))
    if by == "pace":
        assert times == pytest.approx([600, 570, 540, 510, 480], abs=6)


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the bench beside the checkout")
def test_the_truth_has_the_fields_of_the_truth_files() -> None:
    known = json.loads(next(iter(sorted(SHARED.glob("downhill_reps-*.truth.json")))).read_text())
    ours = downhill_repeats(seed=1).truth.as_dict()
    assert set(ours) <= set(known)
    for key in ("efforts", "descents", "descents_allowed"):
        assert set(ours[key][0]) == set(known[key][0])  # type: ignore[index]


_STEADY = Runner(unevenness_ratio=0.0)
