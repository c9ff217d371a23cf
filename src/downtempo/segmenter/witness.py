"""Speed by positions, sharpened by the steps: positions blur a surge of half a minute, steps are counted at once.

How speed goes with cadence differs from runner to runner, so the run itself has to tell it. Where it does, what is
quick in the speed is read from the cadence, and what is slow from the positions: those know how long the steps are,
which slopes and tiring legs change within a minute or more. Where the two do not go together, nothing is taken from
the cadence.
"""

from __future__ import annotations

import numpy as np

from ..model.track import Column
from .ground import Ground
from .spikes import sliding_median
from .windows import mean_of

_MEDIAN_S, _ALIKE_S, _SLOW_S = 5, 9, 61
_RUNNING_SPM, _RUNNING_MPS = 140.0, 1.8
_ENOUGH, _ENOUGH_S = 0.9, 300
_LEAST_CORRELATION, _LEAST_POWER = 0.5, 2.0
_CLIP = (0.7, 1.4)


def sharpened(ground: Ground) -> Column | None:
    """Return the speed [m/s], shape `(n,)`, whose quick changes the cadence tells; None where it does not tell them.

    Where the runner walked or stood, and where the counter failed, it is the speed as it was.
    """
    speed = ground.plain_mps
    moves = ground.is_moving & (speed > _RUNNING_MPS)
    cadence = sliding_median(np.where(np.isfinite(ground.cadence_spm), ground.cadence_spm, 0.0), _MEDIAN_S)
    is_told = moves & (cadence > _RUNNING_SPM)
    told = _told_by_steps(speed, cadence, np.asarray(is_told, np.float64))
    if told is None or is_told.sum() < _ENOUGH * moves.sum():
        return None
    slow, by_steps = (mean_of(np.where(is_told, column, 0.0), _SLOW_S) for column in (speed, told))
    return np.where(is_told, told * np.clip(slow / np.maximum(by_steps, 1e-3), *_CLIP), speed)


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
