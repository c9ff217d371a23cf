"""A clean copy of a damaged file, in its own format, held against the original before it is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .. import parser
from ..errors import InputError
from ..model import Note, Track
from ..model.repaired import Repaired
from ..text import safe
from .copying import check_target, read_one, write_new

_LOUD = frozenset({"warning", "error"})


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

    data, recording = read_one(str(source))
    tracks = recording.tracks
    kind = tracks[0].format
    check_target(str(target), kind)
    found = _loud(tracks)
    n_points = sum(len(track) for track in tracks)
    if not found:
        return Repaired(recording.file, "", kind, len(tracks), n_points)
    copy = _copy(tracks, kind, recording.file)
    again = parser.parse(copy, str(target)).tracks
    lost = (*losses(tracks, again), *uncopied(pieces_of(data)))
    if {note.reason for note in found} == {note.reason for note in _loud(again)}:
        return Repaired(recording.file, "", kind, len(tracks), n_points, found, (), found)
    write_new(str(target), copy)
    n_points = sum(len(track) for track in again)
    return Repaired(recording.file, str(target), kind, len(again), n_points, found, lost, _loud(again))


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
