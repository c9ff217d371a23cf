"""What a file is made of, and what was read out of it and what not."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import numpy as np

from ...errors import InputError
from ...model import COLUMNS, Recording, Track
from ...model.checkup import Checkup, Held, Piece
from ..gzips import inflate
from ..sniff import sniff
from ..source import Source
from ..xml.guard import admit
from ..xml.walk import collect
from .fit_pieces import fit_pieces

_PACKED = 3


def examined(source: Source, recording: Recording) -> Checkup:
    """Return what is to be seen in a file that was read as `recording`."""
    data = unpacked(source.data or b"")
    notes = tuple(note for track in recording.tracks for note in track.notes)
    return Checkup(
        file=source.name,
        format=recording.tracks[0].format if recording.tracks else sniff(data),
        size=len(source.data or b""),
        sha256=recording.sha256,
        pieces=pieces_of(source.data or b""),
        tracks=tuple(map(_held, recording.tracks)),
        notes=notes,
        dropped=tuple(_dropped(recording)),
        rejected=recording.rejected,
    )


def unpacked(data: bytes) -> bytes:
    """Return what is inside gzip, as far as it can be had."""
    for _ in range(_PACKED):
        if sniff(data) != "gzip":
            break
        try:
            data, _ = inflate(data)
        except InputError:
            break
    return data


def pieces_of(data: bytes) -> tuple[Piece, ...]:
    """Return the pieces of a file, as far as there are any to tell."""
    inner = unpacked(data)
    packing = (Piece("gzip", 0, len(data), (("inflated", f"{len(inner)} bytes"),)),) if inner is not data else ()
    out: list[Piece] = []
    with contextlib.suppress(InputError):  # it is told as a note, or as the reason why nothing was read
        out.extend(_inside(inner))
    return (*packing, *out)


def _inside(data: bytes) -> Iterator[Piece]:
    kind = sniff(data)
    if kind == "fit":
        yield from fit_pieces(data)
    elif kind == "xml":
        yield _document(data)


def _document(data: bytes) -> Piece:
    document = admit(data)
    sheet = collect(document)
    facts = [
        ("root", document.root),
        ("namespace", sheet.root_uri or "none"),
        ("bytes", "as they stand" if document.shift is not None else "recoded to UTF-8"),
        ("end", "closed" if sheet.fault is None else f"{sheet.fault.reason}, {sheet.fault.message}"),
    ]
    counts = (
        ("track", len(sheet.tracks)), ("lap", len(sheet.laps)), ("segment", len(sheet.parts)), ("point", sheet.rows),
        *sorted(sheet.others.items()),
    )  # fmt: skip
    gaps = () if sheet.fault is None else (_rest(document.offset(sheet.fault.index), len(data)),)
    told = tuple(pair for pair in counts if pair[1])
    return Piece("document", 0, len(data), tuple(facts), told, tuple(gap for gap in gaps if gap is not None))


def _rest(start: int | None, stop: int) -> tuple[int, int] | None:
    return None if start is None or start >= stop else (start, stop)


def _held(track: Track) -> Held:
    counts = ((name, int(np.count_nonzero(np.isfinite(track.columns[name])))) for name in COLUMNS)
    return Held(
        start_utc="" if track.start_utc is None else track.start_utc.isoformat().replace("+00:00", "Z"),
        sport=track.sport,
        points=track.points,
        rows=len(track),
        duration_s=float(track.time_s[-1]) if track.has_time else None,
        laps=len(track.laps),
        pauses=len(track.pauses),
        columns=tuple(pair for pair in counts if pair[1]),
    )


def _dropped(recording: Recording) -> Iterator[str]:
    """Yield in words what stands in the file and not in the tracks; bytes are told as gaps of the pieces."""
    for k, track in enumerate(recording.tracks, start=1):
        merged = track.points - len(track)
        if merged > 0:
            yield f"track {k}: {merged} of {track.points} points share an instant with another and were merged"
        silent = int(np.count_nonzero(np.isnan(track.lat_deg)))
        if 0 < silent < len(track):
            yield f"track {k}: {silent} of {len(track)} rows have no position"
