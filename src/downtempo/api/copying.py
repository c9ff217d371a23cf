"""One recording in, one new file out; never in place."""

from __future__ import annotations

import contextlib
import os

from .. import parser
from ..errors import EnvironmentFault, InputError, UsageError
from ..model import Recording
from ..text import safe

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def read_one(path: str) -> tuple[bytes, Recording]:
    """Return the bytes of the one recording in a file, and what is read of it.

    Raises
    ------
    InputError
        Nothing can be read from it.
    UsageError
        It holds more than one.
    """
    sources = [source for source in parser.walk([path]) if not source.left_out]
    if len(sources) != 1:
        hint = "take recordings one by one, outside of archives"
        raise UsageError("repair-many", f"{safe(path)!r} holds {len(sources)} recordings", hint=hint)
    recording = parser.recording_of(sources[0])
    fault = recording.rejected
    if fault is not None:
        raise InputError(fault.reason, f"no copy can be made: {fault.message}", path=safe(fault.file))
    return sources[0].data or b"", recording


def check_target(target: str, kind: str) -> None:
    """Refuse a target that is there, or is called like another format.

    Raises
    ------
    UsageError
        It is called like another format.
    EnvironmentFault
        It is there.
    """
    if target.lower().removesuffix(".gz").rpartition(".")[2] != kind:
        message = f"the copy will be a .{kind} file, {safe(target)!r} is called otherwise; nothing was written"
        raise UsageError("repair-format", message, hint=f"call it .{kind} or .{kind}.gz")
    if os.path.lexists(target):
        raise _exists(target)


def write_new(target: str, copy: bytes) -> None:
    """Write a new file, packed where its name says so; it is there whole, or not at all.

    Raises
    ------
    EnvironmentFault
        It is there already, or cannot be written.
    """
    import gzip

    data = gzip.compress(copy, mtime=0) if target.lower().endswith(".gz") else copy
    try:
        descriptor = os.open(target, _FLAGS, 0o644)
    except FileExistsError:
        raise _exists(target) from None
    except OSError as fault:
        raise _unwritable(target, fault) from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as fault:
        with contextlib.suppress(OSError):
            os.unlink(target)  # noqa: PTH108
        raise _unwritable(target, fault) from None


def _exists(target: str) -> EnvironmentFault:
    message = "is there already; nothing was written"
    return EnvironmentFault("output-exists", message, path=safe(target), hint="choose a new name")


def _unwritable(target: str, fault: OSError) -> EnvironmentFault:
    return EnvironmentFault("output-unwritable", f"cannot be written: {fault.strerror}", path=safe(target))
