from __future__ import annotations

import math
import struct

import numpy as np
import pytest
from tests.support.fit_bytes import (
    BYTE,
    ENUM,
    FLOAT32,
    RECORD,
    SINT32,
    START,
    UINT8,
    UINT16,
    UINT32,
    UTC_START,
    define,
    file,
    file_id,
    message,
    record,
    records,
    values,
)

from downtempo.model.track import Column
from downtempo.parser.draft import Draft
from downtempo.parser.fit import read_fit


def _one(body: bytes) -> Draft:
    [draft] = read_fit(file(file_id() + body))
    return draft


def _rows(fields: list[tuple[int, int]], rows: list[tuple[float, ...]]) -> Draft:
    return _one(define(3, 20, fields) + b"".join(b"\x03" + values(fields, row) for row in rows))


def _told(draft: Draft, name: str) -> list[float | None]:
    return [None if math.isnan(value) else value for value in draft.columns[name].tolist()]


def test_fields_are_scaled_to_si_units() -> None:
    draft = _one(records(3))
    assert draft.utc_s.tolist() == [UTC_START, UTC_START + 1, UTC_START + 2]
    assert draft.columns["lat_deg"].tolist() == [(614_418_933 + 119 * i) * 180 / 2**31 for i in range(3)]
    assert draft.columns["elevation_m"].tolist() == pytest.approx([100.0, 100.2, 100.4])
    assert draft.columns["distance_m"].tolist() == [0.0, 3.0, 6.0]
    assert draft.columns["heart_rate_bpm"].tolist() == [140.0, 141.0, 142.0]
    assert "power_w" not in draft.columns


def test_silence_is_told_before_scaling() -> None:
    fields = [(253, UINT32), (0, SINT32), (2, UINT16), (3, UINT8), (5, UINT32)]
    draft = _rows(fields, [(START, 0x7FFFFFFF, 0xFFFF, 0xFF, 0xFFFFFFFF), (START + 1, 0, 0, 0, 0)])
    assert [_told(draft, name) for name in ("lat_deg", "elevation_m", "heart_rate_bpm", "distance_m")] == [
        [None, 0.0], [None, -500.0], [None, 0.0], [None, 0.0],
    ]  # fmt: skip


def test_enhanced_fields_come_first_and_the_short_ones_fill_their_gaps() -> None:
    fields = [(253, UINT32), (2, UINT16), (78, UINT32), (6, UINT16), (73, UINT32)]
    draft = _rows(fields, [(START, 2500, 3000, 1000, 2000), (START + 1, 2550, 0xFFFFFFFF, 1500, 0xFFFFFFFF)])
    assert _told(draft, "elevation_m") == [100.0, 10.0]
    assert _told(draft, "speed_mps") == [2.0, 1.5]


def test_cadence_takes_its_fraction_along() -> None:
    draft = _rows([(253, UINT32), (4, UINT8), (53, UINT8)], [(START, 80, 64), (START + 1, 81, 0xFF)])
    assert _told(draft, "cadence_spm") == [80.5, 81.0]


def test_floats_are_taken_as_they_are() -> None:
    draft = _rows([(253, UINT32), (6, FLOAT32)], [(START, 2500.0), (START + 1, math.nan), (START + 2, math.inf)])
    assert _told(draft, "speed_mps") == [2.5, None, math.inf]


def test_speed_and_distance_in_three_bytes_fill_what_is_silent_and_roll_over() -> None:
    # Speed 2.55 m/s = 255; distance 255.9, 0.4 and 1.0 m after the roll, in sixteenths of 12 bits.
    rows = [(255, 4094), (255, 6), (255, 16)]
    packed = [bytes([s & 255, (s >> 8) | (d & 15) << 4, d >> 4]) for s, d in rows]
    body = define(3, 20, [(253, UINT32), (8, 3, BYTE)])
    body += b"".join(b"\x03" + struct.pack("<I", START + i) + one for i, one in enumerate([*packed, b"\xff\xff\xff"]))
    draft = _one(body)
    assert _told(draft, "speed_mps") == [2.55, 2.55, 2.55, None]
    assert _told(draft, "distance_m") == [4094 / 16, 4102 / 16, 4112 / 16, None]


