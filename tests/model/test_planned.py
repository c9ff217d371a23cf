"""A planned run drawn as a session: every measure that the plan gives, and none that it does not."""

from __future__ import annotations

from datetime import date

import pytest

from downtempo.model.planned import Paces, Planned, drawn
from downtempo.units import MILE_M

DAY = date(2026, 10, 6)
PACES = Paces(easy_mps=2.8, downhill_mps=4.2, flat_mps=4.4, tempo_mps=3.6)


def plan(kind: str, **more: object) -> Planned:
    return Planned(**({"day": DAY, "kind": kind, "place": "plan.toml:1"} | more))  # type: ignore[arg-type]


def test_a_run_without_efforts_has_the_distance_of_its_time_and_the_time_of_its_distance() -> None:
    by_time = drawn(plan("easy", duration_s=2400.0), PACES)
    by_distance = drawn(plan("long", distance_m=14_000.0), PACES)
    assert by_time.distance_m == pytest.approx(6720)
    assert by_distance.moving_s == by_distance.duration_s == pytest.approx(5000)
    assert (by_time.local_date, by_time.file, by_time.is_planned) == (DAY, "plan.toml:1", True)


def test_without_an_easy_pace_a_distance_has_no_time() -> None:
    session = drawn(plan("long", distance_m=14_000.0), Paces())
    assert (session.distance_m, session.moving_s, session.easy_speed_mps) == (14_000.0, None, None)


def test_nobody_knows_how_fast_a_race_is() -> None:
    assert drawn(plan("race", distance_m=5000.0), PACES).moving_s is None
    assert drawn(plan("race", distance_m=5000.0, speed_mps=4.0), PACES).moving_s == pytest.approx(1250)


def test_downhill_reps_have_their_grade_exactly() -> None:
    session = drawn(
        plan("downhill", n_reps=6, rep_s=30.0, grade_ratio=-0.04, way="walk back", warm_up_s=600.0, cool_down_s=300.0),
        PACES,
    )
    (group,) = session.sets
    assert (group.n_reps, group.rep_s, group.speed_mps) == pytest.approx((6, 30, 4.2))
    assert group.grade_ratio == pytest.approx(-0.04)
    assert {(s.terrain, s.grade_error_ratio, s.span.duration_error_s) for s in group.surges} == {("downhill", 0.0, 0.0)}
    assert all(r.climb_m == pytest.approx(30 * 4.2 * 0.04) for r in group.recoveries)
    assert all((r.gap_speed_mps or 9) < 2.8 for r in group.recoveries)
    warm_up, cool_down = session.phase("warm-up"), session.phase("cool-down")
    assert warm_up is not None
    assert cool_down is not None
    assert (warm_up.easy_s, cool_down.easy_s) == (600, 300)


def test_an_unknown_grade_gives_reps_of_unknown_ground() -> None:
    (group,) = drawn(plan("downhill", n_reps=6, rep_s=30.0), PACES).sets
    assert {(s.grade_ratio, s.terrain, s.drop_m) for s in group.surges} == {(None, None, None)}


def test_the_way_back_takes_longer_walked_than_jogged() -> None:
    walked, jogged = (
        drawn(plan("downhill", n_reps=3, rep_s=30.0, grade_ratio=-0.04, way=way), PACES).sets[0].recovery_s
        for way in ("walk back", "jog back")
    )
    assert walked is not None
    assert jogged is not None
    assert walked == pytest.approx(2 * jogged)


@pytest.mark.parametrize(
    ("more", "rep_s", "rep_m"),
    [({"rep_m": 440.0}, 100, 440), ({"rep_m": 400.0, "speed_mps": 4.0}, 100, 400), ({"rep_s": 50.0}, 50, 220),
     ({"rep_s": 50.0, "rep_m": 200.0}, 50, 200)],
)  # fmt: skip
def test_time_distance_and_speed_of_a_rep_agree(more: dict[str, float], rep_s: float, rep_m: float) -> None:
    (group,) = drawn(plan("speed", n_reps=4, recovery_s=90.0, **more), PACES).sets
    assert (group.rep_s, group.rep_m, group.recovery_s) == pytest.approx((rep_s, rep_m, 90))
    assert group.terrain == "flat"


def test_a_rest_of_nothing_is_no_rest() -> None:
    (group,) = drawn(plan("speed", n_reps=4, rep_m=400.0, recovery_s=0.0), PACES).sets
    assert group.recovery_s == pytest.approx(0)


def test_splits_follow_each_other_between_warm_up_and_cool_down() -> None:
    paces = tuple(s / MILE_M for s in (600.0, 570.0, 540.0))
    session = drawn(plan("progressive", paces_s_per_m=paces, warm_up_s=300.0, cool_down_s=300.0), PACES)
    run = session.progression
    assert run is not None
    assert run.paces_s_per_m == pytest.approx(paces)
    assert [split.span.distance_m for split in run.splits] == pytest.approx([MILE_M] * 3)
    assert run.splits[0].span.start_s == 300
    assert session.distance_m == pytest.approx(3 * MILE_M + 600 * 2.8)


def test_further_sets_are_not_the_main_one() -> None:
    more = plan("speed", n_reps=4, rep_m=200.0)
    session = drawn(plan("speed", n_reps=5, rep_m=400.0, more=(more,)), PACES)
    assert [(g.n_reps, g.is_main) for g in session.sets] == [(5, True), (4, False)]
    assert session.surge_s == pytest.approx((5 * 400 + 4 * 200) / 4.4)


def test_metres_down_are_only_those_that_the_plan_gives() -> None:
    assert drawn(plan("easy", duration_s=60.0), PACES).load is None
    load = drawn(plan("easy", duration_s=60.0, drop_m=80.0), PACES).load
    assert load is not None
    assert load.eccentric_j_per_kg == pytest.approx(9.81 * 80)


def test_a_day_of_rest_is_no_run() -> None:
    with pytest.raises(ValueError, match="nobody runs"):
        drawn(plan("rest"), PACES)


@pytest.mark.parametrize("left_out", ["warm_up_s", "cool_down_s", "recovery_s"])
def test_a_run_of_which_a_part_is_left_open_has_no_length(left_out: str) -> None:
    whole = {"n_reps": 4, "rep_m": 400.0, "recovery_s": 90.0, "warm_up_s": 600.0, "cool_down_s": 600.0}
    session = drawn(plan("speed", **(whole | {left_out: None})), PACES)
    assert (session.distance_m, session.moving_s) == (None, None)
    assert drawn(plan("speed", **whole), PACES).distance_m == pytest.approx(4 * 400 + 3 * 90 * 2.8 + 1200 * 2.8)
    assert drawn(plan("speed", distance_m=8000.0, **(whole | {left_out: None})), PACES).distance_m == 8000.0
