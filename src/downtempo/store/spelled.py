"""Runs, segments, notes and findings as rows, for people who ask the store with SQL."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

from ..model import Finding, Session, Span
from ..model.results import Collected
from ..model.segments import Descent, Phase, Recovery, Surge
from ..model.signature import signature
from ..text import safe
from .names import storable
from .records import Rows

Row = dict[str, Any]


def spell(key: str, found: Collected) -> Rows:
    """Return what a recording gave as rows."""
    runs = list(enumerate(found.sessions))
    return Rows(
        tuple(session_row(key, run, one) for run, one in runs),
        tuple(row for run, one in runs for row in segment_rows(key, run, one)),
        tuple(row for run, one in runs for row in note_rows(key, run, one)),
    )


def session_row(key: str, run: int, session: Session) -> Row:
    """Return the row of one run; `run` counts the recordings of one file from 0."""
    return {
        "key": key,
        "run": run,
        "start_utc": session.start_utc.isoformat() if session.start_utc else None,
        "local_date": session.local_date,
        "sport": safe(session.sport),
        "kind": session.kind,
        "signature": signature(session),
        "device": safe(session.device),
        "points": session.points,
        "duration_s": session.duration_s,
        "moving_s": session.moving_s,
        "distance_m": session.distance_m,
        "gain_m": session.gain_m,
        "drop_m": session.drop_m,
        "elevation_source": session.elevation_source,
    }


def segment_rows(key: str, run: int, session: Session) -> Iterator[Row]:
    """Yield a row for each segment of a run, in the order in which they begin."""
    found: list[tuple[str, Span, object]] = [("descent", one.span, one) for one in session.descents]
    found += [("surge", one.span, one) for one in session.surges]
    found += [("recovery", one.span, one) for group in session.sets for one in group.recoveries]
    found += [(one.kind, one.span, one) for one in session.phases]
    found.sort(key=lambda each: (each[1].start_s, each[1].stop_s, each[0]))
    for number, (kind, span, one) in enumerate(found):
        yield {"key": key, "run": run, "number": number, "kind": kind, **_span(span), **_measures(one)}


def _span(span: Span) -> Row:
    return {
        "start_s": span.start_s,
        "stop_s": span.stop_s,
        "start_m": _finite(span.start_m),
        "stop_m": _finite(span.stop_m),
        "edge_error_s": _finite(span.edge_error_s),
    }


_MEASURES = (
    "set_number", "rep", "terrain", "grade_ratio", "grade_error_ratio", "drop_m", "speed_mps", "gap_speed_mps",
    "heart_rate_bpm", "cadence_spm", "source",
)  # fmt: skip


def _measures(one: object) -> Row:
    assert isinstance(one, (Descent, Surge, Recovery, Phase))
    return {name: _finite(getattr(one, name, None)) for name in _MEASURES}


def note_rows(key: str, run: int, session: Session) -> Iterator[Row]:
    """Yield a row for each note about a run."""
    for number, note in enumerate(session.notes):
        yield {
            "key": key,
            "run": run,
            "number": number,
            "code": note.code,
            "reason": note.reason,
            "severity": note.severity,
            "message": safe(note.message),
        }


def finding_rows(athlete: str, findings: Iterable[Finding]) -> Iterator[Row]:
    """Yield a row for each finding about the runs of an athlete, called as in the other tables."""
    for number, one in enumerate(findings):
        span = one.place.span
        yield {
            "athlete": athlete,
            "number": number,
            "code": one.code,
            "severity": one.severity,
            "file": storable(one.place.file),
            "day": one.place.day,
            "week": one.place.week,
            "start_s": span.start_s if span else None,
            "start_m": _finite(span.start_m) if span else None,
            "observed": one.observed,
            "bound": one.limit,
            "uncertainty": one.uncertainty,
            "unit": one.unit,
            "figure": one.figure,
            "message": safe(one.message),
        }


def _finite(value: Any) -> Any:
    """Return the value; None for a number that is none, which databases keep in ways of their own."""
    return None if isinstance(value, float) and not math.isfinite(value) else value
