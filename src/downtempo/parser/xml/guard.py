"""The guard before expat: it sees UTF-8, no document type, and only the kinds of document that are read here."""

from __future__ import annotations

import re

from ... import limits
from ...dataclass import dataclass
from ...errors import Forbidden, InputError, LimitExceeded, Malformed, Truncated, UnknownFormat

_BOM = b"\xef\xbb\xbf"
_BLANKS = b" \t\r\n"
_ROOTS = frozenset({"gpx", "TrainingCenterDatabase", "Activities"})
_HEALTH = "HealthData"
#: Encodings that are recoded, by their names in lower case; everything else than these and UTF-8 is refused.
_SINGLE_BYTE = {
    "iso-8859-1": "iso-8859-1",
    "iso8859-1": "iso-8859-1",
    "latin1": "iso-8859-1",
    "latin-1": "iso-8859-1",
    "iso-8859-15": "iso-8859-15",
    "iso8859-15": "iso-8859-15",
    "windows-1252": "windows-1252",
    "cp1252": "windows-1252",
}
#: UTF-16 without a byte order mark is UTF-8 with a wrong label if its first byte is a plain `<`.
_UTF_8 = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "utf-16"})
_ENCODING = re.compile(rb"""<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([^"'>]{0,40})["']""")
_NAME = re.compile(rb"<([^\s<>/!?='\"&]+)(?=([\s>/])|\Z)")
_DOCTYPE = re.compile(rb"<!DOCTYPE\s+([^\s\[>]*)", re.IGNORECASE)
#: What may hide a bracket, and brackets; an unclosed one reaches to the end, so that the scan stays linear.
_DTD_TOKEN = re.compile(
    rb"""<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|"[^"]*(?:"|\Z)|'[^']*(?:'|\Z)|[\[\]>]""",
    re.DOTALL,
)
_OPENINGS = (b"<!--", b"<!DOCTYPE ")
_LONGEST_OPENING = 10
_DECLARATION = b"xmlns"
_OUTSIDE = re.compile(rb"ENTITY|SYSTEM|PUBLIC|%")


@dataclass(frozen=True, slots=True)
class Document:
    """XML that expat may see: `body` is UTF-8 without a document type, `root` the local name of its first element.

    `shift` added to an index into `body` gives the byte of the file; None where the file was recoded.
    """

    body: bytes
    root: str
    shift: int | None

    def offset(self, index: int) -> int | None:
        """Return the byte of the file that stands at `index` of the body, if it is known."""
        return None if self.shift is None else index + self.shift


def admit(data: bytes) -> Document:
    """Recode `data` to UTF-8, cut its document type out unread, and look at the name of the root.

    Raises
    ------
    UnknownFormat
        Empty, no XML, or neither GPX nor TCX.
    Forbidden
        The document type declares entities, names outside files, or is larger than the limit.
    Malformed
        An encoding that is not read.
    Truncated
        The file ends before its first element.
    """
    body, shift = _utf_8(data)
    if not body:
        raise UnknownFormat("empty-file", "the file is empty", hint="ask for the original")
    at, body = _prolog(body)
    return Document(body, _root(body, at), shift)


def health_prolog(head: bytes) -> bytes:
    """Return the beginning of a health document, its document type cut out unread.

    Raises
    ------
    InputError
        As `admit`, and UnknownFormat for every other document.
    """
    body = head.removeprefix(_BOM).lstrip(_BLANKS)
    _refuse_utf_16(body)
    at, body = _prolog(body)
    found = _NAME.match(body, at)
    if not found or found[1] != _HEALTH.encode():
        raise UnknownFormat("unknown-format", "not a health document")
    return body


def _utf_8(data: bytes) -> tuple[bytes, int | None]:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        # Halves of characters pass here: expat refuses them at their place, and what stands before is kept.
        text = data[: len(data) & ~1].decode("utf-16", "surrogatepass")
        return text.lstrip("\ufeff \t\r\n").encode("utf-8", "surrogatepass"), None
    body = data
    while body.startswith(_BOM):
        body = body[len(_BOM) :]
    has_bom = len(body) < len(data)
    body = body.lstrip(_BLANKS)
    shift = len(data) - len(body)
    found = _ENCODING.match(body)
    declared = found[1].decode("ascii", "replace").lower() if found else "utf-8"
    if has_bom or declared in _UTF_8 or (declared in _SINGLE_BYTE and body.isascii()):
        _refuse_utf_16(body)
        return body, shift
    if declared not in _SINGLE_BYTE:
        raise Malformed("xml-encoding", "an encoding that is not read; refused", hint="save it as UTF-8")
    return body.decode(_SINGLE_BYTE[declared], "surrogateescape").encode("utf-8", "surrogatepass"), None


