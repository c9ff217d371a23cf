"""Write a track as a FIT activity file, message by message as a watch does.

Notes
-----
Message and field numbers, base types and scales: Flexible and Interoperable Data Transfer (FIT) protocol and profile,
as published by its maker. Times count from 1989-12-31 00:00 UTC.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from ..model.track import Column, Lap, Pause, Rows, Track, WatchSplit, WorkoutStep
from ..units import SEMICIRCLE_DEG
from .fit_messages import (
    ENUM,
    LETTERS,
    S32,
    SILENT,
    STRING,
    U8,
    U16,
    U32,
    U32Z,
    Field,
    definition,
    framed,
    message,
    scaled,
)
from .on_foot import is_on_foot

_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
_DTYPE = {U8: "u1", U16: "<u2", S32: "<i4", U32: "<u4"}
_TRIGGERS = {"manual": 0, "time": 1, "distance": 2, "position": 3, "session-end": 7}
_INTENSITIES = {"active": 0, "rest": 1, "warm-up": 2, "cool-down": 3, "recovery": 4, "interval": 5}
_SPORTS = {
    "unknown": 0, "running": 1, "cycling": 2, "transition": 3, "fitness-equipment": 4, "swimming": 5, "training": 10,
    "walking": 11, "cross-country-skiing": 12, "skiing": 13, "alpine-skiing": 13, "rowing": 15, "mountaineering": 16,
    "hiking": 17, "multisport": 18, "paddling": 19,
}  # fmt: skip
_SPLITS = {
    "ascent": 1, "descent": 2, "interval-active": 3, "interval-rest": 4, "interval-warm-up": 5,
    "interval-cool-down": 6, "interval-recovery": 7, "interval-other": 8, "climb-active": 9, "climb-rest": 10,
    "run-active": 12, "run-rest": 13, "run": 17, "walk": 18, "stand": 22, "transition": 23,
}  # fmt: skip
_DURATIONS = {"time": 0, "distance": 1, "open": 5, "repeat": 6}
#: Column, field number, base type, scale and offset of a record.
_RECORD = (
    ("lat_deg", 0, S32, 1 / SEMICIRCLE_DEG, 0.0),
    ("lon_deg", 1, S32, 1 / SEMICIRCLE_DEG, 0.0),
    ("distance_m", 5, U32, 100.0, 0.0),
    ("speed_mps", 73, U32, 1000.0, 0.0),
    ("elevation_m", 78, U32, 5.0, 500.0),
    ("heart_rate_bpm", 3, U8, 1.0, 0.0),
    ("cadence_spm", 4, U8, 1.0, 0.0),
    ("fraction_spm", 53, U8, 128.0, 0.0),
    ("power_w", 7, U16, 1.0, 0.0),
)


def write_fit(track: Track, *, serial: int = 1, maker: int = 255, product: int | str = 1) -> bytes:
    """Return `track` as a FIT activity: its samples, pauses, laps, steps and totals, with both checksums.

    Columns that are silent throughout are left out. Without laps, one lap spans the run. `product` is a number or a
    name.

    Raises
    ------
    ValueError
        The track has no times, or one that does not fall on a whole second.
    """
    return framed(b"".join(_messages(track, serial, maker, product)))


def _messages(track: Track, serial: int, maker: int, product: int | str) -> Iterator[bytes]:
    start = _start(track)
    seconds = start + np.round(track.time_s).astype(np.int64)
    stop = int(seconds[-1])
    number = product if isinstance(product, int) else SILENT[U16]
    made: list[Field] = [(0, ENUM, 4), (1, U16, maker), (2, U16, number), (3, U32Z, serial), (4, U32, start)]
    yield message(0, 0, made if isinstance(product, int) else [*made, (8, STRING, product)])
    yield from _devices(track, start, serial, maker, number)
    yield from (_step(step) for step in track.steps)
    yield _event(start, 0)
    yield from _timeline(track, seconds, start)
    yield _event(stop, 4)
    laps = track.laps or (Lap(0.0, float(track.time_s[-1]), _covered(track), "session-end"),)
    for k, lap in enumerate(laps):
        yield _lap(k, lap, start, track.pauses)
    yield from (_split(split, start) for split in track.splits)
    yield _session(track, start, stop, len(laps))
    yield _activity(track, start, stop)


def _start(track: Track) -> int:
    if track.start_utc is None or not len(track):
        raise ValueError("a FIT activity needs samples with times")
    if np.any(track.time_s != np.round(track.time_s)) or track.start_utc.microsecond:
        raise ValueError("FIT counts whole seconds")
    start = int((track.start_utc - _EPOCH).total_seconds())
    if not 0 <= start < SILENT[U32] - int(track.time_s[-1]):
        raise ValueError("FIT counts from 1989 to 2126")
    return start


def _devices(track: Track, start: int, serial: int, maker: int, product: int) -> Iterator[bytes]:
    """Yield the watch itself and the sensor inside it that gave the altitude, if that is known."""
    watch: list[Field] = [(253, U32, start), (0, U8, 0), (2, U16, maker), (3, U32Z, serial), (4, U16, product)]
    yield message(1, 23, watch if track.elevation_source == "unknown" else [*watch, (25, ENUM, 5)])
    # Types of local devices: 0 satellite receiver, 4 barometer.
    parts = {"barometer": (0, 4), "gps": (0,)}.get(track.elevation_source, ())
    for index, kind in enumerate(parts, start=1):
        yield message(1, 23, [(253, U32, start), (0, U8, index), (1, U8, kind), (2, U16, maker), (25, ENUM, 5)])


def _event(second: int, kind: int) -> bytes:
    """Return a start (0) or stop (4) of the timer."""
    return message(2, 21, [(253, U32, second), (0, ENUM, 0), (1, ENUM, kind)])


def _timeline(track: Track, seconds: Rows, start: int) -> Iterator[bytes]:
    """Yield the records, with the timer's stops and starts where they happened."""
    head, rows = _records(track, seconds)
    yield head
    at = 0
    for pause in track.pauses:
        stops, goes = start + round(pause.start_s), start + round(pause.stop_s)
        until = int(np.searchsorted(seconds, stops, "right"))
        yield rows[at:until].tobytes()
        yield _event(stops, 4)
        yield _event(goes, 0)
        at = until
    yield rows[at:].tobytes()


