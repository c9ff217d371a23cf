"""A diary to fill in: one row a run, with what the watch knows, and empty columns for what only the runner knows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import timedelta

from ..errors import UsageError
from ..model.session import Session
from ..text import safe
from ..units import KM_M, pace
from .csv import cell, written

COLUMNS = (
    "date", "start", "kind", "duration_min", "distance_km", "pace_per_km", "descent_grade_percent", "drop_m",
    "rpe", "soreness", "sleep_h", "resting_hr", "notes",
)  # fmt: skip
_FILLED_IN = 5


def diary_csv(sessions: Iterable[Session]) -> str:
    """Write a diary of all dated runs, oldest first."""
    return written([COLUMNS, *_rows(sessions)])


def diary_more(sessions: Iterable[Session], diary: str, path: str) -> tuple[str, int]:
    """Return a diary with the runs added that it does not know yet, and how many these are.

    What is there stays as it is, to the letter. A run is known when there is a row of its day and start, or one of its
    day without a start.

    Raises
    ------
    UsageError
        The file is no diary: its head is another one.
    """
    try:
        known = list(csv.reader(io.StringIO(diary.removeprefix("\ufeff"), newline=""), strict=True))
    except csv.Error as fault:
        told = f"{safe(path)!r} has a row that cannot be read ({fault}); nothing was written"
        raise UsageError("export-diary", told, hint="close its quotes, or name a new file") from None
    if not known or tuple(name.strip() for name in known[0]) != COLUMNS:
        hint = "name a new file, or one that was made by --to diary"
        raise UsageError("export-diary", f"{safe(path)!r} is no diary; nothing was written", hint=hint)
    taken = {(row[0].strip(), row[1].strip()) for row in known[1:] if len(row) > 1}
    new = [row for row in _rows(sessions) if not {(row[0], row[1]), (row[0], "")} & taken]
    newline = "\r\n" if "\r\n" in diary else "\n"
    joint = "" if diary.endswith(("\n", "\r")) else newline
    added = written(new).replace("\n", newline)
    return (f"{diary}{joint}{added}" if new else diary), len(new)


def _rows(sessions: Iterable[Session]) -> list[list[str]]:
    dated = [s for s in sessions if s.local_date is not None]
    return sorted(_row(s) for s in dated)


def _row(s: Session) -> list[str]:
    speed = s.distance_m / s.moving_s if s.distance_m and s.moving_s else None
    measured = [
        str(s.local_date), _start(s), s.kind or "",
        _number(None if s.duration_s is None else s.duration_s / 60, 1),
        _number(None if s.distance_m is None else s.distance_m / KM_M, 2),
        "" if speed is None else pace(speed), _number(_grade_percent(s), 1), _number(s.drop_m, 0),
    ]  # fmt: skip
    return [str(cell(value)) if k == 2 else value for k, value in enumerate(measured)] + [""] * _FILLED_IN


def _start(s: Session) -> str:
    if s.start_utc is None:
        return ""
    return f"{s.start_utc + timedelta(seconds=s.utc_offset_s or 0):%H:%M}"


def _grade_percent(s: Session) -> float | None:
    """Return the grade of the reps of a downhill session [%], else the mean grade of the descents; None without any."""
    main = s.main_set
    if main is not None and main.terrain == "downhill" and main.grade_ratio is not None:
        return 100 * main.grade_ratio
    graded = [(d.span.distance_m, d.grade_ratio) for d in s.descents if d.grade_ratio is not None]
    length = sum(metres for metres, _ in graded)
    return 100 * sum(metres * ratio for metres, ratio in graded) / length if length else None


def _number(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:.{digits}f}"
