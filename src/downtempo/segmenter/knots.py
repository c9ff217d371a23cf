"""Where a slope begins and ends: the bend of two straight lines fitted to the heights around it.

Where the ground rolls there is no bend; if a cubic follows it nearly as well as the lines, the edge is put where the
cubic's grade passes that at which a descent begins, and counts as the less certain the slower it passes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..dataclass import dataclass
from ..model.track import Column
from .profile import CELL_M, Profile
from .signal import Flags

_WINDOW_M = 100.0
_LEAST_OUT_M = 15.0
_LEAST_CELLS = 8
_REACH_M = 30.0
_STEP_M = 2.5
_MARGIN_M = 12.0
_FARTHEST_M = 35.0
_SHORTEST_M = 30.0
_BEND = 0.01
_EDGE_GRADE = -0.015
_TRANSITION_M = 19.2
_BATCH = 256
_ROUND_REACH = 0.6
#: Squared errors of cubic over lines, and bends in grade, from which on and up to which the ground counts as round.
_ROUND_ERROR, _ROUND_BEND, _MOST_ROUND = (1.5, 1.0), (0.045, 0.035), 0.75
_NEAR_TURN_M, _TURN_PULL = 8.0, 0.5
_GRADE_NOISE, _SOFTEST_M, _SOFT_ERROR = 0.0045, 45.0, (2.5, 1.5)

Grid = NDArray[np.float64]

_OFFSETS_M = np.arange(-_REACH_M, _REACH_M + _STEP_M / 2, _STEP_M)


@dataclass(frozen=True, eq=False, slots=True)
class Edges:
    """Where descents start and stop, and one standard deviation of that from soft transitions [m], shapes `(k,)`."""

    starts_m: Column
    stops_m: Column
    error_m: Column


@dataclass(frozen=True, eq=False, slots=True)
class _Windows:
    """Heights around edges, shapes `(k, cells)`: metres `u` inwards of the edge, weights (0 outside), heights."""

    u: Grid
    weight: Grid
    height: Grid


@dataclass(frozen=True, eq=False, slots=True)
class _Fits:
    """Where a curve fitted to each window has its edge [m inwards], and the squared error; all shapes `(k,)`.

    `turning` is by how much the grade changes there: at once for lines [ratio], a metre for a cubic [1/m]. `is_kink`
    says that it rises outside.
    """

    at_m: Column
    turning: Column
    error: Column
    is_there: Flags
    is_kink: Flags


def place_edges(profile: Profile, starts_m: Column, stops_m: Column) -> Edges:
    """Return the edges of descents, moved from rough places to where the slope bends.

    The fit to each edge reaches half-way into the descent and most of the way to the next one. The edge is then put
    where a rounded bend crosses the grade at which a descent begins.
    """
    length_m = stops_m - starts_m
    end_m = len(profile) * CELL_M
    free_m = np.maximum(np.append(starts_m[1:], end_m) - stops_m, 0.0)
    before_m = np.maximum(np.concatenate([starts_m[:1], starts_m[1:] - stops_m[:-1]]), 0.0)
    inner_m = np.minimum(_WINDOW_M, 0.5 * length_m)
    outer = [np.minimum(_WINDOW_M, 0.6 * room) for room in (before_m, free_m)]
    first_m, first_error_m = _placed(profile, starts_m, +1.0, inner_m, outer[0])
    last_m, last_error_m = _placed(profile, stops_m, -1.0, inner_m, outer[1])
    keeps = last_m - first_m >= _SHORTEST_M
    starts_m, stops_m = np.where(keeps, first_m, starts_m), np.where(keeps, last_m, stops_m)
    middle_m = 0.5 * (starts_m[1:] + stops_m[:-1])
    overlaps = stops_m[:-1] > starts_m[1:]
    starts_m[1:], stops_m[:-1] = np.where(overlaps, [middle_m, middle_m], [starts_m[1:], stops_m[:-1]])
    return Edges(starts_m, stops_m, np.hypot(first_error_m, last_error_m) / np.sqrt(2))


def _placed(
    profile: Profile, edges_m: Column, inward: float, inner_m: Column, outer_m: Column
) -> tuple[Column, Column]:
    """Return edges moved to the bend, and their errors; `inward` is the direction along the run into the descent."""
    parts = [
        _fit(profile, edges_m[at : at + _BATCH], inward, inner_m[at : at + _BATCH], outer_m[at : at + _BATCH])
        for at in range(0, len(edges_m), _BATCH)
    ]
    if not parts:
        return edges_m, edges_m
    return np.concatenate([moved for moved, _ in parts]), np.concatenate([error for _, error in parts])


def _fit(profile: Profile, edges_m: Column, inward: float, inner_m: Column, outer_m: Column) -> tuple[Column, Column]:
    """Return each edge at the bend that leaves the least error, at a cubic's grade of an edge, or at a turn-around."""
    around = _windows(profile, edges_m, inward, inner_m, outer_m)
    n_cells = np.count_nonzero(around.weight, axis=1)
    bend = _by_lines(around, inward)
    is_fit = (outer_m >= _LEAST_OUT_M) & (n_cells >= _LEAST_CELLS) & bend.is_there
    curve = _by_cubic(around, inward)
    ratio = curve.error / np.maximum(bend.error, 1e-9)
    share = _MOST_ROUND * _ramp(ratio, _ROUND_ERROR) * _ramp(bend.turning, _ROUND_BEND) * curve.is_there
    bend_m = np.clip(bend.at_m, -_FARTHEST_M, _FARTHEST_M)
    placed_m = edges_m + inward * np.where(is_fit, bend_m + share * (curve.at_m - bend_m), 0.0)
    softness_m = np.minimum(_GRADE_NOISE / np.maximum(curve.turning, 1e-9), _SOFTEST_M) * _ramp(ratio, _SOFT_ERROR)
    turns_m = _nearest(profile.turns_m, placed_m)
    is_turn = is_fit & bend.is_kink & (np.abs(turns_m - placed_m) <= _NEAR_TURN_M)
    pulled_m = placed_m + _TURN_PULL * np.where(is_turn, turns_m - placed_m, 0.0)
    return pulled_m, np.where(is_turn, 0.0, softness_m)


