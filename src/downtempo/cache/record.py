"""What one file gave, as bytes without its name, so that the same bytes under another name get that name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from typing import Any

import msgspec

from ..dataclass import replace
from ..model.results import Collected

#: What lies in a file: how the name of each piece goes on behind that of the file, and the key of what it gives.
Content = tuple[tuple[str, bytes], ...]


def packed(found: Collected, name: str) -> bytes | None:
    """Return what the file called `name` gave as bytes; None where they would not give back the very same.

    What goes out by one door comes in by the other, or is not kept at all: a whole number where a fraction belongs
    would read as equal and print otherwise.
    """
    try:
        bare = _renamed(found, name, "")
        data = msgspec.msgpack.encode(bare)
        same = _decoder().decode(data)
        return data if same == bare and msgspec.msgpack.encode(same) == data else None
    except (ValueError, TypeError, OverflowError, NotImplementedError):
        return None


def unpacked(data: bytes, name: str) -> Collected | None:
    """Return what the bytes hold as that of the file called `name`; None where they hold nothing of the kind."""
    try:
        found: Collected = _decoder().decode(data)
        return _renamed(found, "", name)
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None


def packed_content(content: Content) -> bytes | None:
    """Return what lies in a file as bytes; None where they would not give back the very same, or a key is missing."""
    try:
        data = msgspec.msgpack.encode(content)
    except (ValueError, TypeError):
        return None
    return data if all(key for _, key in content) and unpacked_content(data) == content else None


def unpacked_content(data: bytes) -> Content | None:
    """Return what lay in a file; None where the bytes hold nothing of the kind."""
    try:
        return msgspec.msgpack.decode(data, type=Content)
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None


def packed_tables(tables: Mapping[bytes, dict[str, Any]]) -> bytes | None:
    """Return tables of plain values by their keys as bytes; None where they would not give back the very same."""
    try:
        data = msgspec.msgpack.encode(list(tables.items()))
    except (ValueError, TypeError):
        return None
    return data if repr(unpacked_tables(data)) == repr(dict(tables)) else None


def unpacked_tables(data: bytes) -> dict[bytes, dict[str, Any]] | None:
    """Return tables by their keys; None where the bytes hold nothing of the kind."""
    try:
        return dict(msgspec.msgpack.decode(data, type=list[tuple[bytes, dict[str, Any]]]))
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None


def digest_of(value: object) -> bytes:
    """Return the SHA-256 of lists, tuples, numbers and text, however they are nested."""
    return sha256(msgspec.msgpack.encode(value)).digest()


@cache
def _decoder() -> msgspec.msgpack.Decoder[Collected]:
    return msgspec.msgpack.Decoder(Collected)


def _renamed(found: Collected, old: str, new: str) -> Collected:
    """Change the beginning of every file name; what lies in an archive keeps its place there.

    Raises
    ------
    ValueError
        A name does not begin with `old`, or a fault of ours is among what was found.
    """
    if found.bugs:
        raise ValueError("a fault of ours is not kept")
    kinds: tuple[tuple[Any, ...], ...] = (found.sessions, found.rejected, found.left_out)
    if old and any(not one.file.startswith(old) for kind in kinds for one in kind):
        raise ValueError("a result under another name")
    cut = len(old)
    sessions, rejected, left_out = (tuple([replace(one, file=new + one.file[cut:]) for one in kind]) for kind in kinds)
    return Collected(sessions, rejected, left_out)
