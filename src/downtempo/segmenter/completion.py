"""Which of the surges found are kept: what a regular set vouches for, and what stands far out alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..dataclass import dataclass, replace
from ..model.track import Column
from .readings import Reading
from .regular import is_like, longest_recovery, regular_set
from .surges import RUNNING_MPS, Candidate, Levels
from .windows import median_of

SHORTEST_S = 8.0
_STRAY_RATIO = 1.22
_AS_FAST = 0.85
_LONG_S, _BLOCK_S = 60.0, 420.0
_ROUGH_DURATION, _ROUGH_SPEED = 0.35, 0.18
_CLOSE_DURATION, _CLOSE_DISTANCE, _CLOSE_SPEED = 0.20, 0.12, 0.12
_SHORT_S, _SHORT_RATIO = 120.0, 1.2
#: Reps down a hill of 8 % take hardly more effort than easy running on the flat: no set is asked for more than this.
_LEAST_CONTRAST = 1.06
_DIP_S = 30.0
_RHYTHM = 3.0
_FEW, _MANY, _USUAL_RANK, _USUAL_SPREAD, _USUAL_SHARE = 2, 5, 0.5, 0.4, 0.6


@dataclass(frozen=True, slots=True)
class Found:
    """The surges of a run, the regular ones among them, and the easy speed between."""

    surges: tuple[Candidate, ...]
    regular: tuple[Candidate, ...]
    easy_mps: float | None
    fast_mps: float | None
    doubted: tuple[Candidate, ...] = ()
    """Like surges that are left out, since hills may explain them and the heart does not go with the speed at all."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one reading found: all fast ranges, those that stand out enough, and the regular ones among them."""

    candidates: tuple[Candidate, ...]
    accepted: tuple[Candidate, ...]
    regular: tuple[Candidate, ...]
    levels: Levels | None


def complete(reading: Reading, best: Outcome, usual: Outcome) -> Found:
    """Drop what neither belongs to the regular set nor stands far out; take back what failed but belongs to it.

    Parameters
    ----------
    best, usual
        What the chosen reading found, and what the one with the usual GAP curve did.
    """
    if best.levels is None:
        return Found((), (), None, None)
    easy, fast = best.levels.easy_mps, best.levels.fast_mps
    if not is_trusted(reading, best):
        return Found(_lone(reading, best.accepted, easy), (), easy, fast)
    model, kept_alike = _model(best.regular), alike(reading, best)

    def is_close(c: Candidate) -> bool:
        return _is_close(c, model, reading)

    kept: list[Candidate] = []
    for c in best.candidates:
        is_own = c in best.accepted and (c in kept_alike or _is_more(c, model, easy))
        if is_own or is_close(c):
            kept.append(c)
    kept += [c for c in usual.candidates if is_close(c) and all(c.stop <= k.start or c.start >= k.stop for k in kept)]
    return Found(tuple(sorted(kept, key=lambda c: c.start)), best.regular, easy, fast)


def _is_close(c: Candidate, model: Candidate, reading: Reading) -> bool:
    speed = max(_CLOSE_SPEED, reading.likeness)
    return c.duration_s >= SHORTEST_S and is_like(c, model, _CLOSE_DURATION, _CLOSE_DISTANCE, speed)


def joined(
    candidates: Sequence[Candidate], regular: Sequence[Candidate], reading: Reading, distance_m: Column
) -> list[Candidate]:
    """Join neighbours that a dip parts, a dropout or a stumble, where only together they are one of the regular set."""
    model = _model(regular)
    parts: list[Candidate] = []
    for c in candidates:
        if parts and c.start - parts[-1].stop <= _DIP_S and not (c in regular and parts[-1] in regular):
            whole = _join(parts[-1], c, distance_m)
            if _is_close(whole, model, reading):
                parts[-1] = whole
                continue
        parts.append(c)
    return parts