def _nearest(places_m: Column, wanted_m: Column) -> Column:
    """Return the place next to each wanted one, infinity where there is none."""
    if not len(places_m):
        return np.full(len(wanted_m), np.inf)
    after = np.clip(np.searchsorted(places_m, wanted_m), 1, max(len(places_m) - 1, 1))
    low, high = places_m[after - 1], places_m[np.minimum(after, len(places_m) - 1)]
    return np.where(wanted_m - low <= high - wanted_m, low, high)


def _ramp(values: Column, ends: tuple[float, float]) -> Column:
    """Return 0 at the first end and beyond it, 1 at the second, straight between."""
    return np.asarray(np.clip((values - ends[0]) / (ends[1] - ends[0]), 0.0, 1.0))


def _windows(profile: Profile, edges_m: Column, inward: float, inner_m: Column, outer_m: Column) -> _Windows:
    reach = int(_WINDOW_M / CELL_M) + 1
    cells = np.rint(edges_m / CELL_M - 0.5).astype(np.int64)[:, None] + np.arange(-reach, reach + 1)
    u = inward * ((cells + 0.5) * CELL_M - edges_m[:, None])
    inside = (u >= -outer_m[:, None]) & (u <= inner_m[:, None]) & (cells >= 0) & (cells < len(profile))
    cells = np.clip(cells, 0, len(profile) - 1)
    weight, height = np.where(inside, profile.weight[cells], 0.0), profile.raw_m[cells]
    level = (weight * height).sum(axis=1, keepdims=True) / np.maximum(weight.sum(axis=1, keepdims=True), 1e-9)
    return _Windows(u, weight, height - level)


def _by_lines(around: _Windows, inward: float) -> _Fits:
    """Fit two lines: the edge lies at their bend."""
    u, is_inside = around.u, around.weight > 0
    first, last = np.where(is_inside, u, np.inf).min(axis=1), np.where(is_inside, u, -np.inf).max(axis=1)
    errors, grades_out, grades_in = _bends(around)
    allowed = (first[:, None] + _MARGIN_M <= _OFFSETS_M) & (last[:, None] - _MARGIN_M >= _OFFSETS_M)
    best = np.argmin(np.where(allowed, errors, np.inf), axis=1)
    rows = np.arange(len(u))
    out, in_ = inward * grades_out[rows, best], inward * grades_in[rows, best]
    is_bend = allowed.any(axis=1) & (in_ < out - _BEND)
    share = np.clip((out - _EDGE_GRADE) / np.where(is_bend, out - in_, 1.0), 0.0, 1.0)
    at_m = _OFFSETS_M[best] + _TRANSITION_M * (share - 0.5)
    return _Fits(at_m, np.abs(out - in_), errors[rows, best], is_bend, out > -_EDGE_GRADE)


def _bends(around: _Windows) -> tuple[Grid, Grid, Grid]:
    """Return squared error and the slopes before and after each knot, shapes `(edges, knots)`.

    Weighted least squares of ``z0 + g1 min(u - k, 0) + g2 max(u - k, 0)``, all knots of all edges at once.
    """
    from_knot = around.u[:, None, :] - _OFFSETS_M[:, None]
    basis = np.stack([np.ones_like(from_knot), np.minimum(from_knot, 0.0), np.maximum(from_knot, 0.0)], axis=-1)
    solved, errors = _least_squares(basis, around.weight[:, None], around.height[:, None])
    return errors, solved[..., 1], solved[..., 2]


def _by_cubic(around: _Windows, inward: float) -> _Fits:
    """Fit a cubic: the edge lies where its grade passes that of an edge.

    With ``z = c0 + c1 x + c2 x^2 + c3 x^3`` over ``x = u / window`` the grade passes downwards, seen inwards, at the
    root of the quadratic whose slope has the sign against `inward`.
    """
    x = around.u / _WINDOW_M
    basis = np.stack([np.ones_like(x), x, x * x, x * x * x], axis=-1)
    solved, errors = _least_squares(basis, around.weight, around.height)
    a, b, c = 3 * solved[:, 3], 2 * solved[:, 2], solved[:, 1] - inward * _EDGE_GRADE * _WINDOW_M
    square = b * b - 4 * a * c
    turning = np.sqrt(np.maximum(square, 0.0))
    divisor = b - inward * turning
    at = -2 * c / np.where(np.abs(divisor) > 1e-12, divisor, np.inf)
    is_there = (square > 0) & (np.abs(at) < _ROUND_REACH)
    return _Fits(at * _WINDOW_M, turning / _WINDOW_M**2, errors, is_there, np.zeros(len(at), bool))


def _least_squares(basis: Grid, weight: Grid, height: Grid) -> tuple[Grid, Grid]:
    """Return the coefficients `(..., b)` of a weighted fit by a basis `(..., cells, b)`, and the squared errors."""
    weighted = basis * weight[..., None]
    normal = weighted.swapaxes(-1, -2) @ basis + 1e-6 * np.eye(basis.shape[-1])
    right = weighted.swapaxes(-1, -2) @ height[..., None]
    solved = np.asarray(np.linalg.solve(normal, right), np.float64)
    return solved[..., 0], (weight * height**2).sum(axis=-1) - (right * solved).sum(axis=(-1, -2))
