"""Our columns beside those of a reference decoder, row by row, with the causes that are known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...model import COLUMNS, Track
from ...model.checkup import Beside, Difference, Piece
from ...model.track import Column, Rows
from ..sniff import sniff
from .causes import cause_of, cause_of_rows
from .child import read_apart, table_of
from .structure import unpacked

_DECODERS = {"fit": "fitparse", "gpx": "gpxpy", "tcx": "ElementTree"}
_NEAR = 1e-9
_PLACE = frozenset({"lat_deg", "lon_deg"})

Table = dict[str, Column]


def beside(data: bytes, tracks: Sequence[Track], pieces: Sequence[Piece]) -> Beside | None:
    """Read a file once more, with the reference decoder of its format, and hold the columns against each other.

    None where there is no such decoder, or nothing to hold against it.
    """
    inner = unpacked(data)
    decoder = _DECODERS.get(tracks[0].format) if tracks else None
    if decoder is None or sniff(inner) not in ("fit", "xml"):
        return None
    told = read_apart(inner)
    ours, theirs = _joined(list(map(table_of, tracks))), _joined(told.tracks)
    rows, other_rows = _common(ours, theirs)
    reasons = {note.reason for track in tracks for note in track.notes}
    held = [_held(name, ours[name][rows], theirs[name][other_rows], rows) for name in COLUMNS if rows.size]
    return Beside(
        decoder=decoder,
        rows_ours=ours["time_s"].size,
        rows_theirs=theirs["time_s"].size,
        n_common=rows.size,
        columns=tuple(cause_of(one, decoder, reasons, pieces) for one in held if _is_told(one)),
        fault=told.fault,
        cause=cause_of_rows(told.fault, ours["time_s"].size, theirs["time_s"].size, reasons, pieces),
    )


def _joined(tracks: Sequence[Table]) -> Table:
    return {name: np.concatenate([np.empty(0), *(track[name] for track in tracks)]) for name in COLUMNS}


def _common(ours: Table, theirs: Table) -> tuple[Rows, Rows]:
    """Return the rows of one instant in both; where there are no times, rows by their number."""
    if np.isnan(ours["time_s"]).all():
        n = min(ours["time_s"].size, theirs["time_s"].size)
        return np.arange(n), np.arange(n)
    _, rows, other_rows = np.intersect1d(ours["time_s"], theirs["time_s"], return_indices=True)
    told = ~np.isnan(ours["time_s"][rows])
    order = np.argsort(rows[told], kind="stable")
    return rows[told][order], other_rows[told][order]


def _is_told(one: Difference) -> bool:
    return bool(one.n_alike or not one.is_alike)


def _held(name: str, ours: Column, theirs: Column, rows: Rows) -> Difference:
    told, told_there = np.isfinite(ours), np.isfinite(theirs)
    both = told & told_there
    apart = np.flatnonzero(both & ~np.isclose(ours, theirs, rtol=_NEAR, atol=_NEAR))
    differs = np.flatnonzero((told != told_there) | np.isin(np.arange(ours.size), apart))
    first = int(differs[0]) if differs.size else None
    shown = first is not None and name not in _PLACE
    return Difference(
        column=name,
        n_alike=int(np.count_nonzero(both)) - apart.size,
        n_apart=apart.size,
        n_only_ours=int(np.count_nonzero(told & ~told_there)),
        n_only_theirs=int(np.count_nonzero(told_there & ~told)),
        row=None if first is None else int(rows[first]),
        ours=_value(ours, first) if shown else None,
        theirs=_value(theirs, first) if shown else None,
        largest=float(np.abs(ours[apart] - theirs[apart]).max()) if apart.size else None,
    )


def _value(column: Column, row: int | None) -> float | None:
    return None if row is None or not np.isfinite(column[row]) else float(column[row])