def _join(a: Candidate, b: Candidate, distance_m: Column) -> Candidate:
    first_m, last_m = np.interp([a.start, b.stop], np.arange(len(distance_m)), distance_m)
    speed = (a.speed_mps * a.duration_s + b.speed_mps * b.duration_s) / (a.duration_s + b.duration_s)
    return replace(
        a, stop=b.stop, distance_m=float(last_m - first_m), speed_mps=speed,
        ratio=min(a.ratio, b.ratio), gain_mps=min(a.gain_mps, b.gain_mps), sigmas=max(a.sigmas, b.sigmas),
    )  # fmt: skip


def _is_more(c: Candidate, model: Candidate, easy_mps: float) -> bool:
    """Whether a surge beside a set is work of another kind: far above easy, and as fast as the set or longer."""
    is_as_hard = c.speed_mps >= _AS_FAST * model.speed_mps or c.duration_s >= model.duration_s
    return is_as_hard and c.speed_mps >= _STRAY_RATIO * easy_mps


def _lone(reading: Reading, accepted: Sequence[Candidate], easy_mps: float) -> tuple[Candidate, ...]:
    """Return the surges that are believed though no like ones vouch for them; a block alone stands out less."""
    long = [c for c in accepted if c.duration_s >= _LONG_S]
    if len(long) == 1 and long[0].duration_s >= _BLOCK_S and long[0].ratio >= reading.block_ratio:
        return tuple(c for c in accepted if c is long[0] or stands_alone(c, reading, easy_mps))
    return tuple(c for c in accepted if stands_alone(c, reading, easy_mps))


def stands_alone(c: Candidate, reading: Reading, easy_mps: float) -> bool:
    """Whether a surge stands out by so much that no like ones need to vouch for it."""
    return c.ratio >= reading.lone_ratio and c.speed_mps >= _STRAY_RATIO * easy_mps


def alike(reading: Reading, outcome: Outcome) -> list[Candidate]:
    """Return the regular surges and those roughly like them."""
    if not outcome.regular:
        return []
    model, speed = _model(outcome.regular), max(_ROUGH_SPEED, reading.likeness)
    return [c for c in outcome.accepted if c in outcome.regular or is_like(c, model, _ROUGH_DURATION, -1.0, speed)]


def is_trusted(reading: Reading, outcome: Outcome) -> bool:
    """Whether like surges, run at a rhythm, are most of what was found, so that they vouch for each other."""
    regular = outcome.regular
    is_walked = outcome.levels is not None and outcome.levels.easy_mps < RUNNING_MPS
    if not regular or not _is_rhythmic(regular, least=_FEW if is_walked else _MANY):
        return False
    model = _model(regular)
    if outcome.levels is not None and model.speed_mps < _LEAST_CONTRAST * outcome.levels.easy_mps:
        return False
    is_short = model.duration_s < _SHORT_S
    if is_short and median_of(np.array([c.ratio for c in regular])) < _SHORT_RATIO:
        return False
    rest = [c for c in outcome.accepted if c not in regular]
    n_like = len(regular) + len(regular_set(rest, reading.likeness))
    return n_like >= reading.trusted_share * len(outcome.accepted)


def _is_rhythmic(regular: Sequence[Candidate], least: int) -> bool:
    """Whether the reps follow each other at intervals of one size, some left out; most at the same from `least` on."""
    intervals = np.sort(np.diff([c.start for c in regular]))
    rep_s = _model(regular).duration_s
    if median_of(intervals) > rep_s + longest_recovery(rep_s):
        return False
    if intervals.sum() > _RHYTHM * len(intervals) * intervals[len(intervals) // 4]:
        return False
    usual = float(intervals[int(_USUAL_RANK * len(intervals))])
    is_usual = np.abs(intervals - usual) <= _USUAL_SPREAD * usual
    return len(intervals) < least or bool(is_usual.mean() >= _USUAL_SHARE)


def _model(regular: Sequence[Candidate]) -> Candidate:
    """Return a surge with the median measures of a set."""
    medians = {
        name: median_of(np.array([getattr(c, name) for c in regular])) for name in ("stop", "speed_mps", "distance_m")
    }
    durations = median_of(np.array([c.duration_s for c in regular]))
    return replace(
        regular[0], start=0.0, stop=durations, speed_mps=medians["speed_mps"], distance_m=medians["distance_m"]
    )
