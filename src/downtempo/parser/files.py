"""Regular files: opened carefully, read whole, archives only looked at."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO
from weakref import WeakKeyDictionary

from .. import limits
from ..errors import InputError
from .sniff import ZIP_MAGIC
from .source import Source, refused, rejected

if TYPE_CHECKING:
    from .zips import Extent

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
_TRIES = 2
_INPUT: WeakKeyDictionary[BinaryIO, Source] = WeakKeyDictionary()


def whole(path: str) -> Source:
    """Return a file with its bytes; without any, and without a reason, if it is a zip archive."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - before it is opened: opening may block or act
            return rejected(path, "special-file", "no regular file; not opened", "give a file or a folder")
        for _ in range(_TRIES):
            source = _read(path)
            if source is not None:
                return source
    except InputError as error:
        return refused(path, error)
    except (OSError, ValueError) as error:
        return unreadable(path, error)
    return changed(path)


@contextmanager
def opened(path: str) -> Iterator[io.FileIO]:
    """Open a regular file; nothing is read yet.

    Raises
    ------
    InputError
        It became something else since it was looked at.
    """
    with os.fdopen(os.open(path, _FLAGS), "rb", buffering=0) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise InputError("special-file", "no regular file; not read", hint="give a file or a folder")
        yield file


@contextmanager
def extent_of(path: str) -> Iterator[Extent]:
    """Open a regular file to be read in any order."""
    from .zips import Extent  # who has no archive need not wait for what knows them

    with opened(path) as file, io.BufferedReader(file) as buffered:
        yield Extent(buffered, 0, os.fstat(file.fileno()).st_size)


def state(path: str) -> tuple[int, int]:
    """Return what changes when a file is written: its size, and when that was [ns]."""
    now = os.stat(path)  # noqa: PTH116
    return now.st_size, now.st_mtime_ns


def _read(path: str) -> Source | None:
    """Read a file whole; None if it changed meanwhile."""
    with opened(path) as file:
        before = os.fstat(file.fileno())
        if file.read(4) in ZIP_MAGIC:
            return Source(path, None)
        if before.st_size > limits.FILE_BYTES:
            return too_large(path)
        file.seek(0)
        data = _bytes(file, before.st_size)
        after = os.fstat(file.fileno())
    is_same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) and len(data) == after.st_size
    return Source(path, data) if is_same else None


def _bytes(file: io.FileIO, size: int) -> bytes:
    """Read up to a byte more than `size`, so that a file that grew is noticed."""
    parts = []
    left = size + 1
    while left > 0 and (part := file.read(left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def standard_input() -> Source:
    """Return what comes through standard input, the same to everyone who asks: it can be read once only."""
    given = sys.stdin.buffer
    if given not in _INPUT:
        data = given.read(limits.FILE_BYTES + 1)
        _INPUT[given] = too_large("-") if len(data) > limits.FILE_BYTES else Source("-", data)
    return _INPUT[given]


def too_large(path: str) -> Source:
    """Return a file that is larger than a recording can be."""
    message = f"larger than {limits.FILE_BYTES >> 20} MiB; not read"
    hint = f"give one recording a file, or {limits.option_of('FILE_BYTES')} allows more"
    return rejected(path, "limit-bytes", message, hint)


def changed(path: str) -> Source:
    """Return a file that was written to while it was read."""
    return rejected(path, "file-changed", "the file changed while it was read", "try again when it is written")


def unreadable(path: str, error: Exception) -> Source:
    """Return a file that the system does not give."""
    if isinstance(error, PermissionError):
        return rejected(path, "permission-denied", "reading it is not allowed", "check its permissions")
    if isinstance(error, FileNotFoundError):
        return rejected(path, "file-changed", "the file is gone", "try again")
    return rejected(path, "read-error", "the system cannot read it", "check the disk and the path")
