"""Judgements against a baseline: what it excuses, and what it would count now."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from .. import config, scorer
from ..config import Baseline, Command, Counts
from ..model.results import Judged


def excused(parts: Sequence[Judged], baseline: Baseline, command: Command, path: Path) -> tuple[Judged, ...]:
    """Excuse what the baseline at `path` counts; runners of one name share their counts."""
    left = {runner: Counter(counts) for runner, counts in _section(baseline, command).items()}
    out = []
    for part in parts:
        allowed = left.get(_runner(part, path), Counter())
        held = replace(part, verdicts=scorer.excuse(part.verdicts, allowed))
        allowed.subtract(Counter(finding.code for finding in held.verdicts.baselined))
        out.append(held)
    return tuple(out)


def counted(
    parts: Iterable[Judged], baseline: Baseline, command: Command, path: Path, *, is_pruned: bool = False
) -> Baseline:
    """Return the baseline with the counts of these judgements, which nothing was excused from.

    Runners and rules that were not looked at keep their counts. Where `is_pruned`, counts only sink.
    """
    section = {runner: dict(counts) for runner, counts in _section(baseline, command).items()}
    now: dict[str, Counter[str]] = {}
    looked_at: dict[str, set[str]] = {}
    for part in parts:
        runner = _runner(part, path)
        now.setdefault(runner, Counter()).update(finding.code for finding in part.verdicts.findings)
        looked_at.setdefault(runner, set()).update(part.rules)
    for runner, counts in now.items():
        before = section.get(runner, {})
        kept = {code: n for code, n in before.items() if code not in looked_at[runner]}
        if is_pruned:
            counts &= Counter(before)
        section[runner] = {**kept, **counts}
    return config.with_counts(baseline, command, section)


def _section(baseline: Baseline, command: Command) -> Counts:
    return baseline.check if command == "check" else baseline.audit


def _runner(part: Judged, path: Path) -> str:
    """Return the name under which a baseline counts a runner: configured, else the configuration as seen from it."""
    if part.athlete.name or not part.configuration:
        return part.athlete.name
    here = os.path.realpath(path.parent)
    return Path(os.path.relpath(os.path.realpath(part.configuration), here)).as_posix()
