"""What a batch came to: a line for each athlete, what was found most often, and every file that could not be read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from ..model.track import LEVELS
from ..text import safe
from .words import Paint

_MOST = 20
_HEAD = ("athlete", "runs", "weeks", "km", "errors", "warnings", "notices", "unread")


def batch_json(summaries: Sequence[dict[str, Any]]) -> str:
    """Return counts of each athlete as one document; it does not depend on who read what, or when."""
    document = {"schema": "downtempo/batch/1", "athletes": list(summaries), "summary": _sum(summaries)}
    return json.dumps(document, indent=1, sort_keys=False, allow_nan=False) + "\n"


def batch_text(summaries: Sequence[dict[str, Any]], *, paint: Paint, verbose: int = 0) -> str:
    """Return the same for a person."""
    rows = [_HEAD, *(_row(one) for one in summaries)]
    wide = [max(len(row[k]) for row in rows) for k in range(len(_HEAD))]
    lines = ["  ".join(_cell(cell, wide[k], k) for k, cell in enumerate(row)).rstrip() for row in rows]
    lines[0] = paint(lines[0], "bold")
    total = _sum(summaries)
    if total["rules"]:
        lines += ["", paint("most often", "bold")]
        often = sorted(total["rules"].items(), key=lambda one: (-one[1], one[0]))
        lines += [f"{n:>7}  {code}" for code, n in often[: None if verbose else _MOST]]
    unread = [one for summary in summaries for one in summary["rejected"]]
    if unread:
        lines += ["", paint("could not be read", "bold")]
        shown = unread if verbose else unread[:_MOST]
        lines += [f"{safe(one['file'])}: {one['reason']}: {safe(one['message'])}" for one in shown]
        if len(unread) > len(shown):
            lines.append(f"and {len(unread) - len(shown)} more; -v or --format json names them all")
    return "\n".join(lines) + "\n"


def _cell(text: str, width: int, column: int) -> str:
    return text.rjust(width) if column else text.ljust(width)


def _row(one: dict[str, Any]) -> tuple[str, ...]:
    found = one["findings"]
    return (
        safe(one["athlete"]) or "(no name)",
        str(one["runs"]),
        str(one["weeks"]),
        f"{one['distance_m'] / 1000:.0f}",
        *(str(found.get(level, 0)) for level in LEVELS),
        str(len(one["rejected"])),
    )


def _sum(summaries: Sequence[dict[str, Any]]) -> dict[str, Any]:
    rules: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    for one in summaries:
        rules.update(one["rules"])
        findings.update(one["findings"])
    return {
        "athletes": len(summaries),
        "recordings": sum(one["recordings"] for one in summaries),
        "runs": sum(one["runs"] for one in summaries),
        "rejected": sum(len(one["rejected"]) for one in summaries),
        "left_out": sum(n for one in summaries for n in one["left_out"].values()),
        "findings": dict(sorted(findings.items())),
        "rules": dict(sorted(rules.items())),
    }
