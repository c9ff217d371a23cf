"""One row a segment, with the line that it was run on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import numpy as np

from ..dataclass import dataclass
from ..model.progression import Split
from ..model.segments import Descent, Phase, Recovery, Span, Surge
from ..model.session import Session
from ..model.track import Track

Line = tuple[tuple[float, float], ...]
"""Longitude and latitude [degrees] of each point, in this order, as maps have it."""

DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A segment and the run that it belongs to. What is not known is None.

    Times count in seconds from the start of the run, distances in metres along it; `[start, stop)`.
    """

    athlete: str | None
    file: str
    local_date: date | None
    start_utc: datetime | None
    session_kind: str | None
    kind: str
    """descent, surge, recovery, split, warm-up, cool-down or stop."""
    set: int | None = None
    rep: int | None = None
    start_s: float
    stop_s: float
    duration_s: float
    start_m: float
    stop_m: float
    distance_m: float
    grade_percent: float | None = None
    grade_error_percent: float | None = None
    drop_m: float | None = None
    """Metres lost, negative where height was gained."""
    speed_mps: float | None = None
    gap_speed_mps: float | None = None
    """Speed on the level that costs as much."""
    heart_rate_bpm: float | None = None
    cadence_spm: float | None = None
    terrain: str | None = None
    source: str | None = None
    """How a surge was found: detected, lap, workout-step or split."""
    edge_error_s: float | None = None
    line: Line = ()


#: The columns of every table, in this order; the line stands beside them.
COLUMNS = tuple(name for name in Row.__slots__ if name != "line")


def rows_of(
    session: Session, track: Track | None, athlete: str | None = None, *, digits: int = DIGITS
) -> Iterator[Row]:
    """Yield the segments of a run in the order in which they were run; without a track they have no lines.

    `digits`: decimals of a degree.
    """
    found = sorted(_measured(session), key=lambda pair: (pair[0].start_s, pair[0].stop_s, pair[1]["kind"]))
    for span, measures in found:
        yield Row(
            athlete=athlete, file=session.file, local_date=session.local_date, start_utc=session.start_utc,
            session_kind=session.kind, start_s=round(span.start_s, 2), stop_s=round(span.stop_s, 2),
            duration_s=round(span.duration_s, 2), start_m=round(span.start_m, 1), stop_m=round(span.stop_m, 1),
            distance_m=round(span.distance_m, 1), edge_error_s=_to(span.edge_error_s, 2),
            line=() if track is None else line_of(track, span, digits), **measures,
        )  # fmt: skip


def line_of(track: Track, span: Span, digits: int = DIGITS) -> Line:
    """Return the positions within a span, at its two ends between those beside them; () where there is one at most."""
    known = np.isfinite(track.lat_deg) & np.isfinite(track.lon_deg) & np.isfinite(track.time_s)
    time, lat, lon = (column[known] for column in (track.time_s, track.lat_deg, track.lon_deg))
    if len(time) < 2 or span.stop_s <= time[0] or span.start_s >= time[-1]:
        return ()
    inside = time[(time > span.start_s) & (time < span.stop_s)]
    at = np.concatenate([[max(span.start_s, time[0])], inside, [min(span.stop_s, time[-1])]])
    lons = np.interp(at, time, np.unwrap(lon, period=360.0))
    points = np.round(np.column_stack([np.mod(lons + 180.0, 360.0) - 180.0, np.interp(at, time, lat)]), digits)
    moved = np.concatenate([[True], np.any(np.diff(points, axis=0) != 0.0, axis=1)])
    kept = points[moved]
    return tuple((x, y) for x, y in kept.tolist()) if len(kept) > 1 else ()


def _measured(s: Session) -> Iterator[tuple[Span, dict[str, Any]]]:
    yield from ((d.span, _descent(d)) for d in s.descents)
    yield from ((surge.span, _surge(surge)) for surge in s.surges)
    yield from ((r.span, _recovery(r)) for group in s.sets for r in group.recoveries)
    yield from ((p.span, _phase(p)) for p in s.phases)
    yield from ((split.span, _split(split, k)) for k, split in enumerate(_splits(s), 1))


def _splits(s: Session) -> tuple[Split, ...]:
    return s.progression.splits if s.progression else ()


def _descent(d: Descent) -> dict[str, Any]:
    return {
        "kind": "descent", **_grade(d.grade_ratio, d.grade_error_ratio), "drop_m": _to(d.drop_m, 1),
        "speed_mps": _to(d.speed_mps, 3), "gap_speed_mps": _to(d.gap_speed_mps, 3),
        "cadence_spm": _to(d.cadence_spm, 0), "terrain": "downhill",
    }  # fmt: skip


def _surge(s: Surge) -> dict[str, Any]:
    return {
        "kind": "surge", "set": s.set_number, "rep": s.rep, **_grade(s.grade_ratio, s.grade_error_ratio),
        "drop_m": _to(s.drop_m, 1), "speed_mps": _to(s.speed_mps, 3), "gap_speed_mps": _to(s.gap_speed_mps, 3),
        "heart_rate_bpm": _to(s.heart_rate_bpm, 0), "cadence_spm": _to(s.cadence_spm, 0),
        "terrain": s.terrain, "source": s.source,
    }  # fmt: skip


def _recovery(r: Recovery) -> dict[str, Any]:
    return {
        "kind": "recovery", "set": r.set_number or None, "drop_m": None if r.climb_m is None else _to(-r.climb_m, 1),
        "speed_mps": _to(r.speed_mps, 3), "gap_speed_mps": _to(r.gap_speed_mps, 3),
    }  # fmt: skip


def _phase(p: Phase) -> dict[str, Any]:
    return {"kind": p.kind}


def _split(s: Split, number: int) -> dict[str, Any]:
    return {
        "kind": "split", "rep": number,
        "speed_mps": _to(s.speed_mps, 3), "gap_speed_mps": _to(s.gap_speed_mps, 3),
    }  # fmt: skip


def _grade(ratio: float | None, error: float | None) -> dict[str, Any]:
    percent = (None if value is None else _to(100 * value, 2) for value in (ratio, error))
    return dict(zip(("grade_percent", "grade_error_percent"), percent, strict=True))


def _to(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits) + 0.0
