"""Pace as the cadence tells it: a witness of surges where speed is weak.

Positions blur a surge of half a minute, and grade hides what a hill makes of it; steps a minute are counted by the
watch itself and hardly depend on the slope. They rise by about a fifth of what speed does (in logarithms: runners of
many abilities lengthen their stride first), so the fifth power of the cadence stands in for speed.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..model.track import Column
from .ground import Ground
from .spikes import sliding_median
from .surges import Candidate
from .windows import median_of

_POWER = 5.0
_MEDIAN_S = 5
_RUNNING_SPM, _RUNNING_MPS, _CLIP = 140.0, 1.8, (0.7, 1.3)
_ENOUGH = 0.9
_SIDE_S, _FASTER = 30, 1.06


def cadence_speed(ground: Ground) -> Column | None:
    """Return the speed [m/s] that the cadence tells, shape `(n,)`; None where the watch hardly counted steps.

    Where the runner walked or stood, and where the counter failed, it is the speed over the ground.
    """
    moves = ground.is_moving & (ground.plain_mps > _RUNNING_MPS)
    cadence = sliding_median(np.where(np.isfinite(ground.cadence_spm), ground.cadence_spm, 0.0), _MEDIAN_S)
    is_told = moves & (cadence > _RUNNING_SPM)
    if not moves.any() or is_told.sum() < _ENOUGH * moves.sum():
        return None
    share = np.clip(cadence / median_of(cadence[is_told]), *_CLIP) ** _POWER
    return np.where(is_told, median_of(ground.plain_mps[is_told]) * share, ground.plain_mps)


def is_upheld(regular: Sequence[Candidate], y: Column) -> bool:
    """Whether surges that cadence tells are faster than what lies beside them, in the middle of them all.

    Parameters
    ----------
    y
        Grade-adjusted speed [m/s], shape `(n,)`, or plain speed where there is none.
    """
    ratios = []
    for c in regular:
        start, stop = int(c.start), int(np.ceil(c.stop))
        sides = np.concatenate([y[max(start - _SIDE_S, 0) : start], y[stop : stop + _SIDE_S]])
        if len(sides):
            ratios.append(float(y[start:stop].mean() / max(sides.mean(), 0.3)))
    return bool(ratios) and median_of(np.array(ratios)) >= _FASTER
