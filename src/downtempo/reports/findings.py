"""Findings as blocks of lines: the same rule at several places of one run is told once, at its worst."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..model import Finding
from ..units import Unit
from .words import COLOURS, Paint, count_words, day_words, file_words, place_words, wrap

Group = tuple[Finding, ...]


def grouped(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """Group what one rule measured at several places of a run, in the order it comes.

    Findings that are told by words, not by a number, stay apart: each says something else.
    """
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        words = finding.message if finding.observed is None else ""
        key = (finding.code, finding.severity, finding.place.file, finding.place.week, words)
        groups.setdefault(key, []).append(finding)
    return tuple(tuple(group) for group in groups.values())


def worst(group: Group) -> Finding:
    """Return the finding farthest past its limit; the first where none is told by a number."""
    return max(group, key=_excess)


def _excess(finding: Finding) -> float:
    if finding.observed is None or finding.limit is None:
        return 0.0
    return abs(finding.observed - finding.limit)


def block(group: Group, *, paint: Paint, width: int, unit: Unit) -> list[str]:
    """Write one group: what, where, the number and the figure, and what to do next time."""
    shown = worst(group)
    severity = paint(f"{shown.severity:<8}", COLOURS[shown.severity])
    head = f"  {severity} {shown.code}  {_where(shown, unit)}   {paint(shown.name.replace('-', ' '), 'bold')}"
    more = f" The same at {count_words(len(group) - 1, 'more place')} of this run." if len(group) > 1 else ""
    lines = [head.rstrip(), *wrap(f"{shown.message} ({shown.figure}).{more}", width, " " * 11)]
    return lines + wrap(shown.advice, width, " " * 11)


def _where(finding: Finding, unit: Unit) -> str:
    place = finding.place
    day = day_words(date.fromisoformat(place.day)) if place.day else ""
    parts = (
        day or ("" if place.week else file_words(place.file)),
        place_words(place, unit),
        place.week and f"week {place.week}",
    )
    return " ".join(part for part in parts if part)
