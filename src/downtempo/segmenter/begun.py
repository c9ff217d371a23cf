"""Where a progression began: not with the warm-up, which may well be one step slower than the first split."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .cells import Cells, cells_of
from .staircase import Demands, Staircase, find_staircases

_LEAST_COUNT = 4
_ENOUGH_BEFORE_CELLS, _SLOWER_BEFORE, _LARGER_STEP = 15, 0.4, 1.25


def without_warm_up(cells: Cells, stairs: Staircase | None, demands: Demands) -> Staircase | None:
    """Return a staircase without a first split that is a part of the warm-up; as it is where that is none.

    It is one if the run before it goes on alike. Where next to nothing lies before it, its step to the second split
    tells: that of a warm-up is larger than the others.
    """
    if stairs is None or stairs.count < _LEAST_COUNT or not _is_warm_up(cells, stairs):
        return stairs
    room = stairs.width // 4
    first, stop = stairs.start + stairs.width - room, stairs.stop + room
    part = replace(cells_of(cells.pace[first:stop]), variance=cells.variance)
    rest = find_staircases(part, stairs.width, replace(demands, is_apart=False), (stairs.count - 1,))
    return replace(rest[0], start=rest[0].start + first) if rest else stairs


def _is_warm_up(cells: Cells, stairs: Staircase) -> bool:
    if stairs.start >= _ENOUGH_BEFORE_CELLS:
        before = cells.mean(np.array([max(stairs.start - stairs.width, 0)]), np.array([stairs.start]))
        return float(before[0]) < stairs.paces[0] + _SLOWER_BEFORE * stairs.step
    steps = -np.diff(np.array(stairs.paces))
    return float(steps[0]) > _LARGER_STEP * float(steps[1:].mean())
