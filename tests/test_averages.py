"""Averages are those of the standard library."""

from __future__ import annotations

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downtempo.averages import deviation, line_through, median

NUMBERS = st.floats(-1e6, 1e6)


@given(st.lists(NUMBERS, min_size=1))
def test_the_median_is_that_of_the_standard_library(values: list[float]) -> None:
    assert median(iter(values)) == statistics.median(values)


@given(st.lists(NUMBERS, min_size=2))
def test_the_deviation_is_that_of_the_standard_library(values: list[float]) -> None:
    assert deviation(values) == pytest.approx(statistics.stdev(values), rel=1e-12, abs=1e-9)


@given(st.lists(NUMBERS, min_size=2))
def test_the_line_is_that_of_the_standard_library(values: list[float]) -> None:
    slope, start = statistics.linear_regression(range(len(values)), values)
    assert line_through(values) == pytest.approx((slope, start), rel=1e-12, abs=1e-6)


def test_no_numbers_have_no_median() -> None:
    with pytest.raises(ValueError, match="no median"):
        median([])
