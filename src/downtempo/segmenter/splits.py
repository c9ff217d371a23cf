"""Which staircase of splits a run is read as: even or uneven, by pace or by effort, in miles or in kilometres."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

import numpy as np

from ..dataclass import dataclass, replace
from ..units import KM_M, MILE_M
from .begun import best_begun, without_warm_up
from .cells import CELL_M, STEADY_CELLS, Cells
from .staircase import (
    COUNTS,
    evened_gain,
    find_staircases,
    find_trends,
    step_of,
    whole_gain,
    with_faded_end,
)
from .stairs import Demands, Staircase
from .windows import median_of

By = Literal["pace", "gap"]
Unit = Literal["mile", "km"]

_RAW = Demands(slack=3.0, most_step=60.0, evenness=0.5, is_apart=True)
_GAP = Demands(slack=6.0, most_step=60.0, evenness=1.0, roughness=5.0, is_apart=False)
_CLEAR_GAIN = 20.0
_LEAST_GAIN, _FEWEST_GAIN, _FEWEST_EXPLAINED = 12.0, 20.0, 0.25
_TREND_SHARE = 0.5
_HALVES_STEP, _HALVES_CHANCE = 1.2, 2.0
_GAP_SHARE = 0.4
_CLEARLY = 1.05
_UNEVEN_S, _UNEVEN_SIGMAS = 15.0, 2.5
_FASTER_THAN_EASY = 0.94
_LEAST_OUTSIDE_CELLS = 60
_LEAST_KM = 4
_MORE_GAIN, _MORE_UNEVEN, _LESS_GAIN, _MORE_EVEN = 1.3, 1.1, 0.6, 0.9
_MORE_TREND = 0.05
_LEAST_STRICT, _RANGE_SIGMAS = 0.5, 3.0
_COST_OF_STEP, _COST_OF_SPLIT = 0.5, 6.0
_LEAST_TREND: dict[Unit, int] = {"mile": 3, "km": 5}


@dataclass(frozen=True, slots=True)
class Reading:
    """A staircase, by which pace it was read, and in splits of which length."""

    stairs: Staircase
    by: By
    unit: Unit
    is_strict: bool = True


def read_progression(raw: Cells, gap: Cells | None) -> Reading | None:
    """Return the splits of a run that got faster, and a last one that was slower."""
    found = _upward(raw, gap)
    if found is None:
        return None
    faded = with_faded_end(cells_by(found.by, raw, gap), found.stairs)
    return found if faded is None else replace(found, stairs=faded, is_strict=False)


def cells_by(by: By, raw: Cells, gap: Cells | None) -> Cells:
    """Return the cells of the pace that splits were read by."""
    return raw if by == "pace" or gap is None else gap


def _upward(raw: Cells, gap: Cells | None) -> Reading | None:
    """Return the even staircase of a run, unless an uneven one explains clearly more of it; else an uneven one."""
    strict, loose = _strict(raw, gap), _loose(raw, gap)
    if strict is None or (loose is not None and _explains_more(loose, strict, raw, gap)):
        return loose and _named(loose, raw, gap)
    cells = cells_by(strict.by, raw, gap)
    count = strict.stairs.count
    trend = max(find_trends(cells, strict.stairs.width, range(count, count + 1)), key=lambda s: s.gain, default=None)
    if trend is None or evened_gain(cells, trend) <= _CLEARLY * evened_gain(cells, strict.stairs):
        return strict
    return strict if _is_even(cells, trend) else Reading(trend, strict.by, strict.unit, is_strict=False)


def _named(loose: Reading, raw: Cells, gap: Cells | None) -> Reading:
    """Return a trend as an even staircase where its steps are those of one, as far as they are known."""
    cells = cells_by(loose.by, raw, gap)
    steps = -np.diff(np.array(loose.stairs.paces))
    is_strict = steps.min() >= _LEAST_STRICT * loose.stairs.step and _is_even(cells, loose.stairs)
    return replace(loose, is_strict=bool(is_strict))


def _is_even(cells: Cells, stairs: Staircase) -> bool:
    """Whether no step is farther from their mean than chance and a runner's own measure explain."""
    uneven = float(np.abs(-np.diff(np.array(stairs.paces)) - stairs.step).max())
    return uneven <= max(_UNEVEN_S, _UNEVEN_SIGMAS * math.sqrt(2) * pace_error(cells, stairs))


def _explains_more(loose: Reading, strict: Reading, raw: Cells, gap: Cells | None) -> bool:
    """Whether an uneven staircase of other splits explains clearly more of the run than an even one, by one pace.

    Splits of another unit across which the pace changes more than across the even ones are not those that were run.
    """
    is_coarse = loose.unit != strict.unit and strict.stairs.inside < _MORE_EVEN * loose.stairs.inside
    if is_coarse or _are_alike(loose, strict):
        return False
    cells = cells_by(loose.by, raw, gap)
    most, least = loose.stairs.gain, whole_gain(cells, strict.stairs)
    has_left_out = loose.unit == strict.unit and loose.stairs.start > strict.stairs.start + loose.stairs.width // 2
    return most > least + (_COST_OF_SPLIT if has_left_out else max(_CLEAR_GAIN, _MORE_TREND * least))


def _are_alike(one: Reading, other: Reading) -> bool:
    """Whether two readings tell of the same splits, give or take their place."""
    is_near = abs(one.stairs.start - other.stairs.start) < one.stairs.width // 2
    return one.unit == other.unit and one.stairs.count == other.stairs.count and is_near


