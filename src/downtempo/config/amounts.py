"""Amounts as people write them: `30 s`, `10 min`, `400 m`, `4 %`, `5:57/km`, each as SI."""

from __future__ import annotations

import datetime
import math
import re
from typing import Any

from ..text import nearest, safe
from ..units import FACTORS, dimension, parse_pace, to_si

_AMOUNT = re.compile(r"\s*(?P<number>[+-]?\d+(?:\.\d+)?)\s*(?P<unit>\S*)\s*")
_LARGEST = {"time": 86_400.0, "length": 1_000_000.0, "ratio": 1.0}
_EXAMPLES = {"time": '"30 s" or "10 min"', "length": '"400 m", "12 km" or "5 miles"', "ratio": '"4 %"'}
_MOST = 100


class WrongAmount(ValueError):
    """What is wrong with a value, and what to write; leaves this package as another error."""

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.what, self.hint = what, hint


def read_time(value: Any) -> float:
    """Return a duration [s]."""
    return _amount(value, "time", may_be_zero=True)


def read_length(value: Any) -> float:
    """Return a distance [m]."""
    return _amount(value, "length")


def read_drop(value: Any) -> float:
    """Return a height that is lost [m]."""
    return _amount(value, "length", may_be_zero=True)


def read_grade(value: Any) -> float:
    """Return a grade [ratio], negative downhill; sources and plans write a descent's as a positive number."""
    return -_amount(value, "ratio")


def read_rep(value: Any) -> tuple[float | None, float | None]:
    """Return the length of a rep in time [s] and in distance [m]; only one of them is given."""
    unit = _split(value, "time")[1]
    if unit in FACTORS and dimension(unit) == "length":
        return None, read_length(value)
    if unit not in FACTORS or dimension(unit) != "time":
        known = [u for u in FACTORS if u and dimension(u) in ("time", "length")]
        raise WrongAmount(f"no unit {safe(unit)!r} for a rep", nearest(unit, known) or '"30 s" or "200 m"')
    return _amount(value, "time"), None


def read_pace(value: Any) -> float:
    """Return the speed of a pace [m/s]."""
    try:
        return parse_pace(_text(value, '"5:57/km" or "9:35/mile"'))
    except ValueError as fault:
        if isinstance(fault, WrongAmount):
            raise
        raise WrongAmount(f"{safe(str(value))!r} is no pace", str(fault)) from None


def read_count(value: Any) -> int:
    """Return a whole number from 1 to 100."""
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _MOST:
        raise WrongAmount(f"{safe(str(value))!r} is no number of them", f"a whole number from 1 to {_MOST}")
    return value


def read_day(value: Any) -> datetime.date:
    """Return a day; a date with a time of day is none."""
    if isinstance(value, datetime.datetime) or not isinstance(value, datetime.date):
        raise WrongAmount(f"{safe(str(value))!r} is no day", "write it bare: 2026-10-06")
    return value


def read_choice(value: Any, *choices: str) -> str:
    """Return one of a few words."""
    text = _text(value, " or ".join(f'"{choice}"' for choice in choices))
    if text not in choices:
        hint = nearest(text, choices) or f"one of {', '.join(choices)}"
        raise WrongAmount(f"{safe(text)!r} is not possible here", hint)
    return text


def read_file(value: Any) -> str:
    """Return the name of a file."""
    text = _text(value, '"workout.fit"')
    if not text.strip() or "\0" in text:
        raise WrongAmount(f"{safe(text)!r} is no file", 'write a name such as "workout.fit"')
    return text


def _amount(value: Any, kind: str, *, may_be_zero: bool = False) -> float:
    number, unit = _split(value, kind)
    alike = [u for u in FACTORS if u and dimension(u) == kind]
    if unit not in alike:
        what = f"no unit {safe(unit)!r} here" if unit else "a number without a unit"
        raise WrongAmount(what, nearest(unit, alike) if unit else f"write {_EXAMPLES[kind]}")
    si = to_si(number, unit)
    if not math.isfinite(si) or si < 0 or (si == 0 and not may_be_zero) or si > _LARGEST[kind]:
        raise WrongAmount(f"{safe(str(value))!r} cannot be", f"write something like {_EXAMPLES[kind]}")
    return si


def _split(value: Any, kind: str) -> tuple[float, str]:
    found = _AMOUNT.fullmatch(_text(value, _EXAMPLES[kind]))
    if found is None:
        raise WrongAmount(f"{safe(str(value))!r} is no amount", f"write {_EXAMPLES[kind]}")
    return float(found["number"]), found["unit"]


def _text(value: Any, example: str) -> str:
    if not isinstance(value, str):
        raise WrongAmount(f"{safe(str(value))!r} is no text", f"write {example}, in quotes")
    return value
