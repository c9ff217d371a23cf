"""Progressive running: miles or kilometres, each faster than the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..model.progression import Progression, Split
from ..model.track import Column
from ..units import KM_M, MILE_M
from .cells import CELL_M, STEADY_CELLS, Cells, pace_cells
from .run import Run
from .signal import Signal
from .staircase import COUNTS, Demands, Staircase, evened_gain, find_staircases, find_trends, step_of
from .windows import median_of

By = Literal["pace", "gap"]
Unit = Literal["mile", "km"]

_RAW = Demands(slack=3.0, evenness=0.5, is_apart=True)
_GAP = Demands(slack=6.0, evenness=1.0, roughness=5.0, is_apart=False)
_GIVEN_RAW = Demands(least_step=7.0, slack=5.0, spread=0.5, evenness=1.0, roughness=5.0, explained=0.1, is_apart=False)
_GIVEN_GAP = Demands(least_step=7.0, slack=9.0, spread=0.5, evenness=1.0, roughness=5.0, explained=0.1, is_apart=False)
_LEAST_GAIN = 20.0
_TREND_SHARE = 0.5
_HALVES_STEP, _HALVES_CHANCE = 1.2, 2.0
_GAP_SHARE = 0.4
_CLEARLY = 1.05
_UNEVEN_S, _UNEVEN_SIGMAS = 15.0, 2.5
_FASTER_THAN_EASY = 0.94
_LEAST_OUTSIDE_CELLS = 60
_LEAST_KM = 4
_MORE_GAIN, _MORE_UNEVEN, _LESS_GAIN, _MORE_EVEN = 1.3, 1.1, 0.6, 0.85
_TREND_UNEVEN = 1.03
_LEAST_TREND: dict[Unit, int] = {"mile": 3, "km": 5}


@dataclass(frozen=True, slots=True)
class Reading:
    """A staircase, by which pace it was read, and in splits of which length."""

    stairs: Staircase
    by: By
    unit: Unit
    is_strict: bool = True


def find_progression(run: Run) -> Progression | None:
    """Return the progression that a run holds: even steps if it has them, else an upward trend of splits."""
    raw = pace_cells(run.signal, run.signal.speed_mps)
    gap = pace_cells(run.signal, run.gap_mps) if run.gap_mps is not None else None
    if raw is None:
        return None
    reading = read_progression(raw, gap)
    return None if reading is None else _progression(run, reading, raw if reading.by == "pace" or gap is None else gap)


def read_progression(raw: Cells, gap: Cells | None) -> Reading | None:
    """Return the even staircase of a run, unless an uneven one of as many splits lies better; else a trend."""
    strict = _strict(raw, gap)
    if strict is None:
        return _loose(raw, gap)
    cells = raw if strict.by == "pace" or gap is None else gap
    count = strict.stairs.count
    trend = max(find_trends(cells, strict.stairs.width, range(count, count + 1)), key=lambda s: s.gain, default=None)
    if trend is None or evened_gain(cells, trend) <= _CLEARLY * evened_gain(cells, strict.stairs):
        return strict
    steps = -np.diff(np.array(trend.paces))
    uneven = np.abs(steps - trend.step).max()
    if uneven <= max(_UNEVEN_S, _UNEVEN_SIGMAS * np.sqrt(2) * _pace_error(cells, trend)):
        return strict
    return Reading(trend, strict.by, strict.unit, is_strict=False)


def _pace_error(cells: Cells, stairs: Staircase) -> float:
    """Return one standard deviation of a split's mean pace [s a mile]."""
    return float(np.sqrt(cells.variance * STEADY_CELLS / stairs.width))


def conform(run: Run, count: int, unit: Unit) -> Progression | None:
    """Return where `count` splits of a unit best make an even staircase, for a session that was planned so.

    This asks less than `find_progression`, which has to find the number of splits and to tell them from other running.
    """
    width = _width(unit)
    raw = pace_cells(run.signal, run.signal.speed_mps)
    gap = pace_cells(run.signal, run.gap_mps) if run.gap_mps is not None else None
    tried: list[tuple[Cells | None, By, Demands]] = [(raw, "pace", _GIVEN_RAW), (gap, "gap", _GIVEN_GAP)]
    found = [
        (stairs.gain, Reading(stairs, by, unit), cells)
        for cells, by, demands in tried
        if cells is not None
        for stairs in find_staircases(cells, width, demands, (count,))
    ]
    if not found:
        return None
    _, reading, cells = max(found, key=lambda f: f[0])
    return _progression(run, reading, cells)


def _strict(raw: Cells, gap: Cells | None) -> Reading | None:
    """Return the better of miles and kilometres; a few kilometres are too little to tell from chance."""
    mile = best_of(raw, gap, _width("mile"))
    km = best_of(raw, gap, _width("km"))
    if km is not None and km[0].count >= _LEAST_KM and (mile is None or _fits_better(km[0], mile[0])):
        return Reading(*km, "km")
    return Reading(*mile, "mile") if mile is not None else None


def _fits_better(km: Staircase, mile: Staircase) -> bool:
    """Whether kilometres explain clearly more than miles, or nearly as much and are clearly more even inside."""
    gain, inside = km.gain / mile.gain, km.inside / max(mile.inside, 1e-9)
    return (gain > _MORE_GAIN and inside <= _MORE_UNEVEN) or (gain > _LESS_GAIN and inside < _MORE_EVEN)


