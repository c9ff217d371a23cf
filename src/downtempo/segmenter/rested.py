"""Reps between which the runner walks or stands: what tells them from easy running with breaks.

Where nearly all running of a session is its reps, no easy running beside them shows how fast they are. A run with walk
breaks, or one stopped by traffic lights, has the same two levels of pace; so like blocks are believed to be reps only
if running elsewhere in the session is slower, or the heart answers to each of them and recovers after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from ..model.shape import TEMPO_S
from ..model.track import Column
from .ground import Ground
from .signal import Flags
from .surges import RUNNING_MPS, Candidate
from .windows import median_of

_ENOUGH_S = 120
_SLOWER, _AS_FAST = 0.9, 0.95
_END_S = 10
_RISE_BPM = 15.0
_LEAST_REST_S, _REST_SHARE = 20.0, 0.1
_LEAST_REP_S, _LEAST_REPS = 30.0, 4


def is_work(regular: Sequence[Candidate], ground: Ground) -> bool:
    """Whether like blocks with rests between them are reps, not easy running with breaks."""
    rep_s = median_of(np.array([c.duration_s for c in regular])) if regular else 0.0
    if rep_s < _LEAST_REP_S or (len(regular) < _LEAST_REPS and rep_s < TEMPO_S):
        return False
    rests_s = np.array([after.start - c.stop for c, after in pairwise(regular)])
    if median_of(rests_s) < max(_LEAST_REST_S, _REST_SHARE * rep_s):
        return False
    easy_mps = running_between(regular, ground)
    share = (easy_mps or 0.0) / median_of(np.array([c.speed_mps for c in regular]))
    if easy_mps is not None and not _SLOWER < share < _AS_FAST:
        return share <= _SLOWER
    rises = np.array([_rise(c, ground.heart_rate_bpm) for c in regular])
    known = rises[np.isfinite(rises)]
    return len(known) > len(regular) / 2 and median_of(known) >= _RISE_BPM


def as_fast_as(regular: Sequence[Candidate], accepted: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return the blocks of running that are no slower than the reps: the others are warm-up, cool-down or jogging."""
    rep_mps = median_of(np.array([c.speed_mps for c in regular]))
    return tuple(c for c in accepted if c in regular or c.speed_mps >= _SLOWER * rep_mps)


def running_between(surges: Sequence[Candidate], ground: Ground, y: Column | None = None) -> float | None:
    """Return the median speed of running outside surges [m/s], by `y` if given; None where that is hardly any."""
    is_free: Flags = ground.is_moving & (ground.plain_mps > RUNNING_MPS)
    for c in surges:
        is_free[int(c.start) : int(np.ceil(c.stop)) + 1] = False
    speed = ground.plain_mps if y is None else y
    return median_of(speed[is_free]) if np.count_nonzero(is_free) >= _ENOUGH_S else None


def _rise(c: Candidate, heart_rate_bpm: Column) -> float:
    """Return by how much the heart rate rose over a surge [bpm]; NaN where it is not known."""
    start, stop = int(c.start), int(np.ceil(c.stop))
    before, after = slice(max(start - _END_S // 2, 0), start + _END_S // 2), slice(stop - _END_S, stop)
    first, last = (beats[np.isfinite(beats)] for beats in (heart_rate_bpm[before], heart_rate_bpm[after]))
    return median_of(last) - median_of(first)
