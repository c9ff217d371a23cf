"""Segments as CSV (RFC 4180), one row a segment.

Notes
-----
A cell of text that a spreadsheet would take for a formula gets an apostrophe before it, unless that is not wanted.
Numbers are left alone.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from ..text import no_formula, safe
from .geojson import plain
from .rows import COLUMNS, Row

_CELL_CHARS = 32_000


def segments_csv(rows: Iterable[Row], *, is_raw: bool = False) -> str:
    """Write a table with a head; what is not known is empty. `is_raw`: text as it is."""
    return written([COLUMNS, *([cell(getattr(row, name), is_raw=is_raw) for name in COLUMNS] for row in rows)])


def cell(value: Any, *, is_raw: bool = False) -> Any:
    """Return a value as a cell holds it."""
    if value is None or isinstance(value, int | float):
        return "" if value is None else value
    if not isinstance(value, str):
        return plain(value)
    text = value if is_raw else safe(value, _CELL_CHARS)
    return text if is_raw else no_formula(text)


def written(rows: Iterable[Iterable[Any]]) -> str:
    """Write rows; the same rows give the same bytes on every system."""
    return "".join(f"{_line(row)}\n" for row in rows)


def _line(row: Iterable[Any]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(row)  # this end of line makes it quote either of its halves
    return out.getvalue().removesuffix("\r\n")
