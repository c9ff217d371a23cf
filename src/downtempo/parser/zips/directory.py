"""The central directory of a zip archive: found from its end, read whole, held against itself."""

from __future__ import annotations

import stat
import struct

from ... import limits
from ...dataclass import dataclass
from ...errors import LimitExceeded, Malformed, Truncated
from ...model import Note
from ..notes import note
from ..sniff import ZIP_MAGIC
from .extent import Extent

_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL_BYTES = 30
_LONGEST_COMMENT = 0xFFFF
_FULL_16, _FULL_32 = 0xFFFF, 0xFFFFFFFF
_IS_UTF_8 = 1 << 11
_UNIX = 3
_SIZES_64 = 1
_HINT = "export it again"


@dataclass(frozen=True, slots=True)
class Entry:
    """One member as the directory has it: `at` is where its local header stands, `mode` that of a Unix file or 0."""

    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    at: int
    mode: int

    @property
    def name(self) -> str:
        """The name, in UTF-8 if it can be, as most writers mean it whatever they declare; else in code page 437."""
        try:
            return self.raw_name.decode()
        except UnicodeDecodeError:
            return self.raw_name.decode("utf-8", "replace") if self.flags & _IS_UTF_8 else self.raw_name.decode("cp437")

    @property
    def is_misspelt(self) -> bool:
        """Whether the name is declared as UTF-8 and is none."""
        return bool(self.flags & _IS_UTF_8) and "\ufffd" in self.name

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder, by its name or by its mode."""
        return self.raw_name.endswith((b"/", b"\\")) or stat.S_ISDIR(self.mode)


@dataclass(frozen=True, slots=True)
class Directory:
    """All entries in the order of the directory, where they must end, and remarks on the archive."""

    entries: tuple[Entry, ...]
    stop: int
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class _End:
    """What the record at the end says, and where that record begins."""

    at: int
    n_entries: int
    size: int
    offset: int
    stop: int


def read_directory(extent: Extent) -> Directory | None:
    """Read the directory of an archive; None if there is none, and none is missing.

    Raises
    ------
    Truncated
        The archive is cut off: its directory is gone.
    Malformed
        The directory contradicts itself, or members overlap; nothing can be trusted then.
    LimitExceeded
        More entries than `downtempo.limits` allows.
    """
    end = _end(extent)
    if end is None:
        if not extent.read(0, 4).startswith(ZIP_MAGIC):
            return None
        raise Truncated("zip-truncated", "the archive ends early, its directory is gone; not read", hint=_HINT)
    shift = end.at - end.size - end.offset
    if shift < 0:
        raise _malformed("the archive lies about its directory")
    if end.n_entries > limits.ZIP_ENTRIES or end.size > limits.ZIP_DIRECTORY_BYTES:
        text = f"more than {limits.ZIP_ENTRIES} entries; not read"
        raise LimitExceeded("limit-entries", text, hint="unpack it first", limit="ZIP_ENTRIES")
    entries = _entries(extent.read(end.offset + shift, end.size), end.n_entries, shift)
    _refuse_overlap(entries, end.offset + shift)
    return Directory(entries, end.offset + shift, tuple(_notes(entries, extent.size - end.stop)))


def _notes(entries: tuple[Entry, ...], n_behind: int) -> list[Note]:
    first = min((entry.at for entry in entries), default=0)
    notes = []
    if first:
        notes.append(note("zip-prefix", "info", f"{first} bytes stand before the archive; passed over", 0))
    if n_behind:
        notes.append(note("trailing-data", "info", f"{n_behind} bytes stand behind the archive; ignored"))
    return notes


def _end(extent: Extent) -> _End | None:
    """Return what stands in the record at the end: the one whose comment ends where the archive does, else the last."""
    start = max(0, extent.size - _END.size - _LONGEST_COMMENT)
    tail = extent.read(start, extent.size - start)
    at, found = len(tail), None
    while found is None and (at := tail.rfind(b"PK\x05\x06", 0, at)) >= 0:
        if at + _END.size > len(tail):
            continue
        one = _end_at(extent, tail, start, at)
        if one.stop == extent.size:
            return one
        found = one if one.stop < extent.size else None
    return found


def _end_at(extent: Extent, tail: bytes, start: int, at: int) -> _End:
    _, disk, first_disk, _, n, size, offset, comment = _END.unpack_from(tail, at)
    end = _End(start + at, n, size, offset, start + at + _END.size + comment)
    if _FULL_16 in (n, disk, first_disk) or _FULL_32 in (size, offset):
        return _end_64(extent, end) or end
    if disk or first_disk:
        raise _malformed("an archive in several volumes")
    return end


def _end_64(extent: Extent, end: _End) -> _End | None:
    """Return the end with 64-bit numbers, None if there is none."""
    place = end.at - _LOCATOR_64.size
    locator = extent.read(place, _LOCATOR_64.size)
    if len(locator) < _LOCATOR_64.size or locator[:4] != b"PK\x06\x07":
        return None
    at = _LOCATOR_64.unpack(locator)[2]
    record = extent.read(at, _END_64.size)
    if record[:4] != b"PK\x06\x06":  # bytes before the archive: the record stands right before its locator
        at = place - _END_64.size
        record = extent.read(at, _END_64.size)
    if len(record) < _END_64.size or record[:4] != b"PK\x06\x06":
        raise _malformed("the archive lies about its end")
    *_, n, size, offset = _END_64.unpack(record)
    return _End(at, n, size, offset, end.stop)


def _entries(data: bytes, n: int, shift: int) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    at = 0
    while at < len(data) and len(entries) <= limits.ZIP_ENTRIES:
        if at + _ENTRY.size > len(data) or data[at : at + 4] != b"PK\x01\x02":
            raise _malformed("a damaged directory")
        entry, at = _entry(data, at, shift)
        entries.append(entry)
    if len(entries) & _FULL_16 != n & _FULL_16:  # some writers count no further than 16 bits
        raise _malformed(f"a directory with {len(entries)} entries where {n} were counted")
    return tuple(entries)


def _entry(data: bytes, at: int, shift: int) -> tuple[Entry, int]:
    fields = _ENTRY.unpack_from(data, at)
    _, made, _, flags, method, _, _, crc, packed, size, n_name, n_extra, n_comment, _, _, mode, offset = fields
    name_at = at + _ENTRY.size
    extra_at = name_at + n_name
    stop = extra_at + n_extra + n_comment
    if stop > len(data):
        raise _malformed("a damaged directory")
    size, packed, offset = _long(data[extra_at : extra_at + n_extra], (size, packed, offset))
    mode = mode >> 16 if made >> 8 == _UNIX else 0
    return Entry(data[name_at:extra_at], flags, method, crc, packed, size, offset + shift, mode), stop


def _long(extra: bytes, short: tuple[int, int, int]) -> tuple[int, ...]:
    """Return sizes and place with those that do not fit into 32 bits taken from the extra field."""
    missing = sum(value == _FULL_32 for value in short)
    at = 0
    while missing and at + 4 <= len(extra):
        kind, n = struct.unpack_from("<2H", extra, at)
        if kind == _SIZES_64 and n >= 8 * missing and at + 4 + n <= len(extra):
            told = iter(struct.unpack_from(f"<{missing}Q", extra, at + 4))
            return tuple(next(told) if value == _FULL_32 else value for value in short)
        at += 4 + n
    return short


def _refuse_overlap(entries: tuple[Entry, ...], stop: int) -> None:
    """Refuse an archive whose members share bytes: that is how small ones become large."""
    spans = sorted((entry.at, entry.at + _LOCAL_BYTES + len(entry.raw_name) + entry.packed) for entry in entries)
    starts = [*(start for start, _ in spans), stop]
    if any(end > following for (_, end), following in zip(spans, starts[1:], strict=True)):
        raise Malformed("zip-overlap", "members of the archive overlap; all of it is refused", hint=_HINT)


def _malformed(what: str) -> Malformed:
    return Malformed("zip-malformed", f"{what}; not read", hint=_HINT)
