"""Scales of the plots: from metres and paces to places on paper, and where their ticks stand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property

import numpy as np

from ...dataclass import dataclass
from ...model.drawing import Drawing
from ...model.track import Column
from ...units import pace

#: Heights are drawn in decimetres, speeds in centimetres a second: whole numbers on paper.
_DM, _CM = 10.0, 100.0
#: A profile spans this much at least [m], so that flat ground looks flat.
_LEAST_RISE_M = 25.0
_LEAST_SPEED_MPS, _LEAST_RANGE_MPS = 0.5, 1.0
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000)
#: Paces of ticks are multiples of the first of these [s] of which at least three fit.
_PACE_STEPS_S = (120, 60, 30, 15, 5)
#: Ticks stand at least so far apart, as a share of the plot.
_APART = 0.18


@dataclass(frozen=True)
class Scale:
    """One upright axis. `values` are what is drawn, in units on paper, downwards from the top; `size` is its length."""

    values: Column
    size: float
    ticks: tuple[tuple[float, str], ...]
    """How far down each tick stands, as a share of the axis, and its words."""

    @cached_property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not np.isfinite(self.values).any()


def height_scale(drawing: Drawing) -> Scale:
    """Return the scale of heights [m], with room above them for the name of the axis."""
    heights = drawing.elevation_m
    if not np.isfinite(heights).any():
        return Scale(np.empty(0), 1.0, ())
    low, high = float(np.nanmin(heights)), float(np.nanmax(heights))
    room = max(high - low, _LEAST_RISE_M)
    middle = 0.5 * (low + high)
    top, bottom = middle + 0.75 * room, middle - 0.65 * room
    step = next((s for s in _STEPS if (top - bottom) / s <= 4), 5000)
    first = int(np.ceil(bottom / step)) * step
    marks = [m for m in range(first, int(top) + 1, step) if 0.04 < (top - m) / (top - bottom) < 0.97]
    ticks = tuple(((top - m) / (top - bottom), f"{m} m") for m in marks)
    return Scale((top - heights) * _DM, (top - bottom) * _DM, ticks)


def pace_scale(drawing: Drawing, unit_m: float) -> Scale:
    """Return the scale of speeds [m/s], told as paces; what is far slower than the rest runs along its lower edge."""
    speeds = drawing.speed_mps
    known = speeds[np.isfinite(speeds)]
    if not len(known):
        return Scale(np.empty(0), 1.0, ())
    low, high = np.quantile(known, [0.02, 0.998]).tolist()
    middle = 0.5 * (low + high)
    room = max(high - low, 0.86 * _LEAST_RANGE_MPS)
    top, bottom = middle + 0.75 * room, max(middle - 0.58 * room, _LEAST_SPEED_MPS)
    values = (top - np.clip(speeds, bottom, top)) * _CM
    marks = _paces(bottom, top, unit_m)
    ticks = tuple((at, pace(top - at * (top - bottom), unit_m)) for at in marks)
    return Scale(values, (top - bottom) * _CM, ticks)


def _paces(bottom_mps: float, top_mps: float, unit_m: float) -> list[float]:
    """Return how far down the ticks of a pace stand: at the roundest paces of which three fit, far enough apart."""
    marks: list[float] = []
    for step_s in _PACE_STEPS_S:
        first = math.ceil(unit_m / top_mps / step_s)
        last = int(unit_m / bottom_mps / step_s)
        speeds = [unit_m / (k * step_s) for k in range(first, last + 1)]
        marks = _thinned([(top_mps - speed) / (top_mps - bottom_mps) for speed in speeds])
        if len(marks) >= 3:
            break
    return marks


def _thinned(places: Sequence[float]) -> list[float]:
    """Return places inside the plot that stand far enough apart, from the top down."""
    out: list[float] = []
    for at in sorted(places):
        if 0.05 < at < 0.95 and (not out or at - out[-1] >= _APART):
            out.append(at)
    return out


def way_ticks(length_m: float, unit_m: float, n: int = 9) -> tuple[float, ...]:
    """Return where the ticks along a way stand [m]: at even parts or multiples of its unit, at most `n` of them."""
    parts = (0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20, 25, 50, 100)
    step_m = next((p * unit_m for p in parts if length_m / (p * unit_m) <= n), length_m)
    return tuple(k * step_m for k in range(int(length_m / step_m) + 1)) if step_m else ()
