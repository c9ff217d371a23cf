"""From paths to the bytes of recordings: files, folders, standard input, and what is inside gzip."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .. import limits
from ..errors import EnvironmentFault
from ..model import Rejection
from ..text import safe
from .gzips import inflate

__all__ = ["Found", "Source", "find", "inflate", "opened", "walk"]

_ENDINGS = tuple(f"{kind}{packed}" for kind in (".fit", ".gpx", ".tcx") for packed in ("", ".gz"))
_ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
_TRIES = 2


@dataclass(frozen=True, slots=True)
class Source:
    """One file as found: its bytes, still packed, or the reason why it was not read.

    `name` is the path as given, joined with the path below it.
    """

    name: str
    data: bytes | None
    rejected: Rejection | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A file that is to be read, or `-`; `source` where nothing can be read, as of a folder that may not be listed."""

    name: str
    source: Source | None = None


def walk(paths: Iterable[Path | str], skipped: Counter[str] | None = None) -> Iterator[Source]:
    """Yield the recordings at and below `paths`; see `find` for which and in what order.

    Raises
    ------
    EnvironmentFault
        A path does not exist; nothing is read then.
    """
    found = find(paths, skipped)
    return (source for file in found for source in opened(file))


def find(paths: Iterable[Path | str], skipped: Counter[str] | None = None) -> Iterator[Found]:
    """Yield the files at and below `paths`, in the order given, folders sorted by the bytes of their names.

    Parameters
    ----------
    paths
        Files, which are read whatever they are called; folders, of which `.fit`, `.gpx`, `.tcx` and each of them
        with `.gz` are read; `-` for standard input.
    skipped
        Counts what was passed over in folders: `hidden`, `other` and `link` (folders behind symbolic links).

    Raises
    ------
    EnvironmentFault
        A path does not exist; nothing is read then.

    Notes
    -----
    Nothing is opened, and nothing is written. What cannot be looked into is found too.
    """
    given = [str(path) for path in paths]
    for path in given:
        _must_exist(path)
    counts = Counter() if skipped is None else skipped
    return (file for path in given for file in _below(path, counts))


def opened(found: Found) -> Iterator[Source]:
    """Yield what a file holds; only regular files are opened. A file that cannot be read is a `Source` too."""
    if found.source is not None:
        yield found.source
    elif found.name == "-":
        yield _standard_input()
    else:
        yield from _unpacked(_file(found.name))


def _must_exist(path: str) -> None:
    if path == "-":
        return
    try:
        os.stat(path)  # noqa: PTH116
    except PermissionError:
        return
    except (OSError, ValueError):
        message = "no such file or folder"
        raise EnvironmentFault("missing-path", message, path=safe(path), hint="check the spelling") from None


def _below(path: str, skipped: Counter[str]) -> Iterator[Found]:
    if path != "-" and os.path.isdir(path):  # noqa: PTH112 - unlike a Path, says no where it may not look
        yield from _folder(path, skipped)
    else:
        yield Found(path)


def _folder(path: str, skipped: Counter[str]) -> Iterator[Found]:
    try:
        with os.scandir(path) as found:
            entries = sorted(found, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield Found(path, _unreadable(path, error))
        return
    for entry in entries:
        name = os.path.join(path, entry.name)  # noqa: PTH118 - keeps the path as it was given
        if entry.name.startswith("."):
            skipped["hidden"] += 1
        elif entry.is_dir(follow_symlinks=False):
            yield from _folder(name, skipped)
        elif os.path.isdir(name):  # noqa: PTH112
            skipped["link"] += 1
        elif entry.name.lower().endswith(_ENDINGS):
            yield Found(name)
        else:
            skipped["other"] += 1


def _unpacked(source: Source) -> Iterator[Source]:
    """Yield what an archive holds, each member as a source of its own; anything else as it is."""
    if source.data is None or not source.data.startswith(_ZIP_MAGIC):
        yield source
    else:
        yield _rejected(source.name, "zip-unsupported", "a zip archive; not read here", "unpack it first")


def _standard_input() -> Source:
    data = sys.stdin.buffer.read(limits.FILE_BYTES + 1)
    return _too_large("-") if len(data) > limits.FILE_BYTES else Source("-", data)


def _file(path: str) -> Source:
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - before it is opened: opening may block or act
            return _rejected(path, "special-file", "no regular file; not opened", "give a file or a folder")
        for _ in range(_TRIES):
            source = _read(path)
            if source is not None:
                return source
    except (OSError, ValueError) as error:
        return _unreadable(path, error)
    return _rejected(path, "file-changed", "the file changed while it was read", "try again when it is written")


def _read(path: str) -> Source | None:
    """Read a file whole; None if it changed meanwhile."""
    with os.fdopen(os.open(path, _FLAGS), "rb", buffering=0) as file:
        before = os.fstat(file.fileno())
        if not stat.S_ISREG(before.st_mode):
            return _rejected(path, "special-file", "no regular file; not read", "give a file or a folder")
        if before.st_size > limits.FILE_BYTES:
            return _too_large(path)
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


def _too_large(path: str) -> Source:
    message = f"larger than {limits.FILE_BYTES >> 20} MiB; not read"
    return _rejected(path, "limit-bytes", message, "give one recording a file")


def _unreadable(path: str, error: Exception) -> Source:
    if isinstance(error, PermissionError):
        return _rejected(path, "permission-denied", "reading it is not allowed", "check its permissions")
    if isinstance(error, FileNotFoundError):
        return _rejected(path, "file-changed", "the file is gone", "try again")
    return _rejected(path, "read-error", "the system cannot read it", "check the disk and the path")


def _rejected(path: str, reason: str, message: str, hint: str) -> Source:
    return Source(path, None, Rejection(path, reason, f"{message}; {hint}"))
