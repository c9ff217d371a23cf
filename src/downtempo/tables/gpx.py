"""Segments as GPX: each a track of its own, so that it can be followed again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from ..model.track import Track
from ..text import safe
from ..writers import gpx_tracks
from .rows import Row

_DIGITS = {"lat_deg": 6, "lon_deg": 6, "elevation_m": 2, "speed_mps": 3}


def segments_gpx(rows: Iterable[tuple[Row, Track | None]]) -> bytes:
    """Write the segments that have a line, named for what they are; the others have no place in GPX.

    Raises
    ------
    ValueError
        No segment has a line.
    """
    tracks = [(_name(row), _stretch(row, track)) for row, track in rows if track is not None and row.line]
    if not tracks:
        raise ValueError("no segment has positions, and GPX holds nothing else")
    return gpx_tracks(tracks)


def _name(row: Row) -> str:
    number = f" {row.set}.{row.rep}" if row.set and row.rep else f" {row.rep}" if row.rep else ""
    day = f"{row.local_date.isoformat()} " if row.local_date else ""
    grade = f", {row.grade_percent:+.1f} %" if row.grade_percent is not None else ""
    return safe(f"{day}{row.kind}{number}, {row.duration_s:.0f} s, {row.distance_m:.0f} m{grade}")


def _stretch(row: Row, track: Track) -> Track:
    """Return the samples of a segment; its ends, which lie between samples, take those just outside."""
    is_timed = np.flatnonzero(np.isfinite(track.time_s))
    time = track.time_s[is_timed]
    first = max(int(np.searchsorted(time, row.start_s, "right")) - 1, 0)
    last = min(int(np.searchsorted(time, row.stop_s, "left")), len(time) - 1)
    rows = is_timed[first : last + 1]
    breaks = np.searchsorted(rows, track.breaks[np.isin(track.breaks, rows[1:])])
    columns: dict[str, Any] = {name: column[rows] for name, column in track.columns.items()}
    for name, digits in _DIGITS.items():
        columns[name] = columns[name].round(digits)
    return replace(
        track, **columns, utc_offset_s=None, breaks=breaks.astype(np.int64),
        laps=(), steps=(), splits=(), pauses=(), notes=(),
    )  # fmt: skip
