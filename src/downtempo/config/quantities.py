"""The cells of a diary: a day, and numbers within what a body can show."""

from __future__ import annotations

import datetime
import re

from ..dataclass import dataclass
from ..text import safe

_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,6}(?:[.,]\d{0,9})?", re.ASCII)
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)", re.ASCII)
_HOUR_S = 3600.0
_YEARS = range(1970, 2100)
_SHOWN = 40


class WrongCell(ValueError):
    """What is wrong with a cell, and what to write; leaves this package as a fault of its line."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Bounds:
    """The field of a day that a column fills, the least and most that can be, how to write it, and its unit in SI."""

    field: str
    least: float
    most: float
    hint: str
    si: float = 1.0


QUANTITIES = {
    "rpe": Bounds("effort", 1, 10, "write how hard it felt from 1 to 10, or nothing"),
    "soreness": Bounds("soreness", 0, 10, "write 0 to 10, or nothing"),
    "sleep_h": Bounds("sleep_s", 0, 24, "write hours such as 7.5 or 7:30, or nothing", _HOUR_S),
    "resting_hr": Bounds("resting_bpm", 20, 150, "write beats a minute such as 52, or nothing"),
}


def read_day(cell: str) -> datetime.date:
    """Return a day written as 2026-10-04; a time behind it is passed over.

    Raises
    ------
    WrongCell
        It is no day.
    """
    if not cell:
        raise WrongCell("no date", "write one such as 2026-10-04")
    found = _ISO.fullmatch(cell)
    try:
        day = datetime.date.fromisoformat(found[1]) if found else None
    except ValueError:
        day = None
    if day is None or day.year not in _YEARS:
        raise WrongCell(f"'{safe(cell, _SHOWN)}' is no day", "write one such as 2026-10-04")
    return day


def read_quantity(name: str, cell: str) -> float:
    """Return a number of a column in SI; a decimal comma is a point, and sleep may be written as 7:30.

    Raises
    ------
    WrongCell
        It is no number, or none that can be.
    """
    bounds, shown = QUANTITIES[name], f"'{safe(cell, _SHOWN)}'"
    clock = _CLOCK.fullmatch(cell) if bounds.si == _HOUR_S else None
    if clock is None and not _NUMBER.fullmatch(cell):
        raise WrongCell(f"{shown} is no number", bounds.hint)
    value = int(clock[1]) + int(clock[2]) / 60 if clock else float(cell.replace(",", "."))
    if not bounds.least <= value <= bounds.most:
        raise WrongCell(f"{shown} is not from {bounds.least:g} to {bounds.most:g}", bounds.hint)
    return value * bounds.si
