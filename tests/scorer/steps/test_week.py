"""The week: how far it may go, and when a lighter one is due. What is said is put to the rules as whole weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.support.outlooks import CATALOGUE, HISTORIES, KNOWN, RULES, looked_ahead, step_of

from downtempo.model import History, Session
from downtempo.model.outlook import Step
from downtempo.model.sketch import MONDAY, easy, speed_reps
from downtempo.scorer import score

WEEK = timedelta(weeks=1)


def week(runs: tuple[Session, ...], today: date = MONDAY) -> Step:
    return step_of(looked_ahead(runs, KNOWN, today), "week")


def codes(runs: tuple[Session, ...], start: date, metres: float) -> set[str]:
    """Audit a whole week of so many metres, with a hard day in it."""
    hard = replace(speed_reps(day=(start - MONDAY).days + 3), distance_m=5000.0)
    rest = easy((start - MONDAY).days, distance_m=metres - 5000.0)
    history = History.of((*runs, hard, rest), start + WEEK)
    found = score(RULES, CATALOGUE, KNOWN, history, weeks=[history.week_of(start)]).findings
    return {f.code for f in found} & {"PG103", "PG107"}


def test_a_fourth_loaded_week_is_too_much_and_a_lighter_one_is_due() -> None:
    runs = HISTORIES["eight loaded weeks"]
    step = week(runs)
    (due,) = step.offers
    assert (due.what, due.first_day) == ("lighter week", MONDAY)
    assert due.amount is not None
    assert codes(runs, MONDAY, due.amount.most) == set()
    (beyond,) = step.too_much
    assert beyond.reason.code == "PG107"
    assert codes(runs, MONDAY, beyond.amount_m or 0) == {"PG107"}


def test_after_a_lighter_week_the_distance_has_room_and_the_next_one_has_its_date() -> None:
    runs = HISTORIES["a lighter week just now"]
    step = week(runs)
    assert [(o.what, o.first_day) for o in step.offers] == [("week", MONDAY), ("lighter week", MONDAY + 3 * WEEK)]
    most = step.offers[0].amount
    assert most is not None
    assert codes(runs, MONDAY, most.most) == set()
    beyond = next(one for one in step.too_much if one.what == "week")
    assert codes(runs, MONDAY, beyond.amount_m or 0) == {"PG103"}


def test_a_week_that_can_no_more_be_lighter_hands_it_on_to_the_next() -> None:
    runs = (*HISTORIES["eight loaded weeks"], easy(0, minutes=150), speed_reps(day=1))
    step = week(runs, MONDAY + timedelta(days=2))
    due = next(o for o in step.offers if o.what == "lighter week")
    assert due.first_day == MONDAY + WEEK


def test_what_is_run_already_counts() -> None:
    step = week((*HISTORIES["eight loaded weeks"], easy(0)), MONDAY + timedelta(days=1))
    (due,) = step.offers
    assert due.amount is not None
    assert due.amount.least == pytest.approx(6720)


def test_a_short_history_shows_no_usual_week() -> None:
    assert week(HISTORIES["one week"]).doubt == "the history does not show the 28 days before"
    assert week(HISTORIES["nothing"]).doubt == "no run is known"
