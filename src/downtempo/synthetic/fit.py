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

from ..model.track import Column, Lap, Pause, Rows, Track
from .sensors import SEMICIRCLE_DEG

_EPOCH = datetime(1989, 12, 31, tzinfo=UTC)
_ENUM, _U8, _U16, _S32, _U32, _U32Z = 0x00, 0x02, 0x84, 0x85, 0x86, 0x8C
_FORMAT = {_ENUM: "B", _U8: "B", _U16: "H", _S32: "i", _U32: "I", _U32Z: "I"}
_DTYPE = {_U8: "u1", _U16: "<u2", _S32: "<i4", _U32: "<u4"}
_SILENT = {_ENUM: 0xFF, _U8: 0xFF, _U16: 0xFFFF, _S32: 0x7FFFFFFF, _U32: 0xFFFFFFFF, _U32Z: 0}
_TRIGGERS = {"manual": 0, "time": 1, "distance": 2, "position": 3, "session-end": 7}
_INTENSITIES = {"active": 0, "rest": 1, "warm-up": 2, "cool-down": 3, "recovery": 4, "interval": 5}
#: Column, field number, base type, scale and offset of a record; cadence counts one foot.
_RECORD = (
    ("lat_deg", 0, _S32, 1 / SEMICIRCLE_DEG, 0.0),
    ("lon_deg", 1, _S32, 1 / SEMICIRCLE_DEG, 0.0),
    ("distance_m", 5, _U32, 100.0, 0.0),
    ("speed_mps", 73, _U32, 1000.0, 0.0),
    ("elevation_m", 78, _U32, 5.0, 500.0),
    ("heart_rate_bpm", 3, _U8, 1.0, 0.0),
    ("cadence_spm", 4, _U8, 0.5, 0.0),
    ("power_w", 7, _U16, 1.0, 0.0),
)
Field = tuple[int, int, int]
"""Field number, base type, raw value."""


def write_fit(track: Track, *, serial: int = 1, maker: int = 255, product: int = 1) -> bytes:
    """Return `track` as a FIT activity: its samples, pauses, laps and totals, with both checksums.

    Columns that are silent throughout are left out. Without laps, one lap spans the run.

    Raises
    ------
    ValueError
        The track has no times, or one that does not fall on a whole second.
    """
    body = b"".join(_messages(track, serial, maker, product))
    header = struct.pack("<BBHI4s", 14, 0x20, 2132, len(body), b".FIT")
    header += struct.pack("<H", crc16(header))
    return header + body + struct.pack("<H", crc16(header + body))


def crc16(data: bytes) -> int:
    """Return CRC-16/ARC, the checksum of FIT files.

    >>> hex(crc16(b"123456789"))
    '0xbb3d'
    """
    crc = 0
    for byte in data:
        crc = (crc >> 8) ^ _CRC[(crc ^ byte) & 0xFF]
    return crc


def _crc_row(value: int) -> int:
    for _ in range(8):
        value = (value >> 1) ^ (0xA001 if value & 1 else 0)
    return value


_CRC = tuple(map(_crc_row, range(256)))


def _messages(track: Track, serial: int, maker: int, product: int) -> Iterator[bytes]:
    start = _start(track)
    seconds = start + np.round(track.time_s).astype(np.int64)
    stop = int(seconds[-1])
    yield _message(0, 0, [(0, _ENUM, 4), (1, _U16, maker), (2, _U16, product), (3, _U32Z, serial), (4, _U32, start)])
    yield from _devices(track, start, serial, maker, product)
    yield _event(start, 0)
    yield from _timeline(track, seconds, start)
    yield _event(stop, 4)
    laps = track.laps or (Lap(0.0, float(track.time_s[-1]), _covered(track), "session-end"),)
    for k, lap in enumerate(laps):
        yield _lap(k, lap, start, track.pauses)
    yield _session(track, start, stop, len(laps))
    yield _activity(track, start, stop)


def _start(track: Track) -> int:
    if track.start_utc is None or not len(track):
        raise ValueError("a FIT activity needs samples with times")
    if np.any(track.time_s != np.round(track.time_s)):
        raise ValueError("FIT counts whole seconds")
    return int((track.start_utc - _EPOCH).total_seconds())


def _message(local: int, number: int, fields: Sequence[Field]) -> bytes:
    """Return a definition and the one data message that uses it."""
    values = struct.pack("<" + "".join(_FORMAT[kind] for _, kind, _ in fields), *(value for _, _, value in fields))
    return _definition(local, number, [(field, kind) for field, kind, _ in fields]) + bytes([local]) + values


def _definition(local: int, number: int, fields: Sequence[tuple[int, int]]) -> bytes:
    head = struct.pack("<BBBHB", 0x40 | local, 0, 0, number, len(fields))
    return head + b"".join(bytes([field, struct.calcsize(_FORMAT[kind]), kind]) for field, kind in fields)


