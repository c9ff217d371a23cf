"""Whatever was run, whoever ran it: what is proposed is within the figures, and what is too much is beyond one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.support.outlooks import EASY, HISTORIES, KNOWN, held, looked_ahead, table_of, without, written
from tests.support.seasons import SHAPES, season

from downtempo.model import Athlete, Session
from downtempo.model.altered import shifted, weeks_before
from downtempo.model.outlook import PROGRESSIONS, Excess, Offer, Outlook
from downtempo.model.planned import Planned
from downtempo.model.sketch import MONDAY, easy
from downtempo.reports.plans import plan_table, plan_words
from downtempo.units import UNIT_M

DAY = timedelta(days=1)
#: Each shape of a season as many times, with another runner, day and progression.
N_SEASONS = 6 * len(SHAPES)
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
CASES += [pytest.param(*season(k), id=f"season {k}, {SHAPES[k % len(SHAPES)]}") for k in range(N_SEASONS)]


def _offers(outlook: Outlook) -> Iterator[Offer]:
    for step in outlook.steps:
        yield from (step.again,) if step.again else ()
        yield from step.offers


def _excesses(outlook: Outlook) -> Iterator[Excess]:
    for step in outlook.steps:
        yield from step.too_much


@pytest.mark.parametrize(("runs", "athlete", "today"), CASES)
def test_what_is_proposed_is_within_as_a_plan_and_what_is_too_much_is_beyond(
    runs: tuple[Session, ...], athlete: Athlete, today: date
) -> None:
    known = tuple(s for s in runs if s.local_date is not None and s.local_date <= today)
    outlook = looked_ahead(runs, athlete, today)
    assert [step.progression for step in outlook.steps] == list(PROGRESSIONS)
    for told in _offers(outlook):
        if told.plan is not None and told.first_day is not None:
            assert told.first_day >= today
            assert told.plan.day == told.first_day
            for plan in _as_plans(told.plan, athlete):
                assert _found(known, plan, athlete) == []
    for one in _excesses(outlook):
        if one.plan is not None:
            for plan in _as_plans(one.plan, athlete):
                assert one.reason.code in {code for code, _ in _found(known, plan, athlete)}
    for told in next(step.offers for step in outlook.steps if step.progression == "week"):
        assert _found(known, _spread(told, known, athlete), athlete, "PG103", "PG107") == []
    _says_something(outlook)


def _found(known: tuple[Session, ...], plan: str, athlete: Athlete, *codes: str) -> list[tuple[str, str]]:
    return [(f.code, f.message) for f in held(known, plan, athlete).findings if not codes or f.code in codes]


def _as_plans(planned: Planned, athlete: Athlete) -> tuple[str, str]:
    """Write a proposal into a plan, with all that is told of it in JSON, and with what is printed alone."""
    table = plan_table(planned, athlete.units)
    words = plan_words(planned, athlete.units)
    return written(planned.day, table), written(planned.day, {"kind": planned.kind, **table_of(words)})


def _spread(told: Offer, known: tuple[Session, ...], athlete: Athlete) -> str:
    """Write a plan that runs what is left of a week at its longest, in even parts on the days that are left."""
    assert told.first_day is not None
    assert told.amount is not None
    first = max(told.first_day, known[-1].local_date + DAY if known[-1].local_date else told.first_day)
    last = told.first_day + (6 - told.first_day.weekday()) * DAY
    days = [first + k * DAY for k in range((last - first).days + 1)]
    metres = max(told.amount.most - told.amount.least, 0.0) / max(len(days), 1)
    table = {"kind": "easy", "distance": f"{metres / UNIT_M[athlete.units]:.4f} {athlete.units}"}
    rest = [written(last, {"kind": "rest"})] if not metres else []
    return "\n".join([*(written(day, table) for day in days if metres), *rest])


def _says_something(outlook: Outlook) -> None:
    """Every progression has a step, an end, or why nothing can be told; and a limit where anything is told."""
    for step in outlook.steps:
        assert step.doubt or step.again or step.offers, step
        assert step.doubt or step.too_much, step
        for told in (*step.offers, *((step.again,) if step.again else ())):
            assert told.first_day is not None or (told.not_before is not None and told.not_before.figure), told
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
    assert again.not_before.code in ("WK101", "WK106", "PG105")


def test_runs_behind_today_count_for_nothing() -> None:
    runs = HISTORIES["eight loaded weeks"]
    today = MONDAY - timedelta(weeks=3)
    known = tuple(s for s in runs if s.local_date is not None and s.local_date <= today)
    assert looked_ahead(runs, KNOWN, today) == looked_ahead(known, KNOWN, today)


def test_the_order_of_the_runs_changes_nothing() -> None:
    runs = HISTORIES["eight loaded weeks"]
    assert looked_ahead(runs) == looked_ahead(tuple(reversed(runs)))


PAUSES = {
    "nothing": (),
    "one old run": (easy(-100),),
    "ended seven weeks ago": tuple(shifted(s, -49) for s in HISTORIES["eight loaded weeks"]),
    "ended four weeks ago": tuple(shifted(s, -28) for s in HISTORIES["eight loaded weeks"]),
    "back for a week after a month": (
        *(shifted(s, -35) for s in HISTORIES["eight loaded weeks"]), *weeks_before(1, *EASY),
    ),
    "two weeks with two empty ones between": (*(shifted(s, -21) for s in weeks_before(1, *EASY)), easy(-1)),
}  # fmt: skip


@pytest.mark.parametrize("history", PAUSES)
@pytest.mark.parametrize("athlete", ATHLETES)
def test_after_a_break_nothing_is_proposed_and_the_break_is_named(history: str, athlete: str) -> None:
    outlook = looked_ahead(PAUSES[history], ATHLETES[athlete])
    assert [step.progression for step in outlook.steps] == list(PROGRESSIONS)
    for step in outlook.steps:
        assert (step.again, step.offers, step.closed, step.too_much) == (None, (), (), ())
        assert step.doubt == outlook.steps[0].doubt
    assert outlook.steps[0].doubt.startswith(("no run is known", "nothing was run", "2 of the", "3 of the"))


def test_a_week_off_is_no_break() -> None:
    runs = without(HISTORIES["eight loaded weeks"], *range(1, 8))
    assert all(step.again or step.offers for step in looked_ahead(runs).steps)
