"""Results of several runners, put together for one report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple
from functools import reduce

from ..model import Summary, Verdicts
from ..model.results import Collected, Judged


def gathered(parts: Iterable[Collected]) -> Collected:
    """Put collections together, by file."""
    given = list(parts)
    return Collected(
        tuple(sorted((s for part in given for s in part.sessions), key=lambda s: (s.file, str(s.start_utc)))),
        tuple(sorted((r for part in given for r in part.rejected), key=lambda r: r.file)),
        tuple(left for part in given for left in part.left_out),
        tuple(bug for part in given for bug in part.bugs),
        {file: owner for part in given for file, owner in part.owners.items()},
    )


def merged(parts: Iterable[Judged]) -> Judged:
    """Put judgements together, those of runners without any recording left out; the runner named is the first."""
    read = list(parts)
    given = [part for part in read if not part.is_void] or read[:1]
    if len(given) == 1:
        return given[0]
    verdicts = [part.verdicts for part in given]
    together = Verdicts(
        tuple(v for part in verdicts for v in part.verdicts),
        tuple(f for part in verdicts for f in part.findings),
        tuple(g for part in verdicts for g in part.not_judged),
        tuple(c for part in verdicts for c in part.conformances),
        reduce(_sum, (part.summary for part in verdicts)),
        tuple(s for part in verdicts for s in part.suppressed),
        tuple(u for part in verdicts for u in part.unused),
        tuple(f for part in verdicts for f in part.baselined),
        tuple(c for part in verdicts for c in part.held_weeks),
    )
    collected = gathered(part.collected for part in given)
    weeks = tuple(week for part in given for week in part.weeks)
    n_history = sum(part.n_history for part in given)
    return Judged(collected, together, given[0].athlete, weeks, n_history, parts=tuple(given))


def _sum(one: Summary, other: Summary) -> Summary:
    """Add up the counts; the rules at work are the most at work anywhere."""
    runs, rules, within, beyond, not_judged = map(sum, zip(astuple(one), astuple(other), strict=True))
    return Summary(runs, rules - min(one.rules, other.rules), within, beyond, not_judged)
