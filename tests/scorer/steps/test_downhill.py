"""Downhill: one lever at a time, every two weeks, as far as the level and the slope allow."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.support.outlooks import EASY, HISTORIES, KNOWN, looked_ahead, step_of

from downtempo.model import Athlete, Session
from downtempo.model.altered import weeks_before
from downtempo.model.outlook import Step
from downtempo.model.sketch import MONDAY, downhill_reps


def downhill(runs: tuple[Session, ...], athlete: Athlete = KNOWN) -> Step:
    return step_of(looked_ahead(runs, athlete), "downhill")


def levers(step: Step) -> dict[str, tuple[float, float]]:
    return {o.what: (o.amount.least, o.amount.most) for o in step.offers if o.amount}


def test_three_levers_stand_open_two_weeks_after_the_last_step() -> None:
    step = downhill(HISTORIES["a lighter week two weeks ago"])
    assert levers(step) == {
        "reps": (7, 8),
        "rep length": (35.0, 40.0),
        "grade": (pytest.approx(0.045), pytest.approx(0.05)),
    }
    assert {o.first_day for o in step.offers} == {MONDAY}
    assert {o.reason.figure for o in step.offers if o.reason} == {"downhill-tempo.step-interval-min"}


def test_one_week_after_a_step_the_next_waits_for_another() -> None:
    step = downhill(HISTORIES["a step a week ago"])
    raised_on = MONDAY + timedelta(days=1 - 7)
    assert {o.first_day for o in step.offers} == {raised_on + timedelta(days=14)}
    assert {o.not_before.code for o in step.offers if o.not_before} == {"PG101"}
    early = step.too_much[0]
    assert (early.what, early.reason.code, early.day) == ("early", "PG101", raised_on + timedelta(days=13))


def test_two_levers_at_once_are_too_much() -> None:
    step = downhill(HISTORIES["a lighter week two weeks ago"])
    both = next(one for one in step.too_much if one.what == "two at once")
    assert both.reason.code == "PG102"
    assert both.plan is not None
    assert (both.plan.n_reps, both.plan.rep_s) == (8, 40)


def test_the_slope_stops_at_the_documented_grade_and_the_number_at_the_documented_one() -> None:
    step = downhill(HISTORIES["at the end downhill"])
    assert set(levers(step)) == {"rep length"}
    assert {reason.code for reason in step.closed} == {"DH101", "DH103"}


def test_a_slope_just_under_the_figure_is_not_raised_past_it() -> None:
    """Half a point is the least that can be told apart; it would end beyond 5 %."""
    step = downhill((*weeks_before(5, *EASY), *weeks_before(3, downhill_reps(6, 30, 4.8))))
    assert "grade" not in levers(step)


def test_a_beginner_keeps_thirty_seconds() -> None:
    step = downhill((*weeks_before(5, *EASY), *weeks_before(3, downhill_reps())), replace(KNOWN, level="beginner"))
    assert "rep length" not in levers(step)
    assert "DH102" in {reason.code for reason in step.closed}


@pytest.mark.parametrize(
    ("history", "reps", "rep_s", "percent", "code"),
    [
        ("too steep", 6, 30, 5.0, "DH101"),
        ("too many", 8, 30, 4.0, "DH103"),
        ("too long", 6, 60, 4.0, "DH102"),
    ],
)
def test_what_was_beyond_goes_back_to_its_figure_before_anything_rises(
    history: str, reps: int, rep_s: float, percent: float, code: str
) -> None:
    step = downhill(HISTORIES[history])
    (back,) = step.offers
    assert back.what == "back"
    assert back.plan is not None
    assert (back.plan.n_reps, back.plan.rep_s) == (reps, rep_s)
    assert back.plan.grade_ratio == pytest.approx(-percent / 100)
    assert back.reason is not None
    assert back.reason.code == code
    assert {one.reason.code for one in step.too_much} == {code}


def test_rests_that_were_too_short_become_the_way_back_up() -> None:
    again = downhill(HISTORIES["rests too short"]).again
    assert again is not None
    assert again.plan is not None
    assert again.plan.way == "walk back"


@pytest.mark.parametrize(
    ("level", "reps", "rep_s", "way"),
    [("beginner", 3, 20.0, "jog"), ("intermediate", 5, 30.0, "walk back"), ("experienced", 5, 30.0, "walk back")],
)
def test_the_beginning_is_the_least_that_is_documented(level: str, reps: int, rep_s: float, way: str) -> None:
    athlete = replace(KNOWN, level=level)  # type: ignore[arg-type]
    for history in ("easy weeks", "downhill long ago"):
        (start,) = downhill(HISTORIES[history], athlete).offers
        assert start.plan is not None
        assert (start.what, start.plan.n_reps, start.plan.rep_s, start.plan.way) == ("start", reps, rep_s, way)
        assert start.plan.grade_ratio == pytest.approx(-0.03)


def test_a_first_downhill_day_beside_the_usual_ones_is_told_to_be_one_more() -> None:
    usual = tuple(s for s in HISTORIES["a lighter week just now"] if not s.is_downhill)
    (start,) = downhill(usual).offers
    assert {reason.code for reason in start.beside} == {"PG105"}


def test_the_base_phase_has_no_reps() -> None:
    step = downhill(HISTORIES["eight loaded weeks"], replace(KNOWN, phase="base"))
    assert step.again is not None
    assert step.again.first_day is None
    assert step.again.not_before is not None
    assert step.again.not_before.code == "PG109"
    assert step.offers == ()
    assert {one.reason.code for one in step.too_much} == {"PG109"}


def test_reps_of_unknown_ground_leave_everything_open() -> None:
    step = downhill(HISTORIES["without altitude"])
    assert "may have been run on a descent" in step.doubt
    assert (step.again, step.offers, step.too_much) == (None, (), ())


def test_nothing_rises_in_a_week_that_is_due_to_be_lighter() -> None:
    step = downhill(HISTORIES["eight loaded weeks"])
    assert step.again is not None
    assert step.again.first_day == MONDAY
    assert {o.first_day for o in step.offers} == {MONDAY + timedelta(weeks=1)}
    assert {o.not_before.code for o in step.offers if o.not_before} == {"PG107"}


def test_a_lever_that_would_make_the_week_too_hard_rises_less() -> None:
    """Where nothing else is hard, two more reps are a third more hard minutes; one more is a sixth."""
    runs = weeks_before(6, *EASY, downhill_reps(6, 30, 4.0))
    assert levers(downhill(runs))["reps"] == (7, 7)


def test_the_level_decides_how_long_a_rep_may_get() -> None:
    runs = weeks_before(6, *EASY, downhill_reps(6, 60, 4.0))
    assert levers(downhill(runs, replace(KNOWN, level="experienced")))["rep length"] == (70.0, 70.0)
    assert "rep length" not in levers(downhill(runs))


def test_a_figure_of_ones_own_moves_the_proposal() -> None:
    agreed = {"downhill-dynamo.repeat-grade": (6.0, "%", "agreed with the coach")}
    runs = HISTORIES["at the end downhill"]
    assert "grade" not in levers(downhill(runs))
    moved = levers(step_of(looked_ahead(runs, overrides=agreed), "downhill"))
    assert moved["grade"] == pytest.approx((0.055, 0.06))
