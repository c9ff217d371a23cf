"""What a file is, told by its first bytes and never by its name."""

from __future__ import annotations

from typing import Literal

Kind = Literal["fit", "xml", "json", "gzip", "zip", "empty", "unknown"]

#: An archive begins with a member, or with its end where it is empty.
ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_BLANKS = b" \t\r\n"
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def sniff(data: bytes) -> Kind:
    """Return the kind of `data`.

    Notes
    -----
    FIT has `.FIT` at byte 8; a stub of a FIT header (under 12 bytes, with a header size of 12 or 14 in front) counts
    as FIT too, so that it can be told apart from something that never was a recording. XML is anything that begins
    like markup: the XML reader looks at its root. JSON is anything that begins like an object.
    """
    if not data:
        return "empty"
    if data[8:12] == b".FIT" or _is_stub(data):
        return "fit"
    if data[:2] == b"\x1f\x8b":
        return "gzip"
    if data.startswith(ZIP_MAGIC):
        return "zip"
    first = data[:4096].lstrip(_BLANKS)[:1]
    if data.startswith(_BYTE_ORDER_MARKS) or first == b"<":
        return "xml"
    return "json" if first == b"{" else "unknown"


def _is_stub(data: bytes) -> bool:
    return len(data) < 12 and data[0] in (12, 14) and b".FIT".startswith(data[8:])
