"""A copy of a recording with the run and nothing else: no name, number, note or private place of whoever ran it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from .. import parser, privacy, writers
from ..errors import InputError
from ..model import Track
from ..model.stripped import Stripped
from ..parser.checkup import maker_of, uncopied
from ..parser.checkup import pieces_of as pieces
from ..text import safe
from .copying import check_target, read_one, write_new
from .share import hiding_kept


def strip(
    source: str | Path,
    target: str | Path,
    *,
    keep_heart_rate: bool = False,
    radius_m: float = privacy.RADIUS_M,
    folder: Path | None = None,
) -> Stripped:
    """Write a copy of a recording that can be given away to a new file of the same format.

    Parameters
    ----------
    keep_heart_rate
        Keep heart rate, which is left out otherwise.
    radius_m
        How far around a place where runs begin or end nothing is kept [m].
    folder
        Where the secret that moves zones is kept; the user's state folder if None.

    Notes
    -----
    The copy is made from a list of what may be in it, so anything unknown is gone: clock, sport, positions, distance,
    height, speed, cadence, power, laps, workout steps, the watch's own splits and pauses. Times begin at the last full
    quarter of an hour before the run did. It is read back before it is written.

    Raises
    ------
    InputError
        Nothing can be read from it, its format cannot hold what is left, or nothing is left outside private places.
    UsageError
        More than one recording, or a target that is named like another format.
    EnvironmentFault
        The target exists, or cannot be written, or the secret cannot be kept.
    """
    data, recording = read_one(str(source))
    kind = recording.tracks[0].format
    check_target(str(target), kind)
    hiding = hiding_kept(recording.tracks, radius_m=radius_m, folder=folder)
    shown = [privacy.shown_track(track, hiding.cut(track)) for track in recording.tracks]
    kept = [privacy.stripped_track(t, keep_heart_rate=keep_heart_rate) for t in shown if len(t)]
    if not kept:
        hint = "a smaller zone may leave something: --share-radius"
        raise InputError("strip-empty", "nothing of it lies outside private places", path=safe(str(source)), hint=hint)
    copy = _copy(kept, kind, recording.tracks[0].device, recording.file)
    _check(copy, kept, str(target))
    write_new(str(target), copy)
    n_before, n_after = (sum(map(len, tracks)) for tracks in (recording.tracks, kept))
    return Stripped(recording.file, str(target), kind, n_before, n_after, tuple(uncopied(pieces(data))))


def _copy(tracks: Sequence[Track], kind: str, device: str, file: str) -> bytes:
    """Return the file; of the watch it tells the numbers of maker and product, which thousands share."""
    maker, product = maker_of(device)
    try:
        return writers.copied(tracks, kind, maker=maker, product=product if isinstance(product, int) else 0)
    except ValueError as error:
        raise InputError("strip-impossible", f"no copy can be made: {error}", path=safe(file)) from None


def _check(copy: bytes, tracks: Sequence[Track], target: str) -> None:
    """Read the copy back: as many points as were kept, and no heart rate that was not."""
    again = parser.parse(copy, target).tracks
    n_kept = sum(int(np.count_nonzero(np.isfinite(t.lat_deg))) for t in tracks)
    n_again = sum(int(np.count_nonzero(np.isfinite(t.lat_deg))) for t in again)
    if n_kept != n_again:
        raise InputError("strip-impossible", "no copy can be made: it would not read back the same", path=safe(target))
