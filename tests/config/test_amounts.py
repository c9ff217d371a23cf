"""Amounts as people write them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from downtempo.config import amounts
from downtempo.config.amounts import WrongAmount
from downtempo.units import MILE_M


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
        # As outputs print them:
        (amounts.read_time, "3:35", 215.0),
        (amounts.read_time, "1:15:00", 4500.0),
        (amounts.read_time, "3:55 h", 14_100.0),
        (amounts.read_time, "12:41 min", 761.0),
        (amounts.read_pause, "3:35 rest between", 215.0),
        (amounts.read_pause, "3:00 easy between", 180.0),
        (amounts.read_pause, "110 s", 110.0),
        (amounts.read_duration, "45:00", 2700.0),
        (amounts.read_duration, "1:30:00", 5400.0),
        (amounts.read_length, "8.2 mi", 13_196.6208),
        (amounts.read_pace, "5:57 /km", 1000 / 357),
        (amounts.read_pace, "9:35 /mi", MILE_M / 575),
        (amounts.read_pace, "5:57 min/km", 1000 / 357),
    ],
)
def test_an_amount_is_read_in_its_unit(read: Callable[[Any], float], text: str, si: float) -> None:
    assert read(text) == pytest.approx(si)


def test_a_rep_is_a_time_or_a_distance() -> None:
    assert amounts.read_rep("30 s") == (30.0, None)
    assert amounts.read_rep("200 m") == (None, 200.0)
    assert amounts.read_rep("3:20") == (200.0, None)


@pytest.mark.parametrize(
    ("text", "seconds", "metres"),
    [("30 s", 30.0, None), ("0:30", 30.0, None), ("18 s/km", 18.0, 1000.0), ("30 s/mi", 30.0, MILE_M),
     ("0:30 /mile", 30.0, MILE_M)],
)  # fmt: skip
def test_a_step_counts_for_a_split_or_for_the_unit_behind_it(text: str, seconds: float, metres: float | None) -> None:
    assert amounts.read_step(text) == (seconds, metres)


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
        (amounts.read_rep, "200 mtr", "no unit 'mtr' here", ""),
        (amounts.read_rep, "200 metres", "no unit 'metres' here", 'did you mean "200 m"?'),
        (amounts.read_pace, "5:00", "is no pace", 'did you mean "5:00/km" or "5:00/mile"?'),
        (amounts.read_pace, "5.57/k", "is no pace", 'did you mean "5:57/km"?'),
        (amounts.read_pace, "557", "is no pace", "5:57/km"),
        (amounts.read_time, "215", "a number without a unit", 'did you mean "215 s"?'),
        (amounts.read_time, 215, "is no text", 'write "215 s", in quotes'),
        (amounts.read_time, "3:75", "is no time", 'did you mean "4:15"?'),
        (amounts.read_time, "3:5", "is no time", 'did you mean "3:05"?'),
        (amounts.read_time, "99:00:00", "cannot be", ""),
        (amounts.read_time, "3 minutes", "no unit 'minutes' here", 'did you mean "3 min"?'),
        (amounts.read_time, "3,5 min", "is no amount", 'did you mean "3.5 min"?'),
        (amounts.read_time, "35-40 s", "is no amount", '"40 s"'),
        (amounts.read_duration, "1:30", "is 1:30 minutes, and no run", 'did you mean "1:30:00"?'),
        (amounts.read_grade, "4", "a number without a unit", '"4 %"'),
        (amounts.read_step, "30 s/mille", "no unit 'mille' here", "did you mean mile?"),
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