def test_of_an_array_the_first_value_counts() -> None:
    body = define(3, 20, [(253, UINT32), (3, 2, UINT8)]) + b"\x03" + struct.pack("<IBB", START, 150, 99)
    assert _told(_one(body), "heart_rate_bpm") == [150.0]


def test_text_where_a_number_should_be_is_left_out() -> None:
    body = define(3, 20, [(253, UINT32), (3, 4, 0x07)]) + b"\x03" + struct.pack("<I4s", START, b"150")
    assert "heart_rate_bpm" not in _one(body).columns


def test_a_position_of_one_byte_is_none() -> None:
    assert "lat_deg" not in _rows([(253, UINT32), (0, UINT8), (1, UINT8)], [(START, 0, 0)]).columns


@pytest.mark.parametrize("mixed", [False, True])
def test_rows_of_several_definitions_stay_in_file_order(mixed: bool) -> None:
    other = ((3, UINT8), (253, UINT32), (7, UINT16))
    body = define(3, 20, RECORD) + define(2, 20, other)
    for i in range(40):
        told = (120 + i, START + i, 200 + i)
        body += b"\x02" + values(other, told) if i % 3 == 0 else record(i)
        if mixed and i % 5 == 0:
            body += message(7, 21, [(0, ENUM, 9)])
    draft = _one(body)
    assert draft.utc_s.tolist() == [UTC_START + i for i in range(40)]
    assert _told(draft, "power_w") == [200 + i if i % 3 == 0 else None for i in range(40)]
    assert _told(draft, "heart_rate_bpm") == [120 + i if i % 3 == 0 else 140 + i % 20 for i in range(40)]


def test_one_field_in_several_types_and_byte_orders() -> None:
    wide = ((253, UINT32), (7, UINT32))
    body = define(3, 20, [(253, UINT32), (7, UINT16)]) + b"\x03" + struct.pack("<IH", START, 0xFFFF)
    body += define(3, 20, wide, big=True) + b"\x03" + values(wide, (START + 1, 0xFFFF), big=True)
    assert _told(_one(body), "power_w") == [None, 65535.0]


def test_big_endian_records_equal_little_endian_ones() -> None:
    little, big = _one(records(50)), _one(records(50, big=True))
    assert all(np.array_equal(little.columns[name], big.columns[name]) for name in little.columns)


def test_columns_do_not_keep_the_file_alive() -> None:
    draft = _one(records(50))
    assert all(_owner(column) is not bytes for column in [draft.utc_s, *draft.columns.values()])


def _owner(column: Column) -> type:
    base = column.base
    while isinstance(base, np.ndarray):
        base = base.base
    return type(base)


class TestCompressedTime:
    SHORT = ((3, UINT8),)

    def _body(self, lows: list[int], first: int | None = START) -> bytes:
        body = b"" if first is None else message(1, 21, [(253, UINT32, first), (0, ENUM, 9)])
        body += define(2, 20, self.SHORT)
        return body + b"".join(bytes([0x80 | 2 << 5 | low, 150]) for low in lows)

    def test_the_last_five_bits_follow_on_from_any_message_with_a_time(self) -> None:
        draft = _one(self._body([1, 2, 4, 4]))
        assert draft.utc_s.tolist() == [UTC_START + k for k in (1, 2, 4, 4)]

    def test_they_roll_over_every_32_seconds(self) -> None:
        draft = _one(self._body([30, 31, 0, 20, 10]))
        assert draft.utc_s.tolist() == [UTC_START + k for k in (30, 31, 32, 52, 74)]

    def test_a_later_full_time_restarts_them(self) -> None:
        body = self._body([5]) + self._body([7, 3], START + 6400)
        assert _one(body).utc_s.tolist() == [UTC_START + k for k in (5, 6407, 6435)]

    def test_without_a_time_before_them_they_are_missing_and_a_note_says_so(self) -> None:
        draft = _one(self._body([1, 2], None) + self._body([3]))
        assert np.isnan(draft.utc_s[:2]).all()
        assert draft.utc_s[2] == UTC_START + 3
        assert [one.reason for one in draft.notes] == ["fit-no-base-timestamp"]

    def test_a_full_time_in_the_message_itself_wins(self) -> None:
        fields = ((253, UINT32), (3, UINT8))
        body = define(2, 20, fields) + bytes([0x80 | 2 << 5 | 9]) + values(fields, (START + 100, 150))
        assert _one(body).utc_s.tolist() == [UTC_START + 100]
