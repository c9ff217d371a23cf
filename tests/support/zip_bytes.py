"""Zip archives, sound ones by the standard library and others byte by byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


def zipped(members: Mapping[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive of these members, made on the same day everywhere."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 10, 1, 0, 0, 0)), data, compression)
    return out.getvalue()


def unpacked(members: Mapping[str, bytes], folder: Path) -> Path:
    """Write the members below a folder, as somebody would who unpacked the archive."""
    for name, data in members.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


@dataclass(frozen=True)
class Member:
    """A member as it is to be written; what is None is told truly."""

    name: bytes
    data: bytes
    method: int = 8
    flags: int = 0
    mode: int = 0o100644
    size: int | None = None
    crc: int | None = None
    local_name: bytes | None = None
    local_size: int | None = None
    extra: bytes = b""
    at: int | None = None


def archive(members: Iterable[Member], *, before: bytes = b"", is_shifted: bool = False, comment: bytes = b"") -> bytes:
    """Return an archive written byte by byte; `is_shifted`: places do not count the bytes `before`."""
    body, directory, n = bytearray(before), bytearray(), 0
    for one in members:
        at = len(body) if one.at is None else one.at
        packer = zlib.compressobj(wbits=-15)
        packed = packer.compress(one.data) + packer.flush() if one.method == 8 else one.data
        size = len(one.data) if one.size is None else one.size
        crc = zlib.crc32(one.data) if one.crc is None else one.crc
        local_name = one.name if one.local_name is None else one.local_name
        local_size = size if one.local_size is None else one.local_size
        head = (b"PK\x03\x04", 20, one.flags, one.method, 0, 33, crc, len(packed), local_size)
        body += struct.pack("<4s5H3L2H", *head, len(local_name), len(one.extra)) + local_name + one.extra + packed
        place = at - len(before) if is_shifted else at
        entry = (b"PK\x01\x02", 20 | 3 << 8, 20, one.flags, one.method, 0, 33, crc, len(packed), size, len(one.name))
        directory += struct.pack("<4s6H3L5H2L", *entry, 0, 0, 0, 0, one.mode << 16, place) + one.name
        n += 1
    start = len(body) - len(before) if is_shifted else len(body)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, n, n, len(directory), start, len(comment))
    return bytes(body + directory + end + comment)
