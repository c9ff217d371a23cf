"""Progressive running: miles or kilometres, each faster than the last."""

from __future__ import annotations

import numpy as np

from ..dataclass import replace
from ..model.progression import Progression, Split
from ..units import KM_M, MILE_M
from .cells import CELL_M, Cells, cells_of, pace_cells
from .run import Run
from .splits import By, Reading, Unit, cells_by, pace_error, read_progression, width_of
from .staircase import find_staircases
from .stairs import Demands, Staircase

_NEAR_CELLS = round(150 / CELL_M)
_GIVEN_RAW = Demands(least_step=7.0, slack=5.0, spread=0.5, evenness=1.0, roughness=5.0, explained=0.1, is_apart=False)
_GIVEN_GAP = Demands(least_step=7.0, slack=9.0, spread=0.5, evenness=1.0, roughness=5.0, explained=0.1, is_apart=False)


def find_progression(run: Run) -> Progression | None:
    """Return the progression that a run holds: even steps if it has them, else an upward trend of splits."""
    raw = pace_cells(run.signal, run.signal.speed_mps)
    gap = pace_cells(run.signal, run.gap_mps) if run.gap_mps is not None else None
    if raw is None:
        return None
    reading = read_progression(raw, gap)
    return None if reading is None else _progression(run, reading, cells_by(reading.by, raw, gap))


def conform(run: Run, count: int, unit: Unit, start_m: float | None = None) -> Progression | None:
    """Return where `count` splits of a unit best make an even staircase, for a session that was planned so.

    This asks less than `find_progression`, which has to find the number of splits and to tell them from other running.
    With `start_m`, the first split begins within 150 m of there.
    """
    width = width_of(unit)
    raw = pace_cells(run.signal, run.signal.speed_mps)
    gap = pace_cells(run.signal, run.gap_mps) if run.gap_mps is not None else None
    tried: list[tuple[Cells | None, By, Demands]] = [(raw, "pace", _GIVEN_RAW), (gap, "gap", _GIVEN_GAP)]
    found = [
        (stairs.gain, Reading(stairs, by, unit), cells)
        for cells, by, demands in tried
        if cells is not None
        for stairs in _near(cells, width, demands, count, start_m)
    ]
    if not found:
        return None
    _, reading, cells = max(found, key=lambda f: f[0])
    return _progression(run, reading, cells)


def _near(cells: Cells, width: int, demands: Demands, count: int, start_m: float | None) -> list[Staircase]:
    """Return the staircases of so many splits, only those that begin near a place if it is given."""
    if start_m is None:
        return find_staircases(cells, width, demands, (count,))
    at = round(start_m / CELL_M)
    first = max(at - _NEAR_CELLS, 0)
    part = cells_of(cells.pace[first : at + count * width + _NEAR_CELLS])
    return [replace(s, start=s.start + first) for s in find_staircases(part, width, demands, (count,))]


def _progression(run: Run, reading: Reading, cells: Cells) -> Progression:
    unit_m = MILE_M if reading.unit == "mile" else KM_M
    stairs = reading.stairs
    room_m = max(float(run.signal.distance_m[-1]) - stairs.count * unit_m, 0.0)
    start_m = min(stairs.start * CELL_M, room_m)
    edges_m = start_m + unit_m * np.arange(stairs.count + 1)
    return Progression(
        tuple(_split(run, a, b) for a, b in zip(edges_m[:-1].tolist(), edges_m[1:].tolist(), strict=True)),
        reading.unit, reading.by, reading.is_strict, pace_error(cells, stairs) / MILE_M,
    )  # fmt: skip


def _split(run: Run, start_m: float, stop_m: float) -> Split:
    signal, gap_mps = run.signal, run.gap_mps
    start_s = float(signal.time_at(start_m, last=True))
    stop_s = float(signal.time_at(stop_m))
    rows = run.rows(start_s, stop_s)
    moving = ~signal.is_standing[rows]
    moving_s = max(float(moving.sum()), 1.0)
    return Split(
        signal.span(start_s, stop_s, signal.surge_edge_error_s),
        (stop_m - start_m) / moving_s,
        None if gap_mps is None else float(gap_mps[rows][moving].sum() / moving_s),
    )
