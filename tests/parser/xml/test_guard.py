from __future__ import annotations

import pytest

from downtempo import limits
from downtempo.errors import Forbidden, InputError, LimitExceeded, Malformed, Truncated, UnknownFormat
from downtempo.parser.xml.guard import admit, count_namespaces

from .documents import GPX_11, gpx, points

BODY = gpx(points(2))
ROOT = BODY[BODY.index(b"<gpx") :]


def test_plain_utf_8_passes_as_it_is() -> None:
    document = admit(BODY)
    assert (document.body, document.root, document.offset(7)) == (BODY, "gpx", 7)


@pytest.mark.parametrize("front", [b"\xef\xbb\xbf", b"\n\n  ", b"\xef\xbb\xbf\r\n", b"\xef\xbb\xbf\xef\xbb\xbf"])
def test_marks_and_blanks_in_front_are_cut_and_offsets_count_them(front: bytes) -> None:
    document = admit(front + BODY)
    assert document.body == BODY
    assert document.offset(7) == 7 + len(front)


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_read_by_its_byte_order_mark(codec: str) -> None:
    mark = {"utf-16": b"", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}[codec]
    document = admit(mark + BODY.decode().encode(codec))
    assert document.body == BODY
    assert document.offset(7) is None


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("ISO-8859-1", "latin-1"),
        ("iso-8859-15", "iso-8859-15"),
        ("windows-1252", "windows-1252"),
        ("cp1252", "windows-1252"),
    ],
)
def test_single_byte_encodings_are_recoded(name: str, codec: str) -> None:
    text = f"<?xml version='1.0' encoding='{name}'?><gpx creator='Zürich, Genève'/>"
    assert admit(text.encode(codec)).body == text.encode()


def test_a_byte_that_its_encoding_does_not_have_becomes_what_expat_refuses() -> None:
    body = admit(b"<?xml version='1.0' encoding='windows-1252'?><gpx>\x81</gpx>").body
    with pytest.raises(UnicodeDecodeError):
        body.decode()


@pytest.mark.parametrize("name", ["UTF-7", "utf-32", "EBCDIC-CP-US", "x" * 40])
def test_other_encodings_are_refused(name: str) -> None:
    with pytest.raises(Malformed) as refused:
        admit(f"<?xml version='1.0' encoding='{name}'?>".encode() + ROOT)
    assert refused.value.code == "xml-encoding"


def test_utf_16_without_a_mark_is_refused() -> None:
    with pytest.raises(Malformed) as refused:
        admit(BODY.decode().encode("utf-16-le"))
    assert refused.value.code == "xml-encoding"


@pytest.mark.parametrize(
    "doctype",
    [
        b"<!DOCTYPE gpx>",
        b"<!DOCTYPE gpx [ <!ELEMENT gpx ANY> ]>",
        b'<!DOCTYPE gpx [<!-- ]> " \' --> <!ATTLIST gpx a CDATA "]>"> <?pi ]> ?>]  >',
        b"<!doctype gpx>",
    ],
)
def test_a_harmless_document_type_is_cut_out_and_offsets_stay(doctype: bytes) -> None:
    head = b'<?xml version="1.0"?><!-- a > -->'
    document = admit(head + doctype + ROOT)
    assert document.body == head + b" " * len(doctype) + ROOT


@pytest.mark.parametrize(
    ("doctype", "code"),
    [
        (b'<!DOCTYPE gpx [<!ENTITY a "b">]>', "xml-entity"),
        (b'<!DOCTYPE gpx SYSTEM "http://127.0.0.1/x.dtd">', "xml-entity"),
        (b'<!DOCTYPE gpx PUBLIC "-//x" "y">', "xml-entity"),
        (b"<!DOCTYPE gpx [%a;]>", "xml-entity"),
        (b'<!DOCTYPE gpx [<!ENTITY a "' + b"b" * 100_000 + b'">]>', "xml-entity"),
        (b"<!DOCTYPE gpx [" + b"<!ATTLIST gpx a CDATA #IMPLIED>" * 3_000 + b"]>", "xml-dtd"),
        (b"<!DOCTYPE gpx><!DOCTYPE gpx>", "xml-dtd"),
        (b"<!DOCTYPE gpx [" + b"<!--" * 20_000, "xml-dtd"),
        (b"<!DOCTYPE gpx [" + b"'\"" * 40_000, "xml-dtd"),
    ],
)
def test_a_document_type_that_could_reach_out_is_refused(doctype: bytes, code: str) -> None:
    with pytest.raises(Forbidden) as refused:
        admit(doctype + ROOT)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b" \n", "empty-file"),
        (b"<!DOCTYPE html>\n<html><body/></html>", "unknown-format"),
        (b"<html><body/></html>", "unknown-format"),
        (b"<kml xmlns='http://www.opengis.net/kml/2.2'/>", "unknown-format"),
        (b"hello", "unknown-format"),
        (b"< gpx/>", "unknown-format"),
        (b"<HealthData locale='de_CH'>", "apple-health"),
    ],
)
def test_what_is_no_gpx_or_tcx_is_named(data: bytes, code: str) -> None:
    with pytest.raises(UnknownFormat) as refused:
        admit(data)
    assert refused.value.code == code


@pytest.mark.parametrize("root", ["gpx", "x:gpx", "TrainingCenterDatabase", "Activities"])
def test_roots_are_known_by_their_local_name(root: str) -> None:
    assert admit(f"<{root}>".encode()).root == root.removeprefix("x:")


@pytest.mark.parametrize("cut", range(len(b'<?xml version="1.0"?><!-- c --><!DOCTYPE gpx [ <!ELEMENT gpx ANY> ]><gp')))
def test_a_cut_before_the_root_is_a_cut(cut: int) -> None:
    text = b'<?xml version="1.0"?><!-- c --><!DOCTYPE gpx [ <!ELEMENT gpx ANY> ]><gpx>'
    with pytest.raises(Truncated if cut else UnknownFormat) as refused:
        admit(text[:cut])
    assert refused.value.code == ("xml-truncated" if cut else "empty-file")


def test_an_element_may_declare_as_many_namespaces_as_attributes() -> None:
    names = [f'xmlns:a{k}="urn:a"' for k in range(limits.XML_ATTRIBUTES)]
    count_namespaces(f"<gpx {' '.join(names)}><xmlns/></gpx>".encode())
    with pytest.raises(LimitExceeded) as refused:
        count_namespaces(f'<gpx {" ".join(names)} xmlns="{GPX_11}"/>'.encode())
    assert refused.value.code == "limit-attributes"


def test_refusals_are_errors_of_the_file() -> None:
    with pytest.raises(InputError):
        admit(b"<!DOCTYPE html")
