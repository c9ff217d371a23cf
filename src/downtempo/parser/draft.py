"""What every reader hands over, and how it becomes tracks: one set of rules for all formats."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import numpy as np

from ..dataclass import dataclass, replace
from ..model import Lap, Note, Pause, Track, WatchSplit, WorkoutStep
from ..model.track import Column, ElevationSource, Rows
from ..units import DAY_S
from . import rows
from .notes import at_most, note

Event = TypeVar("Event", Lap, WatchSplit, Pause)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ON_FOOT = frozenset({"running", "walking", "hiking", "unknown"})
#: A median cadence from here on counts both feet [1/min]; one foot seldom passes 110, two feet seldom go below 130.
_BOTH_FEET_SPM = 120.0


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Draft:
    """One track as it stands in the file, in file order, before the rules about rows are applied.

    Parameters
    ----------
    format
        `fit`, `gpx` or `tcx`.
    utc_s
        (n,) Unix seconds, NaN where the row has no time.
    columns
        Any of `COLUMNS` but `time_s`, each (n,) float64 with NaN where silent; an absent one is silent throughout.
        Cadence as the file counts it.
    breaks
        Rows before which nothing may be bridged.
    laps, splits, pauses
        Their `start_s` and `stop_s` are Unix seconds here; those without either are dropped.
    points
        Rows that hold a time or a position, less those whose position the reader refused. None: counted here.
    """

    format: str
    utc_s: Column
    columns: Mapping[str, Column] = field(default_factory=dict)
    breaks: Sequence[int] | Rows = ()
    sport: str = "unknown"
    is_trail: bool = False
    device: str = ""
    utc_offset_s: int | None = None
    elevation_source: ElevationSource = "unknown"
    perceived_effort: float | None = None
    feel: float | None = None
    laps: tuple[Lap, ...] = ()
    splits: tuple[WatchSplit, ...] = ()
    pauses: tuple[Pause, ...] = ()
    steps: tuple[WorkoutStep, ...] = ()
    notes: tuple[Note, ...] = ()
    points: int | None = None


def finish(draft: Draft, name: str, sha256: str) -> list[Track]:
    """Apply the rules about rows: plausible positions, rising time, one row an instant, cadence of both feet.

    Raises
    ------
    LimitExceeded
        More rows, or more tracks, than `downtempo.limits` allows.

    Notes
    -----
    Nothing is smoothed or repaired. A clock that is set back by more than a minute begins another track.
    """
    columns, refused, notes = rows.plausible(draft.columns)
    pieces, time_notes = rows.in_time(draft.utc_s)
    counted = rows.counted(draft.utc_s, draft.columns) if draft.points is None else draft.points
    if not counted:
        return []
    columns = _both_feet(columns, draft.sport)
    later = [piece.size for piece in pieces[1:]]
    shares = [max(counted - refused - sum(later), 0), *later]
    known = [*draft.notes, *notes, *time_notes]
    return [
        _track(draft, piece, columns, points=share, notes=known, file=name, sha256=sha256, alone=not later)
        for piece, share in zip(pieces, shares, strict=True)
    ]


def _both_feet(columns: dict[str, Column], sport: str) -> dict[str, Column]:
    cadence = columns.get("cadence_spm")
    if cadence is None or sport not in _ON_FOOT:
        return columns
    moving = cadence[cadence > 0]
    one_foot = rows.median_of(moving) < _BOTH_FEET_SPM
    return {**columns, "cadence_spm": 2.0 * cadence} if one_foot else columns


def _track(
    draft: Draft,
    piece: Rows,
    columns: Mapping[str, Column],
    *,
    points: int,
    notes: list[Note],
    file: str,
    sha256: str,
    alone: bool,
) -> Track:
    times, own, breaks = _merged(draft, piece, columns)
    merged = piece.size - times.size
    if merged:
        notes = [*notes, note("duplicate-point", "info", f"{merged} points share an instant with another; merged")]
    if _goes_back(own.get("distance_m")):
        notes = [*notes, note("distance-backwards", "info", "the distance counter goes back; kept as it is")]
    first_s, last_s = float(times[0]), float(times[-1])
    pauses = _within(draft.pauses, first_s, last_s, alone=alone)
    if pauses:
        breaks = np.union1d(breaks, np.searchsorted(times, [first_s + pause.stop_s for pause in pauses]))
    elevation = own.get("elevation_m")
    return Track(
        file=file,
        sha256=sha256,
        format=draft.format,
        start_utc=None if math.isnan(first_s) else _EPOCH + timedelta(seconds=first_s),
        utc_offset_s=draft.utc_offset_s,
        sport=draft.sport,
        is_trail=draft.is_trail,
        device=draft.device,
        points=points,
        elevation_source="none" if elevation is None or rows.is_silent(elevation) else draft.elevation_source,
        perceived_effort=draft.perceived_effort,
        feel=draft.feel,
        time_s=times - first_s,
        **own,
        breaks=breaks[(breaks > 0) & (breaks < times.size)],
        laps=_within(draft.laps, first_s, last_s, alone=alone),
        steps=draft.steps,
        splits=_within(draft.splits, first_s, last_s, alone=alone),
        pauses=pauses,
        notes=at_most(notes),
    )


def _merged(draft: Draft, piece: Rows, columns: Mapping[str, Column]) -> tuple[Column, dict[str, Column], Rows]:
    """Return times, columns and breaks of a piece, one row an instant."""
    if piece.size == draft.utc_s.size:
        step = draft.utc_s[1:] - draft.utc_s[:-1]
        if (step > 0.0).all():
            return draft.utc_s, dict(columns), _breaks(draft.breaks, step)
    times, own, stretch = draft.utc_s, dict(columns), rows.stretches(draft.breaks, draft.utc_s.size)
    times, stretch = times[piece], stretch[piece]
    own = {key: column[piece] for key, column in columns.items()}
    starts = rows.instants(times)
    if starts.size < times.size:
        times, stretch = times[starts], np.maximum.reduceat(stretch, starts)
        own = {key: rows.last_told(column, starts) for key, column in own.items()}
    is_break = (np.diff(stretch) != 0) | (np.diff(times) > DAY_S)
    return times, own, np.flatnonzero(is_break) + 1


def _breaks(told: Sequence[int] | Rows, step: Column) -> Rows:
    """Return the rows before which nothing is bridged: those told, and those behind more than a day."""
    is_gap = step > DAY_S
    if len(told) or is_gap.any():
        return np.union1d(np.asarray(told, np.int64), np.flatnonzero(is_gap) + 1)
    return np.empty(0, np.int64)


def _goes_back(distance_m: Column | None) -> bool:
    if distance_m is None:
        return False
    told = distance_m[~np.isnan(distance_m)]
    return bool((told[1:] < told[:-1]).any())


def _within(events: tuple[Event, ...], first_s: float, last_s: float, *, alone: bool) -> tuple[Event, ...]:
    """Return the events of one track, counted from its first sample; with one track they are all its own."""
    return tuple(
        replace(event, start_s=event.start_s - first_s, stop_s=event.stop_s - first_s)
        for event in events
        if math.isfinite(event.start_s - first_s)
        and math.isfinite(event.stop_s)
        and (alone or (event.start_s <= last_s and event.stop_s > first_s))
    )
