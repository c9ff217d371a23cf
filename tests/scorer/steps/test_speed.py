"""The return to speed: stage by stage, two weeks each; and track repeats where no return is on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.support.outlooks import EASY, HISTORIES, KNOWN, looked_ahead, step_of, without

from downtempo.model import Athlete, Session
from downtempo.model.altered import shifted, weeks_before
from downtempo.model.outlook import Step
from downtempo.model.sketch import MONDAY, downhill_reps, speed_reps, tempo

#: Weeks with room for a stage, the third from the end a lighter one.
WITH_TEMPOS = without(weeks_before(6, *EASY, tempo(1)), 16, 20)


def speed(runs: tuple[Session, ...], athlete: Athlete = KNOWN) -> Step:
    return step_of(looked_ahead(runs, athlete), "speed")


def forms(step: Step) -> list[tuple[str, int, float]]:
    return [(o.what, o.plan.n_reps, o.plan.rep_m or 0.0) for o in step.offers if o.plan]


def test_a_return_begins_with_either_form_of_the_first_stage() -> None:
    returning = replace(KNOWN, return_to_speed_from=MONDAY - timedelta(days=3))
    assert forms(speed(HISTORIES["easy weeks"], returning)) == [("start", 6, 200), ("start", 8, 150)]


def test_where_no_return_is_configured_nobody_knows_what_150s_would_count_as() -> None:
    step = speed(HISTORIES["easy weeks"])
    assert (forms(step), step.doubt) == ([("start", 6, 200)], "")


def test_two_weeks_of_200s_open_the_400s_and_one_does_not() -> None:
    runs = (*WITH_TEMPOS, *weeks_before(2, speed_reps(6, 200)))
    began = MONDAY + timedelta(days=3 - 14)
    (told,) = speed(runs).offers
    assert (told.what, told.plan and told.plan.n_reps, told.plan and told.plan.rep_m) == ("stage 2", 5, 400)
    assert told.first_day == began + timedelta(days=14)
    assert told.not_before is not None
    assert told.not_before.code == "SR102"
    assert told.reason is not None
    assert "2 weeks, documented at least 2 weeks" in told.reason.message


def test_a_stage_is_no_faster_than_the_one_before_and_faster_and_less_rested_it_is_too_much() -> None:
    for metres, speed_mps in ((200, 4.3), (150, 4.7), (400, 3.7)):  # the last are slower than 5K pace
        runs = (*weeks_before(6, *EASY, tempo(1)), *weeks_before(3, speed_reps(6, metres, speed_mps=speed_mps)))
        returning = replace(KNOWN, return_to_speed_from=MONDAY - timedelta(days=60))
        step = speed(runs, returning)
        assert step.offers
        for told in step.offers:
            assert told.plan is not None
            assert (told.plan.speed_mps or 9) <= speed_mps
            assert (told.plan.speed_mps or 0) > 0.99 * (min(speed_mps, 3.9) if metres == 400 else speed_mps)
        assert "SR107" in {one.reason.code for one in step.too_much}


def test_a_stage_has_fewer_reps_where_all_of_them_would_be_a_jump_of_hard_minutes() -> None:
    """Whoever runs nothing hard but six 200s a week has no room for five 400s: half as much again and more."""
    runs = (*weeks_before(6, *EASY), *weeks_before(5, speed_reps(6, 200)))
    (told,) = speed(runs).offers
    assert told.plan is not None
    assert (told.what, told.plan.n_reps, told.plan.rep_m) == ("stage 2", 3, 400)
    assert told.fewer is not None
    assert told.fewer.code == "PG105"


def test_the_stage_before_its_day_is_too_much_and_so_is_one_left_out() -> None:
    runs = (*weeks_before(6, *EASY), *weeks_before(1, speed_reps(6, 200)))
    assert [one.reason.code for one in speed(runs).too_much][:3] == ["SR102", "SR107", "SR101"]


def test_the_third_stage_has_two_forms_at_5k_pace() -> None:
    step = speed((*HISTORIES["stage 2"], *weeks_before(6, tempo(1))))
    assert forms(step) == [("stage 3", 4, 600), ("stage 3", 6, 500)]
    for told in step.offers:
        assert told.plan is not None
        assert told.plan.speed_mps == pytest.approx(KNOWN.five_k_speed_mps, rel=0.005)


def test_without_a_5k_pace_the_600s_are_not_offered_and_it_says_what_is_missing() -> None:
    """The source gives 5K pace for the 600s alone."""
    step = speed((*HISTORIES["stage 2"], *weeks_before(6, tempo(1))), replace(KNOWN, five_k_speed_mps=None))
    assert [metres for _, _, metres in forms(step)] == [500]
    assert step.doubt == "no 5K pace: configure five-k-pace (SR106)"


def test_reps_that_count_as_nothing_known_are_not_proposed_again() -> None:
    """600s outside a return to speed are of no documented kind, so no rule about them was asked."""
    runs = (*weeks_before(3, *EASY), *weeks_before(2, speed_reps(4, 600)))
    step = speed(runs, Athlete(easy_speed_mps=2.8))
    if step.again is not None:
        assert step.again.session is not None
        assert step.again.session.kind is not None
    else:
        assert "nobody knows what the session would count as" in step.doubt


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


def test_a_hard_minute_a_week_does_not_stand_against_a_beginning() -> None:
    """What is documented after weeks without hard running is no jump after weeks with next to none."""
    runs = weeks_before(8, *EASY, downhill_reps(2, 25, day=1))
    (start, *_others) = speed(runs).offers
    assert (start.what, start.first_day, start.plan and start.plan.n_reps) == ("start", MONDAY + timedelta(weeks=1), 6)


def test_one_session_of_weeks_ago_is_nothing_to_rise_from() -> None:
    """Weeks without a hard minute leave nothing to hold the next stage against, and that is no permission."""
    runs = (*weeks_before(8, *EASY), shifted(speed_reps(3, 200), -35))
    step = speed(runs, replace(KNOWN, return_to_speed_from=MONDAY - timedelta(days=60)))
    assert step.again is not None
    assert step.offers == ()
    assert step.doubt == "no hard running in the weeks before to compare with (PG105)"
