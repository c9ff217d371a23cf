"""The long run: a tenth more than the longest of the thirty days before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.support.outlooks import EASY, HISTORIES, KNOWN, looked_ahead, step_of

from downtempo.model import Session
from downtempo.model.altered import weeks_before
from downtempo.model.outlook import Step
from downtempo.model.sketch import MONDAY, long
from downtempo.units import UNIT_M, Unit


def long_run(runs: tuple[Session, ...]) -> Step:
    return step_of(looked_ahead(runs), "long-run")


def test_a_tenth_more_is_within_and_what_the_study_counts_as_risky_is_too_much() -> None:
    step = long_run(HISTORIES["easy weeks"])
    (told,) = step.offers
    assert told.amount is not None
    assert (told.amount.before, told.amount.most) == pytest.approx((12_000, 13_200))
    (beyond,) = step.too_much
    assert beyond.reason.code == "PG104"
    assert 13_200 < (beyond.amount_m or 0) < 14_000


def test_only_thirty_days_count() -> None:
    early = long(-40, km=30)
    (told,) = long_run((*weeks_before(8, *EASY), early)).offers
    assert told.amount is not None
    assert told.amount.most == pytest.approx(13_200)


@pytest.mark.parametrize("n_weeks", [1, 2, 3])
def test_whoever_cannot_say_what_is_too_far_does_not_say_how_far_is_far_enough(n_weeks: int) -> None:
    step = long_run(weeks_before(n_weeks, *EASY))
    assert (step.offers, step.too_much) == ((), ())
    assert step.doubt == "the history does not show the 28 days before"


def test_without_runs_there_is_nothing_to_compare_with() -> None:
    assert long_run(()).doubt == "no run is known"


@pytest.mark.parametrize("units", ["km", "mile"])
def test_distances_are_told_to_a_tenth_and_never_rounded_up(units: Unit) -> None:
    step = step_of(looked_ahead(HISTORIES["easy weeks"], replace(KNOWN, units=units)), "long-run")
    (told,) = step.offers
    assert told.amount is not None
    tenths = 10 * told.amount.most / UNIT_M[units]
    assert tenths == pytest.approx(round(tenths))
    assert told.amount.most <= 1.1 * 12_000 + 1e-6


def test_no_longer_run_in_a_week_that_is_due_to_be_lighter() -> None:
    (told,) = long_run(HISTORIES["eight loaded weeks"]).offers
    assert told.first_day == MONDAY + timedelta(weeks=1)
    assert told.not_before is not None
    assert told.not_before.code == "PG107"
