"""Definition messages: what the bytes of the data messages that follow mean.

Watches of one make send the same definitions in every file, so they are read once and remembered by their bytes.
"""

from __future__ import annotations

import struct
from typing import Final

from ...dataclass import dataclass
from .profile import TIME, WANTED

_REMEMBERED: Final = 4_096


#: Number and invalid value of each field that is read.
ReadFields = tuple[tuple[int, int | None], ...]


@dataclass(frozen=True, slots=True)
class BaseType:
    """How one value is written: width [bytes], letter for `struct`, numpy kind, and the bits that mean silence."""

    width: int
    letter: str
    kind: str
    invalid: int | None


_TYPES = {
    0x00: BaseType(1, "B", "u1", 0xFF),
    0x01: BaseType(1, "b", "i1", 0x7F),
    0x02: BaseType(1, "B", "u1", 0xFF),
    0x83: BaseType(2, "h", "i2", 0x7FFF),
    0x84: BaseType(2, "H", "u2", 0xFFFF),
    0x85: BaseType(4, "i", "i4", 0x7FFFFFFF),
    0x86: BaseType(4, "I", "u4", 0xFFFFFFFF),
    0x07: BaseType(1, "s", "S", None),
    0x88: BaseType(4, "f", "f4", None),
    0x89: BaseType(8, "d", "f8", None),
    0x0A: BaseType(1, "B", "u1", 0),
    0x8B: BaseType(2, "H", "u2", 0),
    0x8C: BaseType(4, "I", "u4", 0),
    0x0D: BaseType(1, "B", "u1", 0xFF),
    0x8E: BaseType(8, "q", "i8", 0x7FFFFFFFFFFFFFFF),
    0x8F: BaseType(8, "Q", "u8", 0xFFFFFFFFFFFFFFFF),
    0x90: BaseType(8, "Q", "u8", 0),
}
#: Some writers lose the bit that says "more than one byte".
TYPES: Final = _TYPES | {code & 0x7F: kind for code, kind in _TYPES.items() if code & 0x80}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a message: where in the payload, how written, how many values."""

    offset: int
    size: int
    base: BaseType
    count: int


@dataclass(frozen=True, slots=True)
class DeveloperField:
    """A field that an app describes elsewhere in the file, by developer index and number."""

    index: int
    number: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True, eq=False)
class Definition:
    """One kind of message. `size` is that of its payload [bytes]; `remarks` are reasons to leave notes.

    `reader` unpacks the wanted fields of small messages at once, in the order of `read_fields`.
    """

    number: int
    size: int
    order: str
    fields: dict[int, Field]
    developer: tuple[DeveloperField, ...]
    remarks: tuple[str, ...]
    reader: struct.Struct
    read_fields: ReadFields


class BadDefinition(Exception):
    """A definition that cannot be read: `reason` is `fit-bad-definition` or `fit-truncated`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


_memo: dict[tuple[bool, bytes], Definition] = {}


def definition(data: bytes, at: int, end: int) -> tuple[Definition, int]:
    """Return the definition message at `at` and where it stops.

    Raises
    ------
    BadDefinition
        It passes `end`, or its byte order is unknown.
    """
    stop = at + 6
    if stop > end:
        raise BadDefinition("fit-truncated")
    if data[at + 2] > 1:
        raise BadDefinition("fit-bad-definition")
    stop += 3 * data[at + 5]
    has_developer = bool(data[at] & 0x20)
    if has_developer and stop < end:
        stop += 1 + 3 * data[stop]
    elif has_developer:
        stop += 1
    if stop > end:
        raise BadDefinition("fit-truncated")
    key = has_developer, data[at + 2 : stop]
    found = _memo.get(key)
    if found is None:
        found = _read(key[1], has_developer=has_developer)
        if len(_memo) < _REMEMBERED:
            _memo[key] = found
    return found, stop


def _read(body: bytes, *, has_developer: bool) -> Definition:
    order = "><"[body[0] == 0]
    number = int.from_bytes(body[1:3], "big" if body[0] else "little")
    n_fields = body[3]
    fields, offset, remarks = _fields(body[4 : 4 + 3 * n_fields])
    developer: list[DeveloperField] = []
    if has_developer:
        for i in range(5 + 3 * n_fields, len(body), 3):
            field_number, size, index = body[i : i + 3]
            developer.append(DeveloperField(index, field_number, offset, size))
            if not size:
                remarks.append("fit-field-size")
            offset += size
    if not offset:
        remarks.append("fit-empty-message")
    reader, read_fields = _reader(number, order, fields)
    return Definition(number, offset, order, fields, tuple(developer), tuple(remarks), reader, read_fields)


def _fields(triples: bytes) -> tuple[dict[int, Field], int, list[str]]:
    """Return the fields that can be read, the size of the payload, and what is odd. Of doubles the first counts."""
    fields: dict[int, Field] = {}
    offset, remarks = 0, []
    for i in range(0, len(triples), 3):
        number, size, code = triples[i : i + 3]
        base = TYPES.get(code)
        if base is None:
            remarks.append("fit-unknown-basetype")
        elif not size or size % base.width:
            remarks.append("fit-field-size")
        elif number in fields:
            remarks.append("fit-duplicate-field")
        elif number != TIME or base.letter in "Ii":
            fields[number] = Field(offset, size, base, size // base.width)
        offset += size
    return fields, offset, remarks


def _reader(number: int, order: str, fields: dict[int, Field]) -> tuple[struct.Struct, ReadFields]:
    letters, at, read = order, 0, []
    for key, field in fields.items():
        if key in WANTED.get(number, ()) and (field.count == 1 or field.base.letter == "s"):
            text = f"{field.size}s" if field.base.letter == "s" else field.base.letter
            letters += f"{field.offset - at}x{text}"
            at = field.offset + field.size
            read.append((key, field.base.invalid))
    return struct.Struct(letters), tuple(read)