def _devices(track: Track, start: int, serial: int, maker: int, product: int) -> Iterator[bytes]:
    """Yield the watch itself and the sensor inside it that gave the altitude."""
    watch = [(253, _U32, start), (0, _U8, 0), (2, _U16, maker), (3, _U32Z, serial), (4, _U16, product), (25, _ENUM, 5)]
    yield _message(1, 23, watch)
    # Types of local devices: 0 satellite receiver, 4 barometer.
    parts = {"barometer": (0, 4), "gps": (0,)}.get(track.elevation_source, ())
    for index, kind in enumerate(parts, start=1):
        yield _message(1, 23, [(253, _U32, start), (0, _U8, index), (1, _U8, kind), (2, _U16, maker), (25, _ENUM, 5)])


def _event(second: int, kind: int) -> bytes:
    """Return a start (0) or stop (4) of the timer."""
    return _message(2, 21, [(253, _U32, second), (0, _ENUM, 0), (1, _ENUM, kind)])


def _timeline(track: Track, seconds: Rows, start: int) -> Iterator[bytes]:
    """Yield the records, with the timer's stops and starts where they happened."""
    definition, rows = _records(track, seconds)
    yield definition
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
    columns = track.columns
    used = [row for row in _RECORD if np.any(np.isfinite(columns[row[0]]))]
    layout = [("head", "u1"), ("time", "<u4"), *((row[0], _DTYPE[row[2]]) for row in used)]
    rows = np.zeros(len(track), np.dtype(layout))
    rows["head"], rows["time"] = 3, seconds
    for name, _, kind, scale, offset in used:
        raw = np.round((columns[name] + offset) * scale)
        rows[name] = np.where(np.isfinite(raw), raw, _SILENT[kind]).astype(np.int64)
    return _definition(3, 20, [(253, _U32), *((row[1], row[2]) for row in used)]), rows


def _lap(index: int, lap: Lap, start: int, pauses: Sequence[Pause]) -> bytes:
    elapsed = lap.stop_s - lap.start_s
    fields = [
        (254, _U16, index), (253, _U32, start + round(lap.stop_s)), (0, _ENUM, 9), (1, _ENUM, 1),
        (2, _U32, start + round(lap.start_s)), (7, _U32, round(1000 * elapsed)),
        (8, _U32, round(1000 * (elapsed - _paused_s(pauses, lap.start_s, lap.stop_s)))),
        (9, _U32, _SILENT[_U32] if lap.distance_m is None else round(100 * lap.distance_m)),
        (23, _ENUM, _INTENSITIES.get(lap.intensity or "", 0xFF)), (24, _ENUM, _TRIGGERS.get(lap.trigger, 0xFF)),
    ]  # fmt: skip
    return _message(4, 19, fields)


def _session(track: Track, start: int, stop: int, n_laps: int) -> bytes:
    elapsed = float(stop - start)
    metres = _covered(track)
    up, down = _climb(track.elevation_m)
    effort = track.perceived_effort
    fields = [
        (253, _U32, stop), (0, _ENUM, 8), (1, _ENUM, 1), (2, _U32, start), (5, _ENUM, 1), (6, _ENUM, 0),
        (7, _U32, round(1000 * elapsed)), (8, _U32, round(1000 * (elapsed - _paused_s(track.pauses, 0.0, elapsed)))),
        (9, _U32, _SILENT[_U32] if metres is None else round(100 * metres)),
        (22, _U16, up), (23, _U16, down), (25, _U16, 0), (26, _U16, n_laps), (28, _ENUM, 0),
    ]  # fmt: skip
    if effort is not None:
        fields.append((193, _U8, round(10 * effort)))
    return _message(5, 18, fields)


def _activity(track: Track, start: int, stop: int) -> bytes:
    timer = stop - start - _paused_s(track.pauses, 0.0, float(stop - start))
    fields = [
        (253, _U32, stop), (0, _U32, round(1000 * timer)), (1, _U16, 1), (2, _ENUM, 0), (3, _ENUM, 26), (4, _ENUM, 1),
    ]  # fmt: skip
    if track.utc_offset_s is not None:
        fields.append((5, _U32, stop + track.utc_offset_s))
    return _message(6, 34, fields)


def _paused_s(pauses: Sequence[Pause], start_s: float, stop_s: float) -> float:
    return sum(max(0.0, min(p.stop_s, stop_s) - max(p.start_s, start_s)) for p in pauses)


def _covered(track: Track) -> float | None:
    told = track.distance_m[np.isfinite(track.distance_m)]
    return float(told[-1]) if len(told) else None


def _climb(elevation_m: Column) -> tuple[int, int]:
    """Return metres up and down as watches count them, from heights a minute apart."""
    told = elevation_m[np.isfinite(elevation_m)]
    if not len(told):
        return _SILENT[_U16], _SILENT[_U16]
    steps = np.diff(told[::60])
    return round(float(steps[steps > 0].sum())), round(float(-steps[steps < 0].sum()))
