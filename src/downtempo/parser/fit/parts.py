"""The frame of a FIT file: headers, sizes, checksums, and parts that were written one behind the other."""

from __future__ import annotations

from collections.abc import Iterator

from ... import limits
from ...dataclass import dataclass, replace
from ...errors import LimitExceeded, Malformed, Truncated
from ...model import Note
from ..notes import note
from .checksum import crc16
from .messages import Messages
from .salvage import gap_notes, walk_carefully
from .stride import Walk
from .walk import messages, walk_on

_MAGIC = b".FIT"
_HEADER_SIZES = (12, 14)
_LAST_PROTOCOL = 2
_CUT_SHORT = frozenset({"fit-truncated", "fit-unfinished"})
_HINT = "copy the file from the watch again"


@dataclass(frozen=True, slots=True)
class Header:
    """A header at `at`: its own size, and the declared size of the data behind it."""

    at: int
    size: int
    data_size: int

    @property
    def start(self) -> int:
        """Where the data begin."""
        return self.at + self.size

    @property
    def stop(self) -> int:
        """Where the data end, if the header is right."""
        return self.at + self.size + self.data_size


@dataclass(frozen=True, slots=True)
class Part:
    """One FIT file among those in a row.

    `gaps` are places [byte] before which something was lost; behind `stop` other things may follow.
    """

    header: Header
    messages: Messages
    gaps: tuple[int, ...]
    notes: tuple[Note, ...]
    end: int
    stop: int


def parts(data: bytes) -> Iterator[Part]:
    """Yield every part of a file that begins with a FIT header.

    Raises
    ------
    InputError
        The first header is no header of a FIT file that can be read, or a limit is passed.
    """
    at: int | None = 0
    for _ in range(limits.PARTS):
        if at is None:
            return
        part = _part(data, _header(data, at))
        at = _find_header(data, part.stop)
        rest = _trailing(data, part.stop, len(data) if at is None else at)
        yield replace(part, notes=(*part.notes, *rest))
    if at is not None:
        text = f"more than {limits.PARTS} parts in one file; not read"
        raise LimitExceeded("limit-parts", text, hint="split the file", limit="PARTS")


def again(part: Part) -> Part:
    """Read a part once more, with an eye on what its records say."""
    data = part.messages.data
    walk = Walk(data, part.header.start, part.end)
    gaps = walk_carefully(walk, ends_whole=ends_whole(part))
    notes = gap_notes(gaps, data, part.end)
    inner = tuple(gap.stop for gap in gaps if gap.stop < part.end)
    return replace(part, messages=messages(walk), gaps=inner, notes=(*part.notes, *notes))


def ends_whole(part: Part) -> bool:
    """Whether a message must end where the data of a part end: not if the file was cut, or never closed."""
    return part.end == part.header.stop or any(one.reason == "fit-size-mismatch" for one in part.notes)


def _header(data: bytes, at: int) -> Header:
    head = data[at : at + 14]
    if len(head) < 12 or (head[0] == 14 and len(head) < 14):
        raise Truncated("fit-header-truncated", "the file ends in its header; nothing to read", hint=_HINT)
    if head[0] not in _HEADER_SIZES or head[8:12] != _MAGIC:
        raise Malformed("fit-bad-header", f"a FIT header of {head[0]} bytes; not read", offset=at, hint=_HINT)
    if head[1] >> 4 > _LAST_PROTOCOL:
        text = f"FIT protocol {head[1] >> 4}; versions 1 and 2 are read"
        raise Malformed("fit-protocol", text, offset=at, hint="export it as GPX or TCX")
    return Header(at, head[0], int.from_bytes(head[4:8], "little"))


def _find_header(data: bytes, at: int) -> int | None:
    """Return where the first header at or behind `at` stands."""
    found = data.find(_MAGIC, at + 8)
    while found >= 0:
        start = found - 8
        if data[start] in _HEADER_SIZES and data[start + 1] >> 4 <= _LAST_PROTOCOL and len(data) - start >= data[start]:
            return start
        found = data.find(_MAGIC, found + 1)
    return None


