"""GPX and TCX: the guard, one pass of expat, and what it collected as drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...errors import InputError, Malformed, Truncated
from ...model import Note
from ..draft import Draft
from ..notes import note
from . import vocabulary
from .drafts import drafts_of
from .guard import Document, admit
from .sheet import Sheet
from .table import Table, table_of
from .thin import LEAST_BYTES, by_shape
from .walk import collect

_FAULTS = {
    "xml-truncated": "the file ends in mid-document",
    "xml-malformed": "not well-formed",
    "xml-trailing-data": "something stands behind the end of the document",
}


def read_xml(data: bytes) -> list[Draft]:
    """Return the tracks of a GPX or TCX file, in file order, each with at least one point.

    Points that were closed before a cut or a fault are kept; a note on the last track tells of it.

    Raises
    ------
    InputError
        UnknownFormat, Malformed, Truncated, Forbidden or LimitExceeded where nothing can be delivered.
    """
    document = admit(data)
    is_gpx = document.root == "gpx"
    sheet, table = _read(document)
    drafts = drafts_of(table, "gpx" if is_gpx else "tcx")
    if not drafts:
        raise _nothing(document, sheet, table.notes)
    notes = (*table.notes, *_remarks(document, sheet))
    if not notes:
        return drafts
    return [*drafts[:-1], replace(drafts[-1], notes=(*drafts[-1].notes, *notes))]


def _read(document: Document) -> tuple[Sheet, Table]:
    found = by_shape(document) if len(document.body) >= LEAST_BYTES else None
    if found:
        return found
    sheet = collect(document)
    return sheet, table_of(sheet)


def _remarks(document: Document, sheet: Sheet) -> list[Note]:
    notes = []
    if not vocabulary.is_known(document.root, sheet.root_uri):
        reason = "gpx-namespace" if document.root == "gpx" else "tcx-namespace"
        notes.append(note(reason, "warning", "an unknown namespace; read as if it were the usual one"))
    if not sheet.has_namespaces:
        notes.append(note("xml-prefix", "info", "a prefix is declared nowhere; names were read without prefixes"))
    if sheet.fault:
        kept = f"{_FAULTS[sheet.fault.reason]} ({sheet.fault.message}); the {sheet.rows} points before are kept"
        notes.append(note(sheet.fault.reason, "error", kept, document.offset(sheet.fault.index)))
    return notes


def _nothing(document: Document, sheet: Sheet, notes: Sequence[Note]) -> InputError:
    """Return the reason why no track can be delivered."""
    if sheet.fault and sheet.fault.reason != "xml-trailing-data":
        kind = Truncated if sheet.fault.reason == "xml-truncated" else Malformed
        where = document.offset(sheet.fault.index)
        message = f"{_FAULTS[sheet.fault.reason]} ({sheet.fault.message}), and no point stands before"
        return kind(sheet.fault.reason, message, offset=where, hint="ask for the original")
    if sheet.rows:
        return Malformed(
            notes[0].reason if notes else "no-points", "no point has a position or a time that can be read"
        )
    held = " and ".join(f"{n} {name}{'s' * (n > 1)}" for name, n in sorted(sheet.others.items()))
    if held and not sheet.tracks:
        return InputError("not-activity", f"holds {held}, but no track: a plan, not a run")
    return InputError("no-points", "no track holds a point")
