"""Single runs for a person: one line a finding, then the counts."""

from __future__ import annotations

from ..model.results import Judged
from ..units import Unit
from .audit import closing_lines
from .findings import told
from .formats.concise import line
from .words import Paint


def check_text(
    judged: Judged, *, paint: Paint, width: int, verbose: int = 0, quiet: bool = False, unit: Unit = "km"
) -> str:
    """Write one line for each rule that a run is beyond, at its worst place."""
    lines = [line(group, unit, paint) for group in told(judged, verbose)]
    if quiet:
        return "".join(f"{text.rstrip()}\n" for text in lines)
    if lines:
        lines.append("")
    lines += closing_lines(judged, paint=paint, width=width, verbose=verbose)
    return "\n".join(text.rstrip() for text in lines) + "\n"
