"""One pass of expat over a document: every element is counted against the limits, known ones fill the sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from xml.parsers import expat

from ... import limits
from ...errors import Forbidden, LimitExceeded
from .actions import CLOSERS, MARKED, OPENERS
from .guard import Document, count_namespaces
from .sheet import Declared, Fault, Sheet
from .vocabulary import NOWHERE, Node, find, grown, tree

_SLICE_BYTES = 64 << 10
#: How many names each place remembers, and how long they may be: the memory outlives the document.
_MEMO, _LONG_NAME = 256, 256
#: Stands between namespace and name: a character that no XML document can hold, not even as a reference.
_SEPARATOR = "\f"
#: Errors that only a reader of namespaces sees: undeclared, undeclaring and reserved prefixes.
_PREFIX_ERRORS = frozenset({27, 28, 38, 39, 40})
#: Errors that expat tells only at the end of its input: no element, an open token, half a character, open CDATA.
_CUT_ERRORS = frozenset({3, 5, 6, 20})

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


def collect(document: Document, *, has_marks: bool = False) -> Sheet:
    """Collect what the document holds, up to its end or its first fault, with marks if wanted.

    A prefix that is declared nowhere makes a second pass, which takes all names without their prefixes.

    Raises
    ------
    LimitExceeded
        Deeper, longer or more than `downtempo.limits` allows.
    """
    count_namespaces(document.body)
    sheet = Sheet(marks=[] if has_marks else None)
    _pass(document, sheet)
    if sheet.fault and sheet.fault.reason == "xml-prefix":
        sheet = Sheet(marks=[] if has_marks else None, has_namespaces=False)
        _pass(document, sheet)
    return sheet


def _pass(document: Document, sheet: Sheet) -> None:
    texts: list[str] = []
    stack: list[Node] = []
    parser = expat.ParserCreate("utf-8", _SEPARATOR if sheet.has_namespaces else None)
    parser.buffer_text = True
    parser.CharacterDataHandler = texts.append
    parser.StartDoctypeDeclHandler = _refuse_type
    scope: list[Declared] = []
    if sheet.marks is not None:
        parser.StartNamespaceDeclHandler = lambda prefix, uri: scope.append((prefix, uri))
        parser.EndNamespaceDeclHandler = lambda _prefix: scope.pop()
    parser.StartElementHandler = _starter(document.root, sheet, stack, texts, parser, scope)
    parser.EndElementHandler = _ender(sheet, stack, texts)
    try:
        _feed(parser, document.body, texts)
    except expat.ExpatError as error:
        is_over = sheet.has_root and not stack
        sheet.fault = Fault(_reason(error, is_over), expat.ErrorString(error.code), parser.ErrorByteIndex)


def _reason(error: expat.ExpatError, is_over: bool) -> str:
    if is_over:
        return "xml-trailing-data"
    if error.code in _PREFIX_ERRORS:
        return "xml-prefix"
    return "xml-truncated" if error.code in _CUT_ERRORS else "xml-malformed"


def _feed(parser: expat.XMLParserType, body: bytes, texts: list[str]) -> None:
    for at in range(0, len(body), _SLICE_BYTES):
        parser.Parse(body[at : at + _SLICE_BYTES], False)
        fed = min(at + _SLICE_BYTES, len(body))
        if fed - parser.CurrentByteIndex > limits.XML_TOKEN_BYTES:
            raise _too("token", f"one tag is longer than {limits.XML_TOKEN_BYTES >> 10} KiB", "XML_TOKEN_BYTES")
        if sum(map(len, texts)) > limits.XML_TEXT_BYTES:
            raise _too("text", f"one text is longer than {limits.XML_TEXT_BYTES >> 10} KiB", "XML_TEXT_BYTES")
    parser.Parse(b"", True)


def _starter(
    root: str, sheet: Sheet, stack: list[Node], texts: list[str], parser: expat.XMLParserType, scope: Sequence[Declared]
) -> Start:
    """Return what happens at each start of an element; it runs so often that it calls as little as it can."""
    marks = sheet.marks
    deepest, most = limits.XML_DEPTH, limits.XML_ATTRIBUTES
    opener, marked = OPENERS.get, MARKED

    def start(name: str, attributes: dict[str, str]) -> None:
        if stack:
            inside = stack[-1]
            node = NOWHERE if inside is NOWHERE else inside.known.get(name) or _learned(name, inside, sheet)
        else:
            node = _root_node(name, root, sheet)
        stack.append(node)
        if texts:
            texts.clear()
        if len(stack) > deepest:
            raise _too("depth", f"elements stand {deepest} deep in one another", "XML_DEPTH")
        if attributes and len(attributes) > most:
            raise _too("attributes", f"an element has more than {most} attributes", "XML_ATTRIBUTES")
        kind = node.kind
        if not kind:
            return
        if marks is not None and kind in marked and (kind != "old leaf" or sheet.is_gpx_10):
            marks.append((sheet.rows, node.fills, parser.CurrentByteIndex))
            if kind == "point":
                sheet.scopes.add(tuple(scope))
        opens = opener(kind)
        if opens:
            opens(sheet, node, attributes)

    return start


def _ender(sheet: Sheet, stack: list[Node], texts: list[str]) -> End:
    pop, closer = stack.pop, CLOSERS.get

    def end(_name: str) -> None:
        node = pop()
        closes = closer(node.kind)
        if closes:
            closes(sheet, node, texts)

    return end


def _root_node(name: str, root: str, sheet: Sheet) -> Node:
    uri, local = _split(name, sheet)
    sheet.has_root, sheet.root_uri = True, uri or ""
    if local != root:
        return NOWHERE
    return tree(root, uri) if len(name) <= _LONG_NAME else grown(root)


def _learned(name: str, inside: Node, sheet: Sheet) -> Node:
    uri, local = _split(name, sheet)
    node = find(inside, uri, local, sheet.root_uri) or NOWHERE
    if len(inside.known) < _MEMO and len(name) <= _LONG_NAME:
        inside.known[name] = node
    return node


def _split(name: str, sheet: Sheet) -> tuple[str | None, str]:
    if not sheet.has_namespaces:
        return None, name.rpartition(":")[2]
    uri, _, local = name.rpartition(_SEPARATOR)
    return uri, local


def _refuse_type(*_declared: object) -> None:
    raise Forbidden("xml-dtd", "a document type where none may stand; refused")


def _too(what: str, message: str, limit: str) -> LimitExceeded:
    return LimitExceeded(f"limit-{what}", f"{message}; not read", limit=limit)
