"""Units as sources and runners write them, and the SI values they stand for."""

from __future__ import annotations

import math
from typing import Literal

MILE_M = 1609.344
KM_M = 1000.0
DAY_S = 86_400.0
#: What FIT counts positions in [degrees].
SEMICIRCLE_DEG = 180.0 / 2**31
#: The mean radius of the earth, and what falls on it [m/s2].
EARTH_M = 6_371_008.8
M_PER_DEG = math.pi / 180 * EARTH_M
GRAVITY_MPS2 = 9.81

#: What distances are told in, its length [m] and how it is written.
Unit = Literal["km", "mile"]
UNIT_M: dict[str, float] = {"km": KM_M, "mile": MILE_M}
SHORT: dict[str, str] = {"km": "km", "mile": "mi"}

#: Factor from the printed unit to SI. Ratios are dimensionless, counts stay counts.
FACTORS: dict[str, float] = {
    "": 1.0,
    "%": 0.01,
    "ratio": 1.0,
    "s": 1.0,
    "min": 60.0,
    "h": 3600.0,
    "days": DAY_S,
    "weeks": 7 * DAY_S,
    "m": 1.0,
    "km": KM_M,
    "mile": MILE_M,
    "m/s": 1.0,
    "m/s2": 1.0,
    "s/mile": 1.0 / MILE_M,
    "s/km": 1.0 / KM_M,
    "min/mile": 60.0 / MILE_M,
    "min/km": 60.0 / KM_M,
    "bpm": 1.0,
    "spm": 1.0,
    "/min": 1.0 / 60.0,
    "J/kg": 1.0,
    "reps": 1.0,
    "miles": MILE_M,
    "sessions": 1.0,
    "runs": 1.0,
    "points": 1.0,
    "bytes": 1.0,
    "steps": 1.0,
    "levers": 1.0,
    "of 10": 1.0,
    "faults": 1.0,
    "kinds": 1.0,
}

#: Digits behind the point that a measure is told with; thirteen days are not two weeks.
_DECIMALS = {
    "%": 1, "ratio": 2, "min": 1, "h": 1, "km": 1, "s/mile": 1, "s/km": 1, "min/mile": 2, "min/km": 2, "weeks": 1,
}  # fmt: skip
_COUNTED = frozenset({"reps", "sessions", "runs", "levers", "kinds", "days", "weeks", "miles", "points", "steps"})

_LIKE = {
    "ratio": ("%", "ratio", ""),
    "time": ("s", "min", "h", "days", "weeks"),
    "length": ("m", "km", "mile", "miles"),
    "pace": ("s/mile", "s/km", "min/mile", "min/km"),
}


def dimension(unit: str) -> str:
    """Return what a unit measures; units of one dimension stand for each other, a counted noun only for itself.

    >>> dimension("min"), dimension("reps")
    ('time', 'reps')

    Raises
    ------
    KeyError
        The unit is not one of `FACTORS`.
    """
    if unit not in FACTORS:
        raise KeyError(unit)
    return next((name for name, alike in _LIKE.items() if unit in alike), unit)


def to_si(value: float, unit: str) -> float:
    """Return `value`, printed in `unit`, in SI.

    Raises
    ------
    KeyError
        The unit is not one of `FACTORS`.
    """
    return value * FACTORS[unit]


def from_si(value: float, unit: str) -> float:
    """Return the SI `value` in the printed `unit`."""
    return value / FACTORS[unit]


def pace(speed_mps: float | None, unit_m: float = KM_M) -> str:
    """Write a speed as `m:ss` for each `unit_m` metres; a dash at rest (.1 m/s), where pace is infinite.

    >>> pace(2.8)
    '5:57'
    """
    if speed_mps is None or not math.isfinite(speed_mps) or speed_mps <= 0.1:
        return "-"
    return clock(unit_m / speed_mps)


def clock(seconds: float) -> str:
    """Write a duration as `m:ss`, or `h:mm:ss` from an hour on.

    >>> clock(761), clock(4500)
    ('12:41', '1:15:00')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes_left = divmod(minutes, 60)
    return f"{hours}:{minutes_left:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def length(metres: float, unit: Unit) -> str:
    """Write a distance in the unit of the runner.

    >>> length(6500, "km"), length(6500, "mile")
    ('6.5 km', '4.0 mi')
    """
    return f"{metres / UNIT_M[unit]:.1f} {SHORT[unit]}"


def measured(value: float, unit: str, error: float = 0.0) -> str:
    """Write a measure in the unit of its figure with its error, in as many digits as a runner can use.

    >>> measured(8.43, "%", 0.5), measured(1.0, "reps"), measured(2.017, "min")
    ('8.4 ± 0.5 %', '1 rep', '2 min')
    """
    number, spread = (_digits(x, _DECIMALS.get(unit, 0)) for x in (value, error))
    if unit == "ratio":
        unit = "times"
    elif unit in _COUNTED and number == "1":
        unit = unit[:-1]
    return f"{number} ± {spread} {unit}".rstrip() if float(spread) else f"{number} {unit}".rstrip()


def _digits(value: float, decimals: int) -> str:
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def parse_pace(text: str) -> float:
    """Return the speed [m/s] of a pace such as `5:57/km` or `9:35/mile`.

    Raises
    ------
    ValueError
        The text is no pace.
    """
    amount, slash, unit = text.strip().partition("/")
    minutes, colon, seconds = amount.partition(":")
    lengths = {"km": KM_M, "mile": MILE_M, "mi": MILE_M}
    if not slash or not colon or unit not in lengths or not (minutes.isdecimal() and seconds.isdecimal()):
        raise ValueError("a pace is written 5:57/km or 9:35/mile")
    total_s = 60 * int(minutes) + int(seconds)
    if len(seconds) != 2 or int(seconds) > 59 or not 100 <= total_s <= 1800:
        raise ValueError("a pace is between 1:40 and 30:00, seconds from 00 to 59")
    return lengths[unit] / total_s
