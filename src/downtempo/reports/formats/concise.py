"""One line for each rule that a run or a week is beyond, as compilers write them, and nothing else."""

from __future__ import annotations

from ...model import Finding
from ...model.results import Judged
from ...text import safe
from ...units import Unit
from ..findings import Group, figure_cited, grouped, worst
from ..words import COLOURS, Paint, file_words, place_words

_LONGEST = 600


def concise(judged: Judged) -> str:
    """Write the findings of all runners, those for information too."""
    lines = (line(g, part.units) for part in judged.parts or (judged,) for g in grouped(part.verdicts.findings))
    return "".join(f"{text}\n" for text in lines)


def line(group: Group, unit: Unit, paint: Paint = lambda text, _colour: text) -> str:
    """Write the worst of a group: file or week, place, severity, code, name, what was measured, its figure."""
    shown = worst(group)
    severity = paint(shown.severity, COLOURS[shown.severity])
    more = f" (and {len(group) - 1} more like it)" if len(group) > 1 else ""
    cited = figure_cited(shown)
    told = safe(f"{shown.message.rstrip('.')}{more}" + (f" [{cited}]" if cited else ""), _LONGEST)
    return f"{_place(shown, unit)}: {severity}[{shown.code}] {shown.name.replace('-', ' ')}: {told}"


def _place(finding: Finding, unit: Unit) -> str:
    place = finding.place
    if not place.file:
        whose = f" of {safe(finding.athlete)}" if finding.athlete else ""
        return f"week {place.week}{whose}"
    where = place_words(place, unit)
    return f"{file_words(place.file)}:{where}" if where else file_words(place.file)
