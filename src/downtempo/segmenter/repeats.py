"""Long descents as the reps of a set: they are what a run of long downhills is about."""

from __future__ import annotations

from collections.abc import Sequence

from ..dataclass import replace
from ..model.segments import Descent, Span, Surge, SurgeSet
from .run import Run
from .sets import find_sets, set_of

_COMMON = 0.5


def descent_sets(run: Run, surges: Sequence[Surge], descents: Sequence[Descent]) -> tuple[SurgeSet, ...]:
    """Return the sets of a run of long downhills: its descents as the main one, and what else was as fast.

    A surge that covers a descent gives its edges. Where the way back up is walked, easy running looks like surges;
    whatever is slower for its grade than each of the descents is therefore none.
    """
    reps = [_rep(run, descent.span, surges) for descent in descents]
    slowest_mps = slowest(reps)
    others = [
        s for s in surges
        if s.effort_mps >= slowest_mps and all(_overlap(s.span, rep.span) <= 0 for rep in reps)
    ]  # fmt: skip
    groups = [reps, *(list(group.surges) for group in find_sets(run, others))]
    groups.sort(key=lambda group: group[0].span.start_s)
    return tuple(replace(set_of(run, i, group), is_main=group is reps) for i, group in enumerate(groups, 1))


def slowest(reps: Sequence[Surge]) -> float:
    """Return the speed of the slowest rep, for its grade where that is known [m/s]."""
    return min(rep.effort_mps for rep in reps)


def _rep(run: Run, span: Span, surges: Sequence[Surge]) -> Surge:
    covering = (s for s in surges if _overlap(s.span, span) >= _COMMON * max(s.span.duration_s, span.duration_s))
    return next(covering, None) or run.surge(span.start_s, span.stop_s, edge_error_s=span.edge_error_s)


def _overlap(one: Span, other: Span) -> float:
    return min(one.stop_s, other.stop_s) - max(one.start_s, other.start_s)
