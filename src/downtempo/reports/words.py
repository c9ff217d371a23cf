"""Numbers, days and profiles as a runner reads them."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from datetime import date

from ..model import Place, Session, SurgeSet
from ..text import safe
from ..units import SHORT, UNIT_M, Unit, clock, length, pace

Paint = Callable[[str, str], str]

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
COLOURS = {"error": "red", "warning": "yellow", "info": "blue"}
_LONGEST = 4000
#: Times of a run that differ by no more are the same: the last sample may stand for the time behind it.
_SAMPLE_S = 2.0
#: The blank between a number and its unit or error, where no line is to end.
_UNIT = re.compile(r"(?<=\d) (?=(?:±|%|s|m|km|mi|min|h)(?![\w/]))|(?<=±) ")


def day_words(day: date, *, year: bool = False) -> str:
    """Write a day as `Tue 29 Sep`, in English whatever the locale."""
    text = f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"{text} {day.year}" if year else text


def length_words(metres: float | None, unit: Unit) -> str:
    """Write a distance as `6.5 km` or `4.1 mi`; a dash where it is not known."""
    if metres is None:
        return "-"
    return length(metres, unit)


def sum_words(metres: float, unit: Unit) -> str:
    """Write a distance of many runs, in whole units where it is long.

    >>> sum_words(36_840.0, "km"), sum_words(12_345_678.0, "km")
    ('36.8 km', '12346 km')
    """
    return length_words(metres, unit) if metres < 100 * UNIT_M[unit] else f"{metres / UNIT_M[unit]:.0f} {SHORT[unit]}"


def pace_words(session: Session, unit: Unit) -> str:
    """Write the mean pace of a run while moving; a dash where it is not known."""
    if not session.distance_m or not session.moving_s:
        return "-"
    return f"{pace(session.distance_m / session.moving_s, UNIT_M[unit])}/{SHORT[unit]}"


def moving_s(session: Session) -> float:
    """Return the time that goes with the pace of a run [s]: the moving one, the whole one where that is not known."""
    return session.moving_s or session.duration_s or 0.0


def moving_words(session: Session) -> str:
    """Write how long a run took while moving, as all reports tell it; a time that is another one says so.

    >>> moving_words(Session(moving_s=2400.0, duration_s=2500.0)), moving_words(Session(duration_s=2500.0))
    ('40:00', '41:40 in all')
    """
    if session.moving_s:
        return clock(session.moving_s)
    return "-" if session.duration_s is None else f"{clock(session.duration_s)} in all"


def times_words(session: Session) -> list[str]:
    """Name the times of a run: while moving, and in all where that is longer.

    >>> times_words(Session(moving_s=2400.0, duration_s=2500.0)), times_words(Session(moving_s=60.0, duration_s=60.0))
    (['40:00 moving', '41:40 in all'], ['1:00 moving'])
    """
    if not session.moving_s:
        return ["no times" if session.duration_s is None else moving_words(session)]
    is_longer = session.duration_s is not None and session.duration_s > session.moving_s + _SAMPLE_S
    whole = [f"{clock(session.duration_s or 0.0)} in all"] if is_longer else []
    return [f"{moving_words(session)} moving", *whole]


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


def middle_words(group: SurgeSet) -> str:
    """Tell the grade that stands for a whole set, where it is that of several reps."""
    is_several = group.n_reps > 1 and group.terrain != "flat" and group.grade_ratio is not None
    return f", median grade {100 * (group.grade_ratio or 0.0):.1f} %" if is_several else ""


def sentence(words: str) -> str:
    """Begin with a capital letter."""
    return words[:1].upper() + words[1:]


def ended(words: str) -> str:
    """End with one full stop."""
    return f"{words.rstrip('.')}."


def wrap(text: str, width: int, indent: str, mark: str = "", colour: str = "", paint: Paint | None = None) -> list[str]:
    """Break text into lines of at most `width` columns, each with `indent` before it; nothing in it steers a terminal.

    Words with hyphens stay whole, so that they can be copied, and numbers with their units.

    `mark` stands before the text, painted with `colour`.
    """
    bound = _UNIT.sub("\0", safe(f"{mark}{text}", _LONGEST))
    broken = textwrap.wrap(
        bound, max(width, len(indent) + 20), initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )
    lines = [line.replace("\0", " ") for line in broken]
    if mark and paint and lines:
        lines[0] = lines[0].replace(mark.strip(), paint(mark.strip(), colour), 1)
    return lines


def count_words(n: int, noun: str) -> str:
    """Write `1 error`, `2 errors`, `no errors`."""
    return f"{n or 'no'} {noun}{'' if n == 1 else 's'}"


def file_words(name: str) -> str:
    """Return a file name that can be shown."""
    return safe(name)