def _trailing(data: bytes, at: int, stop: int) -> tuple[Note, ...]:
    rest = data[at:stop]
    if not rest:
        return ()
    if not rest.strip(b"\0") or not rest.strip(b"\xff"):
        return (note("trailing-data", "info", f"{len(rest)} bytes of padding behind the data; ignored", at),)
    return (note("trailing-data", "warning", f"{len(rest)} bytes behind the data are no recording; ignored", at),)


def _part(data: bytes, head: Header) -> Part:
    end, stop, notes = _extent(data, head)
    if head.size == 14 and not _is_header_sealed(data[head.at : head.start]):
        text = "the checksum of the header is wrong; read as it stands"
        notes = (*notes, note("fit-header-crc", "warning", text, head.at))
    walk = Walk(data, head.start, end)
    problem = walk_on(walk)
    part = Part(head, messages(walk), (), notes, end, stop)
    reasons = {one.reason for one in notes}
    if problem is None and not reasons:
        return part
    careful = again(part)
    only_cut = problem is not None and problem.reason == "fit-truncated" and not careful.gaps
    return part if only_cut and reasons & _CUT_SHORT else careful


def _extent(data: bytes, head: Header) -> tuple[int, int, tuple[Note, ...]]:
    """Return where the messages of a part end, where its bytes end, and what is odd about its size or checksum."""
    if head.data_size and head.stop + 2 <= len(data):
        if _is_sealed(data, head.at, head.stop + 2):
            return head.stop, head.stop + 2, ()
        return _unsealed(data, head)
    following = _find_header(data, head.start)
    limit = len(data) if following is None else following
    if head.data_size and head.stop <= limit:
        text = "the file ends before its checksum; all records are there, unverified; copy it from the watch again"
        return head.stop, limit, (note("fit-truncated", "error", text, limit),)
    if limit - 2 >= head.start and _is_closed(data, head, limit):
        text = f"the header says {head.data_size} bytes, there are {limit - 2 - head.start}; the checksum is right"
        return limit - 2, limit, (note("fit-size-mismatch", "warning", text, head.at),)
    if not head.data_size:
        text = "the recording was never closed; read to the end of the file; check its last minutes"
        return limit, limit, (note("fit-unfinished", "error", text, head.at),)
    text = f"the file ends {head.stop - limit} bytes early; all whole records are kept; {_HINT}"
    return limit, limit, (note("fit-truncated", "error", text, limit),)


def _is_closed(data: bytes, head: Header, stop: int) -> bool:
    """Whether the bytes end in their own checksum, made with the header as it is or as it should be."""
    size = (stop - 2 - head.start).to_bytes(4, "little")
    mended = data[head.at : head.at + 4] + size + data[head.at + 8 : stop]
    return _is_sealed(data, head.at, stop) or crc16(mended) == 0


def _unsealed(data: bytes, head: Header) -> tuple[int, int, tuple[Note, ...]]:
    """Tell a wrong checksum from a header that says too little: then the messages go on behind its end."""
    following = _find_header(data, head.stop)
    limit = len(data) if following is None else following
    if limit > head.stop + 2:
        reached = _reached(data, head, limit)
        if reached > head.stop + 2:
            found = f"the header says {head.data_size} bytes, messages go on for {reached - head.start}"
            text = f"{found}; all are read; {_HINT}"
            return reached, limit, (note("fit-size-mismatch", "error", text, head.at),)
    text = "the checksum is wrong; what the structure gives is kept, unverified"
    return head.stop, head.stop + 2, (note("fit-crc", "warning", text, head.stop),)


def _reached(data: bytes, head: Header, limit: int) -> int:
    """Return where the last message before `limit` ends, a checksum aside."""
    is_closed = _is_closed(data, head, limit)
    end = limit - 2 if is_closed else limit
    walk = Walk(data, head.start, end)
    if walk_on(walk) is None:
        return end
    gaps = walk_carefully(Walk(data, head.start, end), ends_whole=is_closed)
    return gaps[-1].start if gaps and gaps[-1].stop == end else end


def _is_sealed(data: bytes, at: int, stop: int) -> bool:
    """Whether the bytes end in their own checksum."""
    return crc16(memoryview(data)[at:stop]) == 0


def _is_header_sealed(header: bytes) -> bool:
    """Whether the checksum of a long header is right, or not given."""
    return header[12:14] == b"\0\0" or crc16(header) == 0
