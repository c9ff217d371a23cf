"""How far altitudes differ where the runner comes by the same place again."""

from __future__ import annotations

import numpy as np

from ..model.track import Column
from .signal import Flags
from .windows import median_of

_CELL_M = 12.0
_SOON_S, _LATE_S = 120.0, 1800.0
_ENOUGH = 60
#: Cells are numbered row by row; no run is wider than this many.
_ROW = 4_000_037


def revisit_error(time_s: Column, x_m: Column, y_m: Column, height_m: Column, is_level: Flags) -> float | None:
    """Return one standard deviation of a height [m] from second visits 2 to 30 minutes later, None where they are few.

    Sooner the error is still the same; later the weather has changed. Only rows `is_level` count: on steep ground a
    few metres to the side make a difference of their own.
    """
    rows = np.flatnonzero(is_level & np.isfinite(x_m))
    cells = np.floor(x_m[rows] / _CELL_M).astype(np.int64) * _ROW + np.floor(y_m[rows] / _CELL_M).astype(np.int64)
    order = np.argsort(cells, kind="stable")
    rows, cells = rows[order], cells[order]
    apart_s = np.diff(time_s[rows])
    again = (np.diff(cells) == 0) & (apart_s > _SOON_S) & (apart_s < _LATE_S)
    if np.count_nonzero(again) < _ENOUGH:
        return None
    return float(1.4826 / np.sqrt(2)) * median_of(np.abs(np.diff(height_m[rows])[again]))
