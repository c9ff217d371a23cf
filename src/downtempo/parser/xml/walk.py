"""One pass of expat over a document: every element is counted against the limits, known ones fill the sheet."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from ... import limits
from ...errors import Forbidden, LimitExceeded
from .actions import bind
from .guard import Document, count_namespaces
from .sheet import Fault, Sheet
from .vocabulary import Node, find

_SLICE_BYTES = 64 << 10
_MEMO = 256
#: Stands between namespace and name: a character that no XML document can hold, not even as a reference.
_SEPARATOR = "\f"
#: Errors that only a reader of namespaces sees: undeclared, undeclaring and reserved prefixes.
_PREFIX_ERRORS = frozenset({27, 28, 38, 39, 40})
#: Errors that expat tells only at the end of its input: no element, an open token, half a character, open CDATA.
_CUT_ERRORS = frozenset({3, 5, 6, 20})

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


def collect(document: Document, tree: Callable[[], Node], *, has_marks: bool = False) -> Sheet:
    """Collect what the document holds, up to its end or its first fault, with marks if wanted.

    A prefix that is declared nowhere makes a second pass, which takes all names without their prefixes.

    Raises
    ------
    LimitExceeded
        Deeper, longer or more than `downtempo.limits` allows.
    """
    count_namespaces(document.body)
    sheet = Sheet(marks=[] if has_marks else None)
    _pass(document, tree(), sheet)
    if sheet.fault and sheet.fault.reason == "xml-prefix":
        sheet = Sheet(marks=[] if has_marks else None, has_namespaces=False)
        _pass(document, tree(), sheet)
    return sheet


def _pass(document: Document, tree: Node, sheet: Sheet) -> None:
    texts: list[str] = []
    stack = [Node("", children={document.root: tree})]
    parser = expat.ParserCreate("utf-8", _SEPARATOR if sheet.has_namespaces else None)
    parser.buffer_text = True
    parser.CharacterDataHandler = texts.append
    parser.StartDoctypeDeclHandler = _refuse_type
    parser.StartElementHandler = _starter(sheet, stack, texts, lambda: parser.CurrentByteIndex)
    parser.EndElementHandler = _ender(stack)
    try:
        _feed(parser, document.body, texts)
    except expat.ExpatError as error:
        is_over = sheet.has_root and len(stack) == 1
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
            raise _too("token", "one tag is longer than 4 MiB")
        if sum(map(len, texts)) > limits.XML_TEXT_BYTES:
            raise _too("text", "one text is longer than 1 MiB")
    parser.Parse(b"", True)


def _starter(sheet: Sheet, stack: list[Node], texts: list[str], where: Callable[[], int]) -> Start:
    nowhere = Node("")

    def start(name: str, attributes: dict[str, str]) -> None:
        inside = stack[-1]
        node = inside.known.get(name)
        if node is None:
            node = nowhere if inside is nowhere else _learned(name, inside, sheet) or nowhere
            if node.open is None and node.close is None:
                bind(node, sheet, texts, where)
            if inside is not nowhere and len(inside.known) < _MEMO:
                inside.known[name] = node
        stack.append(node)
        texts.clear()
        if len(stack) > limits.XML_DEPTH + 1:
            raise _too("depth", f"elements stand {limits.XML_DEPTH} deep in one another")
        if len(attributes) > limits.XML_ATTRIBUTES:
            raise _too("attributes", f"an element has more than {limits.XML_ATTRIBUTES} attributes")
        if node.open:
            node.open(attributes)

    return start


def _ender(stack: list[Node]) -> End:
    def end(_name: str) -> None:
        close = stack.pop().close
        if close:
            close()

    return end


def _learned(name: str, inside: Node, sheet: Sheet) -> Node | None:
    uri: str | None
    if sheet.has_namespaces:
        uri, _, local = name.rpartition(_SEPARATOR)
    else:
        uri, local = None, name.rpartition(":")[2]
    if not sheet.has_root:
        sheet.has_root, sheet.root_uri = True, uri or ""
    return find(inside, uri, local, sheet.root_uri)


def _refuse_type(*_declared: object) -> None:
    raise Forbidden("xml-dtd", "a document type where none may stand; refused")


def _too(what: str, message: str) -> LimitExceeded:
    return LimitExceeded(f"limit-{what}", f"{message}; not read")
