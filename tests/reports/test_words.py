from __future__ import annotations

import doctest
from datetime import date

import pytest

from downtempo.model.kinds import kind_words
from downtempo.reports import words
from downtempo.reports.sparkline import sparkline
from downtempo.reports.words import count_words, day_words, number_words


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(words).failed == 0


@pytest.mark.parametrize(
    ("value", "text"),
    [(5.0, "5"), (8.44, "8.44"), (18.66, "18.7"), (104.6, "105"), (0.5, "0.5"), (100.0, "100"), (20.0, "20")],
)
def test_a_number_has_no_digits_that_say_nothing(value: float, text: str) -> None:
    assert number_words(value) == text


def test_days_are_english_whatever_the_locale() -> None:
    assert day_words(date(2026, 9, 29), year=True) == "Tue 29 Sep 2026"


def test_an_even_run_looks_even_and_a_hole_is_a_blank() -> None:
    assert len(set(sparkline([2.80, 2.82, 2.79, 2.81], 4))) == 1
    assert sparkline([1.0, float("nan"), 3.0], 3)[1] == " "
    assert sparkline([], 10) == sparkline([float("nan")] * 5, 5) == ""


def test_counts_agree_with_their_noun() -> None:
    assert (count_words(0, "error"), count_words(1, "error"), count_words(2, "error")) == (
        "no errors",
        "1 error",
        "2 errors",
    )


def test_a_kind_that_is_not_known_is_said_to_be_not_told() -> None:
    assert kind_words(None) == "not told"
    assert kind_words("easy") == "easy"