def _records(track: Track, seconds: Rows) -> tuple[bytes, NDArray[np.void]]:
    columns = {**track.columns, **_steps(track)}
    used = [row for row in _RECORD if np.any(np.isfinite(columns[row[0]]))]
    layout = [("head", "u1"), ("time", "<u4"), *((row[0], _DTYPE[row[2]]) for row in used)]
    rows = np.zeros(len(track), np.dtype(layout))
    rows["head"], rows["time"] = 3, seconds
    for name, _, kind, scale, offset in used:
        raw = np.round((columns[name] + offset) * scale)
        least = -SILENT[kind] if kind == S32 else 0
        told = (raw >= least) & (raw < SILENT[kind])  # what is silent, or does not fit, is told as invalid
        rows[name] = np.where(told, raw, SILENT[kind]).astype(np.int64)
    fields = [(253, 4, U32), *((row[1], struct.calcsize(LETTERS[row[2]]), row[2]) for row in used)]
    return definition(3, 20, fields), rows


def _steps(track: Track) -> dict[str, Column]:
    """Return cadence as FIT has it, whole and in 128ths: of one foot where there are feet."""
    cadence = track.cadence_spm / 2 if is_on_foot(track.sport) else track.cadence_spm
    parts = np.round(cadence * 128.0)
    if not np.any(np.mod(parts, 128.0) > 0):
        return {"cadence_spm": cadence, "fraction_spm": np.full(len(track), np.nan)}
    return {"cadence_spm": np.floor(parts / 128.0), "fraction_spm": np.mod(parts, 128.0) / 128.0}


