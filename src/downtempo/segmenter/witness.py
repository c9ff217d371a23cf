"""What steps and heart tell where speed or altitude are weak.

Positions blur a surge of half a minute, while steps are counted at once. How speed goes with cadence differs from
runner to runner, so the run itself has to tell it. Where it does, what is quick in the speed is read from the cadence,
and what is slow from the positions: those know how long the steps are, which slopes and tiring legs change within a
minute or more. Where the two do not go together, cadence is only asked for surges that all stand out in the speed, too.

Grade hides what a hill makes of a surge; the heart answers to the effort alone, and steps a minute hardly to the slope.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..model.track import Column
from .ground import Ground
from .signal import Flags
from .spikes import sliding_median
from .surges import Candidate
from .windows import mean_of, median_of

_MEDIAN_S, _ALIKE_S, _SLOW_S = 5, 9, 61
_RUNNING_SPM, _RUNNING_MPS = 140.0, 1.8
_ENOUGH, _ENOUGH_S = 0.9, 300
_LEAST_CORRELATION, _LEAST_POWER = 0.5, 2.0
_CLIP = (0.7, 1.4)
_STEPS_POWER, _STEPS_CLIP = 5.0, (0.7, 1.3)
_HEART_S, _RISE_S, _LATE_S = 31, 5, 30.0
_LEAST_BY_HEART, _LEAST_SLOPE, _HEART_CLIP = 0.3, 0.008, (0.6, 1.6)
_SIDE_S, _FASTER = 30, 1.06
_ANSWER_S, _FELT_BPM = 60.0, 3.0


def sharpened(ground: Ground) -> Column | None:
    """Return the speed [m/s], shape `(n,)`, whose quick changes the cadence tells; None where it does not tell them.

    Where the runner walked or stood, and where the counter failed, it is the speed as it was.
    """
    is_told, cadence = _steps(ground)
    if is_told is None:
        return None
    speed = ground.plain_mps
    told = _told_by_steps(speed, cadence, np.asarray(is_told, np.float64))
    if told is None:
        return None
    slow, by_steps = (mean_of(np.where(is_told, column, 0.0), _SLOW_S) for column in (speed, told))
    return np.where(is_told, told * np.clip(slow / np.maximum(by_steps, 1e-3), *_CLIP), speed)


def _steps(ground: Ground) -> tuple[Flags | None, Column]:
    """Return where the steps of running were counted, None where that is hardly anywhere, and the cadence [1/min]."""
    moves = ground.is_moving & (ground.plain_mps > _RUNNING_MPS)
    cadence = sliding_median(np.where(np.isfinite(ground.cadence_spm), ground.cadence_spm, 0.0), _MEDIAN_S)
    is_told = moves & (cadence > _RUNNING_SPM)
    is_enough = moves.any() and is_told.sum() >= _ENOUGH * moves.sum()
    return (is_told if is_enough else None), cadence


def _told_by_steps(speed: Column, cadence: Column, is_told: Column) -> Column | None:
    """Return the power of the cadence that comes nearest to the speed [m/s], None where the two hardly go together."""
    is_amid = mean_of(is_told, _ALIKE_S) > 1 - 1e-9
    if np.count_nonzero(is_amid) < _ENOUGH_S:
        return None
    steps, pace = (np.log(mean_of(column, _ALIKE_S)[is_amid]) for column in (cadence, speed))
    middle_steps, middle_pace = steps.mean(), pace.mean()
    steps, pace = steps - middle_steps, pace - middle_pace
    spread, both = float(steps @ steps), float(steps @ pace)
    if both < max(_LEAST_POWER * spread, _LEAST_CORRELATION * float(np.sqrt(spread * (pace @ pace))), 1e-9):
        return None
    return np.asarray(np.exp(middle_pace + both / spread * (np.log(np.maximum(cadence, 1.0)) - middle_steps)))


def by_steps(ground: Ground) -> Column | None:
    """Return a speed [m/s], shape `(n,)`, from the cadence alone; None where the watch hardly counted steps.

    Runners lengthen their stride before they quicken it: as a rough choice, the fifth power of the cadence is taken.
    """
    is_told, cadence = _steps(ground)
    if is_told is None:
        return None
    speed, usual = ground.plain_mps, median_of(cadence[is_told])
    share = np.clip(cadence / usual, *_STEPS_CLIP) ** _STEPS_POWER
    return np.where(is_told, median_of(speed[is_told]) * share, speed)


def levelled(ground: Ground, speed: Column) -> Column | None:
    """Return a speed [m/s], shape `(n,)`, whose slow changes the heart tells; None where it does not tell them.

    Where no altitude tells the hills, this is what comes nearest to the speed on level ground: the heart rate follows
    the effort half a minute late, so that it and how fast it rises tell the effort, whatever the ground.

    Parameters
    ----------
    speed
        Speed over the ground [m/s], shape `(n,)`.
    """
    if not has_heart(ground):
        return None
    moves = ground.is_moving & (ground.plain_mps > _RUNNING_MPS)
    effort = _effort(ground.heart_rate_bpm, np.isfinite(ground.heart_rate_bpm))
    told = _told_by_heart(speed, effort, np.asarray(moves, np.float64))
    if told is None:
        return None
    slow, by_ground = (mean_of(np.where(moves, column, 0.0), _HEART_S) for column in (told, speed))
    return np.where(moves, speed * np.clip(slow / np.maximum(by_ground, 1e-3), *_HEART_CLIP), speed)


def has_heart(ground: Ground) -> bool:
    """Whether the heart rate of nearly all running is known, and there is enough of it."""
    moves = ground.is_moving & (ground.plain_mps > _RUNNING_MPS)
    n_moves = np.count_nonzero(moves)
    n_known = np.count_nonzero(moves & np.isfinite(ground.heart_rate_bpm))
    return bool(n_moves >= _ENOUGH_S and n_known >= _ENOUGH * n_moves)


def is_upheld(surges: Sequence[Candidate], y: Column) -> bool:
    """Whether surges stand out by a speed [m/s], shape `(n,)`, from the seconds beside them: the middle one of all."""
    inside, beside = _inside_and_beside(surges, y)
    return len(inside) > 0 and median_of(inside / np.maximum(beside, 0.3)) >= _FASTER


def is_felt(surges: Sequence[Candidate], ground: Ground) -> bool:
    """Whether the heart is on its way up in surges, the middle one of all; one of less than a minute need not be."""
    long = [c for c in surges if c.duration_s >= _ANSWER_S]
    if not long:
        return True
    effort = _effort(ground.heart_rate_bpm, np.isfinite(ground.heart_rate_bpm))
    inside, beside = _inside_and_beside(long, effort)
    return len(inside) > 0 and median_of(inside - beside) >= _FELT_BPM


def _inside_and_beside(surges: Sequence[Candidate], y: Column) -> tuple[Column, Column]:
    """Return the means of a column in surges and in the half minutes beside them, shapes `(k,)`."""
    means = []
    for c in surges:
        start, stop = int(c.start), int(np.ceil(c.stop))
        sides = np.concatenate([y[max(start - _SIDE_S, 0) : start], y[stop : stop + _SIDE_S]])
        if len(sides):
            means.append((float(y[start:stop].mean()), float(sides.mean())))
    inside, beside = np.array(means).reshape(-1, 2).T
    return inside, beside


def _effort(heart_rate_bpm: Column, is_known: Flags) -> Column:
    """Return the heart rate [bpm] to which the heart is on its way."""
    rows = np.arange(len(heart_rate_bpm))
    even = mean_of(np.interp(rows, rows[is_known], heart_rate_bpm[is_known]), _ALIKE_S)
    rise = np.zeros(len(even))
    rise[_RISE_S:-_RISE_S] = (even[2 * _RISE_S :] - even[: -2 * _RISE_S]) / (2 * _RISE_S)
    return even + _LATE_S * rise


def _told_by_heart(speed: Column, effort: Column, moves: Column) -> Column | None:
    """Return the speed [m/s] that goes with an effort, None where the two hardly go together."""
    is_amid = mean_of(moves, _HEART_S) > 1 - 1e-9
    if np.count_nonzero(is_amid) < _ENOUGH_S:
        return None
    beats, pace = mean_of(effort, _HEART_S)[is_amid], np.log(mean_of(speed, _HEART_S)[is_amid])
    middle_beats, middle_pace = beats.mean(), pace.mean()
    beats, pace = beats - middle_beats, pace - middle_pace
    spread, both = float(beats @ beats), float(beats @ pace)
    if both < max(_LEAST_BY_HEART * float(np.sqrt(spread * (pace @ pace))), 1e-9):
        return None
    slope = max(both / spread, _LEAST_SLOPE)
    return np.asarray(np.exp(middle_pace + slope * (effort - middle_beats)))
