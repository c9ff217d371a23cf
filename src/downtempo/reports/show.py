"""What was found in a run, for a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import Descent, Phase, Progression, Session, Surge, SurgeSet
from ..model.kinds import DOWNHILL_KINDS, kind_words
from ..model.results import Collected
from ..model.shape import ENOUGH_BEFORE
from ..model.signature import work_words
from ..text import safe
from ..units import SHORT, UNIT_M, Unit, clock, pace
from .left_out import left_out_lines
from .sparkline import legend, marks, sparkline
from .words import (
    COLOURS,
    Paint,
    count_words,
    day_words,
    file_words,
    length_words,
    middle_words,
    pace_words,
    times_words,
    wrap,
)

#: What a run is by its own shape, whatever was run before.
_NAMED_ALONE = DOWNHILL_KINDS | {"tempo", "strides", "race"}
#: Columns from which on reps and descents are tables, and the profile is drawn twice as wide.
_WIDE, _CELLS = 80, 24


def show_text(collected: Collected, *, paint: Paint, width: int, unit: Unit = "km") -> str:
    """Write every session with its sets, splits, descents and notes, then the files that could not be read."""
    lines: list[str] = []
    for session in collected.sessions:
        lines += [*_head(session, paint, unit, width), *_body(session, unit, width), *_notes(session, paint, width), ""]
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
        *times_words(s),
        pace_words(s, unit),
        f"{s.gain_m:.0f} m up, {s.drop_m:.0f} m down" if s.gain_m is not None and s.drop_m is not None else "",
        f"altitude: {s.elevation_source}",
    ]
    lines = [paint(f"{file_words(s.file)}", "bold"), *wrap(f"{day} · {safe(s.sport, 30)}{device}", width, "  ")]
    lines += wrap(" · ".join(part for part in totals if part), width, "  ")
    if s.perceived_effort is not None or s.feel is not None:
        effort = f"effort {s.perceived_effort:g} of 10" if s.perceived_effort is not None else ""
        felt = f"felt {s.feel_words}" if s.feel is not None else ""
        lines.append(f"  the watch was told: {', '.join(part for part in (effort, felt) if part)}")
    told = " · ".join(part for part in (kind_words(s.kind), work_words(s, unit)) if part)
    lines += wrap(f"{told}  ({s.kind_reason})" if s.kind_reason else told, width, "  ")
    return [*lines, *_few_before(s, width), *_load(s, width), *_profile(s, width)]


def _load(s: Session, width: int) -> list[str]:
    """Write the energy that the descents put into the legs, where it is known."""
    if s.load is None or s.load.eccentric_j_per_kg is None or s.load.drop_m is None:
        return []
    lost = f"{s.load.drop_m:.0f} m of height lost, braked by the legs"
    return wrap(f"load downhill: {s.load.eccentric_j_per_kg / 1000:.2f} kJ/kg ({lost})", width, "  ")


def _few_before(s: Session, width: int) -> list[str]:
    """Say where more runs before it could name a run otherwise, as where it is judged among them."""
    if s.kind in _NAMED_ALONE or s.distance_m is None or s.n_before >= ENOUGH_BEFORE:
        return []
    known = f"only {count_words(s.n_before, 'run')} before it" if s.n_before else "none of the runs before it"
    return wrap(f"named with {known}: more of them, as history or beside it, may name it otherwise", width, "  ")


def _profile(s: Session, width: int) -> list[str]:
    """Draw height and speed along the run, and under them where efforts and descents lie."""
    cells = _CELLS * (2 if width >= _WIDE else 1)
    drawn = {"height": sparkline(s.profile_elevation_m, cells), "speed": sparkline(s.profile_speed_mps, cells)}
    lines = [f"  {name:<7}{blocks}" for name, blocks in drawn.items() if blocks]
    row = marks(s, cells) if lines else ""
    return [*lines, *([f"{'':9}{row}", *wrap(legend(row), width, " " * 9)] if row else ())]


def _body(s: Session, unit: Unit, width: int) -> list[str]:
    lines = [line for p in s.phases if p.kind != "stop" for line in _phase(p, width)]
    for group in s.sets:
        lines += _set(group, unit, width)
    if s.progression is not None:
        lines += _splits(s.progression, width)
    if s.descents:
        told = f"{count_words(len(s.descents), 'descent')}, each from its top to its foot, whatever part was run fast"
        lines += [*wrap(told, width, "  "), *_descents(s.descents, unit, width)]
    return lines


def _phase(p: Phase, width: int) -> list[str]:
    told = f"{clock(p.span.duration_s)} ({clock(p.easy_s)} easy)"
    return wrap(f"{p.kind:<10} {clock(p.span.start_s):>8}  {told}", width, "  ")


def _set(group: SurgeSet, unit: Unit, width: int) -> list[str]:
    main = ", the main one" if group.is_main else ""
    source = group.surges[0].source
    by = "" if source == "detected" else f", by the watch's {source.replace('-', ' ')}s"
    told = wrap(f"set {group.number}{main}: {count_words(group.n_reps, 'rep')}{middle_words(group)}{by}", width, "  ")
    rests = [f"{clock(recovery.duration_s)}" for recovery in group.recoveries] + [""] * group.n_reps
    rows = [_rep(surge, rest, unit) for surge, rest in zip(group.surges, rests, strict=False)]
    if width < _WIDE:
        said = [(*row[1:4], f"{row[4]}/{SHORT[unit]}", *row[5:7], row[7] and f"then {row[7]}") for row in rows]
        return [*told, *(line for k, row in enumerate(said, 1) for line in _in_words(f"{k:>2}", row, width))]
    heads = ("rep", "at", "long", "far", f"/{SHORT[unit]}", "grade", "heart", "rest")
    return [*told, *_aligned((heads, *rows), (3, 8, 6, 8, 6, 14, 8, 6))]


def _rep(surge: Surge, rest: str, unit: Unit) -> tuple[str, ...]:
    span = surge.span
    heart = f"{surge.heart_rate_bpm:.0f} bpm" if surge.heart_rate_bpm is not None else ""
    grade = _grade(surge.grade_ratio, surge.grade_error_ratio)
    length = (f"{span.duration_s:.0f} s", f"{span.distance_m:.0f} m")
    return str(surge.rep), clock(span.start_s), *length, pace(surge.speed_mps, UNIT_M[unit]), grade, heart, rest


def _aligned(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    for row in rows:
        yield "  " + "".join(f"  {cell:>{width}}" for cell, width in zip(row, widths, strict=True))


def _in_words(mark: str, cells: Sequence[str], width: int) -> list[str]:
    """Write a row for a narrow terminal, one thing after the other."""
    lines = wrap(", ".join(cell for cell in cells if cell), width, " " * 7)
    return [f"    {mark} {lines[0].lstrip()}", *lines[1:]]


def _splits(p: Progression, width: int) -> list[str]:
    how = "grade-adjusted pace" if p.by == "gap" else "pace"
    name = "progressive" if p.is_strict else "progressive in shape, not in every step"
    lines = wrap(f"{name}: {len(p.splits)} splits of a {p.unit}, by {how}", width, "  ")
    for i, seconds_per_m in enumerate(p.paces_s_per_m):
        step = f"  {-p.steps_s_per_m[i - 1] * p.unit_m:+.0f} s" if i else ""
        lines.append(f"    {i + 1:>2}  {clock(seconds_per_m * p.unit_m)} a {p.unit}{step}")
    return lines


def _descents(descents: Sequence[Descent], unit: Unit, width: int) -> list[str]:
    rows = [_descent(d, unit) for d in descents]
    if width < _WIDE:
        said = [(*row[:3], f"{row[3]} down", f"{row[4]}/{SHORT[unit]}", row[5]) for row in rows]
        return [line for row in said for line in _in_words("at", row, width)]
    heads = ("at", "", "far", "down", f"/{SHORT[unit]}", "grade")
    return list(_aligned((heads, *rows), (8, 8, 8, 12, 6, 14)))


def _descent(d: Descent, unit: Unit) -> tuple[str, ...]:
    drop = f"{d.drop_m:.0f} m" if d.drop_m is not None else "not known"
    place = f"{d.span.start_m / UNIT_M[unit]:.2f} {SHORT[unit]}"
    grade = _grade(d.grade_ratio, d.grade_error_ratio)
    return place, clock(d.span.start_s), f"{d.span.distance_m:.0f} m", drop, pace(d.speed_mps, UNIT_M[unit]), grade


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
