"""The way run: positions on a grid of seconds, smoothed, with its turn-arounds kept sharp."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..dataclass import dataclass
from ..model.track import Column, Rows
from .grid import Grid, Spread, lay, slope, spread_if_dense
from .positions import Positions, shifted, unwrapped
from .smoother import smooth, smooth_each
from .turns import find_turns

STIFFNESS, _BESIDE_WATCH = 60.0, 15.0


@dataclass(frozen=True, eq=False)
class Path:
    """Positions smoothed, shapes `(n,)`; `lying` says where they were drawn through a gap.

    `beside_watch` are positions and the watch's speed, shape `(3, n)`, smoothed less and alike, so that the one can be
    held against the other; None where the watch tells none.
    """

    x_m: Column
    y_m: Column
    lat_deg: Column
    lon_deg: Column
    lying: Spread
    turns: Rows
    beside_watch: NDArray[np.float64] | None


def find_path(grid: Grid, positions: Positions, watch_mps: Column | None = None) -> Path | None:
    """Return the way run, None where positions are missing for half of the run.

    `watch_mps` is the watch's own speed on the grid, shape `(n,)`.
    """
    lying = spread_if_dense(positions.time_s, grid)
    if lying is None:
        return None
    raw = [lay(grid, positions.time_s, column) for column in (positions.x_m, positions.y_m)]
    turns = find_turns(raw[0], raw[1])
    turns = turns[~np.isin(turns, np.concatenate([grid.breaks, grid.breaks - 1]))]
    x_m, y_m, beside_watch = _smoothed(grid, raw, watch_mps, lying, turns)
    east_m, north_m = x_m - raw[0], y_m - raw[1]
    lat_deg, lon_deg = shifted(
        lay(grid, positions.time_s, positions.lat_deg),
        lay(grid, positions.time_s, unwrapped(positions.lon_deg)),
        east_m,
        north_m,
    )
    return Path(x_m, y_m, lat_deg, lon_deg, lying, turns, beside_watch)


def _smoothed(
    grid: Grid, raw_m: list[Column], watch_mps: Column | None, lying: Spread, turns: Rows
) -> tuple[Column, Column, NDArray[np.float64] | None]:
    """Return positions smoothed, and positions and the watch's speed smoothed less: in one go, which is cheaper."""
    if watch_mps is None:
        return *smooth(np.stack(raw_m), lying.weight, STIFFNESS, grid.breaks, turns), None
    rows, stiffnesses = np.stack([*raw_m, watch_mps]), (STIFFNESS, _BESIDE_WATCH)
    path, beside_watch = smooth_each(rows, lying.weight, stiffnesses, grid.breaks, (turns, turns))
    return path[0], path[1], beside_watch


def path_speed(x_m: Column, y_m: Column, turns: Rows, breaks: Rows) -> Column:
    """Return the speed along a path [m/s]; at a turn-around the mean of the ways in and out, which cancel otherwise."""
    speed_mps = np.hypot(slope(x_m, breaks), slope(y_m, breaks))
    steps_m = np.hypot(np.diff(x_m), np.diff(y_m))
    speed_mps[turns] = 0.5 * (steps_m[turns - 1] + steps_m[turns])
    return speed_mps
