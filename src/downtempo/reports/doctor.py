"""What is to be seen in a file, for a person and as JSON; and what became of a repaired one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from ..model import Note
from ..model.checkup import Beside, Checkup, Difference, Held, Piece
from ..model.repaired import Repaired
from ..text import safe
from ..units import clock
from .documents import json_text
from .words import COLOURS, Paint, count_words, file_words, wrap

DOCTOR_SCHEMA = "downtempo/doctor/1"
REPAIR_SCHEMA = "downtempo/repair/1"
_GAPS_SHOWN = 10


def doctor_json(checkups: Sequence[Checkup], advice: Sequence[str]) -> str:
    """Write everything that was seen."""
    files = [{**asdict(checkup), "whole": checkup.is_whole} for checkup in checkups]
    return json_text({"schema": DOCTOR_SCHEMA, "files": files, "advice": list(advice)}) + "\n"


def repair_json(repaired: Repaired) -> str:
    """Write what was found, written and lost."""
    return json_text({"schema": REPAIR_SCHEMA, **asdict(repaired)}) + "\n"


def doctor_text(checkups: Sequence[Checkup], advice: Sequence[str], *, paint: Paint, width: int) -> str:
    """Write each file with its structure, its notes, and the other decoder beside ours."""
    lines: list[str] = []
    for one in checkups:
        lines += [*_head(one, paint, width), *_notes(one.notes, paint, width)]
        lines += [line for text in one.dropped for line in wrap(text, width, "  ", "dropped  ", "yellow", paint)]
        lines += [*_beside(one.beside, width), ""]
    lines += [line for text in advice for line in wrap(text, width, "", "advice  ", "yellow", paint)]
    return "\n".join(line.rstrip() for line in lines or ["No recordings here."]).rstrip("\n") + "\n"


def _head(one: Checkup, paint: Paint, width: int) -> Iterator[str]:
    yield paint(file_words(one.file), "bold")
    yield from wrap(f"{one.format}, {one.size} bytes, sha256 {one.sha256 or '-'}", width, "  ")
    for piece in one.pieces:
        yield from _piece(piece, width)
    for k, held in enumerate(one.tracks, start=1):
        yield from _held(held, k, width)
    if one.rejected is not None:
        yield from wrap(f"{one.rejected.reason}: {one.rejected.message}", width, "  ", "not read  ", "red", paint)


def _piece(piece: Piece, width: int) -> Iterator[str]:
    facts = ", ".join(f"{name} {value}" for name, value in piece.facts)
    yield from wrap(f"{piece.name} at byte {piece.offset}, {piece.size} bytes: {facts}", width, "  ")
    if piece.counts:
        yield from wrap(", ".join(f"{name} {n}" for name, n in piece.counts), width, "    ")
    for start, stop in piece.gaps[:_GAPS_SHOWN]:
        yield from wrap(f"{stop - start} bytes from byte {start} on were not read", width, "    ")
    if len(piece.gaps) > _GAPS_SHOWN:
        yield f"    and {len(piece.gaps) - _GAPS_SHOWN} more places"


def _held(held: Held, k: int, width: int) -> Iterator[str]:
    lasts = "no times" if held.duration_s is None else clock(held.duration_s)
    told = f"track {k}: {held.start_utc or 'no date'}, {held.sport}, {lasts}, {count_words(held.points, 'point')}"
    events = f"{count_words(held.rows, 'row')}, {count_words(held.laps, 'lap')}, {count_words(held.pauses, 'pause')}"
    yield from wrap(f"{told} in {events}", width, "  ")
    yield from wrap(", ".join(f"{name} {n}" for name, n in held.columns), width, "    ")


def _notes(notes: Sequence[Note], paint: Paint, width: int) -> Iterator[str]:
    for note in dict.fromkeys(notes):
        offset = f" at byte {note.offset}" if note.offset is not None else ""
        told = f"  [{note.code} {note.reason}]{offset} {note.message}"
        yield from wrap(told, width, "  ", note.severity, COLOURS[note.severity], paint)


def _beside(beside: Beside | None, width: int) -> Iterator[str]:
    if beside is None:
        return
    rows = f"{beside.rows_ours} rows here, {beside.rows_theirs} there, {beside.n_common} of the same instants"
    yield from wrap(f"beside {beside.decoder}: {rows}", width, "  ")
    if beside.fault:
        yield from wrap(beside.fault, width, "    ")
    if beside.cause:
        yield from wrap(f"why: {beside.cause}", width, "    ")
    for one in beside.columns:
        yield from wrap(f"{one.column:<16}{_difference(one)}", width, "    ")


def _difference(one: Difference) -> str:
    if one.is_alike:
        return f"{one.n_alike} values alike"
    parts = [f"{one.n_alike} values alike"]
    parts += [f"{one.n_apart} differ, by at most {one.largest:.6g}"] if one.n_apart else []
    parts += [f"{one.n_only_ours} only here"] if one.n_only_ours else []
    parts += [f"{one.n_only_theirs} only there"] if one.n_only_theirs else []
    values = "" if one.ours is one.theirs is None else f" ({_value(one.ours)} here, {_value(one.theirs)} there)"
    return f"{', '.join(parts)}; first in row {one.row}{values}; cause: {one.cause}"


def _value(value: float | None) -> str:
    return "silent" if value is None else f"{value:.10g}"


def repair_text(repaired: Repaired, *, paint: Paint, width: int) -> str:
    """Write what was wrong, what was written, and what the copy does not hold."""
    rows = f"{count_words(repaired.tracks, 'track')}, {count_words(repaired.points, 'row')}"
    if repaired.written:
        lines = [paint(f"{file_words(repaired.written)}: {rows}, {repaired.format}", "bold")]
    elif repaired.found:
        lines = [f"{file_words(repaired.file)}: a copy would be no better; nothing was written."]
    else:
        lines = [f"{file_words(repaired.file)} is whole: nothing to repair, nothing was written."]
    lines += _notes(repaired.found, paint, width)
    remaining = repaired.remaining if repaired.written else ()
    for mark, texts in (("lost", repaired.lost), ("still", [f"[{n.reason}] {n.message}" for n in remaining])):
        lines += [line for text in texts for line in wrap(safe(text, 1000), width, "  ", f"{mark:<8}", "yellow", paint)]
    return "\n".join(line.rstrip() for line in lines) + "\n"
