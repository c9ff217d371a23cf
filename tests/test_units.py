from __future__ import annotations

import doctest

import pytest

from downtempo import units
from downtempo.units import FACTORS, clock, from_si, pace, parse_pace, to_si


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(units).failed == 0


@pytest.mark.parametrize("unit", sorted(FACTORS))
def test_every_unit_goes_to_si_and_back(unit: str) -> None:
    assert from_si(to_si(7.5, unit), unit) == pytest.approx(7.5)


@pytest.mark.parametrize(
    "text", ["", "5:57", "357/km", "5:7/km", "5:60/km", "0:30/km", "99:00/km", "-5:00/km", "5:57/m"]
)
def test_what_is_no_pace_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="pace"):
        parse_pace(text)


def test_a_pace_is_written_as_it_was_read() -> None:
    assert pace(parse_pace("5:57/km")) == "5:57"
    assert pace(parse_pace("9:35/mile"), units.MILE_M) == "9:35"


def test_there_is_no_pace_at_rest() -> None:
    assert pace(0.0) == pace(float("nan")) == pace(None) == "-"


def test_a_duration_rounds_up_into_the_next_minute() -> None:
    assert clock(59.6) == "1:00"
    assert clock(3599.7) == "1:00:00"
