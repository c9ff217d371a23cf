"""When one downhill session is harder than another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from downtempo.catalogue import load_catalogue
from downtempo.model import Session, SurgeSet, levers
from downtempo.model.altered import shifted, without_altitude
from downtempo.model.lever import raised_levers
from downtempo.model.sketch import downhill_reps


def the_set(session: Session) -> SurgeSet:
    assert session.main_set is not None
    return session.main_set


FIGURES = load_catalogue().figures


def raised(before: Session, now: Session) -> list[str]:
    return [lever.name for lever in levers(the_set(before), the_set(now), FIGURES) if lever.is_raised]


@pytest.mark.parametrize(
    ("now", "names"),
    [
        (downhill_reps(6, 30, 4.0), []),
        (downhill_reps(7, 30, 4.0), ["reps"]),
        (downhill_reps(6, 33, 4.0), []),
        (downhill_reps(6, 40, 4.0), ["rep length"]),
        (downhill_reps(6, 30, 4.4), []),
        (downhill_reps(6, 30, 5.0), ["grade"]),
        (downhill_reps(8, 45, 5.0), ["grade", "rep length", "reps"]),
        (downhill_reps(4, 20, 3.0), []),
    ],
)
def test_a_lever_is_raised_only_past_its_slack(now: Session, names: list[str]) -> None:
    assert raised(downhill_reps(6, 30, 4.0), now) == names


def test_an_unknown_grade_is_neither_raised_nor_not() -> None:
    blind = the_set(without_altitude(downhill_reps(6, 30, 5.0)))
    grade = levers(the_set(downhill_reps()), blind, FIGURES)[0]
    assert (grade.name, grade.is_raised) == ("grade", None)


def with_grades(*percents: float, error: float) -> Session:
    run = downhill_reps(len(percents))
    group = the_set(run)
    surges = (
        replace(s, grade_ratio=-p / 100, grade_error_ratio=error) for s, p in zip(group.surges, percents, strict=True)
    )
    return replace(run, sets=(replace(group, surges=tuple(surges)),))


def test_reps_that_agree_are_trusted_where_the_altitude_is_of_unknown_quality() -> None:
    before, now = (with_grades(*(base + d for d in (0, 0.1, -0.1, 0.2)), error=0.011) for base in (3.6, 4.7))
    assert raised(before, now) == ["grade"]


def test_reps_that_scatter_are_not() -> None:
    before, now = (with_grades(*(base + d for d in (0, 3, -3, 3, -3)), error=0.011) for base in (3.6, 4.7))
    assert raised(before, now) == []


def test_a_step_is_harder_than_every_session_of_the_weeks_before() -> None:
    usual, lighter = shifted(downhill_reps(6), -14), shifted(downhill_reps(4), -7)
    assert raised_levers((usual, lighter), downhill_reps(6), FIGURES) == ()
    assert raised_levers((usual, lighter), downhill_reps(8), FIGURES) == ("reps",)
    assert raised_levers((lighter,), downhill_reps(6), FIGURES) == ("reps",)
    assert raised_levers((), downhill_reps(6), FIGURES) is None


def test_what_was_run_longer_ago_counts_only_where_nothing_was_run_since() -> None:
    long_ago, lately = shifted(downhill_reps(8), -63), shifted(downhill_reps(6), -14)
    assert raised_levers((long_ago, lately), downhill_reps(8), FIGURES) == ("reps",)
    assert raised_levers((long_ago,), downhill_reps(8), FIGURES) == ()
