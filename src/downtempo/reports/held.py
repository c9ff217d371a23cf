"""Findings that are not counted: suppressed ones, those that a baseline excuses, and suppressions without an object."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ..model import Finding, Suppressed, Suppression, UnusedSuppression, Verdicts
from .words import count_words, file_words, wrap


def held_lines(verdicts: Verdicts, width: int) -> list[str]:
    """Write what was suppressed and why, how much the baseline excuses, and a note for each suppression of nothing."""
    lines: list[str] = []
    if verdicts.suppressed:
        reasons = dict.fromkeys(_suppressed_words(s) for s in verdicts.suppressed)
        lines += wrap(
            f"Suppressed: {count_words(len(verdicts.suppressed), 'finding')}: {'; '.join(reasons)}.", width, "  "
        )
    if verdicts.baselined:
        counts = Counter(finding.code for finding in verdicts.baselined)
        told = ", ".join(f"{code} {n}" for code, n in sorted(counts.items()))
        lines += wrap(f"Baselined: {count_words(len(verdicts.baselined), 'finding')}: {told}.", width, "  ")
    for unused in verdicts.unused:
        lines += wrap(f"warning  {_unused_words(unused)}", width, "  ")
    return lines


def nothing_words(verdicts: Verdicts) -> str:
    """Say that nothing is left to tell: that is not nothing where findings were held back."""
    if verdicts.suppressed or verdicts.baselined:
        return "Nothing beyond the figures but what is excused"
    return "Nothing beyond the figures"


def held_counts(verdicts: Verdicts) -> dict[str, int]:
    """Return how many findings are suppressed and baselined."""
    return {"suppressed": len(verdicts.suppressed), "baselined": len(verdicts.baselined)}


def suppressed_row(held: Suppressed, finding: dict[str, Any]) -> dict[str, Any]:
    """Return a suppressed finding for a document, with what suppresses it."""
    return {**finding, "suppression": _entry(held.suppression)}


def unused_row(unused: UnusedSuppression) -> dict[str, Any]:
    """Return a suppression of nothing for a document."""
    return {"athlete": unused.athlete or None, **_entry(unused.suppression), "why": unused.why}


def baselined_counts(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    """Return how many findings of each rule and runner a baseline excuses."""
    counts = Counter((finding.athlete, finding.code) for finding in findings)
    return [{"athlete": athlete or None, "code": code, "findings": n} for (athlete, code), n in sorted(counts.items())]


def _entry(s: Suppression) -> dict[str, Any]:
    expires = s.expires.isoformat() if s.expires else None
    return {"run": s.run, "rule": s.rule, "reason": s.reason, "expires": expires, "place": s.place}


def _suppressed_words(held: Suppressed) -> str:
    place = held.finding.place
    where = place.day or place.week or file_words(place.file)
    return f"{held.finding.code} {where} ({file_words(held.suppression.reason)})"


def _unused_words(unused: UnusedSuppression) -> str:
    by = unused.suppression
    return f"{file_words(by.place)}: {by.rule} at {file_words(by.run)} suppresses nothing: {unused.why}; remove it"
