"""One file: from its bytes to a `Recording`, whatever the bytes are."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal

from .. import limits
from ..dataclass import replace
from ..errors import InputError, LimitExceeded, UnknownFormat
from ..model import Note, Recording, Rejection, Severity
from ..text import safe
from .notes import as_error, code_of, is_damage, note
from .sniff import sniff

if TYPE_CHECKING:
    from .draft import Draft

Decoder = Literal["fast", "reference"]

_NESTING = 3
_SQLITE = b"SQLite format 3\0"
_ASK_FOR_ORIGINAL = "get the original file from the watch or the service"
#: Rejections that are no damage.
_MILD: dict[str, Severity] = {"not-activity": "info", "no-points": "warning"}
_EXTENSIONS = ("fit", "gpx", "tcx")


def parse(data: bytes, name: str, *, decoder: Decoder = "fast", strict: bool = False) -> Recording:
    """Read one FIT, GPX or TCX file, or a training session of Polar, plain or gzipped.

    Parameters
    ----------
    data
        The whole file.
    name
        The name to show; it decides nothing.
    decoder
        `reference` reads FIT with fitparse, GPX with gpxpy and TCX with ElementTree: slower, for comparison.
    strict
        Reject a damaged file instead of delivering what is whole.

    Returns
    -------
    Recording
        Its tracks, or the reason why there are none. Bad content never raises.
    """
    inner = data
    try:
        inner, notes = _inflated(data, claimed(name))
        drafts = _drafts(inner, decoder)
        notes += _misnamed(claimed(name), drafts)
        if notes:
            drafts = [replace(draft, notes=(*notes, *draft.notes)) for draft in drafts]
        return _recording(name, inner, drafts, strict=strict)
    except InputError as error:
        text = safe(f"{error.message}; {error.hint or _ASK_FOR_ORIGINAL}")
        rejection = Rejection(name, error.code, text, code_of(error.code), _MILD.get(error.code, "error"), error.offset)
        return Recording(name, _digest(inner), rejected=rejection)


def claimed(name: str) -> str:
    """Return what a name claims of the content: all of it that may change what is read.

    >>> claimed("runs/Monday.FIT.gz"), claimed("export.bin")
    ('.fit.gz', '')
    """
    packed = ".gz" if name.lower().endswith(".gz") else ""
    extension = name.lower().removesuffix(".gz").rpartition(".")[2]
    return f".{extension}{packed}" if extension in _EXTENSIONS else packed


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _inflated(data: bytes, claim: str) -> tuple[bytes, list[Note]]:
    notes: list[Note] = []
    if claim.endswith(".gz") and sniff(data) != "gzip":
        notes.append(
            note("extension-mismatch", "info", "the name ends in .gz, the content is not compressed; read as is")
        )
    for depth in range(_NESTING):
        if sniff(data) != "gzip":
            break
        from .gzips import inflate

        if depth:
            notes.append(note("nested-container", "info", "gzip inside gzip; unpacked"))
        data, found = inflate(data)
        notes += found
    if len(data) > limits.FILE_BYTES:
        raise LimitExceeded(
            "limit-bytes",
            f"larger than {limits.FILE_BYTES >> 20} MiB; not read",
            hint="split the file",
            limit="FILE_BYTES",
        )
    return data, notes


def _drafts(data: bytes, decoder: Decoder) -> list[Draft]:
    kind = sniff(data)
    if kind == "empty":
        raise UnknownFormat("empty-file", "the file is empty; nothing to read", hint=_ASK_FOR_ORIGINAL)
    if kind == "zip":
        raise UnknownFormat(
            "zip-unsupported", "a zip archive in place of a recording; not read", hint="unpack it first"
        )
    if kind == "json":
        from .polar import read_polar

        return read_polar(data)
    if data.startswith(_SQLITE):
        hint = "if it is a store of downtempo: audit, check, next and what-if read it as sqlite:///FILE"
        raise UnknownFormat("unknown-format", "an SQLite database, no recording; not read", hint=hint)
    if kind not in ("fit", "xml"):
        raise UnknownFormat("unknown-format", "neither FIT nor GPX nor TCX; not read", hint=_ASK_FOR_ORIGINAL)
    if decoder == "reference":
        from .reference import read_reference

        return read_reference(data)
    if kind == "fit":
        from .fit import read_fit

        return read_fit(data)
    from .xml import read_xml

    return read_xml(data)


def _misnamed(claim: str, drafts: list[Draft]) -> list[Note]:
    extension = claim.removesuffix(".gz").removeprefix(".")
    if not extension or all(draft.format == extension for draft in drafts):
        return []
    found = drafts[0].format.upper()
    return [
        note("extension-mismatch", "info", f"the name ends in .{extension}, the content is {found}; read as {found}")
    ]


def _recording(name: str, data: bytes, drafts: list[Draft], *, strict: bool) -> Recording:
    """Finish the drafts.

    Raises
    ------
    InputError
        Nothing to deliver, or damage where `strict` allows none.
    """
    from .draft import finish

    sha256 = _digest(data)
    damage = [one for draft in drafts for one in draft.notes if (is_damage(one) if strict else one.severity == "error")]
    tracks = [] if strict and damage else [track for draft in drafts for track in finish(draft, name, sha256)]
    if tracks:
        return Recording(name, sha256, tuple(tracks))
    if damage:
        raise as_error(damage[0], "rejected, as asked" if strict else "nothing could be kept")
    raise InputError(
        "no-points", "no point with a time or a position; nothing to judge", hint="check what was recorded"
    )
