"""Gzip, member by member: what inflates is kept, checks that fail make notes (RFC 1952)."""

from __future__ import annotations

import struct
import zlib

from .. import limits
from ..dataclass import dataclass
from ..errors import LimitExceeded, Malformed, Truncated
from ..model import Note
from .deflate import inflate_into
from .notes import note

MAGIC = b"\x1f\x8b"
_MANY_MEMBERS = 1_000
_MEMBERS = 200_000
_HAS_CRC, _HAS_EXTRA, _HAS_NAME, _HAS_COMMENT = 2, 4, 8, 16
_DEFLATED = 8
_FAULTS = {"gz-truncated": "the gzip data end early", "gz-malformed": "the gzip data are damaged"}


@dataclass(slots=True, eq=False)
class _Unpacked:
    """What came out so far, and the remarks on it."""

    out: bytearray
    notes: list[Note]
    members: int = 0


def inflate(data: bytes) -> tuple[bytes, list[Note]]:
    """Unpack all members of a gzip file, and tell what was wrong; zeros behind them are padding.

    What is not gzip is returned as it is.

    Raises
    ------
    Truncated, Malformed
        Nothing inflates.
    LimitExceeded
        More comes out than a recording can hold, or out of too little.

    Notes
    -----
    Names and sizes in the file decide nothing. A member that is cut or damaged gives what stands before the damage.
    """
    if not data.startswith(MAGIC):
        return data, []
    done = _Unpacked(bytearray(), [])
    at, fault = 0, ""
    while at < len(data) and not fault:
        if data[at : at + 2] != MAGIC[: len(data) - at]:
            if data[at:].strip(b"\0"):
                done.notes.append(note("trailing-data", "warning", "there is more behind the gzip data; ignored", at))
            break
        at, fault = _member(data, at, done)
    if fault and not done.out:
        kind = Truncated if fault == "gz-truncated" else Malformed
        raise kind(fault, f"{_FAULTS[fault]}, and nothing inflates", offset=at)
    if fault:
        done.notes.append(note(fault, "error", f"{_FAULTS[fault]}; what inflates before is kept", at))
    if done.members > _MANY_MEMBERS:
        done.notes.append(note("gz-members", "info", f"{done.members} gzip members, where one is usual"))
    return bytes(done.out), done.notes


def _member(data: bytes, start: int, done: _Unpacked) -> tuple[int, str]:
    """Inflate the member at `start`; return where reading ended, and the reason if it was before the member's end."""
    done.members += 1
    if done.members > _MEMBERS:
        raise LimitExceeded("limit-members", f"more than {_MEMBERS} gzip members; not read")
    before = len(done.out)
    at, fault = _past_header(data, start)
    if not fault:
        at, fault = inflate_into(done.out, data, at, limits.FILE_BYTES)
        fault = f"gz-{fault}" if fault else ""
    if fault:
        return at, fault
    if at + 8 > len(data):
        return len(data), "gz-truncated"
    with memoryview(done.out) as out:
        is_sound = zlib.crc32(out[before:]) == struct.unpack_from("<I", data, at)[0]
    if not is_sound:
        done.notes.append(note("gz-crc", "warning", "the gzip checksum is wrong; all is read, but unverified", at))
    return at + 8, ""


def _past_header(data: bytes, start: int) -> tuple[int, str]:
    at = start + 10
    if at > len(data):
        return len(data), "gz-truncated"
    method, flags = data[start + 2], data[start + 3]
    if method != _DEFLATED:
        return start, "gz-malformed"
    if flags & _HAS_EXTRA:
        at += 2 + int.from_bytes(data[at : at + 2], "little")
    for flag in (_HAS_NAME, _HAS_COMMENT):
        if flags & flag:
            end = data.find(b"\0", at)
            at = end + 1 if end >= 0 else len(data) + 1
    if flags & _HAS_CRC:
        at += 2
    return (at, "") if at <= len(data) else (len(data), "gz-truncated")
