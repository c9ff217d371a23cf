"""From the messages of one part to drafts: one per session, with what belongs to each."""

from __future__ import annotations

import bisect
import math
from collections.abc import Mapping, Sequence

import numpy as np

from ...dataclass import dataclass, replace
from ...model import Note
from ...model.track import Column, Rows
from ..draft import Draft
from ..notes import note
from ..rows import median_of
from . import profile, summary
from .developer import described, developer_notes
from .heart import Beats, beats, merged
from .messages import Messages
from .records import Records, records
from .salvage import has_strays

#: No place that keeps UTC lies farther from Greenwich than this [deg]; some watches write an offset of 0 everywhere.
_UTC_REACH_DEG = 30.0
_REMARKS = {
    "fit-duplicate-field": "a message defines a field twice; the first counts",
    "fit-empty-message": "a message without fields; ignored",
    "fit-field-size": "a field's size does not fit its type; left out",
    "fit-reserved-bit": "a message header with reserved bits set; read as if they were not",
    "fit-unknown-basetype": "a field of an unknown type; left out",
}


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """What one part holds that can become a track or belong to one."""

    drafts: tuple[Draft, ...]
    beats: Beats | None
    kind: int | None
    n_sessions: int
    has_strays: bool


def content(found: Messages, breaks: Sequence[int], notes: Sequence[Note]) -> Content:
    """Read the messages of one part. `breaks` are byte offsets before which something was lost."""
    known = described(found)
    told = records(found, known)
    strap = beats(found)
    sessions = summary.sessions(found)
    drafts: tuple[Draft, ...] = ()
    if told is not None:
        remarks = _remarks(found)
        more = developer_notes(found.definitions, known)
        whole = _draft(found, told, breaks, (*notes, *told.notes, *remarks, *more))
        drafts = by_session(whole if strap is None else with_beats(whole, strap), sessions)
    return Content(drafts, strap, summary.file_kind(found), len(sessions), told is not None and has_strays(told.utc_s))


def with_beats(draft: Draft, strap: Beats) -> Draft:
    """Fill heart rates from the beats that a strap stored."""
    heart_rate, notes = merged(draft.utc_s, draft.columns.get("heart_rate_bpm"), strap)
    columns = {**draft.columns, "heart_rate_bpm": heart_rate}
    return replace(draft, columns=columns, notes=(*draft.notes, *notes))


def _draft(found: Messages, told: Records, breaks: Sequence[int], notes: tuple[Note, ...]) -> Draft:
    return Draft(
        format="fit",
        utc_s=told.utc_s,
        columns=told.columns,
        breaks=np.searchsorted(found.stops[told.rows], breaks, side="right") if breaks else (),
        device=summary.device(found),
        utc_offset_s=_offset(found, told),
        elevation_source=summary.elevation_source(found),
        laps=summary.laps(found),
        splits=summary.splits(found),
        pauses=summary.pauses(found),
        steps=summary.steps(found),
        notes=notes,
        points=_points(told.utc_s, told.columns),
    )


def _points(utc_s: Column, columns: Mapping[str, Column]) -> int:
    """Count the records that hold anything."""
    told = ~np.isnan(utc_s)
    if not told.all():
        for column in columns.values():
            told |= ~np.isnan(column)
    return int(np.count_nonzero(told))


def _offset(found: Messages, told: Records) -> int | None:
    offset_s = summary.utc_offset(found)
    longitudes = told.columns.get("lon_deg")
    if offset_s == 0 and longitudes is not None:
        placed = longitudes[~np.isnan(longitudes)]
        if abs(median_of(placed)) > _UTC_REACH_DEG:
            return None
    return offset_s


def by_session(whole: Draft, sessions: Sequence[summary.Session]) -> tuple[Draft, ...]:
    """Share out rows and events among the sessions by time; they may stand before or behind their records."""
    if not sessions:
        return (whole,)
    starts = [session.start_s for session in sessions[1:]]
    if not starts or math.isnan(starts[-1]) or np.isnan(whole.utc_s).all():
        only = sessions[0]
        told = replace(whole, sport=only.sport, is_trail=only.is_trail, perceived_effort=only.effort, feel=only.feel)
        return (told,)
    owner = np.searchsorted(starts, whole.utc_s, side="right")
    drafts = []
    for i, session in enumerate(sessions):
        rows = np.flatnonzero(owner == i)
        if rows.size:
            drafts.append(_share(whole, rows, starts, i, session))
    return tuple(drafts)


def _share(whole: Draft, rows: Rows, starts: list[float], i: int, session: summary.Session) -> Draft:
    utc_s, columns = whole.utc_s[rows], {name: column[rows] for name, column in whole.columns.items()}
    return replace(
        whole,
        utc_s=utc_s,
        columns=columns,
        points=_points(utc_s, columns),
        breaks=np.searchsorted(rows, whole.breaks),
        sport=session.sport,
        is_trail=session.is_trail,
        perceived_effort=session.effort,
        feel=session.feel,
        laps=tuple(one for one in whole.laps if bisect.bisect_right(starts, one.start_s) == i),
        splits=tuple(one for one in whole.splits if bisect.bisect_right(starts, one.start_s) == i),
        pauses=tuple(one for one in whole.pauses if bisect.bisect_right(starts, one.start_s) == i),
    )


def _remarks(found: Messages) -> list[Note]:
    read = {profile.HEART_RATE, *profile.WANTED}
    seen = {
        remark
        for one in found.definitions
        if one is not None and (one.number in read or not one.size)
        for remark in one.remarks
    }
    # Headers from 0x10 to 0x3F; below 0x10 the difference wraps round.
    if (found.heads - np.uint8(0x10) < 0x30).any():
        seen.add("fit-reserved-bit")
    return [note(remark, "info", _REMARKS[remark]) for remark in sorted(seen)]
