"""Warm-up, cool-down and stops."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..model.progression import Progression
from ..model.segments import Phase, PhaseKind, SurgeSet
from .ranges import ranges_of
from .run import Run
from .signal import Flags, Signal
from .windows import mean_of

_STOP_S = 10
_SMOOTH_S = 21
_STRIDE_S = 30.0
_SMALL_SHARE = 0.25


def find_phases(
    run: Run, sets: Sequence[SurgeSet], progression: Progression | None, fastest_easy_mps: float
) -> tuple[Phase, ...]:
    """Return what lies before, after and still in a run, in order.

    The warm-up ends where the work begins: at the main set or at the first split of a progression. Strides and stray
    surges before it belong to it, but are no easy time. Easy means: moving, outside surges, and slower than
    `fastest_easy_mps` over 21 s.
    """
    surges = [(s.span.start_s, s.span.stop_s) for g in sets for s in g.surges]
    pace = mean_of(run.pace_mps, _SMOOTH_S)
    easy = ~run.signal.is_standing & ~run.flags(surges) & (pace <= fastest_easy_mps)
    found = [_phase(run, "stop", start, stop, easy) for start, stop in _stops(run.signal)]
    work = _work(sets, progression)
    if work is not None:
        first, last = float(run.signal.time_s[0]), float(run.signal.time_s[-1])
        found += [_phase(run, "warm-up", first, work[0], easy), _phase(run, "cool-down", work[1], last, easy)]
    return tuple(sorted((p for p in found if p.span.duration_s > 0), key=lambda p: (p.span.start_s, p.kind)))


def _work(sets: Sequence[SurgeSet], progression: Progression | None) -> tuple[float, float] | None:
    """Return when the work of a run began and ended, None for a run without: stray surges are none."""
    if progression is not None:
        first, last = progression.splits[0].span, progression.splits[-1].span
        return first.start_s, max([last.stop_s, *(g.span.stop_s for g in sets if g.n_reps > 1)])
    main = next((g for g in sets if g.is_main), None)
    if main is None:
        return None
    spans = [g.span for g in sets if g is main or not _is_minor(g, main)]
    return min(s.start_s for s in spans), max(s.stop_s for s in spans)


def _is_minor(group: SurgeSet, main: SurgeSet) -> bool:
    """Whether a set is strides, or a few stray surges, beside the main one."""
    share = _seconds(group) / max(_seconds(main), 1.0)
    return group.rep_s <= _STRIDE_S < main.rep_s or share <= _SMALL_SHARE


def _seconds(group: SurgeSet) -> float:
    return sum(s.span.duration_s for s in group.surges)


def _stops(signal: Signal) -> list[tuple[float, float]]:
    """Return where the runner stood for 10 s or more."""
    rows = np.minimum(ranges_of(signal.is_standing), len(signal) - 1)
    return [(start, stop) for start, stop in signal.time_s[rows].tolist() if stop - start >= _STOP_S]


def _phase(run: Run, kind: PhaseKind, start_s: float, stop_s: float, easy: Flags) -> Phase:
    span = run.signal.span(start_s, stop_s, run.signal.surge_edge_error_s)
    easy_s = float(easy[run.rows(start_s, stop_s)].sum()) if stop_s > start_s else 0.0
    return Phase(kind, span, min(easy_s, span.duration_s), span.distance_m)
