"""One recording in, one new file out; never in place."""

from __future__ import annotations

import os

from .. import parser, whole
from ..errors import EnvironmentFault, InputError, UsageError
from ..model import Recording
from ..text import safe


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
        whole.write(target, data, is_new=True)
    except FileExistsError:
        raise _exists(target) from None
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or str(fault)
        raise EnvironmentFault("output-unwritable", f"cannot be written: {why}", path=safe(target)) from None


def _exists(target: str) -> EnvironmentFault:
    message = "is there already; nothing was written"
    return EnvironmentFault("output-exists", message, path=safe(target), hint="choose a new name")
