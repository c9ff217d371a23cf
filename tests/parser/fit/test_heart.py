from __future__ import annotations

import struct

import numpy as np
from tests.support.fit_bytes import START, UINT8, UINT16, UINT32, define, file, file_id, values

from downtempo.parser.draft import Draft
from downtempo.parser.fit import read_fit

_ANCHOR = ((253, UINT32), (0, UINT16), (6, UINT8), (9, UINT32))
_PACKED = define(2, 132, [(6, 8, UINT8), (10, 12, 0x0D)])


def _records(n: int, told: dict[int, int]) -> bytes:
    fields = ((253, UINT32), (3, UINT8))
    rows = (b"\x03" + values(fields, (START + i, told.get(i, 0xFF))) for i in range(n))
    return define(3, 20, fields) + b"".join(rows)


def _anchor(bpm: int, ticks: int, at: int = START, fraction: int = 0) -> bytes:
    return define(1, 132, _ANCHOR) + b"\x01" + values(_ANCHOR, (at, fraction, bpm, ticks))


def _beats(ticks: list[int], bpm: list[int]) -> bytes:
    low = [tick & 0xFFF for tick in ticks]
    packed = b"".join(
        bytes([a & 255, a >> 8 | (b & 15) << 4, b >> 4]) for a, b in zip(low[::2], low[1::2], strict=True)
    )
    return _PACKED + b"\x02" + bytes(bpm) + packed


def _heart_rate(data: bytes) -> list[float]:
    [draft] = read_fit(data)
    return [float(value) for value in np.nan_to_num(draft.columns["heart_rate_bpm"], nan=-1.0)]


def test_rows_take_the_mean_of_the_beats_since_the_row_before() -> None:
    ticks = [10_000 + 512 * k for k in range(1, 9)]
    body = _records(6, {}) + _anchor(100, 10_000) + _beats(ticks, [110, 120, 130, 140, 150, 160, 170, 180])
    assert _heart_rate(file(file_id() + body)) == [100.0, 115.0, 135.0, 155.0, 175.0, -1.0]


def test_the_fraction_of_the_anchor_counts() -> None:
    body = _records(3, {}) + _anchor(100, 50_000, fraction=16_384)
    assert _heart_rate(file(file_id() + body)) == [-1.0, 100.0, -1.0]


def test_the_counter_of_twelve_bits_rolls_over() -> None:
    ticks = [4000 + 1024 * k for k in range(1, 9)]
    body = _records(10, {}) + _anchor(100, 4000) + _beats(ticks, [101, 102, 103, 104, 105, 106, 107, 108])
    assert _heart_rate(file(file_id() + body)) == [100.0, 101.0, 102.0, 103.0, 104.0, 105.0, 106.0, 107.0, 108.0, -1.0]


def test_what_the_watch_measured_itself_stays() -> None:
    body = _records(2, {0: 77}) + _anchor(100, 10_000) + _anchor(120, 11_024, START + 1)
    assert _heart_rate(file(file_id() + body)) == [77.0, 120.0]


def test_beats_without_an_anchor_say_nothing() -> None:
    body = _records(3, {}) + _beats([1024] * 8, [100] * 8)
    assert _heart_rate(file(file_id() + body)) == [-1.0] * 3


def test_a_part_with_nothing_but_beats_fills_the_part_before() -> None:
    later = file(file_id() + _anchor(100, 10_000)) + file(file_id() + _anchor(130, 99, START + 2))
    assert _heart_rate(file(file_id() + _records(4, {})) + later) == [100.0, -1.0, 130.0, -1.0]


def test_beats_weeks_apart_leave_a_note_and_a_gap() -> None:
    body = _records(3, {}) + _anchor(100, 1024)
    body += define(2, 132, [(6, 1, UINT8), (9, 4, UINT32)]) + b"\x02" + struct.pack("<BI", 150, 0xFFFFFFF0)
    [draft] = read_fit(file(file_id() + body))
    assert isinstance(draft, Draft)
    assert _heart_rate(file(file_id() + body)) == [100.0, -1.0, -1.0]
    assert [(one.reason, one.severity) for one in draft.notes] == [("time-gap", "info")]
