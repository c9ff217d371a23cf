"""Height along the run: 5 m cells, smoothed as finely as each use needs."""

from __future__ import annotations

import math
from dataclasses import field
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..dataclass import dataclass
from ..model.track import Column, Rows
from .curves import factors
from .grid import slope
from .ranges import ranges_of
from .signal import Flags, Signal
from .smoother import smooth_each

CELL_M = 5.0
_FINE, _MEDIUM, _COARSE, _GPS = 15.0, 150.0, 400.0, 3e4
_MOST_SAMPLES = 8.0
_EMPTY = 0.02
_LONG_GAP_S = 60
_LEAST_GRADE_ERROR = 5e-4
#: A grade with a larger error than this is not given [ratio].
_USELESS_GRADE_ERROR = 0.01
#: Share by which a length may be wrong: by the watch's speed, and by positions.
_LENGTH_ERROR, _LENGTH_ERROR_BY_POSITION = 0.01, 0.025
_BESIDE_M = 7.5
_AROUND_M = _BESIDE_M * np.array([0.0, 0.0, -1.0, 1.0, -1.0, 1.0])


@dataclass(frozen=True, eq=False, kw_only=True)
class Profile:
    """Heights in cells of 5 m along the run, shape `(m,)`, and the grade at each second, shape `(n,)`.

    Without altitude there are no cells and `grade_ratio` is 0 throughout, so that GAP equals speed.
    """

    raw_m: Column
    """Mean altitude in each cell, drawn through where a cell is empty."""
    weight: Column
    """Samples in each cell, at most 8; .02 where it is empty."""
    is_blind: Flags
    """Cells that were crossed in a long gap."""
    fine_m: Column
    """For heights at the ends of a stretch."""
    medium_m: Column
    """For finding descents and for totals; smoothed far more where altitude comes from GPS."""
    grade_ratio: Column
    """Rise over run at each second, for GAP; 0 where altitude comes from GPS."""
    sigma_h_m: float
    is_gps: bool
    length_error: float = _LENGTH_ERROR
    """One standard deviation of a length along the run, as a share of it."""
    turns_m: Column = field(default_factory=lambda: np.empty(0))
    """Where the runner turned round, shape `(k,)`; slopes end there without a transition."""

    def __len__(self) -> int:
        return len(self.raw_m)

    @cached_property
    def factors(self) -> tuple[Column, Column]:
        """Speed on the flat over speed at each second's grade, by Strava's curve and by Minetti's, shapes `(n,)`."""
        return factors(self.grade_ratio)

    def height_at(self, distance_m: ArrayLike) -> Column:
        """Return the height [m] at distances along the run, NaN without altitude."""
        at = np.asarray(distance_m, np.float64)
        if not len(self):
            return np.full(at.shape, np.nan)
        return _between_cells(at, self.fine_m)

    def rough_height_at(self, distance_m: ArrayLike) -> Column:
        """Return heights [m] smoothed more, by which descents are found."""
        return _between_cells(np.asarray(distance_m, np.float64), self.medium_m)

    def grade_between(
        self, start_m: float, stop_m: float, edge_error_m: float = 0.0
    ) -> tuple[float | None, float | None]:
        """Return grade and its standard error [ratio] of a stretch; None, None where the altitude cannot tell.

        Three errors add up: that of the heights at the ends, that of where the ends are, which matters as far as the
        ground there differs from the mean, and that of the length.
        """
        length_m = stop_m - start_m
        if not len(self) or length_m <= 0:
            return None, None
        places = np.array([start_m, stop_m, start_m, start_m, stop_m, stop_m]) + _AROUND_M
        low, high, *around = self.height_at(places).tolist()
        grade = (high - low) / length_m
        bends = [(after - before) / (2 * _BESIDE_M) - grade for before, after in (around[:2], around[2:])]
        by_height, by_length = math.sqrt(2) * self.sigma_h_m / length_m, self.length_error * grade
        by_edges = edge_error_m / length_m * math.hypot(*bends)
        error = max(math.hypot(by_height, by_edges, by_length), _LEAST_GRADE_ERROR)
        return (None, None) if self.is_gps and error > _USELESS_GRADE_ERROR else (grade, error)

    def drop_between(self, start_m: float, stop_m: float) -> float | None:
        """Return the height lost [m], negative for a climb; None where the altitude cannot tell."""
        if not len(self) or self.is_gps:
            return None
        start, stop = self.height_at([start_m, stop_m])
        return float(start - stop)


