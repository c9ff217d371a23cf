"""Answers, and what several of them come to."""

from __future__ import annotations

import itertools

import pytest

from downtempo.catalogue import load_catalogue
from downtempo.model import Answer, Gap, Place, Verdict, compare, compare_count, unless

FIGURE = load_catalogue().figures["downhill-dynamo.repeat-reps-max"]
PLACE = Place("run.fit")
WITHIN = compare(PLACE, "reps", 6, FIGURE)
BEYOND = compare(PLACE, "reps", 9, FIGURE)
GAP = Gap(PLACE, "no altitude")


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ((WITHIN,), "within"),
        ((WITHIN, GAP), "not judged"),
        ((WITHIN, GAP, BEYOND), "beyond"),
        ((GAP,), "not judged"),
        ((WITHIN, BEYOND), "beyond"),
    ],
)
def test_beyond_outranks_not_judged_and_that_outranks_within(answers: tuple[Answer, ...], outcome: str) -> None:
    for turned in itertools.permutations(answers):
        assert Verdict("XX101", "x", None, PLACE, turned).outcome == outcome


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_comparison_refuses_what_is_no_number(number: float) -> None:
    with pytest.raises(ValueError, match="yield a Gap"):
        compare(PLACE, "reps", number, FIGURE)
    with pytest.raises(ValueError, match="yield a Gap"):
        compare(PLACE, "reps", 6, FIGURE, uncertainty=number)
    with pytest.raises(ValueError, match="yield a Gap"):
        compare(PLACE, "reps", 6, FIGURE, limit=number)


def test_a_measure_is_beyond_only_by_more_than_its_uncertainty() -> None:
    assert not compare(PLACE, "reps", 8.5, FIGURE, uncertainty=0.5).is_beyond
    assert compare(PLACE, "reps", 8.6, FIGURE, uncertainty=0.5).is_beyond
    assert compare(PLACE, "reps", 7.4, FIGURE, uncertainty=0.5, sense="at least").is_beyond
    assert not compare(PLACE, "reps", 7.5, FIGURE, uncertainty=0.5, sense="at least").is_beyond


def test_the_excess_is_a_share_of_the_limit_and_finite_at_nothing() -> None:
    assert compare(PLACE, "reps", 12, FIGURE).excess == pytest.approx(0.5)
    assert compare(PLACE, "reps", 4, FIGURE, sense="at least").excess == pytest.approx(0.5)
    assert compare(PLACE, "reps", 3, FIGURE, limit=0).excess == pytest.approx(1.0)
    assert compare(PLACE, "reps", 0, FIGURE, limit=0).excess == 0.0


@pytest.mark.parametrize(
    ("known", "maybe", "sense", "outcome"),
    [
        (8, 0, "at most", "within"),
        (9, 0, "at most", "beyond"),
        (9, 3, "at most", "beyond"),
        (7, 1, "at most", "within"),
        (7, 2, "at most", "not judged"),
        (8, 5, "at least", "within"),
        (7, 0, "at least", "beyond"),
        (7, 1, "at least", "not judged"),
        (2, 5, "at least", "beyond"),
    ],
)
def test_a_count_is_told_only_where_the_unknown_cannot_turn_it(
    known: int, maybe: int, sense: str, outcome: str
) -> None:
    answer = compare_count(
        PLACE,
        "reps",
        known,
        maybe,
        FIGURE,
        doubt="some are unknown",
        sense="at least" if sense == "at least" else "at most",
    )
    assert Verdict("XX101", "x", None, PLACE, (answer,)).outcome == outcome


def test_a_doubt_takes_away_what_is_beyond_and_nothing_else() -> None:
    assert unless("hills", BEYOND) == Gap(PLACE, "hills")
    assert unless("hills", WITHIN) is WITHIN
    assert unless("hills", GAP) is GAP
    assert unless("", BEYOND) is BEYOND