def best_of(raw: Cells, gap: Cells | None, width: int) -> tuple[Staircase, By] | None:
    """Return the strict staircase that the run holds, and whether it is read by plain or by grade-adjusted pace."""
    by_pace = _longest([s for s in find_staircases(raw, width, _RAW) if _is_convincing(raw, s)])
    if by_pace is not None and not _holds_in(gap, by_pace):
        by_pace = None
    by_gap = None
    if gap is not None:
        stairs = [s for s in find_staircases(gap, width, _GAP) if _is_convincing(gap, s)]
        by_gap = max(stairs, key=lambda s: s.gain, default=None)
    if by_gap is None:
        return (by_pace, "pace") if by_pace is not None else None
    if by_pace is None:
        return by_gap, "gap"
    better = by_gap.count > by_pace.count or (by_gap.count == by_pace.count and by_gap.inside < 0.97 * by_pace.inside)
    return (by_gap, "gap") if better else (by_pace, "pace")


def _is_convincing(cells: Cells, stairs: Staircase, share: float = 0.3) -> bool:
    """Whether it is `share` of the run, explains enough, is even inside its splits, and ends faster than the rest."""
    if stairs.stop - stairs.start < share * len(cells):
        return False
    rest = np.concatenate([cells.pace[: stairs.start], cells.pace[stairs.stop :]])
    is_faster = len(rest) < _LEAST_OUTSIDE_CELLS or stairs.paces[-1] < _FASTER_THAN_EASY * median_of(rest)
    return is_faster and stairs.gain > _LEAST_GAIN and _is_even_inside(cells, stairs)


def _is_even_inside(cells: Cells, stairs: Staircase) -> bool:
    """Whether the halves of a split differ by less than splits do, or by no more than chance; reps make them differ."""
    first, last = stairs.edges[:-1], stairs.edges[1:]
    half = stairs.width // 2
    apart = float(np.abs(cells.mean(first, first + half) - cells.mean(first + half, last)).mean())
    chance = float(np.sqrt(2 * cells.variance * STEADY_CELLS / half))
    return apart <= max(_HALVES_STEP * stairs.step, _HALVES_CHANCE * chance)


def _longest(found: Sequence[Staircase], uneven: float = 1.15, gain: float = 1.5) -> Staircase | None:
    """Return the one with most splits, unless more splits fit the pace inside them clearly worse.

    A warm-up taken for a split moves all splits off the true ones, which shows inside them.
    """
    best: Staircase | None = None
    for stairs in found:
        if best is None or stairs.inside <= uneven * best.inside or stairs.gain > gain * best.gain:
            best = stairs
    return best


def _loose(raw: Cells, gap: Cells | None) -> Reading | None:
    """Return an upward trend over splits whose steps are uneven; miles are tried first."""
    for unit, least_count in _LEAST_TREND.items():
        found = []
        for cells, by in _paces(raw, gap):
            trends = find_trends(cells, _width(unit), range(least_count, COUNTS.stop))
            able = [s for s in trends if _is_convincing(cells, s, _TREND_SHARE) and (by == "gap" or _holds_in(gap, s))]
            stairs = _longest(able, _TREND_UNEVEN, np.inf)
            if stairs is not None:
                found.append(Reading(stairs, by, unit, is_strict=False))
        if found:
            return max(found, key=lambda r: r.stairs.gain)
    return None


def _paces(raw: Cells, gap: Cells | None) -> list[tuple[Cells, By]]:
    return [(raw, "pace")] if gap is None else [(raw, "pace"), (gap, "gap")]


def _holds_in(gap: Cells | None, stairs: Staircase) -> bool:
    """Whether splits that get faster by plain pace do so by effort too, and not just by the course."""
    return gap is None or step_of(gap, stairs) >= _GAP_SHARE * stairs.step


def _width(unit: str) -> int:
    return round((MILE_M if unit == "mile" else KM_M) / CELL_M)


def _progression(run: Run, reading: Reading, cells: Cells) -> Progression:
    unit_m = MILE_M if reading.unit == "mile" else KM_M
    stairs = reading.stairs
    room_m = max(float(run.signal.distance_m[-1]) - stairs.count * unit_m, 0.0)
    start_m = min(stairs.start * CELL_M, room_m)
    edges_m = start_m + unit_m * np.arange(stairs.count + 1)
    return Progression(
        tuple(_split(run, a, b) for a, b in zip(edges_m[:-1].tolist(), edges_m[1:].tolist(), strict=True)),
        reading.unit, reading.by, reading.is_strict, _pace_error(cells, stairs) / MILE_M,
    )  # fmt: skip


def _split(run: Run, start_m: float, stop_m: float) -> Split:
    signal: Signal = run.signal
    start_s = float(signal.time_at(start_m, last=True))
    stop_s = float(signal.time_at(stop_m))
    rows = run.rows(start_s, stop_s)
    moving = ~signal.is_standing[rows]
    moving_s = max(float(moving.sum()), 1.0)
    gap_mps: Column | None = run.gap_mps
    return Split(
        signal.span(start_s, stop_s, signal.surge_edge_error_s),
        (stop_m - start_m) / moving_s,
        None if gap_mps is None else float(gap_mps[rows][moving].sum() / moving_s),
    )