def find_profile(signal: Signal) -> Profile:
    """Return the heights along a run."""
    n = len(signal)
    if signal.elevation_source == "none" or signal.distance_m[-1] < 2 * CELL_M:
        nothing = np.empty(0)
        return Profile(
            raw_m=nothing, weight=nothing, is_blind=np.empty(0, bool), fine_m=nothing, medium_m=nothing,
            grade_ratio=np.zeros(n), sigma_h_m=float("nan"), is_gps=False,
        )  # fmt: skip
    cell = (signal.distance_m / CELL_M).astype(np.int64)
    raw_m, weight = _cells(cell, signal.elevation_m, signal.elevation_weight)
    turns_m = signal.distance_m[signal.turns]
    medium = _GPS if signal.is_gps_altitude else _MEDIUM
    fine_m, medium_m, coarse_m = _smoothed(raw_m, weight, turns_m, (_FINE, medium, _COARSE))
    grades = np.zeros(n) if signal.is_gps_altitude else _between_cells(signal.distance_m, grade_of(coarse_m))
    return Profile(
        raw_m=raw_m, weight=weight, is_blind=_blind(signal, cell, len(raw_m)), fine_m=fine_m, medium_m=medium_m,
        grade_ratio=grades, sigma_h_m=signal.sigma_h_m, is_gps=signal.is_gps_altitude,
        turns_m=turns_m, length_error=_LENGTH_ERROR if signal.has_watch_speed else _LENGTH_ERROR_BY_POSITION,
    )  # fmt: skip


def grade_of(height_m: Column) -> Column:
    """Return rise over run at each cell."""
    return slope(height_m, np.empty(0, np.int64)) / CELL_M


def _cells(cell: Rows, height_m: Column, row_weight: Column) -> tuple[Column, Column]:
    """Return the mean height and the weight of each cell."""
    weights = np.bincount(cell, row_weight)
    sums = np.bincount(cell, row_weight * height_m)
    filled = np.flatnonzero(weights > 0)
    raw_m = np.interp(np.arange(len(weights)), filled, sums[filled] / weights[filled])
    return raw_m, np.clip(weights, _EMPTY, _MOST_SAMPLES)


def _smoothed(
    raw_m: Column, weight: Column, turns_m: Column, stiffnesses: tuple[float, float, float]
) -> NDArray[np.float64]:
    """Return heights smoothed by each stiffness, shape `(3, m)`.

    The first are for the ends of stretches: they may bend sharply at turn-arounds, which on a slope are kinks. The cell
    that holds a turn hardly counts, as its mean lies on neither way; the two cells between whose middles the turn lies
    are free to bend.
    """
    left = np.floor(turns_m / CELL_M - 0.5).astype(np.int64)
    seen = weight.copy()
    seen[(turns_m / CELL_M).astype(np.int64)] = _EMPTY
    nowhere = np.empty(0, np.int64)
    corners = (np.concatenate([left, left + 1]), nowhere, nowhere)
    return smooth_each(raw_m, np.stack([seen, weight, weight]), stiffnesses, corners=corners)


def _blind(signal: Signal, cell: Rows, n_cells: int) -> Flags:
    """Mark cells crossed in gaps of more than a minute."""
    marks = np.zeros(n_cells + 1)
    for start, stop in ranges_of(signal.is_gap).tolist():
        if stop - start > _LONG_GAP_S and cell[stop - 1] > cell[start]:
            marks[cell[start]] += 1
            marks[cell[stop - 1] + 1] -= 1
    return np.cumsum(marks[:-1]) > 0


def _between_cells(distance_m: Column, values: Column) -> Column:
    """Return values of cells at distances, straight between the middles of cells and on from the outer two."""
    at = np.minimum(np.maximum(distance_m / CELL_M - 0.5, -0.5), len(values) - 0.5)
    left = np.minimum(at.astype(np.int64), len(values) - 2)
    share = at - left
    return np.asarray(values[left] * (1 - share) + values[left + 1] * share, np.float64)
