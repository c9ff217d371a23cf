"""Findings that were there before: as many of each rule as a baseline counts are excused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from ..model import Finding, Verdicts


def excuse(verdicts: Verdicts, allowed: Mapping[str, int]) -> Verdicts:
    """Excuse the first findings of each rule, by day, as many as `allowed` counts for its code; keep those above."""
    taken: Counter[str] = Counter()
    kept: list[Finding] = []
    excused: list[Finding] = []
    for finding in verdicts.findings:
        is_excused = taken[finding.code] < allowed.get(finding.code, 0)
        taken[finding.code] += is_excused
        (excused if is_excused else kept).append(finding)
    return replace(verdicts, findings=tuple(kept), baselined=tuple(excused))
