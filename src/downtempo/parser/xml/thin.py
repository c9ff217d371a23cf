"""The fast way: expat proves a document from which all points are gone but the first of each shape.

Points that differ in plain values alone are well-formed if one of them is, in the same place and with the same
namespaces. So of each stretch of points without anything between them, expat sees the first of every shape; the
others are read where they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from ... import limits
from ...model.track import Rows
from .clocks import instants_at
from .digits import numbers_at, texts
from .guard import Document
from .scan import Scan, scan
from .shapes import Shape, shapes_of
from .sheet import Part, Sheet
from .table import PLACE, Numbers, Table, Times, assembled
from .vocabulary import Node
from .walk import collect

#: Below this many bytes the plain way is as fast.
LEAST_BYTES = 32_000
_KEPT_SHARE = 0.125
_MANY_ROWS = 4_000
_NO_ROWS: Rows = np.empty(0, np.int64)

Names = dict[int, str]


def by_shape(document: Document, tree: Callable[[], Node]) -> tuple[Sheet, Table] | None:
    """Return what the document holds, exactly as the plain way would; None where only that can tell.

    Raises
    ------
    LimitExceeded
        Deeper, longer or more than `downtempo.limits` allows.
    """
    found = scan(document.body, "trkpt" if document.root == "gpx" else "Trackpoint")
    shapes = shapes_of(found) if found and len(found) <= limits.POINTS else None
    if not found or not shapes:
        return None
    firsts = _firsts(found, shapes)
    kept = np.sort(np.concatenate(firsts))
    if kept.size > _KEPT_SHARE * len(found):
        return None
    body, places = _thinned(found, kept)
    sheet = collect(replace(document, body=body, shift=None), tree, has_marks=True)
    if sheet.fault or not _saw(sheet, places):
        return None
    seen = [np.searchsorted(kept, first).tolist() for first in firsts]
    names = _names(shapes, seen, _told(found, kept, places, sheet))
    if names is None or not _agrees(found, shapes, seen, names, sheet):
        return None
    _spread(sheet, kept, len(found))
    return sheet, _table(found, shapes, names, sheet)


def _firsts(found: Scan, shapes: list[Shape]) -> list[Rows]:
    """Return for each shape its first point in each run of points."""
    runs = np.cumsum(found.starts_run)
    return [shape.rows[np.flatnonzero(np.diff(runs[shape.rows], prepend=0))] for shape in shapes]


def _thinned(found: Scan, kept: Rows) -> tuple[bytes, list[int]]:
    """Return the document with those points alone, and where they stand in it."""
    parts: list[bytes] = []
    places: list[int] = []
    length = 0
    for row in kept.tolist():
        begin, end = _span(found, row)
        if found.starts_run[row]:
            parts.append(found.body[_span(found, row - 1)[1] if row else 0 : begin])
            length += len(parts[-1])
        places.append(length)
        parts.append(found.body[begin:end])
        length += end - begin
    parts.append(found.body[_span(found, len(found) - 1)[1] :])
    return b"".join(parts), places


def _span(found: Scan, row: int) -> tuple[int, int]:
    last = int(found.tags[found.closes[row]])
    return int(found.tags[found.opens[row]]), found.body.index(b">", last) + 1


def _saw(sheet: Sheet, places: list[int]) -> bool:
    """Whether expat saw points where they were left, and no others."""
    return [(mark.row, mark.index) for mark in sheet.marks or () if not mark.column] == list(enumerate(places))


def _told(found: Scan, kept: Rows, places: list[int], sheet: Sheet) -> list[Names]:
    """Return for each point that expat saw which column each of its tags fills."""
    told: list[Names] = [{} for _ in places]
    spans = [found.tags[found.opens[row] : found.closes[row] + 1] for row in kept]
    tag_at = [{at: k for k, at in enumerate((tags - tags[0]).tolist())} for tags in spans]
    for mark in sheet.marks or ():
        if mark.column:
            told[mark.row][tag_at[mark.row][mark.index - places[mark.row]]] = mark.column
    return told


def _names(shapes: list[Shape], seen: list[list[int]], told: list[Names]) -> list[Names] | None:
    """Return for each shape which column each tag fills; None if that changes from run to run, or is not plain."""
    names = []
    for shape, own in zip(shapes, seen, strict=True):
        if any(told[k] != told[own[0]] for k in own) or not _is_plain(shape, told[own[0]]):
            return None
        names.append(told[own[0]])
    return names


def _is_plain(shape: Shape, names: Names) -> bool:
    """Whether every column is filled once, by plain text or by nothing."""
    columns = [hole.name for hole in shape.holes if hole.name] + list(names.values())
    plain = {hole.tag for hole in shape.holes if not hole.name}
    empty = {tag for tag, column in names.items() if tag in shape.empty and column not in PLACE}
    return len(set(columns)) == len(columns) and names.keys() <= plain | empty


def _agrees(found: Scan, shapes: list[Shape], seen: list[list[int]], names: list[Names], sheet: Sheet) -> bool:
    """Whether expat read in the points that it saw what stands in their holes."""
    read = {(column, row): text for column, cells in sheet.cells.items() for row, text in zip(*cells, strict=True)}
    here: dict[tuple[str, int], str] = {}
    for shape, own, told in zip(shapes, seen, names, strict=True):
        runs = np.cumsum(found.starts_run)[shape.rows]
        firsts = np.flatnonzero(np.diff(runs, prepend=0))
        for hole, starts, stops in zip(shape.holes, shape.starts, shape.stops, strict=True):
            column = hole.name or told.get(hole.tag)
            if column:
                here |= zip([(column, k) for k in own], texts(found.body, starts[firsts], stops[firsts]), strict=True)
        here |= {(column, k): "" for tag, column in told.items() if tag in shape.empty for k in own}
    return here == read


def _spread(sheet: Sheet, kept: Rows, n: int) -> None:
    """Give tracks, laps and parts the rows that they have among all points."""
    row_of = [*kept.tolist(), n]
    for head in (*sheet.tracks, *sheet.laps):
        head.row = row_of[head.row]
    sheet.parts = [Part(row_of[part.row], part.opens_lap) for part in sheet.parts]
    sheet.rows = n


def _table(found: Scan, shapes: list[Shape], names: list[Names], sheet: Sheet) -> Table:
    cells = {column: _where(shapes, names, column) for column in sheet.cells}
    rows, starts, stops = cells.pop("utc_s", (_NO_ROWS,) * 3)
    seconds, bad, offset = instants_at(found.body, found.words, starts, stops)
    numbers: dict[str, Numbers] = {}
    for columns in _batches(list(cells), len(found)):
        numbers |= _numbers(found, {column: cells[column] for column in columns})
    return assembled(sheet, Times(rows, seconds, bad.size, offset), numbers)


def _batches(columns: list[str], n: int) -> list[list[str]]:
    """Return which columns to read at once: all of a kind while they are short, for each turn costs the same."""
    if n > _MANY_ROWS:
        return [[column] for column in columns]
    batches = [[c for c in columns if c in PLACE], [c for c in columns if c not in PLACE]]
    return [batch for batch in batches if batch]


def _numbers(found: Scan, cells: Mapping[str, tuple[Rows, Rows, Rows]]) -> dict[str, Numbers]:
    starts, stops = (np.concatenate([cell[k] for cell in cells.values()]) for k in (1, 2))
    may_be_empty = not any(column in PLACE for column in cells)
    values, bad = numbers_at(found.body, found.words, starts, stops, may_be_empty=may_be_empty)
    out, at = {}, 0
    for column, (rows, _, _) in cells.items():
        own = bad[(bad >= at) & (bad < at + rows.size)] - at
        out[column] = Numbers(rows, values[at : at + rows.size], rows[own])
        at += rows.size
    return out


def _where(shapes: list[Shape], names: list[Names], column: str) -> tuple[Rows, Rows, Rows]:
    """Return the rows that tell a column, rising, and where each text starts and stops."""
    parts = [
        np.stack((shape.rows, starts, stops))
        for shape, own in zip(shapes, names, strict=True)
        for hole, starts, stops in zip(shape.holes, shape.starts, shape.stops, strict=True)
        if column == (hole.name or own.get(hole.tag))
    ]
    if not parts:
        return (_NO_ROWS,) * 3
    cells = np.concatenate(parts, axis=1)
    if len(parts) > 1:
        cells = cells[:, np.argsort(cells[0], kind="stable")]
    return cells[0], cells[1], cells[2]
