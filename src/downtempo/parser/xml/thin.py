"""The fast way: expat proves a document from which all points are gone but the first of each shape.

Points that differ in plain values alone are well-formed if one of them is, in a place that means the same and with the
same namespaces. So expat sees one point of every shape, whole; of each stretch of points without anything between
them it sees the first one at least as a husk, start and end alone, and says what that is and which namespaces are
declared there. The others are read where they stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

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
from .walk import collect

#: Below this many bytes the plain way is as fast.
LEAST_BYTES = 32_000
_KEPT_SHARE = 0.125
_PIECE_VALUES = 12_000
_NO_ROWS: Rows = np.empty(0, np.int64)

Names = dict[int, str]
Cells = tuple[Rows, Rows, Rows]
"""Rows, and where the text of each starts and stops."""


def by_shape(document: Document) -> tuple[Sheet, Table] | None:
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
    places_of_firsts = _firsts(found, shapes)
    firsts = [shape.rows[own] for shape, own in zip(shapes, places_of_firsts, strict=True)]
    kept = np.sort(np.concatenate(firsts))
    if kept.size > _KEPT_SHARE * len(found):
        return None
    whole = {int(shape.rows[0]) for shape in shapes}
    body, places = _thinned(found, kept, whole)
    sheet = collect(Document(body, document.root, None), has_marks=True)
    if sheet.fault or not _saw(sheet, places):
        return None
    seen = [np.searchsorted(kept, first).tolist() for first in firsts]
    names = _names(shapes, seen, _told(found, kept, places, sheet))
    if names is None or not _agrees(found, shapes, places_of_firsts, seen, names, sheet):
        return None
    _spread(sheet, kept, len(found))
    return sheet, _table(found, shapes, names, sheet)


def _firsts(found: Scan, shapes: list[Shape]) -> list[Rows]:
    """Return for each shape which of its points expat sees: the first, and those that begin a run of points."""
    out = []
    for shape in shapes:
        is_seen = found.starts_run[shape.rows]
        is_seen[0] = True
        out.append(np.flatnonzero(is_seen))
    return out


def _thinned(found: Scan, kept: Rows, whole: Set[int]) -> tuple[bytes, list[int]]:
    """Return the document with those points alone, `whole` ones and husks of others, and where they stand in it."""
    parts: list[bytes] = []
    places: list[int] = []
    length = 0
    for row in kept.tolist():
        begin, end = _span(found, row)
        if found.starts_run[row]:
            parts.append(found.body[_span(found, row - 1)[1] if row else 0 : begin])
            length += len(parts[-1])
        places.append(length)
        parts.append(found.body[begin:end] if row in whole else _husk(found, row, begin, end))
        length += len(parts[-1])
    parts.append(found.body[_span(found, len(found) - 1)[1] :])
    return b"".join(parts), places


def _husk(found: Scan, row: int, begin: int, end: int) -> bytes:
    """Return the start and the end of a point; if a bracket in an attribute cuts it short, expat refuses it."""
    return found.body[begin : found.body.index(b">", begin) + 1] + found.body[found.tags[found.closes[row]] : end]


def _span(found: Scan, row: int) -> tuple[int, int]:
    last = int(found.tags[found.closes[row]])
    return int(found.tags[found.opens[row]]), found.body.index(b">", last) + 1


def _saw(sheet: Sheet, places: list[int]) -> bool:
    """Whether expat saw points where they were left, no others, and the same namespaces declared at all of them."""
    seen = [(row, at) for row, column, at in sheet.marks or () if not column]
    return seen == list(enumerate(places)) and len(sheet.scopes) == 1


def _told(found: Scan, kept: Rows, places: list[int], sheet: Sheet) -> list[Names]:
    """Return for each point that expat saw which column each of its tags fills."""
    told: list[Names] = [{} for _ in places]
    tag_at: dict[int, dict[int, int]] = {}
    for row, column, at in sheet.marks or ():
        if not column:
            continue
        if row not in tag_at:
            tags = found.tags[found.opens[kept[row]] : found.closes[kept[row]] + 1]
            tag_at[row] = {place: k for k, place in enumerate((tags - tags[0]).tolist())}
        told[row][tag_at[row][at - places[row]]] = column
    return told


def _names(shapes: list[Shape], seen: list[list[int]], told: list[Names]) -> list[Names] | None:
    """Return for each shape which column each tag fills; None if that is not plain."""
    names = []
    for shape, own in zip(shapes, seen, strict=True):
        if not _is_plain(shape, told[own[0]]):
            return None
        names.append(told[own[0]])
    return names


def _is_plain(shape: Shape, names: Names) -> bool:
    """Whether every column is filled once, by plain text or by nothing."""
    columns = [hole.name for hole in shape.holes if hole.name] + list(names.values())
    plain = {hole.tag for hole in shape.holes if not hole.name}
    empty = {tag for tag, column in names.items() if tag in shape.empty and column not in PLACE}
    return len(set(columns)) == len(columns) and names.keys() <= plain | empty


def _agrees(
    found: Scan, shapes: list[Shape], firsts: list[Rows], seen: list[list[int]], names: list[Names], sheet: Sheet
) -> bool:
    """Whether expat read in the points that it saw what stands in their holes."""
    read = {(column, row): text for column, cells in sheet.cells.items() for row, text in zip(*cells, strict=True)}
    here: dict[tuple[str, int], str] = {}
    for shape, own_firsts, own, told in zip(shapes, firsts, seen, names, strict=True):
        for hole, starts, stops in zip(shape.holes, shape.starts, shape.stops, strict=True):
            column = hole.name or told.get(hole.tag)
            n = len(own) if hole.name else 1  # a husk has attributes, but no text
            if column:
                told_here = texts(found.body, starts[own_firsts[:n]], stops[own_firsts[:n]])
                here |= zip([(column, k) for k in own[:n]], told_here, strict=True)
        here |= {(column, own[0]): "" for tag, column in told.items() if tag in shape.empty}
    return here == read


def _spread(sheet: Sheet, kept: Rows, n: int) -> None:
    """Give tracks, laps and parts the rows that they have among all points."""
    row_of = [*kept.tolist(), n]
    for head in (*sheet.tracks, *sheet.laps):
        head.row = row_of[head.row]
    sheet.parts = [Part(row_of[part.row], part.opens_lap) for part in sheet.parts]
    sheet.rows = n


def _table(found: Scan, shapes: list[Shape], names: list[Names], sheet: Sheet) -> Table:
    parts = _parts(shapes, names)
    cells = {column: _where(parts.get(column, [])) for column in sheet.cells}
    rows, starts, stops = cells.pop("utc_s", (_NO_ROWS,) * 3)
    seconds, bad, offset = instants_at(found.body, found.words, starts, stops)
    return assembled(sheet, Times(rows, seconds, bad.size, offset), _numbers(found, cells))


def _numbers(found: Scan, cells: Mapping[str, Cells]) -> dict[str, Numbers]:
    """Read all columns in one go, in pieces that stay in the processor's cache and on the heap."""
    if not cells:
        return {}
    starts, stops = (np.concatenate([cell[k] for cell in cells.values()]) for k in (1, 2))
    pieces = [slice(at, at + _PIECE_VALUES) for at in range(0, max(starts.size, 1), _PIECE_VALUES)]
    read = [numbers_at(found.body, found.words, starts[piece], stops[piece]) for piece in pieces]
    values = np.concatenate([one for one, _ in read]) if len(read) != 1 else read[0][0]
    bad = np.concatenate([rows + piece.start for piece, (_, rows) in zip(pieces, read, strict=True)])
    out, at = {}, 0
    for column, (rows, _, _) in cells.items():
        own = values[at : at + rows.size]
        if column in PLACE:
            out[column] = Numbers(rows, own, rows[np.isnan(own)])  # of a place, nothing is no silence
        else:
            here = bad[(bad >= at) & (bad < at + rows.size)] - at if bad.size else bad
            out[column] = Numbers(rows, own, rows[here])
        at += rows.size
    return out


def _parts(shapes: list[Shape], names: list[Names]) -> dict[str, list[Cells]]:
    """Return for each column the rows of each shape that tell it, and where the texts start and stop."""
    parts: dict[str, list[Cells]] = {}
    for shape, own in zip(shapes, names, strict=True):
        for hole, starts, stops in zip(shape.holes, shape.starts, shape.stops, strict=True):
            column = hole.name or own.get(hole.tag)
            if column:
                parts.setdefault(column, []).append((shape.rows, starts, stops))
    return parts


def _where(parts: list[Cells]) -> Cells:
    """Return the rows that tell a column, rising, and where each text starts and stops; no row comes twice."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return (_NO_ROWS,) * 3
    rows, starts, stops = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(rows, kind="stable")
    return rows[order], starts[order], stops[order]
