from __future__ import annotations

import struct

from tests.support.fit_bytes import SINT8, START, UINT8, UINT16, UINT32, define, file, file_id, message

from downtempo.parser.draft import Draft
from downtempo.parser.fit import read_fit


def _description(number: int, kind: int, name: bytes, *extra: tuple[int, int, int], units: bytes = b"") -> bytes:
    fields = [(0, 1, UINT8), (1, 1, UINT8), (2, 1, UINT8), (3, 16, 0x07), (8, 8, 0x07)]
    fields += [(key, 2 if kind == UINT16 else 1, kind) for key, kind, _ in extra]
    body = bytes([0, number, kind]) + name.ljust(16, b"\0") + units.ljust(8, b"\0")
    body += b"".join(struct.pack("<H" if kind == UINT16 else "<b", value) for _, kind, value in extra)
    return define(1, 206, fields) + b"\x01" + body


def _draft(description: bytes, rows: list[tuple[int, int]], kind: str = "H", size: int = 2) -> Draft:
    """Rows of native heart rate and a developer field."""
    body = define(3, 20, [(253, UINT32), (3, UINT8)], developer=[(7, size, 0)])
    for i, (native, own) in enumerate(rows):
        body += b"\x03" + struct.pack("<IB" + kind, START + i, native, own)
    [draft] = read_fit(file(file_id() + message(1, 207, [(3, UINT8, 0)]) + description + body))
    return draft


def test_a_field_that_stands_for_a_native_one_fills_its_column() -> None:
    told = _description(7, UINT16, b"Power", (14, UINT16, 20), (15, UINT8, 7), units=b"watts")
    draft = _draft(told, [(140, 250), (141, 0xFFFF)])
    assert draft.columns["power_w"][0] == 250.0
    assert draft.columns["power_w"][1] != draft.columns["power_w"][1]
    assert not draft.notes


def test_its_own_scale_and_offset_are_applied() -> None:
    told = _description(7, UINT16, b"Power", (15, UINT8, 7), (6, UINT8, 10), (7, SINT8, 5))
    assert _draft(told, [(140, 2500)]).columns["power_w"].tolist() == [245.0]


def test_it_fills_only_where_the_watch_is_silent() -> None:
    told = _description(7, UINT16, b"HR", (15, UINT8, 3), units=b"bpm")
    assert _draft(told, [(140, 99), (0xFF, 98)]).columns["heart_rate_bpm"].tolist() == [140.0, 98.0]


def test_units_that_are_not_ours_are_left_out() -> None:
    told = _description(7, UINT16, b"Speed", (15, UINT8, 6), units=b"km/h")
    assert "speed_mps" not in _draft(told, [(140, 12)]).columns


def test_a_field_of_another_message_is_left_out() -> None:
    told = _description(7, UINT16, b"Power", (14, UINT16, 18), (15, UINT8, 7))
    assert "power_w" not in _draft(told, [(140, 12)]).columns


def test_a_name_alone_never_shadows_the_field_of_the_watch() -> None:
    draft = _draft(_description(7, UINT16, b"heart_rate"), [(140, 1)])
    assert draft.columns["heart_rate_bpm"].tolist() == [140.0]
    assert [(one.reason, one.severity) for one in draft.notes] == [("fit-dev-shadow", "info")]


def test_a_field_without_description_or_of_an_unknown_type_is_left_out_with_a_note() -> None:
    for told in (b"", _description(7, 0x42, b"Load", (15, UINT8, 7))):
        draft = _draft(told, [(140, 1)])
        assert set(draft.columns) == {"heart_rate_bpm"}
        assert [(one.reason, one.severity) for one in draft.notes] == [("fit-dev-undefined", "info")]


def test_a_size_that_does_not_fit_the_described_type_is_left_out() -> None:
    told = _description(7, UINT16, b"Power", (15, UINT8, 7))
    assert "power_w" not in _draft(told, [(140, 250)], kind="B", size=1).columns


def test_text_is_described_and_no_cause_for_a_note() -> None:
    told = _description(7, 0x07, b"Mood", (15, UINT8, 7))
    assert not _draft(told, [(140, 250)]).notes
