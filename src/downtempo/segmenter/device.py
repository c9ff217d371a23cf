"""Intervals that the watch itself recorded: workout steps, splits, laps taken by hand; never auto-laps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from ..dataclass import dataclass, replace
from ..model.segments import Surge, SurgeSource
from ..model.track import Note, Track
from ..units import KM_M, MILE_M
from .run import Run
from .settings import Intervals
from .splits import Unit

_WORK = frozenset({"active", "interval"})
_LEAST_MANUAL = 3
_LEAST_WORK = 2
_SHORTEST_S = 8.0
_FASTER = 1.08
_APART = 1.12
_AGREEING = 0.75
_LEAST_SPLITS, _TOUCHING_S, _NOMINAL = 3, 3.0, 0.04
_MARK_ERROR_S: dict[SurgeSource, float] = {"workout-step": 2.0, "split": 2.0, "lap": 3.0}
"""Runners speed up after the beep, and press a button before or after: what a mark is off by [s]."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch between two marks; `is_work` None where the watch does not say."""

    start_s: float
    stop_s: float
    is_work: bool | None


def device_surges(track: Track, run: Run, intervals: Intervals) -> tuple[tuple[Surge, ...] | None, tuple[Note, ...]]:
    """Return the watch's own intervals as surges, None where it has none or they are not to be used; and what is odd.

    `auto` wants three of four to be faster than what lies on either side of them, and says so where they are not.
    """
    notes: list[Note] = []
    if intervals == "detected":
        return None, ()
    sources: tuple[tuple[SurgeSource, list[_Stretch]], ...] = (
        ("workout-step", _steps(track)),
        ("split", _splits(track)),
        ("lap", _told_by_pace(run, _manual_laps(track))),
    )
    for source, stretches in sources:
        inside = _inside(run, stretches)
        work = [s for s in inside if s.is_work and s.stop_s - s.start_s >= _SHORTEST_S]
        if len(work) < _LEAST_WORK or (source == "workout-step" and device_splits(track, run, intervals)):
            continue
        agrees = _agrees(run, inside)
        if not agrees:
            notes.append(_odd(source, len(work), intervals))
        if intervals == "device" or agrees:
            return tuple(run.surge(s.start_s, s.stop_s, source, _MARK_ERROR_S[source]) for s in work), tuple(notes)
    return None, tuple(notes)


def device_splits(track: Track, run: Run, intervals: Intervals) -> tuple[int, Unit, float] | None:
    """Return how many miles or kilometres without a rest the workout on the watch asked for, and where they begin [m].

    None where it asked for none.
    """
    if intervals == "detected":
        return None
    chain: list[_Stretch] = []
    for stretch in _inside(run, _steps(track)):
        if stretch.is_work and (not chain or stretch.start_s - chain[-1].stop_s <= _TOUCHING_S):
            chain.append(stretch)
        elif stretch.is_work:
            return None
    metres = [float(np.diff(run.signal.distance_at([s.start_s, s.stop_s]))[0]) for s in chain]
    units: tuple[tuple[Unit, float], ...] = (("mile", MILE_M), ("km", KM_M))
    for unit, unit_m in units:
        if len(chain) >= _LEAST_SPLITS and all(abs(m - unit_m) <= _NOMINAL * unit_m for m in metres):
            return len(chain), unit, float(run.signal.distance_at(chain[0].start_s))
    return None


def _odd(source: SurgeSource, count: int, intervals: Intervals) -> Note:
    """Say that the watch calls stretches work that are no faster than those beside them."""
    named = {"workout-step": "workout steps", "split": "splits", "lap": "laps"}[source]
    done = "taken all the same" if intervals == "device" else "left aside, and the surges are those of the pace"
    text = f"the watch's {count} {named} of work are not faster than what lies beside them; they are {done}"
    return Note("DQ110", "intervals-disagree", "info", text)


def _steps(track: Track) -> list[_Stretch]:
    """Return the steps of the workout as run; auto-laps inside a step do not part it."""
    intensity = {step.index: step.intensity for step in track.steps}
    stretches: list[_Stretch] = []
    before: int | None = None
    for lap in track.laps:
        if lap.step_index is not None and lap.step_index == before:
            stretches[-1] = replace(stretches[-1], stop_s=lap.stop_s)
        elif lap.step_index is not None:
            stretches.append(_Stretch(lap.start_s, lap.stop_s, intensity.get(lap.step_index) in _WORK))
        before = lap.step_index
    return stretches


def _splits(track: Track) -> list[_Stretch]:
    """Return the intervals among the watch's splits, not the walks and runs that it names by itself."""
    named = [s for s in track.splits if s.kind.startswith("interval")]
    return [_Stretch(s.start_s, s.stop_s, s.kind == "interval-active") for s in named]


def _manual_laps(track: Track) -> list[_Stretch]:
    """Return what lies between marks set by hand."""
    if sum(lap.trigger == "manual" for lap in track.laps) < _LEAST_MANUAL:
        return []
    stretches: list[_Stretch] = []
    was_manual = True
    for lap in track.laps:
        if was_manual:
            stretches.append(_Stretch(lap.start_s, lap.stop_s, None))
        else:
            stretches[-1] = replace(stretches[-1], stop_s=lap.stop_s)
        was_manual = lap.trigger == "manual"
    return stretches


def _told_by_pace(run: Run, stretches: list[_Stretch]) -> list[_Stretch]:
    """Name the fast stretches work if they alternate with slow ones; none are where they do not."""
    speeds = [_speed(run, s) for s in stretches]
    if len(stretches) < 2 * _LEAST_WORK - 1:
        return []
    ordered = sorted(speeds)
    middle = max(pairwise(ordered), key=lambda pair: pair[1] / max(pair[0], 0.3))
    if middle[1] < _APART * middle[0]:
        return []
    named = [replace(s, is_work=speed >= middle[1]) for s, speed in zip(stretches, speeds, strict=True)]
    return [] if any(a.is_work and b.is_work for a, b in pairwise(named)) else named


def _agrees(run: Run, stretches: Sequence[_Stretch]) -> bool:
    """Whether work is faster than what lies before and after it."""
    speeds = [_speed(run, s) for s in stretches]
    faster = []
    for i, stretch in enumerate(stretches):
        beside = [speeds[j] for j in (i - 1, i + 1) if 0 <= j < len(stretches) and not stretches[j].is_work]
        if stretch.is_work and beside:
            faster.append(speeds[i] >= _FASTER * max(beside))
    return len(faster) >= _LEAST_WORK and sum(faster) >= _AGREEING * len(faster)


def _inside(run: Run, stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """Return the stretches cut to the run, overlaps of a second or two taken off their ends."""
    last_s = float(run.signal.time_s[-1])
    cut: list[_Stretch] = []
    for s in stretches:
        start_s = max(s.start_s, cut[-1].stop_s if cut else 0.0)
        stop_s = min(s.stop_s, last_s)
        if stop_s - start_s > 1.0:
            cut.append(replace(s, start_s=start_s, stop_s=stop_s))
    return cut


def _speed(run: Run, stretch: _Stretch) -> float:
    """Return the mean speed of a stretch, standing included."""
    rows = run.rows(stretch.start_s, stretch.stop_s)
    return float(np.mean(run.pace_mps[rows]))
