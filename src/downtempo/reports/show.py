"""What was found in a run, for a person."""

from __future__ import annotations

from ..model import Descent, Progression, Session, SurgeSet
from ..model.kinds import kind_words
from ..model.results import Collected
from ..model.signature import signature
from ..text import safe
from ..units import SHORT, UNIT_M, Unit, clock, pace
from .left_out import left_out_lines
from .words import (
    COLOURS,
    Paint,
    count_words,
    day_words,
    file_words,
    length_words,
    pace_words,
    sparkline,
    wrap,
)


def show_text(collected: Collected, *, paint: Paint, width: int, unit: Unit = "km") -> str:
    """Write every session with its sets, splits, descents and notes, then the files that could not be read."""
    lines: list[str] = []
    for session in collected.sessions:
        lines += [*_head(session, paint, unit, width), *_body(session, unit), *_notes(session, paint, width), ""]
    for rejection in collected.rejected:
        told = f"{file_words(rejection.file)}: {rejection.reason}: {rejection.message}"
        lines += [*wrap(told, width, "", "not read  ", "red", paint), ""]
    if not lines:
        lines = ["No recordings here.", ""]
    left_out = left_out_lines(collected.left_out, width)
    lines += [*left_out, ""] if left_out else []
    return "\n".join(line.rstrip() for line in lines[:-1]) + "\n"


def _head(s: Session, paint: Paint, unit: Unit, width: int) -> list[str]:
    day = day_words(s.local_date, year=True) if s.local_date else "no date"
    device = f" · {safe(s.device, 40)}" if s.device else ""
    totals = [
        length_words(s.distance_m, unit),
        clock(s.duration_s) if s.duration_s is not None else "no times",
        f"{pace_words(s, unit)} moving",
        f"{s.gain_m:.0f} m up, {s.drop_m:.0f} m down" if s.gain_m is not None and s.drop_m is not None else "",
        f"altitude: {s.elevation_source}",
    ]
    lines = [paint(f"{file_words(s.file)}", "bold"), f"  {day} · {safe(s.sport, 30)}{device}"]
    lines.append("  " + " · ".join(part for part in totals if part))
    if s.perceived_effort is not None or s.feel is not None:
        effort = f"effort {s.perceived_effort:g} of 10" if s.perceived_effort is not None else ""
        felt = f"felt {s.feel_words}" if s.feel is not None else ""
        lines.append(f"  the watch was told: {', '.join(part for part in (effort, felt) if part)}")
    told = " · ".join(part for part in (kind_words(s.kind), signature(s, unit)) if part)
    lines += wrap(f"{told}  ({s.kind_reason})" if s.kind_reason else told, width, "  ")
    for name, values in (("height", s.profile_elevation_m), ("speed", s.profile_speed_mps)):
        if values:
            lines.append(f"  {name:<7}{sparkline(values, 24)}")
    return lines


def _body(s: Session, unit: Unit) -> list[str]:
    lines = [
        f"  {p.kind:<10} {clock(p.span.start_s):>8}  {clock(p.span.duration_s)} ({clock(p.easy_s)} easy)"
        for p in s.phases
        if p.kind != "stop"
    ]
    for group in s.sets:
        lines += _set(group, unit)
    if s.progression is not None:
        lines += _splits(s.progression)
    if s.descents:
        lines += [f"  {count_words(len(s.descents), 'descent')}", *(_descent(d, unit) for d in s.descents)]
    return lines


def _set(group: SurgeSet, unit: Unit) -> list[str]:
    main = ", the main one" if group.is_main else ""
    lines = [f"  set {group.number}{main}: {count_words(group.n_reps, 'rep')}"]
    for i, surge in enumerate(group.surges):
        span = surge.span
        rest = f"  then {clock(group.recoveries[i].duration_s)}" if i < len(group.recoveries) else ""
        heart = f"  {surge.heart_rate_bpm:.0f} bpm" if surge.heart_rate_bpm is not None else ""
        grade = _grade(surge.grade_ratio, surge.grade_error_ratio)
        lines.append(
            f"    {surge.rep:>2}  {clock(span.start_s):>8}  {span.duration_s:5.0f} s  {span.distance_m:5.0f} m  "
            f"{pace(surge.speed_mps, UNIT_M[unit])}  {grade:>14}{heart}{rest}"
        )
    return lines


def _splits(p: Progression) -> list[str]:
    how = "grade-adjusted pace" if p.by == "gap" else "pace"
    name = "progressive" if p.is_strict else "progressive in shape, not in every step"
    lines = [f"  {name}: {len(p.splits)} splits of a {p.unit}, by {how}"]
    for i, seconds_per_m in enumerate(p.paces_s_per_m):
        step = f"  {-p.steps_s_per_m[i - 1] * p.unit_m:+.0f} s" if i else ""
        lines.append(f"    {i + 1:>2}  {clock(seconds_per_m * p.unit_m)} a {p.unit}{step}")
    return lines


def _descent(d: Descent, unit: Unit) -> str:
    drop = f"{d.drop_m:.0f} m down" if d.drop_m is not None else "drop unknown"
    place = f"{d.span.start_m / UNIT_M[unit]:6.2f} {SHORT[unit]}  {clock(d.span.start_s):>8}"
    return (
        f"    at {place}  {d.span.distance_m:5.0f} m  {drop:>12}  "
        f"{_grade(d.grade_ratio, d.grade_error_ratio):>14}  {pace(d.speed_mps, UNIT_M[unit])}"
    )


def _grade(ratio: float | None, error: float | None) -> str:
    if ratio is None:
        return "grade unknown"
    return f"{round(100 * ratio, 1) + 0.0:+.1f} ± {100 * (error or 0):.1f} %"


def _notes(s: Session, paint: Paint, width: int) -> list[str]:
    lines = []
    for note in s.notes:
        offset = f" at byte {note.offset}" if note.offset is not None else ""
        told = f"[{note.code} {note.reason}]{offset} {note.message}"
        lines += wrap(told, width, "  ", note.severity, COLOURS[note.severity], paint)
    return lines