def pace_error(cells: Cells, stairs: Staircase) -> float:
    """Return one standard deviation of a split's mean pace [s a mile]."""
    return float(np.sqrt(cells.variance * STEADY_CELLS / stairs.width))


def _strict(raw: Cells, gap: Cells | None) -> Reading | None:
    """Return the better of miles and kilometres; a few kilometres are too little to tell from chance."""
    mile = best_of(raw, gap, width_of("mile"))
    km = best_of(raw, gap, width_of("km"))
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
    by_pace = _without_warm_up(raw, by_pace, _RAW)
    if by_pace is not None and not _holds_in(gap, by_pace):
        by_pace = None
    by_gap = None
    if gap is not None:
        by_gap = best_begun([s for s in find_staircases(gap, width, _GAP) if _is_convincing(gap, s)])
        by_gap = _without_warm_up(gap, by_gap, _GAP)
    if by_gap is None:
        return (by_pace, "pace") if by_pace is not None else None
    if by_pace is None:
        return by_gap, "gap"
    better = by_gap.count > by_pace.count or (by_gap.count == by_pace.count and by_gap.inside < 0.97 * by_pace.inside)
    return (by_gap, "gap") if better else (by_pace, "pace")


def _without_warm_up(cells: Cells, stairs: Staircase | None, demands: Demands) -> Staircase | None:
    """Return a staircase without a first split of the warm-up, None where what is left does not convince."""
    begun = without_warm_up(cells, stairs, demands)
    return begun if begun is stairs or (begun is not None and _is_convincing(cells, begun)) else None


def _is_convincing(cells: Cells, stairs: Staircase, share: float = 0.3) -> bool:
    """Whether it is `share` of the run, even inside its splits, ends faster than the rest, and explains enough.

    It has to explain more than one step does: easy running and a fast block after it make no staircase.
    """
    if stairs.stop - stairs.start < share * len(cells):
        return False
    rest = np.concatenate([cells.pace[: stairs.start], cells.pace[stairs.stop :]])
    is_faster = len(rest) < _LEAST_OUTSIDE_CELLS or stairs.paces[-1] < _FASTER_THAN_EASY * median_of(rest)
    is_few = stairs.count == COUNTS.start
    is_stair = stairs.gain > (_FEWEST_GAIN if is_few else _LEAST_GAIN) and _beats_one_step(cells, stairs, 0.0)
    is_stair &= not is_few or stairs.explained > _FEWEST_EXPLAINED
    return is_faster and is_stair and _is_even_inside(cells, stairs)


def _beats_one_step(cells: Cells, stairs: Staircase, cost: float) -> bool:
    """Whether splits explain the pace better than one step from slow to fast, by `cost` for each split but one.

    Without it, easy running and a fast block after it would make a staircase.
    """
    edges = stairs.edges
    low, stop = np.array([max(stairs.start - stairs.width // 2, 0)]), edges[-1:]
    cut = np.arange(low[0], stop[0] + 1)
    one_step = float((cells.error(low, cut) + cells.error(cut, stop)).min())
    splits = float(cells.error(edges[:-1], edges[1:]).sum() + cells.error(low, edges[:1]).sum())
    return (one_step - splits) / (STEADY_CELLS * cells.variance) > cost * (stairs.count - 1)


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
    """Return an upward trend over splits whose steps are uneven; miles, unless kilometres explain clearly more."""
    found: list[Reading] = []
    for unit, least_count in _LEAST_TREND.items():
        for cells, by in _paces(raw, gap):
            trends = find_trends(cells, width_of(unit), range(least_count, COUNTS.stop))
            able = [s for s in trends if _is_trend(cells, s) and (by == "gap" or _holds_in(gap, s))]
            best = max(able, key=lambda s: s.gain, default=None)
            if best is not None:
                found.append(Reading(best, by, unit, is_strict=False))
    by_unit = [max((r for r in found if r.unit == unit), key=lambda r: r.stairs.gain, default=None)
               for unit in _LEAST_TREND]  # fmt: skip
    mile, km = by_unit
    if mile is None or km is None:
        return mile or km
    return km if km.stairs.gain > (1 + _MORE_TREND) * mile.stairs.gain else mile


def _is_trend(cells: Cells, stairs: Staircase) -> bool:
    """Whether uneven splits are most of the run, convincing, no fast block after easy running, and surely faster."""
    is_one = _is_convincing(cells, stairs, _TREND_SHARE) and _beats_one_step(cells, stairs, _COST_OF_STEP)
    return is_one and stairs.paces[0] - stairs.paces[-1] >= _RANGE_SIGMAS * math.sqrt(2) * pace_error(cells, stairs)


def _paces(raw: Cells, gap: Cells | None) -> list[tuple[Cells, By]]:
    return [(raw, "pace")] if gap is None else [(raw, "pace"), (gap, "gap")]


def _holds_in(gap: Cells | None, stairs: Staircase) -> bool:
    """Whether splits that get faster by plain pace do so by effort too, and not just by the course."""
    return gap is None or step_of(gap, stairs) >= _GAP_SHARE * stairs.step


def width_of(unit: Unit) -> int:
    """Return the length of a split in cells."""
    return round((MILE_M if unit == "mile" else KM_M) / CELL_M)
