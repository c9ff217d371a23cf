"""A plan for a person: what it holds, what it would be beyond, and what it does not say."""

from __future__ import annotations

from datetime import date

from ..model import Session, Week
from ..model.kinds import kind_words
from ..model.planned import Planned
from ..model.results import Judged
from ..model.signature import signature
from ..text import safe
from ..units import Unit
from .audit import closing_lines, findings_lines
from .plans import plan_words
from .words import Paint, count_words, day_words, length_words, wrap


def what_if_text(judged: Judged, *, paint: Paint, width: int, verbose: int = 0, unit: Unit = "km") -> str:
    """Write the planned weeks, day by day with what was run in them, and the findings of the plan."""
    lines: list[str] = []
    if not judged.collected.sessions:
        lines += ["No planned run is left to judge.", ""]
    for week in judged.weeks:
        lines += [
            *(paint(line, "bold") for line in wrap(_head(week, judged, unit), width, "")),
            "",
            *_table(week, judged, width, unit),
            "",
        ]
    lines += findings_lines(judged, paint=paint, width=width, verbose=verbose, unit=unit)
    lines += closing_lines(judged, paint=paint, width=width, verbose=verbose)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _head(week: Week, judged: Judged, unit: Unit) -> str:
    name = f"{safe(judged.athlete.name)} · " if judged.athlete.name else ""
    planned = [s for s in week.sessions if s.is_planned]
    run = len(week.sessions) - len(planned)
    known = all(s.distance_m is not None for s in week.sessions)
    length = f" · {length_words(week.distance_m, unit)}" if known else ""
    beside = f", {count_words(run, 'run')} so far" if run else ""
    return (
        f"{name}plan for week {week.label}, {day_words(week.start)} to {day_words(week.last_day, year=True)}"
        f" · {count_words(len(planned), 'run')} planned{beside}{length}"
    )


def _table(week: Week, judged: Judged, width: int, unit: Unit) -> list[str]:
    plans = {(planned.day, planned.place): planned for planned in judged.plans}
    rows: list[tuple[date, str, str]] = []
    for session in week.sessions:
        assert session.local_date is not None
        planned = plans.get((session.local_date, session.file)) if session.is_planned else None
        rows.append((session.local_date, _kind(session), _words(session, planned, unit)))
    rows += [(p.day, "rest", "") for p in judged.plans if p.kind == "rest" and week.start <= p.day <= week.last_day]
    return [line for row in sorted(rows) for line in _row(*row, width)]


def _kind(session: Session) -> str:
    return kind_words(session.kind) if session.is_planned else f"{kind_words(session.kind)} (run)"


def _words(session: Session, planned: Planned | None, unit: Unit) -> str:
    return signature(session, unit) if planned is None else plan_words(planned, unit)


def _row(day: date, kind: str, words: str, width: int) -> list[str]:
    indent = 35
    if width < 2 * indent:
        return [f"  {day_words(day):<11} {kind}".rstrip(), *wrap(words, width, " " * 14)]
    lines = wrap(words, width, " " * indent) or [""]
    return [f"  {day_words(day):<11} {kind:<{indent - 15}} {lines[0][indent:]}", *lines[1:]]
