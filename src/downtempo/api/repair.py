"""A clean copy of a damaged file, in its own format, held against the original before it is written."""

from __future__ import annotations

import contextlib
import gzip
import os
from collections.abc import Sequence
from pathlib import Path

from .. import parser
from ..errors import EnvironmentFault, InputError, UsageError
from ..model import Note, Recording, Track
from ..model.repaired import Repaired
from ..text import safe

_LOUD = frozenset({"warning", "error"})
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def repair(source: str | Path, target: str | Path) -> Repaired:
    """Write a clean copy of a damaged recording to a new file.

    Notes
    -----
    The copy is read back before it is written: it holds the same rows and columns. Nothing is written for a file
    that is whole, or that a copy would not mend, for a copy loses what is not read.

    Raises
    ------
    InputError
        Nothing can be read from it, or its format cannot hold what was read.
    UsageError
        More than one recording, or a target that is named like another format.
    EnvironmentFault
        The target exists, or cannot be written.
    """
    from ..parser.checkup import losses, pieces_of, uncopied  # all readers, which other commands may do without

    data, recording = _read(str(source))
    tracks = recording.tracks
    kind = tracks[0].format
    _refuse_target(str(target), kind)
    found = _loud(tracks)
    n_points = sum(len(track) for track in tracks)
    if not found:
        return Repaired(recording.file, "", kind, len(tracks), n_points)
    copy = _copy(tracks, kind, recording.file)
    again = parser.parse(copy, str(target)).tracks
    lost = (*losses(tracks, again), *uncopied(pieces_of(data)))
    if {note.reason for note in found} == {note.reason for note in _loud(again)}:
        return Repaired(recording.file, "", kind, len(tracks), n_points, found, (), found)
    _write(str(target), copy)
    n_points = sum(len(track) for track in again)
    return Repaired(recording.file, str(target), kind, len(again), n_points, found, lost, _loud(again))


def _read(path: str) -> tuple[bytes, Recording]:
    sources = [source for source in parser.walk([path]) if not source.left_out]
    if len(sources) != 1:
        hint = "repair recordings one by one, outside of archives"
        raise UsageError("repair-many", f"{safe(path)!r} holds {len(sources)} recordings", hint=hint)
    recording = parser.recording_of(sources[0])
    fault = recording.rejected
    if fault is not None:
        raise InputError(fault.reason, f"no copy can be made: {fault.message}", path=safe(fault.file))
    return sources[0].data or b"", recording


def _refuse_target(target: str, kind: str) -> None:
    if target.lower().removesuffix(".gz").rpartition(".")[2] != kind:
        message = f"the copy will be a .{kind} file, {safe(target)!r} is called otherwise; nothing was written"
        raise UsageError("repair-format", message, hint=f"call it .{kind} or .{kind}.gz")
    if os.path.lexists(target):
        raise _exists(target)


def _loud(tracks: Sequence[Track]) -> tuple[Note, ...]:
    return tuple(dict.fromkeys(note for track in tracks for note in track.notes if note.severity in _LOUD))


def _copy(tracks: Sequence[Track], kind: str, file: str) -> bytes:
    from .. import writers
    from ..parser.checkup import maker_of

    maker, product = maker_of(tracks[0].device)
    try:
        return writers.copied(tracks, kind, maker=maker, product=product)
    except ValueError as error:
        raise InputError("repair-impossible", f"no copy can be made: {error}", path=safe(file)) from None


def _write(target: str, copy: bytes) -> None:
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
