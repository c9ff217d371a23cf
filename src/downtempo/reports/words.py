"""Numbers, days and profiles as a runner reads them."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable, Sequence
from datetime import date

from ..model import Place, Session
from ..text import safe
from ..units import SHORT, UNIT_M, Unit, clock, length, pace

Paint = Callable[[str, str], str]

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
COLOURS = {"error": "red", "warning": "yellow", "info": "blue"}
_BLOCKS = "▁▂▃▄▅▆▇█"
_LONGEST = 4000


def day_words(day: date, *, year: bool = False) -> str:
    """Write a day as `Tue 29 Sep`, in English whatever the locale."""
    text = f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"{text} {day.year}" if year else text


def length_words(metres: float | None, unit: Unit) -> str:
    """Write a distance as `6.5 km` or `4.1 mi`; a dash where it is not known."""
    if metres is None:
        return "-"
    return length(metres, unit)


def pace_words(session: Session, unit: Unit) -> str:
    """Write the mean pace of a run while moving; a dash where it is not known."""
    if not session.distance_m or not session.moving_s:
        return "-"
    return f"{pace(session.distance_m / session.moving_s, UNIT_M[unit])}/{SHORT[unit]}"


def time_words(seconds: float) -> str:
    """Write a long time as `3:55 h`, a short one as `24 min`.

    >>> time_words(14115), time_words(1438)
    ('3:55 h', '24 min')
    """
    minutes = round(seconds / 60)
    return f"{minutes // 60}:{minutes % 60:02} h" if minutes >= 60 else f"{minutes} min"


def number_words(value: float) -> str:
    """Write a number with at most two digits behind the point, and none that say nothing."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount_words(value: float, unit: str) -> str:
    """Write a number with its unit, the unit in the singular for one.

    >>> amount_words(1, "sessions"), amount_words(5.0, "%")
    ('1 session', '5 %')
    """
    one = "times" if unit == "ratio" else unit.removesuffix("s") if value == 1 and len(unit) > 2 else unit
    return f"{number_words(value)} {one}".strip()


def place_words(place: Place, unit: Unit) -> str:
    """Write where a finding is: the moment and distance in the run, or nothing for a whole run or week."""
    if place.span is None:
        return ""
    return f"{clock(place.span.start_s)} ({place.span.start_m / UNIT_M[unit]:.2f} {SHORT[unit]})"


def sparkline(values: Sequence[float], cells: int) -> str:
    """Draw values as a row of blocks, the lowest as the lowest block; empty for none.

    The scale spans a fifth of the highest value at least, so that even running looks even.

    >>> sparkline((0, 1, 2, 3), 4)
    '▁▃▆█'
    """
    known = [v for v in values if math.isfinite(v)]
    if len(known) < 2:
        return ""
    picked = [values[min(len(values) - 1, i * len(values) // cells)] for i in range(min(cells, len(values)))]
    low, high = min(known), max(known)
    scale = (len(_BLOCKS) - 1) / max(high - low, abs(high) / 5, 1e-9)
    return "".join(_BLOCKS[round((v - low) * scale)] if math.isfinite(v) else " " for v in picked)


def wrap(text: str, width: int, indent: str, mark: str = "", colour: str = "", paint: Paint | None = None) -> list[str]:
    """Break text into lines of at most `width` columns, each with `indent` before it; nothing in it steers a terminal.

    `mark` stands before the text, painted with `colour`.
    """
    told = safe(f"{mark}{text}", _LONGEST)
    columns = max(width, len(indent) + 20)
    lines = textwrap.wrap(told, columns, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
    if mark and paint and lines:
        lines[0] = lines[0].replace(mark.strip(), paint(mark.strip(), colour), 1)
    return lines


def count_words(n: int, noun: str) -> str:
    """Write `1 error`, `2 errors`, `no errors`."""
    return f"{n or 'no'} {noun}{'' if n == 1 else 's'}"


def file_words(name: str) -> str:
    """Return a file name that can be shown."""
    return safe(name)
