"""What a document holds, as numbers: columns over all rows, and where tracks, laps and parts begin."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ...model import Note
from ...model.track import Column, Rows
from ..notes import note
from .numbers import to_float
from .sheet import Cells, Head, Part, Sheet
from .times import to_unix

PLACE = ("lat_deg", "lon_deg")


@dataclass(frozen=True, eq=False, slots=True)
class Table:
    """One document. `columns` are (n,) float64; `refused` (n,) says whose position was told but is none."""

    rows: int
    utc_s: Column
    columns: dict[str, Column]
    refused: NDArray[np.bool_]
    utc_offset_s: int | None
    tracks: list[Head]
    laps: list[Head]
    parts: list[Part]
    device: str = ""
    notes: list[Note] = field(default_factory=list)


def table_of(sheet: Sheet) -> Table:
    """Turn the texts of a sheet into numbers; a text that is none is left out, and a note tells how many were."""
    n = sheet.rows
    columns: dict[str, Column] = {}
    bad_rows: dict[str, Rows] = {}
    cells = {name: _closed(cells, n) for name, cells in sheet.cells.items()}
    rows, texts = cells.pop("utc_s", ([], []))
    times, bad_times, offset = to_unix(texts)
    for name, (where, words) in cells.items():
        if words:
            values, bad = to_float(words, may_be_empty=name not in PLACE)
            columns[name] = scattered(values, np.array(where, np.int64), n)
            bad_rows[name] = np.array(where, np.int64)[bad]
    refused = _silenced(columns, bad_rows, n)
    notes = told(bad_rows, bad_times.size)
    utc_s = scattered(times, np.array(rows, np.int64), n)
    device = sheet.words.get("device", "")
    return Table(n, utc_s, columns, refused, offset, sheet.tracks, sheet.laps, sheet.parts, device, notes)


def _closed(cells: Cells, n: int) -> Cells:
    """Leave out what belongs to a point that was never closed."""
    rows, texts = cells
    end = len(rows)
    while end and rows[end - 1] >= n:
        end -= 1
    return rows[:end], texts[:end]


def scattered(values: Column, rows: Rows, n: int) -> Column:
    """Return (n,) with `values` at `rows`, the last one where a row comes twice, and NaN elsewhere."""
    if rows.size == n and (not n or (rows[0] == 0 and rows[-1] == n - 1 and (np.diff(rows) == 1).all())):
        return values
    column = np.full(n, np.nan)
    column[rows] = values
    return column


def _silenced(columns: dict[str, Column], bad_rows: dict[str, Rows], n: int) -> NDArray[np.bool_]:
    """Mark the rows whose position is no number, and silence both its halves."""
    refused = np.zeros(n, bool)
    for name in PLACE:
        refused[bad_rows.get(name, np.empty(0, np.int64))] = True
    if refused.any():
        columns.update({name: np.where(refused, np.nan, columns[name]) for name in PLACE if name in columns})
    return refused


def told(bad_rows: dict[str, Rows], bad_times: int) -> list[Note]:
    """Return a note for each column with texts that are no numbers, and for bad times."""
    notes = [
        note("bad-number", "warning", f"{rows.size} values of {name} are no numbers; left out")
        for name, rows in bad_rows.items()
        if rows.size
    ]
    if bad_times:
        notes.append(note("bad-time", "warning", f"{bad_times} times are none; left out"))
    return notes
