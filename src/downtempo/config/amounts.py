"""Amounts as people and our own outputs write them: `30 s`, `3:35`, `400 m`, `4 %`, `5:57 /km`, each as SI."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Sequence
from typing import Any

from ..text import nearest, safe
from ..units import FACTORS, UNIT_M, dimension, parse_pace, to_si
from ..units import clock as clock_words

_AMOUNT = re.compile(r"\s*(?P<number>[+-]?\d+(?:\.\d+)?)\s*(?P<unit>\S*)\s*", re.ASCII)
_CLOCK = re.compile(r"\s*(\d{1,4}):(\d{1,2})(?::(\d{1,2}))?\s*(min|h)?\s*", re.ASCII)
_STEP = re.compile(r"(?P<time>.*?\d\s*(?:s|min)?)\s*/\s*(?P<unit>\w*)\s*", re.ASCII)
#: What stands before the unit of a pace where outputs print it.
_SLASH = re.compile(r"\s*(?:min)?\s*/\s*")
_BARE_PACE = re.compile(r"(\d{1,2})[:.](\d{2})\s*(?:min)?\s*(?:/\s*(\w*))?", re.ASCII)
#: A range as proposals print it: one of its ends is what a plan takes.
_RANGE = re.compile(r"\s*[\d.]+\s*(?:-|\u2013|to)\s*(?P<most>[\d.]+\s*\S*)\s*", re.ASCII)
_LARGEST = {"time": 86_400.0, "length": 1_000_000.0, "ratio": 1.0}
_EXAMPLES = {"time": '"30 s", "10 min" or "3:35"', "length": '"400 m", "12 km" or "5 miles"', "ratio": '"4 %"'}
#: How people and other programs write units, and how they are written here.
_SPELT = {
    "sec": "s", "secs": "s", "second": "s", "seconds": "s", "mins": "min", "minute": "min", "minutes": "min",
    "hr": "h", "hrs": "h", "hour": "h", "hours": "h", "metre": "m", "metres": "m", "meter": "m", "meters": "m",
    "kms": "km", "k": "km", "kilometre": "km", "kilometres": "km", "kilometer": "km", "kilometers": "km",
    "percent": "%", "pct": "%",
}  # fmt: skip
_PLAIN = {"time": "s", "ratio": "%"}
_MOST = 100
#: A run that takes less is none [s].
_SHORTEST_S = 600.0
_PAUSE = re.compile(r"\s+(?:easy|rest)?\s*(?:between)?\s*$")


class WrongAmount(ValueError):
    """What is wrong with a value, and what to write; leaves this package as another error."""

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.what, self.hint = what, hint


def read_time(value: Any) -> float:
    """Return a duration [s]: an amount with its unit, `m:ss` or `h:mm:ss`."""
    clock = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    return _amount(value, "time", may_be_zero=True) if clock is None else _clocked(value, clock)


def read_duration(value: Any) -> float:
    """Return how long a whole run takes [s]; nobody writes `1:30` and means a minute and a half."""
    seconds = read_time(value)
    if isinstance(value, str) and value.count(":") == 1 and seconds < _SHORTEST_S:
        hint = f'did you mean "{value.strip()}:00"? minutes alone are "{seconds / 60:g} min"'
        raise WrongAmount(f"{safe(value)!r} is {clock_words(seconds)} minutes, and no run", hint)
    return seconds


def _clocked(text: str, clock: re.Match[str]) -> float:
    """Return a time written as on a clock: `m:ss`, `h:mm:ss`, or `h:mm h`."""
    first, *rest = (int(part) for part in clock.groups()[:3] if part is not None)
    minutes, seconds = rest if len(rest) > 1 else (first, rest[0])
    hours = first if len(rest) > 1 else 0
    if clock[4] == "h" and len(rest) == 1:
        hours, minutes, seconds = first, rest[0], 0
    total = 3600 * hours + 60 * minutes + seconds
    has_two = all(len(part) == 2 for part in clock.groups()[1:3] if part is not None)
    if not has_two or any(part > 59 for part in rest):
        raise WrongAmount(f"{safe(text)!r} is no time", f'did you mean "{clock_words(total)}"?')
    if total > _LARGEST["time"]:
        raise WrongAmount(f"{safe(text)!r} cannot be", f"write something like {_EXAMPLES['time']}")
    return float(total)


def read_pause(value: Any) -> float:
    """Return the time between two reps [s], with or without the words that outputs put behind it."""
    return read_time(_PAUSE.sub("", value) if isinstance(value, str) else value)


def read_step(value: Any) -> tuple[float, float | None]:
    """Return by how much splits get faster, and the metres that it is counted for: None where a split is meant."""
    found = _STEP.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return read_time(value), None
    unit = {"mi": "mile", "miles": "mile"}.get(found["unit"], found["unit"])
    if unit not in UNIT_M:
        raise WrongAmount(f"no unit {safe(found['unit'])!r} here", nearest(unit, UNIT_M) or "write s/mile or s/km")
    time = found["time"].strip()
    return read_time(f"{time} s" if time.isdecimal() else time), UNIT_M[unit]


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
    if isinstance(value, str) and _CLOCK.fullmatch(value):
        return read_time(value), None
    unit = _split(value, "time")[1]
    if unit in FACTORS and dimension(unit) == "length":
        return None, read_length(value)
    return _amount(value, "time", alike=("time", "length")), None


def read_pace(value: Any) -> float:
    """Return the speed of a pace [m/s]."""
    text = _text(value, '"5:57/km" or "9:35/mile"')
    try:
        return parse_pace(_SLASH.sub("/", text))
    except ValueError as fault:
        raise WrongAmount(f"{safe(text)!r} is no pace", _likely_pace(text) or str(fault)) from None


def _likely_pace(text: str) -> str:
    """Return the pace that was probably meant; empty where none comes to mind."""
    bare = _BARE_PACE.fullmatch(text.strip())
    if bare is None or int(bare[2]) > 59:
        return ""
    unit = (bare[3] or "").lower()
    units = [u for u in UNIT_M if unit and (u.startswith(unit[0]))] or list(UNIT_M)
    written = " or ".join(f'"{bare[1]}:{bare[2]}/{u}"' for u in units)
    return f"did you mean {written}?"


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


def _amount(value: Any, kind: str, *, may_be_zero: bool = False, alike: tuple[str, ...] = ()) -> float:
    """Return an amount in SI; `alike` are the kinds whose units come to mind where the unit is wrong."""
    number, unit = _split(value, kind)
    units = [u for u in FACTORS if u and dimension(u) in (kind, *alike)]
    if unit not in FACTORS or dimension(unit) != kind or not unit:
        raise WrongAmount(
            f"no unit {safe(unit)!r} here" if unit else "a number without a unit", _unit(value, kind, units)
        )
    si = to_si(number, unit)
    if not math.isfinite(si) or si < 0 or (si == 0 and not may_be_zero) or si > _LARGEST[kind]:
        raise WrongAmount(f"{safe(str(value))!r} cannot be", f"write something like {_EXAMPLES[kind]}")
    return si


def _unit(value: str, kind: str, units: Sequence[str]) -> str:
    """Return the spelling that is nearest to an amount whose unit is none, or how amounts are written."""
    found = _AMOUNT.fullmatch(value)
    assert found is not None
    number, unit = found["number"], found["unit"]
    meant = _SPELT.get(unit.lower(), unit.lower()) if unit else _PLAIN.get(kind, "")
    if meant in units:
        return f'did you mean "{number} {meant}"?'
    return nearest(unit, units) or f"write {_EXAMPLES[kind]}"


def _split(value: Any, kind: str) -> tuple[float, str]:
    text = _text(value, _EXAMPLES[kind], _PLAIN.get(kind, ""))
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise WrongAmount(f"{safe(text)!r} is no amount", _likely(text) or f"write {_EXAMPLES[kind]}")
    unit = {"mi": "mile"}.get(found["unit"], found["unit"])
    return float(found["number"]), unit


def _likely(text: str) -> str:
    """Return the amount that was probably meant; empty where none comes to mind."""
    if (found := _RANGE.fullmatch(text)) is not None:
        return f'a plan takes one of them, such as "{found["most"].strip()}"'
    point = text.strip().replace(",", ".", 1)
    return f'did you mean "{safe(point)}"?' if "," in text and _AMOUNT.fullmatch(point) else ""


def _text(value: Any, example: str, unit: str = "") -> str:
    """Return a text; a bare number most likely lacks its `unit`."""
    if not isinstance(value, str):
        is_number = unit and isinstance(value, int | float) and not isinstance(value, bool)
        hint = f'write "{value} {unit}"' if is_number else f"write {example}"
        raise WrongAmount(f"{safe(str(value))!r} is no text", f"{hint}, in quotes")
    return value
