"""Single runs for a person: one line a finding, then the counts."""

from __future__ import annotations

from ..model import Finding
from ..model.results import Judged
from ..text import safe
from ..units import Unit
from .audit import closing_lines
from .findings import Group, grouped, worst
from .words import COLOURS, Paint, file_words, place_words

_LONGEST = 600


def check_text(
    judged: Judged, *, paint: Paint, width: int, verbose: int = 0, quiet: bool = False, unit: Unit = "km"
) -> str:
    """Write one line for each rule that a run is beyond, at its worst place."""
    groups = [g for g in grouped(judged.verdicts.findings) if verbose or g[0].severity != "info"]
    lines = [_line(group, paint, unit) for group in groups]
    if quiet:
        return "".join(f"{line.rstrip()}\n" for line in lines)
    if lines:
        lines.append("")
    lines += closing_lines(judged, paint=paint, width=width, verbose=verbose)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _line(group: Group, paint: Paint, unit: Unit) -> str:
    shown = worst(group)
    severity = paint(shown.severity, COLOURS[shown.severity])
    more = f" (and {len(group) - 1} more like it)" if len(group) > 1 else ""
    told = safe(f"{shown.message} ({shown.figure}){more}", _LONGEST)
    return f"{_place(shown, unit)}: {severity}[{shown.code}] {shown.name.replace('-', ' ')}: {told}"


def _place(finding: Finding, unit: Unit) -> str:
    where = place_words(finding.place, unit)
    return f"{file_words(finding.place.file)}:{where}" if where else file_words(finding.place.file)
