"""Surges that are of the ground's making: climbs and descents that grade adjustment alone makes look fast.

What a slope costs differs from runner to runner, and hiking up a steep one costs less than the curves of running say.
Reps of a set are believed if most of them stand out even for somebody for whom climbs are half as hard; a surge that
stands alone has to be faster than the run elsewhere on like ground, and uphill faster over the ground than around it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..dataclass import dataclass, replace
from ..model.track import Column
from .completion import Found, stands_alone
from .profile import Profile
from .readings import Reading
from .signal import Flags, Signal
from .surges import Candidate, rows_of
from .windows import median_of

_CLIMB_SHARE, _LEAST_RATIO, _MOST = 0.5, 1.12, 0.5
_RUNNING_MPS, _JOGGING_MPS = 1.5, 1.9
_ALIKE, _ALIKE_SHARE, _ENOUGH_S = 0.015, 0.25, 60
_HILLY, _STEEP = 0.05, 0.15
_LIKE_RATIO, _LIKE_RANK = 1.15, 0.3
_UPHILL, _UPHILL_RATIO, _BESIDE_S = 0.02, 1.06, (2, 70)
_SHORT_S, _SHORT_RATIO = 20.0, 1.35
_ANSWER_S, _HEART_S, _RISE_BPM = 60.0, 20, 3.0
_LEAST_BEAT_BPM = 1.5
#: No heart beats at exactly one rate for longer, to the beat a minute: on noisy easy running it did for 9 s at most.
_HANGS_S = 60
_HEART_RANK, _ENOUGH_BESIDE_S = 0.8, 600
_RUNNING_SPM, _STEPPED, _STEADY_S, _KNOWN, _LEAST_BESIDE_S = 140.0, 1.02, 90.0, 0.6, 10


@dataclass(frozen=True, eq=False, slots=True)
class Ground:
    """Speed over the ground [m/s], grade [ratio], where the runner moved, heart rate and cadence; shapes `(n,)`."""

    plain_mps: Column
    grade_ratio: Column
    is_moving: Flags
    heart_rate_bpm: Column
    cadence_spm: Column
    is_indoors: bool = False
    """Neither positions nor altitude: a treadmill or a hall, where no hill explains a change of pace."""


def ground_of(signal: Signal, profile: Profile) -> Ground:
    """Return what a run was over the ground; a heart rate that stays level is that of a sensor that hangs, and NaN."""
    heart = _without_hangs(signal.heart_rate_bpm)
    beats = heart[np.isfinite(heart)]
    if not len(beats) or float(beats.std()) <= _LEAST_BEAT_BPM:
        heart = np.full(len(signal), np.nan)
    is_moving = ~signal.is_standing & ~signal.is_gap
    is_indoors = not signal.has_positions and signal.elevation_source == "none"
    return Ground(signal.speed_mps, profile.grade_ratio, is_moving, heart, signal.cadence_spm, is_indoors)


def _without_hangs(heart_rate_bpm: Column) -> Column:
    edges = np.flatnonzero(np.diff(heart_rate_bpm, prepend=np.nan, append=np.nan) != 0)
    lengths = np.diff(edges)
    return np.where(np.repeat(lengths > _HANGS_S, lengths), np.nan, heart_rate_bpm)


def without_slopes(found: Found, reading: Reading, y: Column, ground: Ground, *, is_sharp: bool) -> Found:
    """Return the surges that neither the ground makes nor the scatter of positions; of like ones all or none.

    Parameters
    ----------
    y
        Grade-adjusted speed [m/s], shape `(n,)`.
    """
    regular = found.regular
    if sum(_stands_out(c, y, ground) for c in regular) < _MOST * len(regular):
        regular = ()
    if not is_sharp and regular and _is_scatter(found):
        regular = ()
    free = _elsewhere(regular, ground)
    alone = [c for c in found.surges if c not in regular and _stands_out(c, y, ground)]
    if found.regular and not regular:
        alone = [c for c in alone if stands_alone(c, reading, found.easy_mps or 0.0)]
    sure = [
        c for c in alone
        if _is_fast_for_its_ground(c, free, ground) and _is_stepped(c, ground)
        and not (_leaves_heart_cold(c, ground) or _costs_no_more(c, found.surges, ground))
    ]  # fmt: skip
    return replace(found, surges=tuple(c for c in found.surges if c in regular or c in sure), regular=regular)


def are_fast_for_their_ground(regular: Sequence[Candidate], ground: Ground) -> bool:
    """Whether most of like surges are faster than the run elsewhere on ground like theirs."""
    free = _elsewhere(regular, ground)
    return sum(_is_fast_for_its_ground(c, free, ground) for c in regular) >= _MOST * len(regular)


def _rows(c: Candidate) -> slice:
    return rows_of(c.start, c.stop)


def _elsewhere(regular: Sequence[Candidate], ground: Ground) -> Flags:
    """Return where the runner ran outside like surges."""
    free: Flags = ground.is_moving & (ground.plain_mps > _JOGGING_MPS)
    for c in regular:
        free[_rows(c)] = False
    return free


def _stands_out(c: Candidate, y: Column, ground: Ground) -> bool:
    """Whether a surge is run, and would be one if climbs were half as hard."""
    full, plain = median_of(y[_rows(c)]), median_of(ground.plain_mps[_rows(c)])
    light = plain + _CLIMB_SHARE * (full - plain)
    return plain >= _RUNNING_MPS and (full <= plain or light >= _LEAST_RATIO * full / c.ratio)


def _is_scatter(found: Found) -> bool:
    """Whether short reps stand out too little for positions to show them."""
    duration, ratio = (
        median_of(np.array([getattr(c, name) for c in found.regular])) for name in ("duration_s", "ratio")
    )
    return duration < _SHORT_S and ratio < _SHORT_RATIO


def _is_fast_for_its_ground(c: Candidate, free: Flags, ground: Ground) -> bool:
    rows = _rows(c)
    plain, grade = median_of(ground.plain_mps[rows]), median_of(ground.grade_ratio[rows])
    if abs(grade) > _STEEP or (grade > _UPHILL and plain < _UPHILL_RATIO * _around(rows, ground.plain_mps)):
        return False
    alike = free & (np.abs(ground.grade_ratio - grade) <= max(_ALIKE, _ALIKE_SHARE * abs(grade)))
    alike[rows] = False
    elsewhere = np.sort(ground.plain_mps[alike])
    if len(elsewhere) < _ENOUGH_S:
        return abs(grade) <= _HILLY
    return plain >= _LIKE_RATIO * float(elsewhere[int(_LIKE_RANK * len(elsewhere))])


def _leaves_heart_cold(c: Candidate, ground: Ground) -> bool:
    """Whether a surge is long enough for the heart to answer, and it did not."""
    rows = _rows(c)
    if c.duration_s < _ANSWER_S:
        return False
    sides = (
        slice(max(rows.start - _HEART_S, 0), rows.start),
        slice(rows.stop - _HEART_S // 2, rows.stop + _HEART_S // 2),
    )
    before, after = (ground.heart_rate_bpm[side][np.isfinite(ground.heart_rate_bpm[side])] for side in sides)
    return (
        len(before) >= _HEART_S // 2
        and len(after) >= _HEART_S // 2
        and median_of(after) < median_of(before) + _RISE_BPM
    )


def _costs_no_more(c: Candidate, surges: Sequence[Candidate], ground: Ground) -> bool:
    """Whether a long surge leaves the heart where much of the run outside of surges has it: flat ground after hills.

    The heart takes a minute to answer at either end; a surge too short for what then remains is not judged by it.
    """
    answered = slice(_rows(c).start + int(_ANSWER_S), _rows(c).stop)
    if c.duration_s < 2 * _ANSWER_S:
        return False
    is_outside = ground.is_moving.copy()
    for each in surges:
        is_outside[_rows(each).start : _rows(each).stop + int(_ANSWER_S)] = False
    heart = ground.heart_rate_bpm
    inside, outside = (np.sort(beats[np.isfinite(beats)]) for beats in (heart[answered], heart[is_outside]))
    if len(inside) < _ENOUGH_S or len(outside) < _ENOUGH_BESIDE_S:
        return False
    return float(inside[len(inside) // 2]) <= float(outside[int(_HEART_RANK * len(outside))])


def _is_stepped(c: Candidate, ground: Ground) -> bool:
    """Whether the steps come faster in a short surge than beside it, or are not known: a glitch of speed has none."""
    rows = _rows(c)
    steps = np.where(ground.cadence_spm > _RUNNING_SPM, ground.cadence_spm, np.nan)
    beside = np.concatenate(_sides(rows, steps))
    inside, beside = steps[rows][np.isfinite(steps[rows])], beside[np.isfinite(beside)]
    is_known = len(inside) >= _KNOWN * c.duration_s and len(beside) >= _LEAST_BESIDE_S
    return c.duration_s >= _STEADY_S or not is_known or median_of(inside) >= _STEPPED * median_of(beside)


def _around(rows: slice, plain_mps: Column) -> float:
    """Return the median speed of the faster side [m/s]."""
    return max((median_of(side) for side in _sides(rows, plain_mps) if len(side)), default=0.0)


def _sides(rows: slice, values: Column) -> tuple[Column, Column]:
    """Return what lies before and after some rows."""
    near, far = _BESIDE_S
    return values[max(rows.start - far, 0) : max(rows.start - near, 0)], values[rows.stop + near : rows.stop + far]
