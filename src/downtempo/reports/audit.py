"""A week for a person: what was run, what is beyond the figures, what is within, what could not be told."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import groupby

from ..model import Conformance, Finding, NotJudged, Session, Week
from ..model.kinds import kind_words
from ..model.results import Judged
from ..model.signature import work_words
from ..model.track import LEVELS
from ..text import safe
from ..units import Unit, clock, measured
from .findings import block, gravest_first, grouped, told
from .held import held_lines, nothing_words
from .left_out import left_out_lines
from .sparkline import legend, marks, sparkline
from .words import (
    DAYS,
    Paint,
    count_words,
    day_words,
    file_words,
    length_words,
    moving_s,
    pace_words,
    time_words,
    wrap,
)

#: Rules that look at a whole week may find a fault with one run of it.
_OF_WEEKS = frozenset({"WK", "PG", "DI"})
#: Columns from which on a run fits into a line, and its profile beside it; and the cells of that.
_NARROW, _WIDE, _CELLS = 56, 80, 16
#: Columns that the last column of a table needs to stand beside the others.
_LEAST_TOLD = 24


def audit_text(
    judged: Judged, *, paint: Paint, width: int, verbose: int = 0, quiet: bool = False, unit: Unit = "km"
) -> str:
    """Write the audited weeks, their findings, and the closing lines."""
    lines: list[str] = []
    if not judged.weeks:
        lines += ["No dated run was found, so there is no week to judge.", ""]
    for week in judged.weeks:
        lines += [*_head(week, judged, paint, width, unit), "", *_table(week, width, unit), ""]
    lines += findings_lines(judged, paint=paint, width=width, verbose=verbose, unit=unit)
    if not quiet:
        lines += closing_lines(judged, paint=paint, width=width, verbose=verbose)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(week: Week, judged: Judged, paint: Paint, width: int, unit: Unit) -> list[str]:
    drop = [s.drop_m for s in week.sessions if s.drop_m is not None]
    parts = [
        f"{safe(judged.athlete.name)} · " if judged.athlete.name else "",
        f"week {week.label}, {day_words(week.start)} to {day_words(week.last_day, year=True)}",
        f" · {count_words(len(week.sessions), 'run')} · {_length(week, unit)}",
        f" · {time_words(sum(map(moving_s, week.sessions)))} moving" if week.sessions else "",
        f" · {sum(drop):.0f} m down" if drop else "",
        "" if week.is_over else " · not over yet",
    ]
    return [paint(line, "bold") for line in wrap("".join(parts), width, "")]


def _length(week: Week, unit: Unit) -> str:
    known = length_words(sum(s.distance_m or 0.0 for s in week.sessions), unit)
    return f"{known} or more" if week.distance_m is None else known


def _table(week: Week, width: int, unit: Unit) -> list[str]:
    if not week.sessions:
        return ["  no runs"]
    rows = [line for session in week.sessions for line in _row(session, width, unit)]
    signs = legend("".join(marks(s, _CELLS, with_descents=False) for s in week.sessions)) if width >= _WIDE else ""
    return [*rows, *(wrap(signs, width, " " * 7) if signs else ())]


def _row(s: Session, width: int, unit: Unit) -> list[str]:
    """Write a run: day, kind, length, time, pace, and its profile where it fits; what the reps were under it."""
    assert s.local_date is not None
    shape = s.profile_speed_mps if s.main_set and not s.is_downhill else s.profile_elevation_m or s.profile_speed_mps
    name = f"  {DAYS[s.local_date.weekday()]}  {kind_words(s.kind):<18}"
    told = work_words(s, unit)
    time = clock(moving_s(s))
    if width < _NARROW:
        under = " · ".join((length_words(s.distance_m, unit), time, pace_words(s, unit)))
        return [name, *wrap(under, width, " " * 7), *(wrap(told, width, " " * 7) if told else ())]
    line = f"{name} {length_words(s.distance_m, unit):>8} {time:>8}  {pace_words(s, unit):>8}"
    if width < _WIDE:
        return [line, *(wrap(told, width, " " * 7) if told else ())]
    under = f"{'':7}{told:<{len(line) - 5}}{marks(s, _CELLS, with_descents=False)}".rstrip()
    return [f"{line}  {sparkline(shape, _CELLS)}", *([under] if under else ())]


def findings_lines(judged: Judged, *, paint: Paint, width: int, verbose: int = 0, unit: Unit = "km") -> list[str]:
    """Write all findings, the gravest first, in blocks; those for information only when asked."""
    lines: list[str] = []
    for group in gravest_first(told(judged, verbose)):
        lines += [*block(group, paint=paint, width=width, unit=unit), ""]
    return lines


def closing_lines(judged: Judged, *, paint: Paint, width: int, verbose: int = 0) -> list[str]:
    """Write what is within, what was not judged and why, protocols, files that were left out, and the counts."""
    summary = judged.verdicts.summary
    counts = f"{summary.within} within, {summary.beyond} beyond, {summary.not_judged} not judged"
    lines = wrap(f"Checks, each one rule held against one run or week: {counts}.", width, "  ")
    lines += _gaps(judged.verdicts.not_judged, width, verbose)
    lines += _protocols(judged, width)
    lines += left_out_lines(judged.collected.left_out, width, verbose)
    lines += held_lines(judged.verdicts, width)
    loud = [finding for finding in judged.verdicts.findings if finding.severity != "info"]
    if loud:
        code = min(loud, key=lambda finding: LEVELS.index(finding.severity)).code
        lines += wrap(f"downtempo explain {code} tells more; downtempo next tells what may come.", width, "  ")
    return [*lines, "", *_counts(judged, paint, width, verbose)]


def untold_lines(judged: Judged, width: int) -> list[str]:
    """Write what formats of findings alone have no place for: what was not judged, not counted or left out, and why."""
    verdicts = judged.verdicts
    gaps, left_out = _gaps(verdicts.not_judged, width, 0), left_out_lines(judged.collected.left_out, width)
    return [*gaps, *left_out, *held_lines(verdicts, width)]


def shown_conformances(judged: Judged) -> list[Conformance]:
    """Return what runs are held against, where any rule could be asked."""
    return [c for c in judged.verdicts.conformances if c.of or c.not_judged]


def _gaps(gaps: tuple[NotJudged, ...], width: int, verbose: int) -> list[str]:
    """Write why rules could not tell: by reason, each place only when asked for more."""
    if not gaps:
        return []
    if verbose:
        return ["  Not judged:"] + [
            line
            for gap in gaps
            for line in wrap(f"{gap.code} {file_words(gap.place.file or gap.place.week)}: {gap.reason}", width, "    ")
        ]
    ordered = sorted(gaps, key=lambda gap: gap.reason)
    told = [
        f"{', '.join(sorted({gap.code for gap in same}))} ({reason})"
        for reason, same in ((reason, list(part)) for reason, part in groupby(ordered, key=lambda gap: gap.reason))
    ]
    return wrap(f"Not judged: {'; '.join(told)}.", width, "  ")


def _protocols(judged: Judged, width: int) -> list[str]:
    """Write how each run holds against what it resembles; of weeks a line for each run, and one for the week."""
    runs = shown_conformances(judged)
    if not judged.weeks:
        told = [f"{file_words(c.file)} {kind_words(c.protocol)} {within_words(c, judged)}" for c in runs]
        return wrap(f"Protocols: {' · '.join(told)}.", width, "  ") if told else []
    days = {s.file: s.local_date for s in judged.collected.sessions if s.local_date}
    rows = [(f"{_day(days.get(c.file), judged)}  {kind_words(c.protocol):<18}", c) for c in runs]
    rows += [(f"week {c.week}", c) for c in judged.verdicts.held_weeks]
    widest = max((len(head) for head, _ in rows), default=0)
    lines = (line for head, c in rows for line in _row_lines(f"{head:<{widest}}", within_words(c, judged), width))
    return ["  Held against what they are:", *lines] if rows else []


def _day(day: date | None, judged: Judged) -> str:
    """Write the day of a run, in an audit of several weeks with its date."""
    if day is None:
        return ""
    return DAYS[day.weekday()] if len(judged.weeks) == 1 else f"{day_words(day):<10}"


def _row_lines(head: str, told: str, width: int) -> list[str]:
    """Write a row of a table, broken under its last column where it is too long."""
    margin = len(head) + 5
    if width < margin + _LEAST_TOLD:
        return [*wrap(head, width, "    "), *wrap(told, width, "      ")]
    first, *rest = wrap(told, width - margin, "")
    return [f"    {safe(head)} {first}", *(f"{'':{margin}}{line}" for line in rest)]


def within_words(held: Conformance, judged: Judged) -> str:
    """Say how many rules are within, the worst break, and how many rules could not tell."""
    told = f"{held.within} of {held.of} within" if held.of else "nothing judged"
    week = next((w for w in judged.weeks if w.label == held.week), None)
    found = [f for f in judged.verdicts.findings if f.code == held.worst and _is_of(f, held, week)]
    worst = max(found, key=lambda f: f.excess, default=None)
    if worst is not None and worst.observed is not None and worst.limit is not None:
        observed, limit = (measured(value, worst.unit) for value in (worst.observed, worst.limit))
        told += f", worst {held.worst}: {observed} against {limit}"
    elif held.worst:
        told += f", worst {held.worst}"
    return f"{told}; {held.not_judged} not judged" if held.not_judged else told


def _is_of(finding: Finding, held: Conformance, week: Week | None) -> bool:
    """Whether a finding is one of a run, or of a week: rules about weeks tell what they find there or at one run."""
    place = finding.place
    if week is None:
        return place.file == held.file
    is_inside = bool(place.day) and week.start <= date.fromisoformat(place.day) <= week.last_day
    return place.week == week.label or (finding.code[:2] in _OF_WEEKS and is_inside)


def _counts(judged: Judged, paint: Paint, width: int, verbose: int) -> list[str]:
    levels = Counter(group[0].severity for group in grouped(judged.verdicts.findings))
    loud = ", ".join(count_words(levels[level], level) for level in ("error", "warning") if levels[level])
    decides = judged.fail_level == "info" and levels["info"]
    loud = loud or ("No error or warning" if decides else nothing_words(judged.verdicts))
    hidden = ", which the fail level counts" if decides else "" if verbose else " (-v shows them)"
    info = f", {levels['info']} for information{hidden}" if levels["info"] else ""
    past = f"; {count_words(judged.n_history, 'run')} of history" if judged.n_history else "; no history before it"
    runs = count_words(judged.verdicts.summary.runs, "run")
    return wrap(f"{info} in {runs}{past}.", width, "  ", loud, "bold", paint)
