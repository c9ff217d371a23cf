"""Findings as a table for spreadsheets: a row for each, numbers as they are, text that nobody runs as a formula."""

from __future__ import annotations

import csv as _csv
import io
from typing import Any

from ...model import Finding
from ...model.results import Judged
from ...text import no_formula, safe

_COLUMNS = (
    "athlete", "severity", "code", "name", "file", "week", "local_date", "start_s", "stop_s", "start_m", "observed",
    "limit", "unit", "uncertainty", "figure", "basis", "source", "message", "advice",
)  # fmt: skip
_LONGEST = 4000


def csv(judged: Judged) -> str:
    """Write a head and a row for each finding; text that a spreadsheet would run gets a `'` before it."""
    return _table(judged, is_raw=False)


def csv_raw(judged: Judged) -> str:
    """Write the same with every text as it is, for programs."""
    return _table(judged, is_raw=True)


def cell(value: Any, *, is_raw: bool = False) -> Any:
    """Return what may stand in a cell: a number, nothing, or text that is no formula."""
    if value is None or isinstance(value, int | float):
        return value
    if is_raw:
        return value.encode("utf-8", "replace").decode() if not value.isascii() else value
    return no_formula(safe(str(value), _LONGEST))


def _table(judged: Judged, *, is_raw: bool) -> str:
    out = io.StringIO()
    write = _csv.writer(out, lineterminator="\r\n")
    write.writerow(_COLUMNS)
    for finding in judged.verdicts.findings:
        write.writerow([cell(value, is_raw=is_raw) for value in _row(finding)])
    return out.getvalue()


def _row(f: Finding) -> tuple[Any, ...]:
    place, span = f.place, f.place.span
    return (
        f.athlete or None, f.severity, f.code, f.name, place.file or None, place.week or None, place.day or None,
        _to(span.start_s, 1) if span else None, _to(span.stop_s, 1) if span else None,
        _to(span.start_m, 1) if span else None, _to(f.observed, 3), _to(f.limit, 3), f.unit or None,
        _to(f.uncertainty, 3), f.figure, f.basis, f.source or None, f.message, f.advice or None,
    )  # fmt: skip


def _to(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits) + 0.0