def _refuse_utf_16(body: bytes) -> None:
    if body[:2] in {b"<\0", b"\0<"}:
        raise Malformed("xml-encoding", "UTF-16 without a byte order mark; refused", hint="save it as UTF-8")


def _prolog(body: bytes) -> tuple[int, bytes]:
    """Return where the root stands, and the body with blanks in place of the document type."""
    at, has_type = 0, False
    while True:
        at = _past_blanks(body, at)
        if body.startswith(b"<?", at):
            at = _past(body, at + 2, b"?>")
        elif body.startswith(b"<!--", at):
            at = _past(body, at + 4, b"-->")
        elif found := _DOCTYPE.match(body, at):
            if has_type:
                raise Forbidden("xml-dtd", "a second document type; refused", offset=at)
            has_type = True
            end = _type_end(body, at, found[1])
            body = b"".join((body[:at], b" " * (end - at), body[end:]))
            at = end
        elif any(opening.startswith(body[at : at + _LONGEST_OPENING + 1]) for opening in _OPENINGS):
            raise _ends_early()
        else:
            return at, body


def _past_blanks(body: bytes, at: int) -> int:
    while body[at : at + 1] and body[at] in _BLANKS:
        at += 1
    return at


def _past(body: bytes, at: int, closing: bytes) -> int:
    end = body.find(closing, at)
    if end < 0:
        raise _ends_early()
    return end + len(closing)


def _ends_early() -> InputError:
    return Truncated("xml-truncated", "the file ends before its first element; nothing to read")


def _type_end(body: bytes, at: int, name: bytes) -> int:
    if name.lower() == b"html":
        raise _unknown("a web page, not a recording")
    window = body[at : at + limits.XML_DTD_BYTES]
    end = _bracketed(window)
    if _OUTSIDE.search(window if end is None else window[:end]):
        raise Forbidden(
            "xml-entity", "the document type declares entities or names other files; refused unread", offset=at
        )
    if end is not None:
        return at + end
    if len(body) - at > limits.XML_DTD_BYTES:
        text = f"the document type is larger than {limits.XML_DTD_BYTES >> 10} KiB; refused unread"
        hint = f"{limits.option_of('XML_DTD_BYTES')} allows more"
        raise Forbidden("xml-dtd", text, offset=at, hint=hint)
    raise _ends_early()


def _bracketed(window: bytes) -> int | None:
    """Return the end of the document type that `window` starts with, None if it is not in there."""
    inside = False
    for token in _DTD_TOKEN.finditer(window, len(b"<!DOCTYPE")):
        if token[0] == b"[":
            inside = True
        elif token[0] == b"]":
            inside = False
        elif token[0] == b">" and not inside:
            return token.end()
    return None


def count_namespaces(body: bytes) -> None:
    """Look at how many namespaces an element declares, before expat does quadratic work on them.

    Raises
    ------
    LimitExceeded
        More than `downtempo.limits` allows an element to have attributes.
    """
    if body.count(_DECLARATION) <= limits.XML_ATTRIBUTES:
        return
    places = [found.start() for found in re.finditer(_DECLARATION, body)]
    for first, last in zip(places, places[limits.XML_ATTRIBUTES :], strict=False):
        if body.find(b"<", first, last) < 0:
            text = f"an element declares more than {limits.XML_ATTRIBUTES} namespaces; not read"
            raise LimitExceeded("limit-attributes", text, offset=first, limit="XML_ATTRIBUTES")


def _root(body: bytes, at: int) -> str:
    found = _NAME.match(body, at)
    if not found:
        raise _unknown("neither FIT nor GPX nor TCX")
    local = found[1].rpartition(b":")[2].decode("utf-8", "replace")
    if local in _ROOTS:
        return local
    if not found[2] and any(root.startswith(local) for root in (*_ROOTS, _HEALTH)):
        raise _ends_early()
    if local == _HEALTH:
        raise UnknownFormat(
            "apple-health",
            "the document of an Apple Health export, not a recording",
            hint="give the folder or the archive that it lies in",
        )
    raise _unknown("XML, but neither GPX nor TCX")


def _unknown(what: str) -> UnknownFormat:
    return UnknownFormat("unknown-format", what, hint="give a FIT, GPX or TCX file")
