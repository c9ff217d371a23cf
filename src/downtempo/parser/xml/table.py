"""What a document holds, as numbers: columns over all rows, and where tracks, laps and parts begin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ...dataclass import dataclass
from ...model import COLUMNS, Note
from ...model.track import Column, Rows
from ..notes import note
from ..rows import is_silent
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


class Times(NamedTuple):
    """Instants at `rows`, how many texts were none, and the offset from UTC [s] if one is told."""

    rows: Rows
    seconds: Column
    n_bad: int
    offset: int | None


class Numbers(NamedTuple):
    """Values of one column at `rows`; at `bad` stand texts that are no numbers."""

    rows: Rows
    values: Column
    bad: Rows


def table_of(sheet: Sheet) -> Table:
    """Turn the texts of a sheet into numbers; a text that is none is left out, and a note tells how many were."""
    numbers = {}
    times = Times(np.empty(0, np.int64), np.empty(0), 0, None)
    for name, cells in sheet.cells.items():
        where, texts = _closed(cells, sheet.rows)
        rows = np.array(where, np.int64)
        if name == "utc_s":
            seconds, bad, offset = to_unix(texts)
            times = Times(rows, seconds, bad.size, offset)
        else:
            values, bad = to_float(texts, may_be_empty=name not in PLACE)
            numbers[name] = Numbers(rows, values, rows[bad])
    return assembled(sheet, times, numbers)


def assembled(sheet: Sheet, times: Times, numbers: Mapping[str, Numbers]) -> Table:
    """Spread times and numbers over the rows of a sheet."""
    n = sheet.rows
    told = {name: numbers[name] for name in COLUMNS if name in numbers and numbers[name].rows.size}
    columns = {name: _scattered(one.values, one.rows, n) for name, one in told.items() if not is_silent(one.values)}
    refused = _silenced(columns, told, n)
    utc_s = _scattered(times.seconds, times.rows, n)
    notes = _notes(told, times.n_bad)
    device = sheet.words.get("device", "")
    return Table(n, utc_s, columns, refused, times.offset, sheet.tracks, sheet.laps, sheet.parts, device, notes)


def _closed(cells: Cells, n: int) -> Cells:
    """Leave out what belongs to a point that was never closed."""
    rows, texts = cells
    end = len(rows)
    while end and rows[end - 1] >= n:
        end -= 1
    return rows[:end], texts[:end]


def _scattered(values: Column, rows: Rows, n: int) -> Column:
    """Return (n,) with `values` at `rows`, the last one where a row comes twice, and NaN elsewhere."""
    if rows.size == n and (not n or (rows[0] == 0 and rows[-1] == n - 1 and (rows[1:] > rows[:-1]).all())):
        return values
    column = np.full(n, np.nan)
    column[rows] = values
    return column


def _silenced(columns: dict[str, Column], told: Mapping[str, Numbers], n: int) -> NDArray[np.bool_]:
    """Mark the rows whose position is no number, and silence both its halves."""
    refused = np.zeros(n, bool)
    for name in PLACE:
        if name in told:
            refused[told[name].bad] = True
    if refused.any():
        columns.update({name: np.where(refused, np.nan, columns[name]) for name in PLACE if name in columns})
    return refused


def _notes(told: Mapping[str, Numbers], bad_times: int) -> list[Note]:
    """Return a note for each column with texts that are no numbers, and for bad times."""
    notes = [
        note("bad-number", "warning", f"{one.bad.size} values of {name} are no numbers; left out")
        for name, one in told.items()
        if one.bad.size
    ]
    if bad_times:
        notes.append(note("bad-time", "warning", f"{bad_times} times are none; left out"))
    return notes
