"""How far altitudes differ where the runner comes by the same place again."""

from __future__ import annotations

import numpy as np

from ..model.track import Column
from .signal import Flags
from .windows import median_of

_CELL_M = 12.0
_SOON_S, _LATE_S = 60.0, 1800.0
_ENOUGH = 40
#: Cells are numbered row by row; no run is wider than this many.
_ROW = 4_000_037


def revisit_error(time_s: Column, x_m: Column, y_m: Column, height_m: Column, is_level: Flags) -> float | None:
    """Return one standard deviation of a height [m] from second visits 1 to 30 minutes later, None where they are few.

    Sooner the error is still the same; later the weather has changed. What drifts evenly all the time, as the air
    pressure does, is no error of the grade of a slope and is taken out. Only rows `is_level` count: on steep ground a
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
    apart_s, apart_m = apart_s[again], np.diff(height_m[rows])[again]
    drift_mps = median_of(apart_m / apart_s)
    return float(1.4826 / np.sqrt(2)) * median_of(np.abs(apart_m - drift_mps * apart_s))
