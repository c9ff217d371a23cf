"""The return to speed: stage by stage, two weeks each; and track repeats where no return is on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.support.outlooks import EASY, HISTORIES, KNOWN, looked_ahead, step_of

from downtempo.model import Athlete, Session
from downtempo.model.altered import shifted, weeks_before
from downtempo.model.outlook import Step
from downtempo.model.sketch import MONDAY, speed_reps


def speed(runs: tuple[Session, ...], athlete: Athlete = KNOWN) -> Step:
    return step_of(looked_ahead(runs, athlete), "speed")


def forms(step: Step) -> list[tuple[str, int, float]]:
    return [(o.what, o.plan.n_reps, o.plan.rep_m or 0.0) for o in step.offers if o.plan]


def test_a_return_begins_with_either_form_of_the_first_stage() -> None:
    assert forms(speed(HISTORIES["easy weeks"])) == [("start", 6, 200), ("start", 8, 150)]


def test_two_weeks_of_200s_open_the_400s_and_one_does_not() -> None:
    runs = (*weeks_before(6, *EASY), *weeks_before(2, speed_reps(6, 200)))
    began = MONDAY + timedelta(days=3 - 14)
    (told,) = speed(runs).offers
    assert (told.what, told.plan and told.plan.n_reps, told.plan and told.plan.rep_m) == ("stage 2", 5, 400)
    assert told.first_day == began + timedelta(days=14)
    assert told.not_before is not None
    assert told.not_before.code == "SR102"
    assert told.reason is not None
    assert "2 weeks, documented at least 2 weeks" in told.reason.message


def test_the_stage_before_its_day_is_too_much_and_so_is_one_left_out() -> None:
    runs = (*weeks_before(6, *EASY), *weeks_before(1, speed_reps(6, 200)))
    assert [one.reason.code for one in speed(runs).too_much][:2] == ["SR102", "SR101"]


def test_the_third_stage_has_two_forms_at_5k_pace() -> None:
    step = speed(HISTORIES["stage 2"])
    assert forms(step) == [("stage 3", 4, 600), ("stage 3", 6, 500)]
    assert {o.plan.speed_mps for o in step.offers if o.plan} == {KNOWN.five_k_speed_mps}


def test_without_a_5k_pace_the_pace_of_the_third_stage_is_not_judged() -> None:
    step = speed(HISTORIES["stage 2"], replace(KNOWN, five_k_speed_mps=None))
    unknown = [("SR106", "no 5K pace: configure five-k-pace") in o.not_judged for o in step.offers]
    assert unknown == [True, False], "the source gives 5K pace for the 600s alone"


def test_behind_the_third_stage_there_is_no_fourth_and_the_600s_come_every_other_week() -> None:
    step = speed(HISTORIES["stage 3"])
    assert step.offers == ()
    assert step.closed
    assert step.again is not None
    assert step.again.first_day == MONDAY + timedelta(weeks=1)
    assert step.again.not_before is not None
    assert step.again.not_before.code == "PG108"


def test_rests_are_full_and_no_shorter_than_before() -> None:
    again = speed(HISTORIES["nine 200s, barely rested"]).again
    assert again is not None
    assert again.plan is not None
    assert again.plan.n_reps == 6
    assert (again.plan.recovery_s or 0) >= 2 * 200 / 4.3


def test_outside_a_return_the_source_names_no_next_distance() -> None:
    step = speed(HISTORIES["track repeats"])
    assert step.offers == ()
    assert [reason.figure for reason in step.closed] == ["faster-track.changes-at-once-max"]
    assert step.too_much


def test_early_in_a_configured_return_one_hard_day_a_week_is_all() -> None:
    athlete = replace(KNOWN, return_to_speed_from=MONDAY - timedelta(days=7))
    runs = (*weeks_before(6, *EASY), shifted(speed_reps(6, 200), -7))
    thursday = MONDAY - timedelta(days=4)
    outlook = looked_ahead(runs, athlete, thursday)
    again = step_of(outlook, "speed").again
    assert again is not None
    assert again.first_day == MONDAY
    assert again.not_before is not None
    assert again.not_before.code == "WK104"


def test_a_return_is_told_by_the_configuration_or_by_the_first_reps() -> None:
    runs = (*weeks_before(6, *EASY), *weeks_before(2, speed_reps(6, 200)))
    state = looked_ahead(runs).states.speed
    assert state is not None
    assert (state.return_told_by, state.return_from) == ("history", MONDAY + timedelta(days=3 - 14))
    told = looked_ahead(runs, replace(KNOWN, return_to_speed_from=date(2026, 9, 1))).states.speed
    assert told is not None
    assert (told.return_told_by, told.return_from) == ("configuration", date(2026, 9, 1))
    track = looked_ahead(HISTORIES["track repeats"]).states.speed
    assert track is not None
    assert (track.return_from, track.stage) == (None, 2)
