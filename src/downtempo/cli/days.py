"""Days and weeks as options give them; such as no run can have are refused before arithmetic leaves its bounds."""

from __future__ import annotations

from datetime import date, datetime

import click

from ..errors import UsageError
from ..text import safe

#: Years that a watch may rightly tell, and so a person.
_YEARS = range(1970, 2100)


class Day(click.DateTime):
    """A day as 2026-10-04."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the day; refuse one that no run can have."""
        day: datetime = super().convert(value, param, ctx)
        if day.year not in _YEARS:
            self.fail(f"{safe(str(value))!r} lies outside of {_YEARS[0]} to {_YEARS[-1]}.", param, ctx)
        return day


DAY = Day()


def week_days(label: str) -> tuple[date, date]:
    """Return a day of an ISO week, twice.

    Raises
    ------
    UsageError
        It is no week, or one that no run can have.
    """
    year, _, number = label.upper().partition("-W")
    try:
        day = date.fromisocalendar(int(year), int(number), 4)
    except ValueError:
        raise UsageError("option-week", f"--week {safe(label)!r} is no ISO week", hint="write 2026-W40") from None
    if day.year not in _YEARS:
        told = f"--week {safe(label)!r} lies outside of {_YEARS[0]} to {_YEARS[-1]}"
        raise UsageError("option-week", told, hint="write 2026-W40")
    return day, day
