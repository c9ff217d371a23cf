"""Laps of TCX: when they began and ended, how long they were, and what ended them."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import replace

import numpy as np

from ...model import Lap
from .numbers import number
from .sheet import Head
from .table import Table
from .times import instant

_TRIGGERS = {"manual": "manual", "distance": "distance", "time": "time", "location": "position"}
_INTENSITIES = {"active": "active", "resting": "rest"}


def laps_of(table: Table, track: int, stop: int) -> tuple[Lap, ...]:
    """Return the laps of one track, `start_s` and `stop_s` in Unix seconds; `stop` is the row behind the track.

    Notes
    -----
    TCX tells the time on the timer, pauses left out. A lap therefore lasts that long or to its last point, whichever is
    later, but never into the next lap.
    """
    first, last = (bisect_left(table.laps, k, key=lambda head: head.track) for k in (track, track + 1))
    heads = table.laps[first:last]
    last_rows = [*(head.row for head in heads[1:]), stop][: len(heads)]
    laps: list[Lap] = []
    bound = math.inf
    for head, last_row in zip(reversed(heads), reversed(last_rows), strict=True):
        start, end = _span(table, head, last_row)
        if start is not None:
            laps.append(_lap(head, start, max(start, min(end, bound))))
            bound = start
    return tuple(_ended(laps[::-1]))


def _span(table: Table, head: Head, stop: int) -> tuple[float | None, float]:
    times = table.utc_s[head.row : stop]
    if times.size and not (times[0] <= times[-1]):
        times = times[~np.isnan(times)]
    start = instant(head.words["StartTime"])
    if start is None and times.size:
        start = float(times[0])
    if start is None:
        return None, math.nan
    lasts = number(head.words.get("TotalTimeSeconds", "")) or 0.0
    return start, max(start + lasts, float(times[-1]) if times.size else start)


def _lap(head: Head, start_s: float, stop_s: float) -> Lap:
    words = head.words
    return Lap(
        start_s=start_s,
        stop_s=stop_s,
        distance_m=number(words.get("DistanceMeters", "")),
        trigger=_TRIGGERS.get(words.get("TriggerMethod", "").lower(), "unknown"),
        intensity=_INTENSITIES.get(words.get("Intensity", "").lower()),
    )


def _ended(laps: list[Lap]) -> list[Lap]:
    """Tell the end of the recording from a press of the lap button: TCX writes Manual for both.

    Where no other lap is manual, the last one is the end of the recording.
    """
    if laps and laps[-1].trigger == "manual" and all(lap.trigger != "manual" for lap in laps[:-1]):
        return [*laps[:-1], replace(laps[-1], trigger="session-end")]
    return laps
