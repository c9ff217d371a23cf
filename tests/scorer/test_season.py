"""The season as the runs tell it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.support.outlooks import CATALOGUE

from downtempo.model import History, Session
from downtempo.model.altered import shifted, weeks_before, without_days
from downtempo.model.season import Ladder, Season
from downtempo.model.sketch import MONDAY, downhill_reps, easy, long, progressive, speed_reps
from downtempo.scorer import season_of

USUAL = (easy(0), downhill_reps(day=1), easy(2), speed_reps(day=3), long(5))
TODAY = MONDAY + timedelta(days=7)


def season(*sessions: Session, today: date = TODAY) -> Season:
    history = History.of(sessions, today)
    return season_of(CATALOGUE, history, [history.week_of(MONDAY)])


def ladder(told: Season, name: str) -> Ladder:
    return next(one for one in told.ladders if one.progression == name)


def test_a_season_ends_with_the_judged_week_and_holds_empty_weeks_too() -> None:
    runs = (*without_days(weeks_before(4, *USUAL), *range(-14, -7)), *USUAL, easy(9))
    weeks = season(*runs).weeks
    assert [w.n_runs for w in weeks] == [5, 5, 0, 5, 5]
    assert [w.is_judged for w in weeks] == [False] * 4 + [True]
    assert weeks[-1].start == MONDAY
    assert weeks[2].distance_m == 0.0


def test_a_season_is_half_a_year_at_most() -> None:
    assert len(season(*weeks_before(40, *USUAL), *USUAL).weeks) == 26


def test_nothing_judged_is_no_season() -> None:
    assert season_of(CATALOGUE, History.of(USUAL, TODAY), []) == Season((), ())


def test_a_week_is_light_by_a_fifth_less_or_without_hard_days_once_three_weeks_are_known() -> None:
    short = (easy(0, minutes=20), speed_reps(3, day=3), long(5, km=6))
    known = (*without_days(weeks_before(5, *USUAL), *range(-7, 0)), *(shifted(s, -7) for s in short))
    assert [w.is_light for w in season(*known, *USUAL).weeks] == [None, None, None, False, True, False]


def test_a_week_that_is_not_over_is_neither_light_nor_not() -> None:
    assert season(*weeks_before(5, *USUAL), easy(0), today=MONDAY).weeks[-1].is_light is None


def test_what_is_not_known_of_a_run_is_not_known_of_its_week() -> None:
    week = season(*weeks_before(1, *USUAL), easy(0, distance_m=None, drop_m=None), long(5)).weeks[-1]
    assert (week.distance_m, week.drop_m, week.is_light) == (None, None, None)


def test_downhill_work_is_told_by_metres_of_descent_and_by_what_rose() -> None:
    runs = (shifted(downhill_reps(6), -21), shifted(downhill_reps(7), -14), downhill_reps(6, day=1))
    rungs = ladder(season(*runs, *weeks_before(4, easy(0))), "downhill").rungs
    assert [r.amount for r in rungs] == pytest.approx([6 * 132, 7 * 132, 6 * 132])
    assert [(r.raised, r.lowered) for r in rungs] == [((), ()), (("reps",), ()), ((), ("reps",))]


def test_fast_reps_are_told_with_their_stage() -> None:
    runs = (shifted(speed_reps(6, 200.0), -14), speed_reps(5, 400.0))
    rungs = ladder(season(*runs), "speed").rungs
    assert [(r.stage, r.raised) for r in rungs] == [(1, ()), (2, ("rep length",))]


def test_progressive_tempo_is_told_by_length_and_by_what_rose() -> None:
    runs = (shifted(progressive(30, 30, 30), -14), progressive(30, 30, 30, 30))
    rungs = ladder(season(*runs), "progressive").rungs
    assert [round(r.amount) for r in rungs] == [6437, 8047]
    assert rungs[1].raised == ("distance", "range")


def test_the_long_run_is_the_longest_of_its_week() -> None:
    rungs = ladder(season(*weeks_before(3, *USUAL), *USUAL), "long-run").rungs
    assert [r.amount for r in rungs] == pytest.approx([12_000] * 4)
    assert {r.day.weekday() for r in rungs} == {5}


def test_a_progression_that_nobody_ran_is_not_told() -> None:
    assert [one.progression for one in season(easy(0), long(5)).ladders] == ["long-run"]


def test_easy_weeks_are_no_lighter_than_easy_weeks_and_an_empty_week_is_none() -> None:
    runs = (*without_days(weeks_before(5, easy(0), long(5)), *range(-14, -7)), easy(0), long(5))
    assert [w.is_light for w in season(*runs).weeks] == [None, None, None, None, False, False]


def test_a_season_begins_with_its_first_run() -> None:
    runs = (shifted(easy(0), -7 * 40), shifted(easy(0), -21), easy(0))
    assert [w.n_runs for w in season(*runs).weeks] == [1, 0, 0, 1]
