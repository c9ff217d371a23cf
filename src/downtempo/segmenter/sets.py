"""Like surges put together: sets, ladders and pyramids."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from ..dataclass import replace
from ..model.segments import Surge, SurgeSet
from ..model.shape import STRIDE_S, TEMPO_S
from .regular import longest_recovery
from .run import Run
from .windows import median_of

_DURATION, _DISTANCE, _SPEED = 0.30, 0.20, 0.20
_LEAST_PATTERN, _LEAST_STEP_S = 3, 60.0
_PATTERN_DURATION, _PATTERN_SPEED = 0.20, 0.25
_SHORT_SHARE, _LONG_SHARE = 0.012, 0.08
_LEAST_RHYTHM, _RHYTHM, _TWO_RHYTHM = 3, 2.5, 2.0
_MAIN_FROM_S = {1: 420.0, 2: TEMPO_S}
"""A run is about one surge, or two, only if they are as long as this; about three or more in any case."""


def find_sets(run: Run, surges: Sequence[Surge]) -> tuple[SurgeSet, ...]:
    """Return surges in order as sets with their recoveries; the main one, what the run was about, is marked."""
    groups = _patterned(_grouped(surges))
    sets = [set_of(run, number, group) for number, group in enumerate(groups, 1)]
    moving_s = float((~run.signal.is_standing).sum())
    able = [s for s in sets if _is_dense(s) and _is_much(s, moving_s)]
    if not able:
        return tuple(sets)
    main = max(able, key=lambda s: (_total(s), -s.number))
    return tuple(replace(s, is_main=s is main) for s in sets)


def _is_dense(group: SurgeSet) -> bool:
    """Whether there are reps enough, one after the other, for a set: few only if they are long."""
    close = group.recovery_s is None or group.recovery_s <= longest_recovery(group.rep_s)
    return close and group.rep_s >= _MAIN_FROM_S.get(group.n_reps, 0.0) and _is_rhythmic(group)


def _is_rhythmic(group: SurgeSet) -> bool:
    """Whether detected reps follow each other at intervals of about one size; the watch's own need not.

    Three reps show two intervals: where one is twice the other, there is no rhythm, as between stops in a town.
    """
    if group.n_reps < _LEAST_RHYTHM or group.surges[0].source != "detected":
        return True
    intervals = sorted(b.span.start_s - a.span.start_s for a, b in pairwise(group.surges))
    if len(intervals) < _LEAST_RHYTHM:
        return intervals[-1] <= _TWO_RHYTHM * intervals[0]
    return sum(intervals) <= _RHYTHM * len(intervals) * intervals[len(intervals) // 4]


def _is_much(group: SurgeSet, moving_s: float) -> bool:
    """Whether the reps are a fair part of the run; a day in the hills is not about a few fast minutes."""
    if group.rep_s <= STRIDE_S:
        return True
    return _total(group) >= (_LONG_SHARE if group.rep_s >= TEMPO_S else _SHORT_SHARE) * moving_s


def _total(group: SurgeSet) -> float:
    return sum(s.span.duration_s for s in group.surges)


def _grouped(surges: Sequence[Surge]) -> list[list[Surge]]:
    """Put each surge into one of the two sets that last grew, if it is like it; else begin a set with it."""
    groups: list[list[Surge]] = []
    for surge in surges:
        recent = sorted(groups, key=lambda g: g[-1].span.start_s)[-2:]
        home = next((g for g in reversed(recent) if _belongs(surge, g)), None)
        if home is None:
            groups.append([surge])
        else:
            home.append(surge)
    return groups


def _belongs(surge: Surge, group: Sequence[Surge]) -> bool:
    duration, distance, speed = (
        median_of(np.array([measure(s) for s in group])) for measure in (_seconds, _metres, _effort)
    )
    as_long = abs(_seconds(surge) - duration) <= _DURATION * duration
    as_far = abs(_metres(surge) - distance) <= _DISTANCE * distance
    return (as_long or as_far) and abs(surge.effort_mps - speed) <= _SPEED * speed


def _patterned(groups: list[list[Surge]]) -> list[list[Surge]]:
    """Join what together repeats or mirrors a pattern; strides before it stay apart."""
    for first in (0, 1):
        rest = sorted((s for g in groups[first:] for s in g), key=lambda s: s.span.start_s)
        if len(groups) - first >= 2 and _is_pattern(rest):
            return [*groups[:first], rest]
    return groups


def _is_pattern(surges: Sequence[Surge]) -> bool:
    n = len(surges)
    speeds = [s.effort_mps for s in surges]
    if n < _LEAST_PATTERN or max(speeds) > (1 + 2 * _PATTERN_SPEED) * min(speeds):
        return False
    if n == _LEAST_PATTERN and min(map(_seconds, surges)) < _LEAST_STEP_S:
        return False
    periods = [p for p in range(2, n // 2 + 1) if n % p == 0]
    is_repeated = any(all(_alike(surges[i], surges[i - p]) for i in range(p, n)) for p in periods)
    is_mirrored = n >= 5 and all(_alike(surges[i], surges[n - 1 - i]) for i in range(n // 2))
    return is_repeated or is_mirrored or _is_ladder([_seconds(s) for s in surges])


def _is_ladder(durations: Sequence[float]) -> bool:
    """Whether each is longer (or each shorter) than the last by about as much."""
    steps = [b - a for a, b in pairwise(durations)]
    mean = sum(steps) / len(steps)
    return abs(mean) > 0.15 * min(durations) and all(abs(step - mean) <= 0.35 * abs(mean) for step in steps)


def _alike(one: Surge, other: Surge) -> bool:
    apart_s, apart_mps = abs(_seconds(one) - _seconds(other)), abs(one.effort_mps - other.effort_mps)
    return apart_s <= _PATTERN_DURATION * _seconds(other) and apart_mps <= _PATTERN_SPEED * other.effort_mps


def set_of(run: Run, number: int, group: Sequence[Surge]) -> SurgeSet:
    """Return surges as one set, with the recoveries between them measured."""
    surges = tuple(replace(s, set_number=number, rep=rep) for rep, s in enumerate(group, 1))
    recoveries = tuple(run.recovery(a.span.stop_s, b.span.start_s, number) for a, b in pairwise(surges))
    return SurgeSet(number, surges, recoveries)


def _seconds(surge: Surge) -> float:
    return surge.span.duration_s


def _metres(surge: Surge) -> float:
    return surge.span.distance_m


def _effort(surge: Surge) -> float:
    return surge.effort_mps
