"""Whatever was run, whoever ran it: what is proposed is within the figures, and what is too much is beyond one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.support.outlooks import HISTORIES, KNOWN, audited, looked_ahead

from downtempo.model import Athlete, Session
from downtempo.model.outlook import PROGRESSIONS, Excess, Offer, Outlook
from downtempo.model.sketch import MONDAY

FAMILIES = ("DH", "SR", "PT", "PG")
ATHLETES = {
    "anybody": Athlete(),
    "known": KNOWN,
    "a beginner": replace(KNOWN, level="beginner"),
    "an experienced runner near the peak": replace(KNOWN, level="experienced", phase="peak"),
    "in the base phase": replace(KNOWN, phase="base"),
    "in a return to speed": replace(KNOWN, return_to_speed_from=date(2026, 9, 1)),
}
THURSDAY = MONDAY + timedelta(days=3)
CASES = [
    pytest.param(HISTORIES[history], ATHLETES[athlete], day, id=f"{history}, {athlete}, {day:%a}")
    for history in HISTORIES
    for athlete in ATHLETES
    for day in (MONDAY, THURSDAY)
    if day == MONDAY or athlete == "known"
]


def _offers(outlook: Outlook) -> Iterator[Offer]:
    for step in outlook.steps:
        yield from (step.again,) if step.again else ()
        yield from step.offers


def _excesses(outlook: Outlook) -> Iterator[Excess]:
    for step in outlook.steps:
        yield from step.too_much


@pytest.mark.parametrize(("runs", "athlete", "today"), CASES)
def test_what_is_proposed_is_found_within_and_what_is_too_much_is_found(
    runs: tuple[Session, ...], athlete: Athlete, today: date
) -> None:
    known = tuple(s for s in runs if s.local_date is not None and s.local_date <= today)
    outlook = looked_ahead(runs, athlete, today)
    assert [step.progression for step in outlook.steps] == list(PROGRESSIONS)
    for told in _offers(outlook):
        if told.session is not None:
            assert told.first_day is not None
            assert told.first_day >= today
            assert told.session.local_date == told.first_day
            found = audited(known, told.session, athlete).findings
            assert [(f.code, f.message) for f in found if f.code[:2] in FAMILIES if f.place.file] == []
    for one in _excesses(outlook):
        if one.session is not None:
            assert one.reason.code[:2] in FAMILIES
            assert one.reason.code in {f.code for f in audited(known, one.session, athlete).findings}
    _says_something(outlook)


def _says_something(outlook: Outlook) -> None:
    """Every progression has a step, an end, or why nothing can be told; and a limit, or why there is none to tell."""
    for step in outlook.steps:
        assert step.doubt or step.again or step.offers, step
        assert step.doubt or step.limit_doubt or step.too_much, step
        for told in (*step.offers, *((step.again,) if step.again else ())):
            assert told.first_day is not None or told.not_before is not None, told
            assert told.first_day is None or told.reason is not None, told


def test_a_day_with_a_run_is_not_free_any_more() -> None:
    runs = HISTORIES["a lighter week two weeks ago"]
    today = MONDAY - timedelta(days=2)  # the Saturday of the long run
    days = [told.first_day for told in _offers(looked_ahead(runs, KNOWN, today)) if told.session]
    assert days
    assert min(day for day in days if day) == today + timedelta(days=1)


def test_no_hard_day_follows_another() -> None:
    runs = HISTORIES["a lighter week two weeks ago"]
    thursday = MONDAY - timedelta(days=4)  # 200s were run on it
    outlook = looked_ahead(runs, KNOWN, thursday)
    again = next(step.again for step in outlook.steps if step.progression == "downhill")
    assert again is not None
    assert again.first_day is not None
    assert (again.first_day - thursday).days >= 2
    assert again.not_before is not None
    assert again.not_before.code in ("WK101", "WK106")


def test_runs_behind_today_count_for_nothing() -> None:
    runs = HISTORIES["eight loaded weeks"]
    today = MONDAY - timedelta(weeks=3)
    known = tuple(s for s in runs if s.local_date is not None and s.local_date <= today)
    assert looked_ahead(runs, KNOWN, today) == looked_ahead(known, KNOWN, today)


def test_the_order_of_the_runs_changes_nothing() -> None:
    runs = HISTORIES["eight loaded weeks"]
    assert looked_ahead(runs) == looked_ahead(tuple(reversed(runs)))
