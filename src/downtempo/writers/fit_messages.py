"""The grammar of FIT: definitions, the messages that use them, the header and its checksums.

Notes
-----
Base types and the layout of messages: Flexible and Interoperable Data Transfer (FIT) protocol, as published by its
maker.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

ENUM, U8, STRING, U16, S32, U32, U32Z = 0x00, 0x02, 0x07, 0x84, 0x85, 0x86, 0x8C
LETTERS = {ENUM: "B", U8: "B", U16: "H", S32: "i", U32: "I", U32Z: "I"}
SILENT = {ENUM: 0xFF, U8: 0xFF, U16: 0xFFFF, S32: 0x7FFFFFFF, U32: 0xFFFFFFFF, U32Z: 0}
_LONGEST_TEXT = 64

Field = tuple[int, int, int | str]
"""Field number, base type, raw value."""


def framed(body: bytes) -> bytes:
    """Return messages as a whole file, with both checksums."""
    header = struct.pack("<BBHI4s", 14, 0x20, 2132, len(body), b".FIT")
    header += struct.pack("<H", crc16(header))
    return header + body + struct.pack("<H", crc16(header + body))


def message(local: int, number: int, fields: Sequence[Field]) -> bytes:
    """Return a definition and the one data message that uses it."""
    values = [_packed(kind, value) for _, kind, value in fields]
    head = [(field, len(data), kind) for (field, kind, _), data in zip(fields, values, strict=True)]
    return definition(local, number, head) + bytes([local]) + b"".join(values)


def definition(local: int, number: int, fields: Sequence[tuple[int, int, int]]) -> bytes:
    """Return a definition of fields, each by number, size and base type."""
    return struct.pack("<BBBHB", 0x40 | local, 0, 0, number, len(fields)) + b"".join(map(bytes, fields))


def _packed(kind: int, value: int | str) -> bytes:
    """Return the bytes of a value, those that mean silence where it does not fit."""
    if isinstance(value, str):
        return value.encode()[:_LONGEST_TEXT] + b"\0"
    try:
        return struct.pack(f"<{LETTERS[kind]}", value)
    except struct.error:
        return struct.pack(f"<{LETTERS[kind]}", SILENT[kind])


def scaled(value: float | None, scale: float, kind: int) -> int:
    """Return a raw value, the one that means silence where there is none or it does not fit."""
    if value is None:
        return SILENT[kind]
    raw = round(value * scale)
    return raw if 0 <= raw < SILENT[kind] else SILENT[kind]


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
