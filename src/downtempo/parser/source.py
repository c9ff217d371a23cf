"""One file as found, wherever it was found, and how it becomes a recording."""

from __future__ import annotations

from dataclasses import replace

from ..dataclass import dataclass
from ..errors import InputError
from ..model import Note, Recording, Rejection
from ..text import safe
from .hints import Hints, told
from .notes import as_error, is_damage
from .parse import Decoder, parse


@dataclass(frozen=True, slots=True)
class Source:
    """One file as found: its bytes, still packed, or the reason why it was not read.

    `name` is the path as given, joined with the path below it, and in an archive, behind a colon, with that of the
    member. `notes` tell of the archive, `hints` what an export says beside the file. `left_out`: why `count` files
    were passed over without being read; there are no data then. `is_found`: nobody named it, it lay in a folder or an
    archive.
    """

    name: str
    data: bytes | None
    rejected: Rejection | None = None
    notes: tuple[Note, ...] = ()
    hints: Hints | None = None
    left_out: str = ""
    count: int = 1
    is_found: bool = False


def rejected(name: str, reason: str, message: str, hint: str, offset: int | None = None) -> Source:
    """Return a file that was not read, with the reason."""
    text = safe(f"{message}; {hint}" if hint else message)
    return Source(name, None, Rejection(name, reason, text, offset=offset))


def refused(name: str, error: InputError) -> Source:
    """Return a file that was not read because of what is in it."""
    return rejected(name, error.code, error.message, error.hint, error.offset)


def recording_of(source: Source, *, decoder: Decoder = "fast", strict: bool = False) -> Recording:
    """Read what was found: the recording, its hints applied, the remarks on its archive among its notes."""
    if source.data is None:
        return Recording(source.name, "", (), source.rejected)
    recording = parse(source.data, source.name, decoder=decoder, strict=strict)
    damage = next((one for one in source.notes if is_damage(one)), None)
    if strict and damage is not None and recording.tracks:
        refusal = refused(source.name, as_error(damage, "rejected, as asked")).rejected
        return Recording(source.name, recording.sha256, (), refusal)
    if not recording.tracks or not (source.notes or source.hints):
        return recording
    tracks = (
        recording.tracks if source.hints is None else tuple(told(track, source.hints) for track in recording.tracks)
    )
    first = replace(tracks[0], notes=(*source.notes, *tracks[0].notes))
    return replace(recording, tracks=(first, *tracks[1:]))
