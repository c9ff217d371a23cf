"""FIT files byte by byte, written from the description of the format and not from the reader."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

START = 1_100_000_000
"""FIT time of the first record; it ends in five zero bits."""
UTC_START = START + 631_065_600

ENUM, SINT8, UINT8, SINT16, UINT16, SINT32, UINT32 = 0x00, 0x01, 0x02, 0x83, 0x84, 0x85, 0x86
STRING, FLOAT32, BYTE = 0x07, 0x88, 0x0D
_LETTERS = {ENUM: "B", SINT8: "b", UINT8: "B", SINT16: "h", UINT16: "H", SINT32: "i", UINT32: "I", FLOAT32: "f"}
_WIDTHS = {ENUM: 1, SINT8: 1, UINT8: 1, SINT16: 2, UINT16: 2, SINT32: 4, UINT32: 4, FLOAT32: 4, BYTE: 1, STRING: 1}

RECORD = ((253, UINT32), (0, SINT32), (1, SINT32), (2, UINT16), (3, UINT8), (5, UINT32))
"""Time, latitude, longitude, altitude, heart rate, distance."""

Fields = Sequence[tuple[int, int]]


def crc(data: bytes) -> int:
    """Return the checksum, bit by bit."""
    state = 0
    for octet in data:
        state ^= octet
        for _ in range(8):
            state = (state >> 1) ^ (0xA001 if state & 1 else 0)
    return state


def header(size: int, *, length: int = 14, protocol: int = 0x20, sealed: bool = True, magic: bytes = b".FIT") -> bytes:
    """Return a file header that announces `size` bytes."""
    front = struct.pack("<BBHI4s", length, protocol, 2132, size & 0xFFFFFFFF, magic)
    return front if length == 12 else front + struct.pack("<H", crc(front) if sealed else 0)


def file(body: bytes, *, size: int | None = None, length: int = 14, tail: bytes | None = None) -> bytes:
    """Return a whole file; `tail` in place of the checksum."""
    front = header(len(body) if size is None else size, length=length) + body
    return front + (struct.pack("<H", crc(front)) if tail is None else tail)


def define(
    local: int,
    number: int,
    fields: Iterable[tuple[int, ...]],
    *,
    big: bool = False,
    developer: Sequence[tuple[int, int, int]] | None = None,
) -> bytes:
    """Return a definition; a field is (number, type) or (number, size, type)."""
    triples = [(one[0], _WIDTHS[one[1]], one[1]) if len(one) == 2 else one for one in fields]
    out = struct.pack(
        ">BBBHB" if big else "<BBBHB", 0x40 | 0x20 * (developer is not None) | local, 0, big, number, len(triples)
    )
    out += b"".join(bytes(triple) for triple in triples)
    if developer is not None:
        out += bytes([len(developer)]) + b"".join(bytes(triple) for triple in developer)
    return out


def values(fields: Fields, told: Sequence[float], *, big: bool = False) -> bytes:
    """Return the payload of a data message."""
    return b"".join(
        struct.pack((">" if big else "<") + _LETTERS[kind], value)
        for (_, kind), value in zip(fields, told, strict=True)
    )


def message(local: int, number: int, told: Sequence[tuple[int, int, float]], *, big: bool = False) -> bytes:
    """Return a definition and one data message of (number, type, value)."""
    fields = [(key, kind) for key, kind, _ in told]
    data = bytes([local]) + values(fields, [value for *_, value in told], big=big)
    return define(local, number, fields, big=big) + data


def record(i: int, *, local: int = 3, step: int = 1, big: bool = False) -> bytes:
    """Return record number `i` of a run north at 3 m/s."""
    told = (START + i * step, 614_418_933 + 119 * i, -1_193_046, 3000 + i % 50, 140 + i % 20, 300 * i)
    return bytes([local]) + values(RECORD, told, big=big)


def records(n: int, *, local: int = 3, first: int = 0, big: bool = False) -> bytes:
    """Return a definition and `n` records."""
    body = b"".join(record(i, local=local, big=big) for i in range(first, first + n))
    return define(local, 20, RECORD, big=big) + body


def file_id(kind: int = 4) -> bytes:
    """Return what a file begins with."""
    return message(0, 0, [(0, ENUM, kind), (1, UINT16, 1), (2, UINT16, 3121), (4, UINT32, START)])


def summary(n: int, *, sport: int = 1, effort: int = 60, offset_s: int = 7200) -> bytes:
    """Return a lap, a session and an activity for `n` seconds."""
    lap = [(253, UINT32, START + n), (2, UINT32, START), (7, UINT32, 1000 * n), (9, UINT32, 300 * n), (24, ENUM, 0)]
    session = [(253, UINT32, START + n), (2, UINT32, START), (5, ENUM, sport), (193, UINT8, effort)]
    activity = [(253, UINT32, START + n), (5, UINT32, START + n + offset_s)]
    return message(4, 19, [*lap, (23, ENUM, 5)]) + message(5, 18, session) + message(6, 34, activity)


def run(n: int = 100) -> bytes:
    """Return a whole recording of `n` records, one a second."""
    return file(file_id() + records(n) + summary(n))
