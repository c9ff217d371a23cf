"""The content of one member, held against the directory; damage is told, and what stands before it is kept."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import field

from ... import limits
from ...dataclass import dataclass
from ...errors import LimitExceeded, Malformed
from ...model import Note
from ..deflate import inflate_into
from ..notes import note
from .directory import Entry
from .extent import Extent
from .refusals import ENCRYPTED

_LOCAL = struct.Struct("<4s5H3L2H")
_SIZES_FOLLOW = 1 << 3
_DEFLATED = 8
_STEP_BYTES = 1 << 20
_FULL_32 = 0xFFFFFFFF
_HINT = "export it again"


@dataclass(slots=True)
class Budget:
    """How many bytes may still inflate out of one archive and all that is in it."""

    left: int = field(default_factory=lambda: limits.ZIP_BYTES)

    def spend(self, n: int) -> None:
        """Take `n` bytes.

        Raises
        ------
        LimitExceeded
            There are none left.
        """
        self.left -= n
        if self.left < 0:
            text = f"the archive inflates to more than {limits.ZIP_BYTES >> 30} GiB"
            raise LimitExceeded("limit-inflated", text, limit="ZIP_BYTES")


def read_member(extent: Extent, entry: Entry, stop: int, budget: Budget, most: int) -> tuple[bytes, list[Note]]:
    """Return what a member holds, at most `most` bytes, and remarks; `stop` is where members must end.

    Raises
    ------
    InputError
        Malformed where nothing can be trusted, LimitExceeded where it is too much.
    """
    start = data_start(extent, entry, stop)
    _refuse_too_much(entry, most)
    budget.spend(entry.size)
    packed = extent.read(start, entry.packed)
    out, fault = bytearray(packed), ""
    if entry.method == _DEFLATED:
        out, fault = _inflated(packed, entry.size)
    if len(out) != entry.size and not fault:
        raise Malformed("zip-malformed", f"holds {len(out)} bytes where {entry.size} were told; refused", hint=_HINT)
    if fault and not out:
        raise Malformed("zip-malformed", "the packed data are damaged, and nothing inflates", hint=_HINT)
    return bytes(out), _notes(entry, out, fault)


def _inflated(packed: bytes, size: int) -> tuple[bytearray, str]:
    out = bytearray()
    try:
        _, fault = inflate_into(out, packed, 0, size)
    except LimitExceeded as error:
        if error.code != "limit-bytes":
            raise
        raise Malformed("zip-malformed", f"holds more than the {size} bytes told; refused", hint=_HINT) from None
    return out, fault


def _notes(entry: Entry, out: bytearray, fault: str) -> list[Note]:
    if fault:
        message = f"the packed data are damaged; the {len(out)} bytes before are kept"
        return [note("zip-malformed", "error", message, entry.at)]
    if zlib.crc32(out) != entry.crc:
        message = "the checksum in the archive is wrong; all is read, but unverified"
        return [note("zip-crc", "warning", message, entry.at)]
    return []


def pieces_of(extent: Extent, entry: Entry, stop: int, budget: Budget, most: int) -> Iterator[bytes]:
    """Yield what a member holds, piece by piece and at most `most` bytes of it, without ever holding all of it.

    Raises
    ------
    InputError
        As `read_member`, and Malformed at the first damage.
    """
    start = data_start(extent, entry, stop)
    _refuse_too_much(entry, most)
    budget.spend(entry.size)
    n_out = crc = 0
    for piece in _unpacked(extent.part(start, entry.packed), entry):
        n_out += len(piece)
        crc = zlib.crc32(piece, crc)
        if n_out > entry.size:
            break
        yield piece
    if n_out != entry.size or crc != entry.crc:
        raise Malformed("zip-crc", "does not hold what the directory says; unverified", hint=_HINT)


def _unpacked(packed: Extent, entry: Entry) -> Iterator[bytes]:
    stream = zlib.decompressobj(-zlib.MAX_WBITS) if entry.method == _DEFLATED else None
    for at in range(0, packed.size, _STEP_BYTES):
        piece = packed.read(at, _STEP_BYTES)
        if stream is None:
            yield piece
            continue
        try:
            while not stream.eof:
                got = stream.decompress(piece, _STEP_BYTES)
                yield got
                piece = stream.unconsumed_tail
                if not piece and len(got) < _STEP_BYTES:
                    break
        except zlib.error:
            raise Malformed("zip-malformed", "the packed data are damaged", hint=_HINT) from None


def data_start(extent: Extent, entry: Entry, stop: int) -> int:
    """Return where the data of a member begin, once its own header agrees with the directory.

    Raises
    ------
    Malformed
        It does not.
    """
    head = extent.read(entry.at, _LOCAL.size)
    if len(head) < _LOCAL.size or head[:4] != b"PK\x03\x04":
        raise _disagrees("the directory names a place where no member stands")
    _, _, flags, method, _, _, _, packed, size, n_name, n_extra = _LOCAL.unpack(head)
    name = extent.read(entry.at + _LOCAL.size, n_name)
    if (name, method) != (entry.raw_name, entry.method) or (flags ^ entry.flags) & ENCRYPTED:
        raise _disagrees("its own header has another name or another way of packing than the directory")
    free = (_FULL_32, 0) if flags & _SIZES_FOLLOW else (_FULL_32,)
    if any(own not in (its, *free) for own, its in ((packed, entry.packed), (size, entry.size))):
        raise _disagrees("its own header has other sizes than the directory")
    start: int = entry.at + _LOCAL.size + n_name + n_extra
    if start + entry.packed > stop:
        raise Malformed("zip-overlap", "reaches into what stands behind it; refused", hint=_HINT)
    return start


def _disagrees(what: str) -> Malformed:
    return Malformed("zip-header-mismatch", f"{what}; refused", hint=_HINT)


def _refuse_too_much(entry: Entry, most: int) -> None:
    if entry.size > max(limits.INFLATE_FREE_BYTES, limits.INFLATE_RATIO * entry.packed):
        text = f"inflates more than {limits.INFLATE_RATIO}:1; not read"
        raise LimitExceeded("limit-expansion", text, hint=_HINT, limit="INFLATE_RATIO")
    if entry.size > most:
        text = f"inflates to more than {most >> 20} MiB; not read"
        raise LimitExceeded("limit-bytes", text, hint="unpack it first", limit="FILE_BYTES")
