"""From a table to drafts: one for each `trk` and `Activity`, with its sport, laps and breaks."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np

from ... import limits
from ...errors import LimitExceeded
from ...model import Note
from ...model.track import Column
from ..draft import Draft
from ..notes import note
from ..rows import is_silent
from .laps import laps_of
from .sheet import Head
from .table import Table

#: Words in a GPX type or TCX Sport, in the order they are looked for; the numbers are those of old Strava exports.
_SPORTS = (
    ("running", ("run", "jog", "treadmill", "track_and_field")),
    ("walking", ("walk",)),
    ("hiking", ("hik", "trek", "mountaineer")),
    ("cycling", ("bik", "cycl", "ride", "riding")),
    ("swimming", ("swim",)),
    ("skiing", ("ski", "snowboard")),
    ("training", ("strength", "cardio", "fitness", "elliptical", "gym", "yoga")),
    ("rowing", ("row", "kayak", "canoe", "paddl")),
)
_NUMBERED_SPORTS = {"1": "cycling", "4": "hiking", "9": "running", "10": "walking"}
#: A lap that begins so long after the last point of the one before goes on without a break [s].
_LAP_GAP_S = 15.0


def drafts_of(table: Table, format_name: str) -> list[Draft]:
    """Return the tracks of a table that hold points, in file order.

    Raises
    ------
    LimitExceeded
        More tracks with points than `downtempo.limits` allows.
    """
    starts = [head.row for head in table.tracks]
    stops = [*starts[1:], table.rows][: len(starts)]
    spans = [(k, a, b) for k, (a, b) in enumerate(zip(starts, stops, strict=True)) if a < b]
    if len(spans) > limits.PARTS:
        raise LimitExceeded(
            "limit-parts", f"more than {limits.PARTS} tracks; not read", hint="split the file", limit="PARTS"
        )
    drafts = [_draft(table, k, slice(a, b), format_name) for k, a, b in spans]
    return [draft for draft in drafts if draft.points]


def _draft(table: Table, k: int, span: slice, format_name: str) -> Draft:
    head, utc_s = table.tracks[k], table.utc_s[span]
    columns = {name: column[span] for name, column in table.columns.items()}
    columns = {name: column for name, column in columns.items() if not is_silent(column)}
    return Draft(
        format=format_name,
        utc_s=utc_s,
        columns=columns,
        breaks=_breaks(table, span),
        sport="course" if head.is_course else sport_of(head.words.get("sport", "")),
        is_trail="trail" in head.words.get("sport", "").lower(),
        device=head.words.get("device", "") or table.device,
        utc_offset_s=table.utc_offset_s,
        elevation_source="unknown" if "elevation_m" in columns else "none",
        laps=laps_of(table, k, span.stop),
        notes=_notes(head),
        points=_points(table, span),
    )


def sport_of(text: str) -> str:
    """Return the sport that a GPX type or a TCX Sport names.

    >>> sport_of("trail_running"), sport_of("Biking"), sport_of("Other")
    ('running', 'cycling', 'unknown')
    """
    word = text.strip().lower()
    if word in _NUMBERED_SPORTS:
        return _NUMBERED_SPORTS[word]
    return next((sport for sport, parts in _SPORTS if any(part in word for part in parts)), "unknown")


def _points(table: Table, span: slice) -> int:
    told = ~np.isnan(table.utc_s[span])
    if told.all() and not table.refused.any():
        return told.size
    if "lat_deg" in table.columns and "lon_deg" in table.columns:
        told |= ~np.isnan(table.columns["lat_deg"][span] + table.columns["lon_deg"][span])
    return int(np.count_nonzero(told & ~table.refused[span]))


def _breaks(table: Table, span: slice) -> list[int]:
    """Return the rows where a part begins, but for parts that begin only because a lap does."""
    first, last = (bisect_left(table.parts, row, key=lambda part: part.row) for row in (span.start + 1, span.stop))
    inside = table.parts[first:last]
    return [part.row - span.start for part in inside if not (part.opens_lap and _goes_on(table.utc_s, part.row))]


def _goes_on(utc_s: Column, row: int) -> bool:
    return bool(0.0 <= utc_s[row] - utc_s[row - 1] <= _LAP_GAP_S)


def _notes(head: Head) -> tuple[Note, ...]:
    return (note("tcx-course", "warning", "a course, not an activity: its times are a plan"),) if head.is_course else ()
