"""Why decoders differ, as far as it is known; found by reading both on files where they do."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from ...model.checkup import Difference, Piece

_UNKNOWN = "not known; please report it with the file"
_DAMAGE = frozenset({"fit-corrupt-record", "fit-truncated", "fit-unfinished", "fit-size-mismatch", "fit-crc"})
_NO_DATA = ("data told", "0 bytes")
_PACKED_FIELD = "8"

#: What a file of fitparse's differs by, the surest cause first: column (any if empty), sign, cause.
_STRAP = "heart beats that a strap stored apart; fitparse does not put them beside the records"
_PACKED = "speed and distance packed into one field; fitparse does not unroll it, nor take it for silent"
_SIZED = "a field whose size does not fit its type: left out here, read in part by fitparse"
_DEVELOPER = "a field of an app fills what the watch left silent; fitparse leaves it under its own name"
_OTHER_ROWS = "damage before: the decoders take other bytes for records there"


def cause_of(one: Difference, decoder: str, reasons: Set[str], pieces: Sequence[Piece]) -> Difference:
    """Return the difference with its cause, if there is one to tell."""
    if one.is_alike:
        return one
    cause = _of_fitparse(one, reasons, pieces) if decoder == "fitparse" else _UNKNOWN
    return replace(one, cause=cause)


def _of_fitparse(one: Difference, reasons: Set[str], pieces: Sequence[Piece]) -> str:
    counts = {name for piece in pieces for name, _ in piece.counts}
    if one.column == "heart_rate_bpm" and one.n_only_ours and "hr" in counts:
        return _STRAP
    if one.column in ("speed_mps", "distance_m") and _PACKED_FIELD in _record_fields(pieces):
        return _PACKED
    if "fit-field-size" in reasons:
        return _SIZED
    if one.n_only_ours and "field_description" in counts:
        return _DEVELOPER
    return _OTHER_ROWS if reasons & _DAMAGE else _UNKNOWN


def _record_fields(pieces: Sequence[Piece]) -> set[str]:
    told = (value for piece in pieces for name, value in piece.facts if name == "record fields")
    return {number for numbers in told for number in numbers.split(", ")}


def cause_of_rows(fault: str, rows_ours: int, rows_theirs: int, reasons: Set[str], pieces: Sequence[Piece]) -> str:
    """Return why one decoder has other rows than the other; nothing where they have the same number."""
    if rows_ours == rows_theirs:
        return ""
    if not rows_theirs and any(_NO_DATA in piece.facts for piece in pieces):
        return "the header tells no data, and other decoders read nothing then"
    if fault and rows_theirs < rows_ours:
        return "it ends at the first damage; here reading goes on, or keeps what stands before"
    return "it takes damage for records, or loses what stands behind it" if reasons & _DAMAGE else _UNKNOWN
