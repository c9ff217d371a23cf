"""How often each rule speaks: counts instead of findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from ..model import Finding
from ..model.results import Judged
from ..model.track import LEVELS
from .documents import json_text
from .held import baselined_counts, held_counts, held_lines, nothing_words
from .words import COLOURS, Paint, count_words, wrap

STATISTICS_SCHEMA = "downtempo/statistics/1"


def statistics_text(judged: Judged, *, paint: Paint, width: int, verbose: int = 0) -> str:
    """Write a line for each rule that found something, the most frequent first; those for information when asked."""
    rows = [row for row in _rows(judged.verdicts.findings) if verbose or row["severity"] != "info"]
    lines = [line for row in rows for line in _line(row, paint, width)]
    lines = lines or [f"  {nothing_words(judged.verdicts)}."]
    summary = judged.verdicts.summary
    told = f"{count_words(summary.runs, 'run')}: {summary.within} of {summary.within + summary.beyond} checks within."
    return "\n".join([*lines, "", *held_lines(judged.verdicts, width), *wrap(told, width, "  ")]) + "\n"


def _line(row: dict[str, Any], paint: Paint, width: int) -> list[str]:
    """Write how often, how grave, which rule, and in how many runs; the last under the others where they are long."""
    head = f"  {row['findings']:>5}  {paint(format(row['severity'], '<8'), COLOURS[row['severity']])} {row['code']}"
    name, places = row["name"].replace("-", " "), _places(row)
    if len(name) + len(places) + 27 <= width:
        return [f"{head}  {name}, {places}"]
    return [head, *wrap(f"{name}, {places}", width, " " * 9)]


def statistics_json(judged: Judged) -> str:
    """Write the counts of each rule and runner as a document."""
    verdicts = judged.verdicts
    document = {
        "schema": STATISTICS_SCHEMA,
        "statistics": [
            {"athlete": part.label or None, **row}
            for part in judged.parts or (judged,)
            for row in _rows(part.verdicts.findings)
        ],
        "baselined": baselined_counts(verdicts.baselined),
        "summary": {**asdict(verdicts.summary), "history": judged.n_history, **held_counts(verdicts)},
    }
    return json_text(document) + "\n"


def _rows(findings: Iterable[Finding]) -> Iterator[dict[str, Any]]:
    """Yield a row for each rule, the most frequent first; its severity is the gravest that it found."""
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    for code, found in sorted(by_code.items(), key=lambda item: (-len(item[1]), item[0])):
        yield {
            "code": code,
            "name": found[0].name,
            "severity": min((f.severity for f in found), key=LEVELS.index),
            "findings": len(found),
            "runs": len({f.place.file for f in found if f.place.file}),
            "weeks": len({f.place.week for f in found if f.place.week}),
        }


def _places(row: dict[str, Any]) -> str:
    told = [count_words(row[f"{noun}s"], noun) for noun in ("run", "week") if row[f"{noun}s"]]
    return f"in {' and '.join(told)}"
