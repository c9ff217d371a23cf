"""Where a progression began: not with the warm-up, which may well be one step slower than the first split."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..dataclass import replace
from .cells import Cells, cells_of
from .staircase import find_staircases
from .stairs import Demands, Staircase

_LEAST_COUNT = 4
_WARM_UP_UNEVEN = 0.85
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


def best_begun(found: Sequence[Staircase]) -> Staircase | None:
    """Return the one that explains most; but not with the warm-up for its first split, if it fits worse for it."""
    best = max(found, key=lambda s: s.gain, default=None)
    if best is None or best.start > best.width // 4:
        return best
    later = [s for s in found if s.start > best.width // 4 and s.inside < _WARM_UP_UNEVEN * best.inside]
    return max((s for s in later if abs(s.stop - best.stop) < best.width // 2), key=lambda s: s.gain, default=best)


def _is_warm_up(cells: Cells, stairs: Staircase) -> bool:
    if stairs.start >= _ENOUGH_BEFORE_CELLS:
        before = cells.mean(np.array([max(stairs.start - stairs.width, 0)]), np.array([stairs.start]))
        return float(before[0]) < stairs.paces[0] + _SLOWER_BEFORE * stairs.step
    steps = -np.diff(np.array(stairs.paces))
    return float(steps[0]) > _LARGER_STEP * float(steps[1:].mean())
