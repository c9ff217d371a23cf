"""Where a slope begins and ends: the bend of two straight lines fitted to the heights around it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..model.track import Column
from .profile import CELL_M, Profile

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

_OFFSETS_M = np.arange(-_REACH_M, _REACH_M + _STEP_M / 2, _STEP_M)


def place_edges(profile: Profile, starts_m: Column, stops_m: Column) -> tuple[Column, Column]:
    """Return the starts and stops [m] of descents, moved from rough places to where the slope bends.

    The fit to each edge reaches half-way into the descent and most of the way to the next one. The edge is then put
    where a rounded bend crosses the grade at which a descent begins.
    """
    length_m = stops_m - starts_m
    end_m = len(profile) * CELL_M
    free_m = np.maximum(np.append(starts_m[1:], end_m) - stops_m, 0.0)
    before_m = np.maximum(np.concatenate([starts_m[:1], starts_m[1:] - stops_m[:-1]]), 0.0)
    inner_m = np.minimum(_WINDOW_M, 0.5 * length_m)
    outer = [np.minimum(_WINDOW_M, 0.6 * room) for room in (before_m, free_m)]
    moved = [
        _placed(profile, starts_m, +1.0, inner_m, outer[0]),
        _placed(profile, stops_m, -1.0, inner_m, outer[1]),
    ]
    keeps = moved[1] - moved[0] >= _SHORTEST_M
    starts_m, stops_m = np.where(keeps, moved[0], starts_m), np.where(keeps, moved[1], stops_m)
    middle_m = 0.5 * (starts_m[1:] + stops_m[:-1])
    overlaps = stops_m[:-1] > starts_m[1:]
    starts_m[1:], stops_m[:-1] = np.where(overlaps, [middle_m, middle_m], [starts_m[1:], stops_m[:-1]])
    return starts_m, stops_m


def _placed(profile: Profile, edges_m: Column, inward: float, inner_m: Column, outer_m: Column) -> Column:
    """Return edges moved to the bend; `inward` is the direction along the run into the descent."""
    parts = [
        _fit(profile, edges_m[at : at + _BATCH], inward, inner_m[at : at + _BATCH], outer_m[at : at + _BATCH])
        for at in range(0, len(edges_m), _BATCH)
    ]
    return np.concatenate(parts) if parts else edges_m


def _fit(profile: Profile, edges_m: Column, inward: float, inner_m: Column, outer_m: Column) -> Column:
    """Return each edge at the bend that leaves the least error; all positions `u` are metres inwards of the edge."""
    reach = int(_WINDOW_M / CELL_M) + 1
    cells = np.rint(edges_m / CELL_M - 0.5).astype(np.int64)[:, None] + np.arange(-reach, reach + 1)
    u = inward * ((cells + 0.5) * CELL_M - edges_m[:, None])
    inside = (u >= -outer_m[:, None]) & (u <= inner_m[:, None]) & (cells >= 0) & (cells < len(profile))
    cells = np.clip(cells, 0, len(profile) - 1)
    weight, height = np.where(inside, profile.weight[cells], 0.0), profile.raw_m[cells]
    first, last = np.where(inside, u, np.inf).min(axis=1), np.where(inside, u, -np.inf).max(axis=1)
    errors, grades_out, grades_in = _bends(u, weight, height)
    lowest, highest = first[:, None] + _MARGIN_M, last[:, None] - _MARGIN_M
    allowed = (lowest <= _OFFSETS_M) & (highest >= _OFFSETS_M)
    best = np.argmin(np.where(allowed, errors, np.inf), axis=1)
    rows = np.arange(len(edges_m))
    out, in_ = inward * grades_out[rows, best], inward * grades_in[rows, best]
    is_fit = (
        (outer_m >= _LEAST_OUT_M) & (inside.sum(axis=1) >= _LEAST_CELLS) & allowed.any(axis=1) & (in_ < out - _BEND)
    )
    share = np.clip((out - _EDGE_GRADE) / np.where(is_fit, out - in_, 1.0), 0.0, 1.0)
    shift = np.clip(_OFFSETS_M[best] + _TRANSITION_M * (share - 0.5), -_FARTHEST_M, _FARTHEST_M)
    return edges_m + inward * np.where(is_fit, shift, 0.0)


def _bends(
    u: NDArray[np.float64], weight: NDArray[np.float64], height: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return squared error and the slopes before and after each knot, shapes `(edges, knots)`.

    Weighted least squares of ``z0 + g1 min(u - k, 0) + g2 max(u - k, 0)``, all knots of all edges at once.
    """
    from_knot = u[:, None, :] - _OFFSETS_M[:, None]
    basis = np.stack([np.ones_like(from_knot), np.minimum(from_knot, 0.0), np.maximum(from_knot, 0.0)], axis=-1)
    level = height - (weight * height).sum(axis=1, keepdims=True) / np.maximum(weight.sum(axis=1, keepdims=True), 1e-9)
    weighted = basis * weight[:, None, :, None]
    normal = weighted.swapaxes(-1, -2) @ basis + 1e-6 * np.eye(3)
    right = weighted.swapaxes(-1, -2) @ level[:, None, :, None]
    solved = np.linalg.solve(normal, right)
    total = (weight * level**2).sum(axis=1)[:, None]
    errors = total - (right * solved).sum(axis=(-1, -2))
    return errors, solved[..., 1, 0], solved[..., 2, 0]
