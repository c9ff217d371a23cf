"""The way run: positions on a grid of seconds, smoothed, with its turn-arounds kept sharp."""

from __future__ import annotations

import numpy as np

from ..dataclass import dataclass
from ..model.track import Column, Rows
from .grid import Grid, Spread, lay, slope, spread_if_dense
from .positions import Positions, shifted, unwrapped
from .smoother import smooth
from .turns import find_turns

STIFFNESS = 60.0


@dataclass(frozen=True, eq=False)
class Path:
    """Positions as given and smoothed, shapes `(n,)`; `lying` says where they were drawn through a gap."""

    raw_x_m: Column
    raw_y_m: Column
    x_m: Column
    y_m: Column
    lat_deg: Column
    lon_deg: Column
    lying: Spread
    turns: Rows


def find_path(grid: Grid, positions: Positions) -> Path | None:
    """Return the way run, None where positions are missing for half of the run."""
    lying = spread_if_dense(positions.time_s, grid)
    if lying is None:
        return None
    raw = np.stack([lay(grid, positions.time_s, column) for column in (positions.x_m, positions.y_m)])
    turns = find_turns(raw[0], raw[1])
    turns = turns[~np.isin(turns, np.concatenate([grid.breaks, grid.breaks - 1]))]
    smoothed = smooth(raw, lying.weight, STIFFNESS, grid.breaks, turns)
    east_m, north_m = smoothed - raw
    lat_deg, lon_deg = shifted(
        lay(grid, positions.time_s, positions.lat_deg),
        lay(grid, positions.time_s, unwrapped(positions.lon_deg)),
        east_m,
        north_m,
    )
    return Path(raw[0], raw[1], smoothed[0], smoothed[1], lat_deg, lon_deg, lying, turns)


def path_speed(x_m: Column, y_m: Column, turns: Rows, breaks: Rows) -> Column:
    """Return the speed along a path [m/s]; at a turn-around the mean of the ways in and out, which cancel otherwise."""
    speed_mps = np.hypot(slope(x_m, breaks), slope(y_m, breaks))
    steps_m = np.hypot(np.diff(x_m), np.diff(y_m))
    speed_mps[turns] = 0.5 * (steps_m[turns - 1] + steps_m[turns])
    return speed_mps
