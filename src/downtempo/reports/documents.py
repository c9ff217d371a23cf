"""The JSON documents: `downtempo/show/1` and `downtempo/findings/1`."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from ..model import Descent, Finding, NotJudged, Phase, Progression, Recovery, Session, Span, Surge, SurgeSet
from ..model.results import Collected, Judged
from ..model.signature import signature
from ..units import MILE_M
from .athlete_rows import conformance_row, diary_row
from .held import baselined_counts, held_counts, suppressed_row, unused_row

SHOW_SCHEMA = "downtempo/show/1"
FINDINGS_SCHEMA = "downtempo/findings/1"


def show_json(collected: Collected) -> str:
    """Write sessions and rejected files."""
    return dump(show_document(collected))


def show_document(collected: Collected) -> dict[str, Any]:
    """Return sessions, rejected files and files that were left out."""
    owners = collected.owners
    return {
        "schema": SHOW_SCHEMA,
        "sessions": [{"athlete": owners.get(s.file), **_session(s)} for s in collected.sessions],
        "rejected": [{"athlete": owners.get(r.file), **asdict(r)} for r in collected.rejected],
        "left_out": [asdict(left_out) for left_out in collected.left_out],
    }


def findings_json(judged: Judged) -> str:
    """Write findings, what was not judged, the summary and how runs hold against their protocols."""
    return dump(findings_document(judged))


def findings_document(judged: Judged) -> dict[str, Any]:
    """Return what `findings_json` writes."""
    verdicts, collected = judged.verdicts, judged.collected
    return {
        "schema": FINDINGS_SCHEMA,
        "athletes": [_athlete(part) for part in judged.parts or (judged,)],
        **({"planned": True} if judged.plans else {}),
        "weeks": [week.label for week in judged.weeks],
        "findings": [_finding(finding) for finding in verdicts.findings],
        "not_judged": [_not_judged(gap) for gap in verdicts.not_judged],
        "suppressed": [suppressed_row(held, _finding(held.finding)) for held in verdicts.suppressed],
        "unused_suppressions": [unused_row(unused) for unused in verdicts.unused],
        "baselined": baselined_counts(verdicts.baselined),
        "summary": {**asdict(verdicts.summary), "history": judged.n_history, **held_counts(verdicts)},
        "protocols": [conformance_row(one, "file") for one in verdicts.conformances],
        "held_weeks": [conformance_row(one, "week") for one in verdicts.held_weeks],
        "rejected": [asdict(rejection) for rejection in collected.rejected],
        "left_out": [asdict(left_out) for left_out in collected.left_out],
    }


def dump(document: dict[str, Any]) -> str:
    """Write a document so that the same content gives the same bytes."""
    return json_text(plain(document)) + "\n"


def json_text(value: Any, indent: int | None = 1) -> str:
    """Return JSON in ASCII that the log of a pipeline takes for no command, wherever it is printed."""
    return json.dumps(value, ensure_ascii=True, allow_nan=False, indent=indent).replace("##", "#\\u0023")


def plain(value: Any) -> Any:
    """Round numbers to what they can mean, and write what is not finite as unknown."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, float):
        return round(value, 6) + 0.0 if math.isfinite(value) else None
    return value


def _session(s: Session) -> dict[str, Any]:
    return {
        "file": s.file,
        "sha256": s.sha256,
        "start_utc": _instant(s.start_utc),
        "utc_offset_s": s.utc_offset_s,
        "local_date": s.local_date.isoformat() if s.local_date else None,
        "sport": s.sport,
        "device": s.device,
        "points": s.points,
        "duration_s": rounded(s.duration_s, 1),
        "moving_s": rounded(s.moving_s, 1),
        "distance_m": rounded(s.distance_m, 1),
        "gain_m": rounded(s.gain_m, 1),
        "drop_m": rounded(s.drop_m, 1),
        "elevation_source": s.elevation_source,
        "sampling_s": rounded(s.sampling_s, 3),
        "kind": s.kind,
        "kind_reason": s.kind_reason,
        "runs_before": s.n_before,
        "signature": signature(s),
        "gap_model": s.gap_model,
        "easy_speed_mps": rounded(s.easy_speed_mps, 3),
        "easy_speed_from": s.easy_speed_from,
        "segments": _segments(s),
        "progression": _progression(s.progression) if s.progression else None,
        "load": {name: rounded(getattr(s.load, name, None), 1) for name in ("drop_m", "eccentric_j_per_kg")},
        "perceived_effort": rounded(s.perceived_effort, 1),
        "feel_percent": rounded(s.feel, 0),
        "notes": [asdict(note) for note in s.notes],
    }


