"""The laps of a run: pressed at the ends of its efforts, or counted by the watch."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Literal

import numpy as np

from ..model.track import Lap
from ..units import KM_M
from .motion import Run

Laps = Literal["none", "manual", "auto"]


def laps_of(run: Run, kind: Laps) -> tuple[Lap, ...]:
    """Return the laps of `run`, pressed by hand to the second, one a kilometre, or none."""
    if kind == "auto":
        marks = np.searchsorted(run.distance_m, np.arange(KM_M, run.distance_m[-1], KM_M)).tolist()
        return _closed([replace(lap, trigger="distance") for lap in _between(run, marks)])
    if kind == "manual" and run.truth.efforts:
        pressed = _between(run, [round(mark) for e in run.truth.efforts for mark in (e.start_s, e.stop_s)])
        return _closed([replace(lap, intensity=_intensity(k, len(pressed))) for k, lap in enumerate(pressed)])
    return ()


def _between(run: Run, marks: list[int]) -> list[Lap]:
    seconds, way = itertools.pairwise([0, *marks, len(run.time_s) - 1]), run.distance_m
    return [Lap(float(a), float(b), round(float(way[b] - way[a]), 2), "manual") for a, b in seconds]


def _closed(laps: list[Lap]) -> tuple[Lap, ...]:
    return (*laps[:-1], replace(laps[-1], trigger="session-end"))


def _intensity(k: int, n: int) -> str:
    if k % 2:
        return "active"
    return {0: "warm-up", n - 1: "cool-down"}.get(k, "recovery")
