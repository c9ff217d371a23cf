"""Weeks and what lies before them: unknown is no zero, and nothing run is not unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from downtempo.model import History, Session, Week, progressive_step
from downtempo.model.altered import shifted, weeks_before, without_days
from downtempo.model.history import are_lighter
from downtempo.model.sketch import MONDAY, easy, long, progressive, week

FOUR_WEEKS_S, THREE_WEEKS_S, TWO_MONTHS_S = 28 * 86_400.0, 21 * 86_400.0, 56 * 86_400.0
TODAY = MONDAY + timedelta(days=8)


def _before(subject: Week, *earlier: Session) -> tuple[tuple[Week, ...], str]:
    history = History.of((*earlier, *subject.sessions), TODAY)
    return history.loaded_weeks_before(history.week_of(MONDAY), FOUR_WEEKS_S, THREE_WEEKS_S, 0.2, 0.02)


def test_a_week_with_a_run_of_unknown_length_has_no_length() -> None:
    assert week(easy(0), easy(2, distance_m=None)).distance_m is None
    assert week(easy(0), easy(2, distance_m=None)).surge_s is None
    assert week(easy(0)).distance_m == easy(0).distance_m
    assert week().distance_m == 0


def test_the_weeks_before_are_those_that_are_no_deload() -> None:
    usual = weeks_before(4, easy(0), long(5))
    light = tuple(s for s in usual if s.local_date != MONDAY - timedelta(days=9))
    assert [len(_before(week(easy(0)), *runs)[0]) for runs in (usual, light)] == [4, 3]


@pytest.mark.parametrize(("times", "is_light"), [(0.80, False), (0.76, None), (0.74, None), (0.70, True)])
def test_the_error_of_distances_decides_what_surely_was_a_lighter_week(times: float, is_light: bool | None) -> None:
    run = easy(0)
    weeks = [week(run), week(run), week(run), week(replace(run, distance_m=times * (run.distance_m or 0)))]
    assert are_lighter(weeks, depth=0.2, error=0.02) == (False, False, False, is_light)


def test_a_week_of_which_nobody_can_tell_that_it_was_lighter_counts_as_run_as_usual() -> None:
    usual = weeks_before(4, easy(0), easy(2), easy(4), easy(5))
    assert len(_before(week(easy(0)), *without_days(usual, -14))[0]) == 4
    assert len(_before(week(easy(0)), *without_days(usual, -14, -12))[0]) == 3


def test_an_empty_week_is_left_out_and_two_leave_nothing_to_compare_with() -> None:
    usual = weeks_before(4, easy(0), long(5))
    one, two = (without_days(usual, *days) for days in ((-14, -9), (-14, -9, -21, -16)))
    assert len(_before(week(easy(0)), *one)[0]) == 3
    found, why = _before(week(easy(0)), *two)
    assert found == ()
    assert why.startswith("only 2 of the 4 weeks before hold runs")


def test_why_there_are_no_weeks_before_is_told_apart() -> None:
    usual = weeks_before(4, easy(0))
    blind = (*usual[:-1], replace(usual[-1], distance_m=None))
    reasons = [_before(week(easy(0)), *runs)[1] for runs in (usual, usual[2:], (shifted(easy(0), -49),), blind)]
    assert reasons[0] == ""
    assert [reason.split(" the ")[0] for reason in reasons[1:]] == [
        "the history does not show", "nothing was run in", "the distance of a run of",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("earlier", "days"),
    [
        ([shifted(progressive(30, 30, 30, 30), -7)], 7),
        ([shifted(progressive(24, 24, 24, 24, 24), -364), shifted(progressive(30, 30, 30, 30), -7)], 7),
        ([shifted(progressive(24, 24, 24, 24, 24), -21), shifted(progressive(30, 30, 30, 30), -7)], 7),
        ([shifted(progressive(30, 30, 30, 30), -21), shifted(progressive(30, 30, 30, 30), -7)], 21),
    ],
)
def test_a_stage_begins_with_every_change_and_not_beyond_the_window(earlier: list[Session], days: int) -> None:
    now = progressive(24, 24, 24, 24, 24)
    step = progressive_step(History.of((*earlier, now), TODAY), now, TWO_MONTHS_S, 0.1)
    assert step is not None
    assert now.local_date is not None
    assert step == ((True, False), now.local_date - timedelta(days=days))


def test_a_first_progressive_tempo_is_no_step() -> None:
    now = progressive(30, 30, 30, 30)
    assert progressive_step(History.of((now,), TODAY), now, TWO_MONTHS_S, 0.1) is None