def _instant(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None


def rounded(value: float | None, digits: int) -> float | None:
    """Round what is known."""
    return None if value is None else round(value, digits)


def _segments(s: Session) -> list[dict[str, Any]]:
    rows = [_descent(d) for d in s.descents] + [_phase(p) for p in s.phases]
    rows += [_surge(surge) for surge in s.surges]
    rows += [_recovery(recovery, group) for group in s.sets for recovery in group.recoveries]
    return sorted(rows, key=lambda row: (row["start_s"], row["stop_s"], row["kind"]))


def _span(kind: str, span: Span) -> dict[str, Any]:
    return {
        "kind": kind,
        "start_s": round(span.start_s, 2),
        "stop_s": round(span.stop_s, 2),
        "start_m": round(span.start_m, 1),
        "stop_m": round(span.stop_m, 1),
    }


def percent(ratio: float | None) -> float | None:
    """Return a ratio that is known in percent."""
    return None if ratio is None else round(100 * ratio, 2)


def _descent(d: Descent) -> dict[str, Any]:
    return {
        **_span("descent", d.span),
        "grade_percent": percent(d.grade_ratio),
        "grade_error_percent": percent(d.grade_error_ratio),
        "drop_m": rounded(d.drop_m, 1),
        "speed_mps": rounded(d.speed_mps, 3),
        "edge_error_s": rounded(d.span.edge_error_s, 2),
    }


def _surge(s: Surge) -> dict[str, Any]:
    return {
        **_span("surge", s.span),
        "set": s.set_number,
        "rep": s.rep,
        "terrain": s.terrain,
        "grade_percent": percent(s.grade_ratio),
        "grade_error_percent": percent(s.grade_error_ratio),
        "speed_mps": rounded(s.speed_mps, 3),
        "gap_speed_mps": rounded(s.gap_speed_mps, 3),
        "heart_rate_bpm": rounded(s.heart_rate_bpm, 0),
        "cadence_spm": rounded(s.cadence_spm, 0),
        "source": s.source,
        "edge_error_s": rounded(s.span.edge_error_s, 2),
    }


def _recovery(r: Recovery, group: SurgeSet) -> dict[str, Any]:
    return {
        **_span("recovery", r.span),
        "set": group.number,
        "moving_s": rounded(r.moving_s, 1),
        "standing_s": rounded(r.standing_s, 1),
        "speed_mps": rounded(r.speed_mps, 3),
        "climb_m": rounded(r.climb_m, 1),
    }


def _phase(p: Phase) -> dict[str, Any]:
    return {**_span(p.kind, p.span), "easy_s": rounded(p.easy_s, 1)}


def _progression(p: Progression) -> dict[str, Any]:
    return {
        "progressive": p.is_strict,
        "splits": len(p.splits),
        "unit": p.unit,
        "by": p.by,
        "mean_step_s_per_mile": round(p.mean_step_s_per_m * MILE_M, 1),
        "steps_s_per_mile": [round(step * MILE_M, 1) for step in p.steps_s_per_m],
        "pace_s_per_mile": [round(pace * MILE_M, 1) for pace in p.paces_s_per_m],
        "start_m": round(p.splits[0].span.start_m, 1),
    }


def _athlete(part: Judged) -> dict[str, Any]:
    return {
        "athlete": part.label or None,
        "configuration": part.configuration or None,
        "weeks": [week.label for week in part.weeks],
        "runs": part.verdicts.summary.runs,
        "history": part.n_history,
        "diary": diary_row(part.diary) if part.diary.file else None,
    }


def _finding(f: Finding) -> dict[str, Any]:
    span = f.place.span
    return {
        "athlete": f.athlete or None,
        "code": f.code,
        "name": f.name,
        "severity": f.severity,
        "basis": f.basis,
        "file": f.place.file or None,
        "week": f.place.week or None,
        "local_date": f.place.day or None,
        "start_s": rounded(span.start_s, 1) if span else None,
        "stop_s": rounded(span.stop_s, 1) if span else None,
        "start_m": rounded(span.start_m, 1) if span else None,
        "lat": rounded(span.lat_deg, 6) if span else None,
        "lon": rounded(span.lon_deg, 6) if span else None,
        "observed": rounded(f.observed, 3),
        "limit": rounded(f.limit, 3),
        "unit": f.unit,
        "uncertainty": rounded(f.uncertainty, 3),
        "figure": f.figure,
        "source": f.source,
        "message": f.message,
        "advice": f.advice,
    }


def _not_judged(gap: NotJudged) -> dict[str, Any]:
    return {
        "athlete": gap.athlete or None,
        "code": gap.code,
        "file": gap.place.file or None,
        "week": gap.place.week or None,
        "reason": gap.reason,
    }