def _lap(index: int, lap: Lap, start: int, pauses: Sequence[Pause]) -> bytes:
    elapsed = lap.stop_s - lap.start_s
    fields: list[Field] = [
        (254, U16, index), (253, U32, start + round(lap.stop_s)), (0, ENUM, 9), (1, ENUM, 1),
        (2, U32, start + round(lap.start_s)), (7, U32, scaled(elapsed, 1000, U32)),
        (8, U32, scaled(elapsed - _paused_s(pauses, lap.start_s, lap.stop_s), 1000, U32)),
        (9, U32, scaled(lap.distance_m, 100, U32)),
        (23, ENUM, _INTENSITIES.get(lap.intensity or "", 0xFF)), (24, ENUM, _TRIGGERS.get(lap.trigger, 0xFF)),
    ]  # fmt: skip
    return message(4, 19, fields if lap.step_index is None else [*fields, (71, U16, lap.step_index)])


def _step(step: WorkoutStep) -> bytes:
    amount = {"time": scaled(step.duration_s, 1000, U32), "distance": scaled(step.distance_m, 100, U32)}
    repeats = SILENT[U32] if step.repeat_count is None else step.repeat_count
    first = SILENT[U32] if step.repeat_from is None else step.repeat_from
    fields: list[Field] = [
        (254, U16, step.index), (1, ENUM, _DURATIONS.get(step.ends_by, 0xFF)),
        (2, U32, amount.get(step.ends_by, first)), (4, U32, repeats),
        (7, ENUM, _INTENSITIES.get(step.intensity or "", 0xFF)),
    ]  # fmt: skip
    return message(7, 27, fields)


def _split(split: WatchSplit, start: int) -> bytes:
    number = split.kind.removeprefix("split-")
    kind = int(number) if number.isdecimal() else _SPLITS.get(split.kind, 0xFF)
    fields: list[Field] = [
        (0, ENUM, min(kind, 0xFF)), (1, U32, scaled(split.stop_s - split.start_s, 1000, U32)),
        (3, U32, scaled(split.distance_m, 100, U32)), (9, U32, start + round(split.start_s)),
        (27, U32, start + round(split.stop_s)),
    ]  # fmt: skip
    return message(8, 312, fields)


def _session(track: Track, start: int, stop: int, n_laps: int) -> bytes:
    elapsed = float(stop - start)
    up, down = _climb(track.elevation_m)
    fields: list[Field] = [
        (253, U32, stop), (0, ENUM, 8), (1, ENUM, 1), (2, U32, start), (5, ENUM, _sport(track.sport)), (6, ENUM, 0),
        (7, U32, round(1000 * elapsed)), (8, U32, round(1000 * (elapsed - _paused_s(track.pauses, 0.0, elapsed)))),
        (9, U32, scaled(_covered(track), 100, U32)),
        (22, U16, up), (23, U16, down), (25, U16, 0), (26, U16, n_laps), (28, ENUM, 0),
    ]  # fmt: skip
    if track.perceived_effort is not None:
        fields.append((193, U8, round(10 * track.perceived_effort)))
    if track.feel is not None:
        fields.append((192, U8, round(track.feel)))
    return message(5, 18, fields)


def _sport(name: str) -> int:
    number = name.removeprefix("sport-")
    return min(int(number), 0xFE) if number.isdecimal() else _SPORTS.get(name, 0)


def _activity(track: Track, start: int, stop: int) -> bytes:
    timer = stop - start - _paused_s(track.pauses, 0.0, float(stop - start))
    fields: list[Field] = [
        (253, U32, stop), (0, U32, round(1000 * timer)), (1, U16, 1), (2, ENUM, 0), (3, ENUM, 26), (4, ENUM, 1),
    ]  # fmt: skip
    if track.utc_offset_s is not None:
        fields.append((5, U32, stop + track.utc_offset_s))
    return message(6, 34, fields)


def _paused_s(pauses: Sequence[Pause], start_s: float, stop_s: float) -> float:
    return sum(max(0.0, min(p.stop_s, stop_s) - max(p.start_s, start_s)) for p in pauses)


def _covered(track: Track) -> float | None:
    told = track.distance_m[np.isfinite(track.distance_m)]
    return float(told[-1]) if len(told) else None


def _climb(elevation_m: Column) -> tuple[int, int]:
    """Return metres up and down as watches count them, from heights a minute apart."""
    told = elevation_m[np.isfinite(elevation_m)]
    if not len(told):
        return SILENT[U16], SILENT[U16]
    steps = np.diff(told[::60])
    return round(float(steps[steps > 0].sum())), round(float(-steps[steps < 0].sum()))
