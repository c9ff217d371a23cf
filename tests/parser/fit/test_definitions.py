from __future__ import annotations

import pytest
from tests.support.fit_bytes import BYTE, ENUM, FLOAT32, SINT32, STRING, UINT8, UINT16, UINT32, define

from downtempo.parser.fit.definitions import BadDefinition, Definition, definition


def _read(data: bytes) -> Definition:
    found, stop = definition(data, 0, len(data))
    assert stop == len(data)
    return found


def test_fields_have_their_offsets_types_and_silent_values() -> None:
    one = _read(define(3, 20, [(253, UINT32), (0, SINT32), (3, UINT8), (8, 3, BYTE)]))
    assert (one.number, one.size, one.order, one.remarks) == (20, 12, "<", ())
    assert {key: (f.offset, f.base.kind, f.base.invalid, f.count) for key, f in one.fields.items()} == {
        253: (0, "u4", 0xFFFFFFFF, 1),
        0: (4, "i4", 0x7FFFFFFF, 1),
        3: (8, "u1", 0xFF, 1),
        8: (9, "u1", 0xFF, 3),
    }


def test_the_same_bytes_are_read_once_whatever_their_local_type() -> None:
    assert _read(define(3, 20, [(253, UINT32)])) is _read(define(9, 20, [(253, UINT32)]))


def test_the_developer_flag_tells_otherwise_equal_bytes_apart() -> None:
    plain, flagged = define(0, 20, []), define(0, 20, [], developer=[])
    assert _read(plain) is not _read(flagged)


def test_big_endian_numbers_and_fields() -> None:
    one = _read(define(0, 0x0114, [(5, UINT16)], big=True))
    assert (one.number, one.order) == (0x0114, ">")


def test_developer_fields_stand_behind_the_others() -> None:
    one = _read(define(0, 20, [(253, UINT32)], developer=[(7, 2, 1), (8, 4, 0)]))
    assert [(f.index, f.number, f.offset, f.size) for f in one.developer] == [(1, 7, 4, 2), (0, 8, 6, 4)]
    assert one.size == 10


@pytest.mark.parametrize(
    ("fields", "remark", "left"),
    [
        ([(3, UINT8), (3, UINT8)], "fit-duplicate-field", {3}),
        ([(3, 1, 0x1F), (5, UINT32)], "fit-unknown-basetype", {5}),
        ([(6, 3, UINT16), (5, UINT32)], "fit-field-size", {5}),
        ([(6, 0, UINT16), (5, UINT32)], "fit-field-size", {5}),
        ([], "fit-empty-message", set()),
    ],
)
def test_an_odd_field_is_missing_but_never_the_message(
    fields: list[tuple[int, ...]], remark: str, left: set[int]
) -> None:
    one = _read(define(0, 20, fields))
    assert one.remarks == (remark,)
    assert set(one.fields) == left


def test_of_a_field_given_twice_the_first_counts() -> None:
    assert _read(define(0, 20, [(3, UINT8), (3, UINT16)])).fields[3].offset == 0


@pytest.mark.parametrize(("lost", "whole"), [(0x04, UINT16), (0x06, UINT32), (0x08, FLOAT32)])
def test_a_type_without_its_highest_bit_is_forgiven(lost: int, whole: int) -> None:
    width = 2 if whole == UINT16 else 4
    assert _read(define(0, 20, [(5, width, lost)])).fields[5].base == _read(define(0, 20, [(5, whole)])).fields[5].base


def test_a_time_that_is_no_whole_number_is_none() -> None:
    assert 253 not in _read(define(0, 20, [(253, FLOAT32)])).fields
    assert 253 not in _read(define(0, 20, [(253, UINT8)])).fields


def test_wanted_fields_are_unpacked_in_one_go() -> None:
    one = _read(define(0, 0, [(4, UINT32), (0, ENUM), (8, 6, STRING), (1, UINT16)]))
    values = one.reader.unpack(b"....\x04run\0xx\x01\x00")
    assert dict(zip([key for key, _ in one.read_fields], values, strict=True)) == {0: 4, 8: b"run\0xx", 1: 1}


def test_an_unknown_byte_order_is_no_definition() -> None:
    data = bytearray(define(0, 20, [(253, UINT32)]))
    data[2] = 7
    with pytest.raises(BadDefinition) as caught:
        definition(bytes(data), 0, len(data))
    assert caught.value.reason == "fit-bad-definition"


@pytest.mark.parametrize("developer", [None, [(1, 2, 0)]])
def test_a_definition_cut_anywhere_says_so(developer: list[tuple[int, int, int]] | None) -> None:
    data = define(0, 20, [(253, UINT32), (3, UINT8)], developer=developer)
    for end in range(1, len(data)):
        with pytest.raises(BadDefinition) as caught:
            definition(data, 0, end)
        assert caught.value.reason == "fit-truncated"
