"""The weeks to come, run as the last loaded one was."""

from __future__ import annotations

from datetime import timedelta

from tests.support.outlooks import CATALOGUE, HISTORIES, KNOWN, RULES, ground_of

from downtempo.model import History
from downtempo.model.sketch import MONDAY, downhill_reps
from downtempo.scorer import score
from downtempo.scorer.ahead import added, loaded_weeks, look_ahead

WEEK = timedelta(weeks=1)


def test_every_fourth_week_is_due_to_be_lighter() -> None:
    ahead = look_ahead(ground_of(HISTORIES["eight loaded weeks"]))
    assert list(ahead.lighter) == [MONDAY, MONDAY + 4 * WEEK]
    ahead = look_ahead(ground_of(HISTORIES["a lighter week just now"]))
    assert list(ahead.lighter) == [MONDAY + 3 * WEEK]


def test_the_weeks_ahead_are_within_the_rules_that_asked_for_them() -> None:
    ahead = look_ahead(ground_of(HISTORIES["eight loaded weeks"]))
    for week in ahead.weeks:
        whole = History(ahead.history.sessions, week.last_day + timedelta(days=1))
        found = score(RULES, CATALOGUE, KNOWN, whole, weeks=[whole.week_of(week.start)]).findings
        assert {f.code for f in found} & {"PG103", "PG105", "PG106", "PG107"} == set()


def test_what_was_run_this_week_stays_and_only_the_days_to_come_are_filled() -> None:
    runs = (*HISTORIES["a lighter week just now"], downhill_reps(day=0))
    ahead = look_ahead(ground_of(runs, today=MONDAY + timedelta(days=2)))
    kinds = [s.kind for s in ahead.weeks[0].sessions]
    assert kinds == ["controlled-speed-repeats", "easy", "speed-stage-1", "long"]


def test_a_short_history_shows_no_usual_week() -> None:
    ahead = look_ahead(ground_of(HISTORIES["one week"]))
    assert (ahead.weeks, ahead.lighter) == ((), {})


def test_a_session_takes_the_place_of_the_one_that_is_like_it() -> None:
    ground = ground_of(HISTORIES["a lighter week just now"])
    ahead = look_ahead(ground)
    same, twice = downhill_reps(6), downhill_reps(24)
    assert added(ground, ahead, same, lambda s: bool(s.is_downhill)) == ()
    assert [r.code for r in added(ground, ahead, twice, lambda s: bool(s.is_downhill))] == ["PG105"]
    assert [r.code for r in added(ground, ahead, same, lambda _s: False)] == ["PG105"]


def test_weeks_that_nobody_recorded_are_not_called_light() -> None:
    ground = ground_of(HISTORIES["one week"])
    assert loaded_weeks(ground, ground.history.week_of(MONDAY - 2 * WEEK)) is None
