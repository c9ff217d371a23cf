"""Amounts as people write them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from downtempo.config import amounts
from downtempo.config.amounts import WrongAmount


@pytest.mark.parametrize(
    ("read", "text", "si"),
    [
        (amounts.read_time, "30 s", 30.0),
        (amounts.read_time, "10 min", 600.0),
        (amounts.read_time, "1.5h", 5400.0),
        (amounts.read_time, "0 min", 0.0),
        (amounts.read_length, "400 m", 400.0),
        (amounts.read_length, "12 km", 12_000.0),
        (amounts.read_length, "5 miles", 8046.72),
        (amounts.read_drop, "0 m", 0.0),
        (amounts.read_grade, "4 %", -0.04),
        (amounts.read_grade, "4.5%", -0.045),
        (amounts.read_pace, "5:00/km", 1000 / 300),
    ],
)
def test_an_amount_is_read_in_its_unit(read: Callable[[Any], float], text: str, si: float) -> None:
    assert read(text) == pytest.approx(si)


def test_a_rep_is_a_time_or_a_distance() -> None:
    assert amounts.read_rep("30 s") == (30.0, None)
    assert amounts.read_rep("200 m") == (None, 200.0)


@pytest.mark.parametrize(
    ("read", "value", "what", "hint"),
    [
        (amounts.read_time, "30 sec", "no unit 'sec' here", "did you mean"),
        (amounts.read_time, "30", "a number without a unit", '"30 s"'),
        (amounts.read_time, 30, "is no text", "in quotes"),
        (amounts.read_time, "thirty s", "is no amount", '"30 s"'),
        (amounts.read_time, "30 m", "no unit 'm' here", ""),
        (amounts.read_time, "-30 s", "cannot be", ""),
        (amounts.read_time, "9e9 s", "is no amount", ""),
        (amounts.read_time, "99999999 s", "cannot be", ""),
        (amounts.read_length, "0 m", "cannot be", ""),
        (amounts.read_length, "12 kilometres", "no unit", ""),
        (amounts.read_grade, "-4 %", "cannot be", ""),
        (amounts.read_grade, "400 %", "cannot be", ""),
        (amounts.read_rep, "200 mtr", "no unit 'mtr' for a rep", ""),
        (amounts.read_pace, "5:00", "is no pace", "5:57/km"),
        (amounts.read_pace, 5, "is no text", "5:57/km"),
        (amounts.read_count, 0, "is no number of them", "from 1"),
        (amounts.read_count, True, "is no number of them", "from 1"),
        (amounts.read_count, 2.0, "is no number of them", "from 1"),
        (amounts.read_day, "2026-10-06", "is no day", "write it bare"),
        (amounts.read_day, datetime.datetime(2026, 10, 6, 7, tzinfo=datetime.UTC), "is no day", "write it bare"),
        (lambda v: amounts.read_choice(v, "mile", "km"), "miles", "is not possible here", "did you mean mile?"),
        (amounts.read_file, " ", "is no file", "workout.fit"),
    ],
)
def test_a_wrong_amount_says_what_is_wrong_and_what_to_write(
    read: Callable[[Any], Any], value: Any, what: str, hint: str
) -> None:
    with pytest.raises(WrongAmount) as caught:
        read(value)
    assert what in caught.value.what
    assert hint in caught.value.hint
