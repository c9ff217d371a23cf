"""All weeks of one athlete, judged by what a store holds; done by the processes that read, too."""

from __future__ import annotations

import gc
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import field
from datetime import date, timedelta
from typing import Any

from ..cache import unpacked
from ..config import Configured
from ..dataclass import dataclass
from ..model import Diary, Finding, Week
from ..model.diary import NO_DIARY
from ..model.results import Collected
from .merge import gathered
from .pipe import weighed


@dataclass(frozen=True, slots=True)
class Weighing:
    """Recordings of one athlete, packed, each with its name, and how to judge them.

    `past` are those that only count as history. `is_pressed`: they are compressed besides, for there are very many.
    """

    athlete: str
    configured: Configured
    today: date
    read: tuple[tuple[str, bytes], ...]
    past: tuple[tuple[str, bytes], ...] = ()
    diary: Diary = NO_DIARY
    paths: tuple[str, ...] = ()
    is_pressed: bool = False


@dataclass(frozen=True, slots=True)
class Weighed:
    """What was found: findings, counts of everything, and what each week came to, as plain tables."""

    findings: tuple[Finding, ...]
    summary: dict[str, Any] = field(hash=False)
    weeks: tuple[dict[str, Any], ...] = field(hash=False)


def weigh(task: Weighing) -> Weighed:
    """Judge all weeks from the first run on, each against the ones before.

    Nearly all that is made here lives to the end: to look through it for cycles would take a tenth of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return _weighed(task)
    finally:
        if was_enabled:
            gc.enable()


def _weighed(task: Weighing) -> Weighed:
    read, past = _collected(task.read, task), _collected(task.past, task)
    days = sorted(s.local_date for s in read.sessions if s.local_date is not None and s.is_run)
    span = (days[0], days[-1]) if days else (None, None)
    judged = weighed(read, past, task.configured, span, task.today, task.diary, paths=task.paths)
    findings = tuple(f for f in judged.verdicts.findings)
    own = {file for file, _ in task.read}
    left: Counter[str] = Counter()
    for one in judged.collected.left_out:
        left[one.reason] += one.count if one.file in own or not task.past else 0
    summary = {
        "athlete": task.athlete,
        "recordings": len(task.read),
        "runs": len(judged.collected.sessions),
        "weeks": sum(1 for week in judged.weeks if week.sessions),
        "first": span[0].isoformat() if span[0] else None,
        "last": span[1].isoformat() if span[1] else None,
        "distance_m": sum(s.distance_m or 0.0 for s in judged.collected.sessions),
        "left_out": {reason: n for reason, n in sorted(left.items()) if n},
        "rejected": [
            {"file": one.file, "reason": one.reason, "severity": one.severity, "message": one.message}
            for one in sorted(read.rejected, key=lambda r: (r.file, r.reason))
        ],
        "findings": _counted(f.severity for f in findings),
        "rules": _counted(f.code for f in findings),
        "suppressed": len(judged.verdicts.suppressed),
        "not_judged": judged.verdicts.summary.not_judged,
        "fail_level": task.configured.config.fail_level,
        "units": task.configured.config.units,
    }
    return Weighed(findings, summary, tuple(_weeks(judged.weeks, findings)))


def _weeks(weeks: Iterable[Week], findings: Iterable[Finding]) -> Iterator[dict[str, Any]]:
    """Yield a row for each week, those without a run among them."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for one in findings:
        found[one.place.week or one.place.day][one.severity] += 1
    for week in weeks:
        days = [(week.start + timedelta(days=k)).isoformat() for k in range(7)]
        levels = [found[key] for key in (week.label, *days) if key in found]
        drops = [s.drop_m for s in week.sessions if s.drop_m is not None]
        yield {
            "week": week.label,
            "start": week.start,
            "runs": len(week.sessions),
            "distance_m": week.distance_m,
            "duration_s": sum(s.duration_s or 0.0 for s in week.sessions),
            "drop_m": sum(drops) if len(drops) == len(week.sessions) else None,
            "hard_days": len(week.hard_days),
            "errors": sum(each["error"] for each in levels),
            "warnings": sum(each["warning"] for each in levels),
            "notices": sum(each["info"] for each in levels),
        }


def _counted(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))


def _collected(values: Iterable[tuple[str, bytes]], task: Weighing) -> Collected:
    found = (unpacked(zlib.decompress(value) if task.is_pressed else value, file) for file, value in values)
    return gathered(one for one in found if one is not None)


def joined(parts: Iterable[Weighed]) -> Weighed:
    """Put together what was found in several spans of one athlete's time, oldest first."""
    first, *others = parts
    findings, summary, weeks = list(first.findings), dict(first.summary), list(first.weeks)
    for part in others:
        weeks += part.weeks
        findings += part.findings
        for key, value in part.summary.items():
            if key == "last":
                summary[key] = value or summary[key]
            elif key == "first":
                summary[key] = summary[key] or value
            elif isinstance(value, (int, float, list)):
                summary[key] = summary[key] + value
            elif isinstance(value, dict):
                both = Counter(summary[key])
                both.update(value)
                summary[key] = dict(sorted(both.items()))
    return Weighed(tuple(findings), summary, tuple(weeks))
