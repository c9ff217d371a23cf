from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from downtempo.parser.xml.numbers import number, to_float

GOOD = ["1", "-1", "+1", "1.", ".5", "-.5", "007", "1e3", "1E-3", " 5 ", "\n5\t", "35.727954721078376634216308593750"]
BAD = [
    "5_1",
    "nan",
    "NaN",
    "inf",
    "-Infinity",
    "1e999",
    "0x10",
    "1,5",
    "abc",
    "--1",
    "1 2",
    "٣",
    "1\x0b",
    "1\xa0",
    "9" * 65,
]


@pytest.mark.parametrize("text", GOOD)
def test_a_decimal_is_read_as_python_reads_it(text: str) -> None:
    assert number(text) == float(text)


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_decimal_is_refused(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize("text", BAD)
def test_one_bad_text_spoils_only_itself(text: str) -> None:
    values, bad = to_float(["1.5", text, "2.5"])
    assert bad.tolist() == [1]
    assert np.array_equal(values, [1.5, math.nan, 2.5], equal_nan=True)


def test_silence_is_no_fault_unless_a_value_is_required() -> None:
    assert to_float(["", " "])[1].tolist() == []
    assert to_float(["", "1"], may_be_empty=False)[1].tolist() == [0]
    assert to_float([])[0].size == 0


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False)))
def test_every_float_comes_back(values: list[float]) -> None:
    read, bad = to_float([repr(value) for value in values])
    assert np.array_equal(read, np.array(values, np.float64))
    assert not bad.size


@given(st.lists(st.text()))
def test_no_text_raises_and_none_gives_what_is_not_finite(texts: list[str]) -> None:
    values, bad = to_float(texts)
    assert len(values) == len(texts)
    assert not np.isinf(values).any()
    assert np.isnan(values[bad]).all()
