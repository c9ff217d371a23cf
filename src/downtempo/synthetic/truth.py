"""What a made-up run holds, known exactly: efforts, descents, progression.

The fields carry the names of a truth file, so that `Truth.as_dict()` can be written beside a recording.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import asdict

import numpy as np

from ..dataclass import dataclass
from ..model.track import Column
from ..units import MILE_M
from .plan import EFFORTS, Plan

#: A descent begins and ends where the ground passes this grade.
_EDGE_RATIO = -0.015
#: Descents nearer to each other than this [m], with less rise than that between them [m], are one.
_BRIDGE_M, _BRIDGE_RISE_M = 40, 1.0
#: Whoever stands within this of an end of a descent stands beside it [m].
_STAND_M, _STILL_MPS = 2.0, 0.5
#: Least drop [m], length [m] and grade of a descent that may count, and of one that anybody would call a descent.
_ALLOWED = (2.5, 50.0, -0.018)
_CLEAR = (3.3, 80.0, -0.025)


@dataclass(frozen=True, slots=True)
class TrueEffort:
    """A rep, a stride or a tempo block, from and to the instant at which the speed passes half way."""

    start_s: float
    stop_s: float
    distance_m: float
    grade_percent: float
    speed_mps: float
    label: str


@dataclass(frozen=True, slots=True)
class TrueDescent:
    """A stretch of the way that loses height at a grade; metres count along the run."""

    start_s: float
    stop_s: float
    start_m: float
    stop_m: float
    grade_percent: float
    drop_m: float


@dataclass(frozen=True, slots=True)
class TrueProgression:
    """A progressive run as planned; `grade_adjusted` tells whether effort or plain pace rose by the step."""

    splits: int
    step_s: float
    first_pace_s_per_mile: float
    grade_adjusted: bool
    splits_start_m: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """Everything that a reader of the recording should find; `descents_allowed` may be found or left out."""

    duration_s: float
    distance_m: float
    easy_speed_mps: float
    efforts: tuple[TrueEffort, ...]
    descents: tuple[TrueDescent, ...]
    descents_allowed: tuple[TrueDescent, ...]
    progression: TrueProgression | None

    def as_dict(self) -> dict[str, object]:
        """Return plain values, ready for JSON."""
        return asdict(self)


def truth_of(
    plan: Plan,
    starts: Sequence[int],
    rate: int,
    speed_mps: Column,
    way_m: Column,
    elevation_m: Column,
    *,
    easy_mps: float,
) -> Truth:
    """Return the truth of a run whose columns have `rate` moments a second; part k begins at moment `starts[k]`."""
    allowed = tuple(_descents(way_m, elevation_m, rate))
    return Truth(
        duration_s=(len(speed_mps) - 1) / rate,
        distance_m=round(float(way_m[-1]), 1),
        easy_speed_mps=round(easy_mps, 3),
        efforts=tuple(_efforts(plan, starts, rate, speed_mps, way_m, elevation_m)),
        descents=tuple(d for d in allowed if _is_at_least(d, _CLEAR)),
        descents_allowed=allowed,
        progression=_progression(plan, starts, way_m),
    )


def _efforts(
    plan: Plan, starts: Sequence[int], rate: int, speed_mps: Column, way_m: Column, elevation_m: Column
) -> Iterator[TrueEffort]:
    clock = np.arange(len(speed_mps)) / rate
    ends = [*starts[1:], len(speed_mps) - 1]
    for part, first, last in zip(plan, starts, ends, strict=True):
        if part.kind not in EFFORTS:
            continue
        level = float(np.median(speed_mps[first:last]))
        begin = _half_way(speed_mps, first, level, rate)
        end = _half_way(speed_mps[::-1], len(speed_mps) - 1 - last, level, rate)
        start_s, stop_s = begin / rate, (len(speed_mps) - 1 - end) / rate
        metres, height = (np.interp([start_s, stop_s], clock, column) for column in (way_m, elevation_m))
        distance = float(metres[1] - metres[0])
        yield TrueEffort(
            round(start_s, 2), round(stop_s, 2), round(distance, 1),
            round(100 * float(height[1] - height[0]) / distance, 2),
            round(distance / (stop_s - start_s), 3), EFFORTS[part.kind],
        )  # fmt: skip


def _half_way(speed_mps: Column, corner: int, level_mps: float, rate: int) -> float:
    """Return the moment near `corner` at which a rising speed passes the middle between before and `level_mps`."""
    before = speed_mps[max(0, corner - 8 * rate) : corner + 1]
    middle = (float(np.median(before)) + level_mps) / 2
    reached = np.flatnonzero(speed_mps[corner : corner + 10 * rate] >= middle)
    if not len(reached):
        return float(corner)
    if reached[0] == 0:
        # Seen backwards, the runner still slows down: walk out to the last moment above the middle.
        below = np.flatnonzero(before[::-1] < middle)
        k = corner - (int(below[0]) if len(below) else 0)
    else:
        k = corner + int(reached[0]) - 1
    low, high = float(speed_mps[k]), float(speed_mps[min(k + 1, len(speed_mps) - 1)])
    return k + (0.0 if high <= low else (middle - low) / (high - low))


def _descents(way_m: Column, elevation_m: Column, rate: int) -> Iterator[TrueDescent]:
    """Yield the descents along the way, in order, bridged over short flats."""
    metres = np.arange(int(way_m[-1]) + 1, dtype=np.float64)
    # Standing still holds the way at one value; the first moment there stands for all.
    moves = np.concatenate([[True], np.diff(way_m) > 0])
    height = np.interp(metres, way_m[moves], elevation_m[moves])
    seconds = np.interp(metres, way_m[moves], np.flatnonzero(moves) / rate)
    still = np.flatnonzero(np.diff(way_m) * rate < _STILL_MPS)
    for a, b in _bridged(_below(height), height):
        drop = float(height[a] - height[b])
        start_s, stop_s = _without_stand(float(seconds[a]), float(seconds[b]), still / rate, way_m[still], (a, b))
        descent = TrueDescent(
            round(start_s, 2), round(stop_s, 2), float(a), float(b),
            round(-100 * drop / (b - a), 2), round(drop, 2),
        )  # fmt: skip
        if _is_at_least(descent, _ALLOWED):
            yield descent


def _without_stand(
    start_s: float, stop_s: float, still_s: Column, still_m: Column, ends_m: tuple[float, float]
) -> tuple[float, float]:
    """Leave out of a descent the time that the runner stood at its top or its foot, within two metres of them."""
    at_top, at_foot = (np.abs(still_m - end) <= _STAND_M for end in ends_m)
    inside = (still_s >= start_s - 1) & (still_s <= stop_s + 1)
    top_s, foot_s = still_s[at_top & inside], still_s[at_foot & inside]
    return float(max(start_s, *top_s)) if len(top_s) else start_s, float(min(stop_s, *foot_s)) if len(
        foot_s
    ) else stop_s


def _below(height: Column) -> list[tuple[int, int]]:
    """Return the runs of metres [start, stop) that fall by more than the edge grade."""
    steep = np.concatenate([[0], (np.diff(height) < _EDGE_RATIO).astype(np.int8), [0]])
    edges = np.flatnonzero(np.diff(steep))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def _bridged(stretches: list[tuple[int, int]], height: Column) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for a, b in stretches:
        if joined and a - joined[-1][1] <= _BRIDGE_M and height[a] - height[joined[-1][1]] <= _BRIDGE_RISE_M:
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    return joined


def _is_at_least(descent: TrueDescent, least: tuple[float, float, float]) -> bool:
    drop_m, length_m, grade_ratio = least
    length = descent.stop_m - descent.start_m
    return descent.drop_m >= drop_m and length >= length_m and descent.grade_percent <= 100 * grade_ratio


def _progression(plan: Plan, starts: Sequence[int], way_m: Column) -> TrueProgression | None:
    splits = [(part, start) for part, start in zip(plan, starts, strict=True) if part.kind == "split"]
    if len(splits) < 2:
        return None
    paces = [MILE_M / part.speed_mps for part, _ in splits]
    steps = [a - b for a, b in itertools.pairwise(paces)]
    return TrueProgression(
        len(splits), round(sum(steps) / len(steps), 2), round(paces[0], 1), splits[0][0].by_effort,
        tuple(round(float(way_m[start]), 1) for _, start in splits),
    )  # fmt: skip
