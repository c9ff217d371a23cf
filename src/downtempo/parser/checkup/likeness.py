"""A copy held against its original: the same rows and columns, or what it lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ...errors import InputError
from ...model import COLUMNS, Track
from ...model.checkup import Counts, Piece
from ...model.track import Column

_ALIKE = 1e-9
_TIME_S = 1e-6
#: Messages that a copy holds in other words.
_COPIED = frozenset({"record", "lap", "session", "activity", "event", "file_id", "device_info"})
_COPIED |= {"workout_step", "split", "hr", "sport"}


def losses(tracks: Sequence[Track], copies: Sequence[Track]) -> Iterator[str]:
    """Yield in words what the copies of tracks do not hold.

    Raises
    ------
    InputError
        Rows or columns differ by more than the format explains.
    """
    if len(tracks) != len(copies):
        raise _differs(f"{len(copies)} tracks for {len(tracks)}")
    rounded: dict[str, float] = {}
    for k, (track, copy) in enumerate(zip(tracks, copies, strict=True), start=1):
        kept = _kept(track)
        _refuse_other_rows(track, copy, kept)
        if not kept.all():
            yield f"track {k}: {np.count_nonzero(~kept)} points without a position have no place in GPX"
        for name in COLUMNS[1:]:
            column, copied = track.columns[name][kept], copy.columns[name]
            if (np.isnan(column) & ~np.isnan(copied)).any():
                raise _differs(f"other values of {name}")
            if gone := int(np.count_nonzero(~np.isnan(column) & np.isnan(copied))):
                yield f"track {k}: {gone} values of {name} do not fit into the format"
            told = np.isfinite(column) & np.isfinite(copied)
            rounded[name] = max(rounded.get(name, 0.0), float(np.abs(column - copied)[told].max(initial=0.0)))
        yield from _events(track, copy, k)
    yield from (f"{name} is rounded, by up to {most:.3g}" for name, most in rounded.items() if most > _ALIKE)


def uncopied(pieces: Sequence[Piece]) -> Iterator[str]:
    """Yield in words what else stands in a file and is never copied."""
    for piece in pieces:
        left: Counts = tuple(pair for pair in piece.counts if pair[0] not in _COPIED)
        if piece.name.startswith("part") and left:
            told = ", ".join(f"{n} {name}" for name, n in left)
            yield f"{piece.name}: messages that are not read: {told}"
        elif piece.name == "document":
            yield "names, descriptions, waypoints, routes, and extensions that are not read"


def _kept(track: Track) -> NDArray[np.bool_]:
    """Return which rows a copy can hold: a point of GPX needs a position."""
    return np.isfinite(track.lat_deg) if track.format == "gpx" else np.ones(len(track), bool)


def _refuse_other_rows(track: Track, copy: Track, kept: NDArray[np.bool_]) -> None:
    if len(copy) != int(np.count_nonzero(kept)):
        raise _differs(f"{len(copy)} rows for {np.count_nonzero(kept)}")
    if (track.start_utc is None) != (copy.start_utc is None):
        raise _differs("times")
    if track.start_utc is not None and (np.abs(_utc_s(track)[kept] - _utc_s(copy)) > _TIME_S).any():
        raise _differs("other times")


def _utc_s(track: Track) -> Column:
    assert track.start_utc is not None
    return track.time_s + track.start_utc.timestamp()


def _events(track: Track, copy: Track, k: int) -> Iterator[str]:
    for name in ("laps", "pauses", "steps", "splits"):
        told, copied = len(getattr(track, name)), len(getattr(copy, name))
        if copied < told:
            yield f"track {k}: {told - copied} of {told} {name}"
    if track.utc_offset_s not in (None, copy.utc_offset_s):
        yield f"track {k}: the offset of the local clock"
    if copy.breaks.size < track.breaks.size:
        yield f"track {k}: {track.breaks.size - copy.breaks.size} of {track.breaks.size} marks of an interruption"


def _differs(what: str) -> InputError:
    return InputError("repair-impossible", f"no copy can be made: read back it has {what}; nothing was written")
