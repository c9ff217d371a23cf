"""Rules about rows that hold for every format: which values are possible, which rows belong together, in what order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from .. import limits
from ..errors import LimitExceeded
from ..model import Note
from ..model.track import Column, Rows
from ..units import DAY_S
from .notes import note

Flags = NDArray[np.bool_]

#: A clock that steps back by more than this was set; by less, rows were written out of order [s].
_BACK_S = 60.0
#: So many rows must agree before a new time is believed.
_AGREEING_ROWS = 3
#: Before this instant a FIT clock counts from power-up (2^28 s after 1989-12-31); GPX written as 1970 falls here too.
_FIRST_PLAUSIBLE_S = 899_501_056.0
_LAST_PLAUSIBLE_S = 4_102_444_800.0
_YEAR_1_S, _YEAR_10000_S = -62_135_596_800.0, 253_402_300_800.0


def median_of(values: Column) -> float:
    """Return the median; NaN for no values. That of numpy would load its masked arrays, a tenth of its own start."""
    ordered = np.sort(values)
    n = len(ordered)
    return float(0.5 * (ordered[(n - 1) // 2] + ordered[n // 2])) if n else float("nan")


def plausible(columns: Mapping[str, Column]) -> tuple[dict[str, Column], int, list[Note]]:
    """Silence what no watch can have measured; return the columns, the number of positions refused, and notes.

    Positions off the globe, at exactly 0/0, and values that are not finite become NaN, and a heart rate of 0 too.
    """
    out = dict(columns)
    notes: list[Note] = []
    refused = _place(out, notes)
    infinite = [name for name, column in out.items() if np.isinf(column).any()]
    for name in infinite:
        out[name] = np.where(np.isinf(out[name]), np.nan, out[name])
    if infinite:
        notes.append(note("non-finite", "warning", f"infinite values in {', '.join(infinite)}; left out"))
    heart_rate = out.get("heart_rate_bpm")
    if heart_rate is not None and (heart_rate <= 0).any():
        out["heart_rate_bpm"] = np.where(heart_rate > 0, heart_rate, np.nan)
    return out, refused, notes


def _place(out: dict[str, Column], notes: list[Note]) -> int:
    lat, lon = out.get("lat_deg"), out.get("lon_deg")
    if lat is None or lon is None:
        return 0
    outside = (np.abs(lat) > 90.0) | (np.abs(lon) > 180.0)
    island = (lat == 0.0) & (lon == 0.0)
    n_outside, n_island = int(np.count_nonzero(outside)), int(np.count_nonzero(island))
    if n_outside:
        notes.append(note("position-out-of-range", "warning", f"{n_outside} positions off the globe; left out"))
    if n_island:
        notes.append(note("null-island", "warning", f"{n_island} positions at exactly 0/0; left out"))
    if n_outside or n_island:
        out["lat_deg"], out["lon_deg"] = (np.where(outside | island, np.nan, c) for c in (lat, lon))
    return n_outside + n_island


def counted(utc_s: Column, columns: Mapping[str, Column]) -> int:
    """Return how many rows hold a time or a position."""
    told = ~np.isnan(utc_s)
    if "lat_deg" in columns and "lon_deg" in columns and not told.all():
        told |= ~(np.isnan(columns["lat_deg"]) | np.isnan(columns["lon_deg"]))
    return int(np.count_nonzero(told))


def in_time(utc_s: Column) -> tuple[list[Rows], list[Note]]:
    """Return the rows of each track in rising time, and notes on what was out of order.

    A file whose clock was never set back gives one track; rows without time are left out unless none has one.

    Raises
    ------
    LimitExceeded
        Too many rows, or a clock that was set too often.
    """
    if utc_s.size > limits.POINTS:
        raise LimitExceeded("limit-points", f"more than {limits.POINTS} points; not read", hint="split the file")
    kept, notes = _timed(utc_s)
    if not kept.size:
        return ([np.arange(utc_s.size)] if utc_s.size else []), notes
    pieces = [kept]
    times = utc_s[kept]
    step = np.diff(times)
    if step.size and not (step.min() >= 0.0 and step.max() <= DAY_S):
        pieces = _by_clock(kept, utc_s, notes)
    first, last = float(times.min()), float(times.max())
    if first < _FIRST_PLAUSIBLE_S or last > _LAST_PLAUSIBLE_S:
        notes.append(note("time-implausible", "warning", "the clock was not set: dates are wrong, durations are kept"))
    return [_sorted(piece, utc_s, notes) for piece in pieces], notes


def _timed(utc_s: Column) -> tuple[Rows, list[Note]]:
    has_time = (utc_s >= _YEAR_1_S) & (utc_s < _YEAR_10000_S)
    kept = np.flatnonzero(has_time)
    lost = utc_s.size - kept.size
    if not lost:
        return kept, []
    done = "left out" if kept.size else "kept without"
    return kept, [note("time-missing", "warning", f"{lost} of {utc_s.size} points have no time; {done}")]


def _by_clock(kept: Rows, utc_s: Column, notes: list[Note]) -> list[Rows]:
    """Leave out rows whose time nothing around them shares, then cut where the clock was set."""
    sound = kept[~_stray(utc_s[kept])]
    if sound.size < kept.size:
        n = kept.size - sound.size
        notes.append(
            note("time-implausible", "warning", f"{n} points with a time that none near them shares; left out")
        )
    times = utc_s[sound]
    step = np.diff(times)
    cuts = np.flatnonzero(_was_set(times, step)) + 1
    if cuts.size >= limits.PARTS:
        raise LimitExceeded("limit-parts", f"the clock was set more than {limits.PARTS} times; not read")
    if cuts.size:
        notes.append(note("clock-set", "warning", f"the clock was set {cuts.size} times; a new track begins at each"))
    if np.delete(step, cuts - 1).max(initial=0.0) > DAY_S:
        notes.append(note("time-gap", "warning", "more than a day between two points; nothing is bridged there"))
    return np.split(sound, cuts)


def _was_set(times: Column, step: Column) -> Flags:
    """Whether the clock was set after each row but the last: far back, or from power-up time to the real one."""
    return (step < -_BACK_S) | ((step > DAY_S) & (times[:-1] < _FIRST_PLAUSIBLE_S) & (times[1:] >= _FIRST_PLAUSIBLE_S))


def _stray(times: Column) -> Flags:
    """Whether each row belongs to a handful of rows that the clock left and came back from, as if they were not there.

    Only next to a step back or to the real date, and only where longer stretches agree.
    """
    step = np.diff(times)
    cuts = np.flatnonzero(np.abs(step) > _BACK_S) + 1
    first, last = np.concatenate(([0], cuts)), np.concatenate((cuts - 1, [times.size - 1]))
    is_set = np.concatenate(([False], _was_set(times, step)[cuts - 1], [False]))
    skipped = times[first[2:]] - times[last[:-2]]
    heals = np.concatenate(([True], (skipped >= -_BACK_S) & (skipped <= DAY_S), [True]))[-first.size :]
    short = last - first + 1 < _AGREEING_ROWS
    stray = short & heals & (is_set[:-1] | is_set[1:]) & bool(not short.all())
    return np.repeat(stray, last - first + 1)


def _sorted(piece: Rows, utc_s: Column, notes: list[Note]) -> Rows:
    times = utc_s[piece]
    back = int(np.count_nonzero(np.diff(times) < 0.0))
    if not back:
        return piece
    notes.append(note("time-backwards", "warning", f"time goes back {back} times by a minute or less; points sorted"))
    return piece[np.argsort(times, kind="stable")]


def instants(times: Column) -> Rows:
    """Return the first row of each instant of the rising `times`."""
    return np.flatnonzero(np.concatenate(([True], times[1:] != times[:-1])))


def last_told(column: Column, starts: Rows) -> Column:
    """Return per instant the last value that is there, NaN where none is."""
    told = np.where(np.isnan(column), -1, np.arange(column.size))
    last = np.maximum.reduceat(told, starts)
    return np.where(last < 0, np.nan, column[last])


def stretches(breaks: Sequence[int] | Rows, n: int) -> Rows:
    """Count the stretches between breaks: (n,) counts that step up at each row before which nothing is bridged."""
    flags = np.zeros(n + 1, np.int64)
    flags[np.asarray(breaks, np.int64)] = 1
    return np.cumsum(flags[:n])
