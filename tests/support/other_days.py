"""A recording of a watch on another day: the same FIT messages, every time in them so many days later, sealed anew.

It walks through a file by the description of the format, and knows nothing of the reader.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from downtempo.parser.fit.checksum import crc16

_DAY_S = 86_400
#: Fields that hold a time beside number 253 of every message: of file id, session, lap, activity and length.
_TIMES = {0: {4}, 18: {2}, 19: {2}, 34: {5}, 101: {2}}
_TIME, _SYSTEM_TIME = 253, 0x10000000
_NO_TIME = 0xFFFFFFFF


def later(data: bytes, days: int) -> bytes:
    """Return a FIT file of one part, so many days later; compressed times, which repeat after 32 s, can stay."""
    out, size = bytearray(data), data[0]
    end = size + int(struct.unpack_from("<I", data, 4)[0])
    for at, order in _times(data, size, end):
        (time,) = struct.unpack_from(order + "I", out, at)
        if _SYSTEM_TIME <= time < _NO_TIME:  # less counts from the start of the device
            struct.pack_into(order + "I", out, at, time + days * _DAY_S)
    struct.pack_into("<H", out, end, crc16(bytes(out[:end])))
    return bytes(out)


def _times(data: bytes, at: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield where a time lies, and its byte order."""
    known: dict[int, tuple[int, str, list[int]]] = {}
    while at < end:
        head = data[at]
        at += 1
        if head & 0xC0 == 0x40:
            known[head & 15], at = _definition(data, at, has_developer=bool(head & 0x20))
            continue
        size, order, places = known[head >> 5 & 3 if head & 0x80 else head & 15]
        yield from ((at + place, order) for place in places)
        at += size


def _definition(data: bytes, at: int, *, has_developer: bool) -> tuple[tuple[int, str, list[int]], int]:
    order = ">" if data[at + 1] else "<"
    (message,) = struct.unpack_from(order + "H", data, at + 2)
    n, at = data[at + 4], at + 5
    size, places = 0, []
    for number, width, _ in (data[at + 3 * k : at + 3 * k + 3] for k in range(n)):
        if width == 4 and (number == _TIME or number in _TIMES.get(message, ())):
            places.append(size)
        size += width
    at += 3 * n
    if has_developer:
        size += sum(data[at + 2 + 3 * k] for k in range(data[at]))
        at += 1 + 3 * data[at]
    return (size, order, places), at
