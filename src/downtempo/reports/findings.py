"""Findings as blocks of lines: the same rule at several places of one run is told once, at its worst."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from ..model import Finding
from ..model.results import Judged
from ..model.track import LEVELS
from ..units import Unit
from .words import COLOURS, Paint, count_words, day_words, ended, file_words, place_words, sentence, wrap

Group = tuple[Finding, ...]
_NARROW = 56
_CAUSE = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)+): (.+)", re.DOTALL)


def grouped(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """Group what one rule measured at several places of a run, in the order it comes.

    Findings that are told by words, not by a number, stay apart: each says something else.
    """
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        place, words = finding.place, finding.message if finding.observed is None else ""
        key = (finding.code, finding.severity, place.file, place.start, place.week, words)
        groups.setdefault(key, []).append(finding)
    return tuple(tuple(group) for group in groups.values())


def gravest_first(groups: Iterable[Group]) -> list[Group]:
    """Order groups by how grave they are, and else as they come."""
    return sorted(groups, key=lambda group: LEVELS.index(group[0].severity))


def told(judged: Judged, verbose: int) -> tuple[Group, ...]:
    """Group the findings that are shown: those for information only when asked, or where they decide the exit code."""
    is_all = verbose or judged.fail_level == "info"
    return tuple(group for group in grouped(judged.verdicts.findings) if is_all or group[0].severity != "info")


def worst(group: Group) -> Finding:
    """Return the finding farthest past its limit, for that limit; the first of those that are equally far."""
    return max(group, key=lambda finding: finding.excess)


def figure_cited(finding: Finding) -> str:
    """Return the id of the figure that a finding stands on; empty where it only tells a fault that we look for."""
    return "" if finding.observed is None and finding.figure.startswith("house.") else finding.figure


def said(finding: Finding) -> str:
    """Return what was found as a sentence; the name of a cause, which programs want first, comes last.

    >>> from types import SimpleNamespace
    >>> said(SimpleNamespace(observed=None, message="fit-truncated: the file ends early; 9 points kept"))
    'The file ends early; 9 points kept [fit-truncated].'
    """
    cause = _CAUSE.match(finding.message) if finding.observed is None else None
    return ended(sentence(f"{cause[2]} [{cause[1]}]" if cause else finding.message))


def block(group: Group, *, paint: Paint, width: int, unit: Unit) -> list[str]:
    """Write one group: what, where, the number and the figure, and what to do next time."""
    shown, indent = worst(group), " " * (11 if width >= _NARROW else 4)
    more = f" The same at {count_words(len(group) - 1, 'more place')} of this run." if len(group) > 1 else ""
    lines = [*_head(shown, _where(shown, unit), width, paint, indent)]
    lines += wrap(f"{said(shown)}{more}", width, indent)
    lines += wrap(shown.advice, width, indent)
    cited = figure_cited(shown)
    return [*lines, *wrap(f"Figure: {cited}", width, indent)] if cited else lines


def _head(shown: Finding, where: str, width: int, paint: Paint, indent: str) -> list[str]:
    """Write severity, code, place and name in one line, in two where they do not fit."""
    colour, name = COLOURS[shown.severity], shown.name.replace("-", " ")
    start = f"  {paint(f'{shown.severity:<8}', colour)} {shown.code}"
    if len(where) + len(name) + 21 <= width:
        return [f"{start}  {where}   {paint(name, 'bold')}"]
    if width < _NARROW:
        return [*wrap(f" {shown.code} {name}", width, "  ", shown.severity, colour, paint), *wrap(where, width, indent)]
    return [f"{start}  {paint(name, 'bold')}", *wrap(where, width, indent)]


def _where(finding: Finding, unit: Unit) -> str:
    place = finding.place
    day = day_words(date.fromisoformat(place.day)) if place.day else ""
    parts = (
        day or ("" if place.week else file_words(place.file)),
        place_words(place, unit),
        place.week and f"week {place.week}",
    )
    return " ".join(part for part in parts if part)
