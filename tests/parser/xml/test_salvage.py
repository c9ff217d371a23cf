from __future__ import annotations

import contextlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from downtempo.errors import InputError, Malformed, Truncated
from downtempo.parser.draft import Draft
from downtempo.parser.xml import read_xml

from .documents import TPX_1, gpx, lap, only, points, reasons, same, tcx

HEART = f'<extensions><t:hr xmlns:t="{TPX_1}">150</t:hr></extensions>'
GPX = gpx(points(4, HEART), points(3)).replace(b"</trk>", "<name>Z\u00fcrich \U0001f3c3</name></trk>".encode())
TCX = tcx(lap(0, 3, words="<TriggerMethod>Manual</TriggerMethod>"), lap(3, 3))
WHOLE = {"gpx": (GPX, b"</trkpt>"), "tcx": (TCX, b"</Trackpoint>")}


def is_prefix(part: Draft, whole: Draft) -> bool:
    n = len(part.utc_s)
    return same(part.utc_s, whole.utc_s[:n]) and all(
        same(column, whole.columns[name][:n]) for name, column in part.columns.items()
    )


@pytest.mark.parametrize("kind", ["gpx", "tcx"])
def test_every_cut_keeps_all_closed_points_and_says_that_it_is_cut(kind: str) -> None:
    data, closing = WHOLE[kind]
    whole = only(data)
    end = len(data.rstrip())
    for cut in range(1, end):
        closed = data.count(closing, 0, cut)
        if not closed:
            with pytest.raises(Truncated) as refused:
                read_xml(data[:cut])
            assert refused.value.code == "xml-truncated"
        else:
            draft = only(data[:cut])
            assert len(draft.utc_s) == closed, cut
            assert is_prefix(draft, whole), cut
            assert [(note.reason, note.severity) for note in draft.notes] == [("xml-truncated", "error")]


@pytest.mark.parametrize("kind", ["gpx", "tcx"])
def test_every_cut_keeps_the_same_points_in_utf_16(kind: str) -> None:
    data, closing = WHOLE[kind]
    wide = data.decode().encode("utf-16")
    for cut in range(4, len(wide) - 4, 7):
        closed = wide[: cut & ~1].decode("utf-16", "ignore").count(closing.decode())
        try:
            assert len(only(wide[:cut]).utc_s) == closed
        except InputError:
            assert not closed


@pytest.mark.parametrize(
    "fault", [b"<", b"&", b"&x;", b"\0", b"\x1b", b"\xff", b"]]>", b"</x>", b"<a b=c>", b"<!DOCTYPE a>"]
)
def test_a_fault_in_mid_file_keeps_the_points_before_it(fault: bytes) -> None:
    place = [k for k in range(len(GPX)) if GPX.startswith(b"</trkpt>", k)][3] + len(b"</trkpt>")
    draft = only(GPX[:place] + fault + GPX[place:])
    assert (draft.points, reasons(draft)) == (4, ["xml-malformed"])
    assert draft.notes[0].severity == "error"
    offset = draft.notes[0].offset
    assert offset is not None
    assert place <= offset <= place + 32


def test_a_fault_before_the_first_point_leaves_nothing() -> None:
    with pytest.raises(Malformed) as refused:
        read_xml(GPX.replace(b"<trkseg>", b"\x1b<trkseg>", 1))
    assert refused.value.code == "xml-malformed"


@pytest.mark.parametrize("more", [GPX, b"\0\0\0\0", b"rubbish", b"</gpx>", b"\xff"])
def test_what_stands_behind_the_document_is_told_and_left(more: bytes) -> None:
    draft = only(GPX + more)
    assert (draft.points, reasons(draft)) == (7, ["xml-trailing-data"])


@pytest.mark.parametrize("more", [b"\n\n", b"<!-- the end -->", b"<?pi?>"])
def test_what_may_stand_behind_a_document_is_no_matter(more: bytes) -> None:
    assert only(GPX + more).notes == ()


def test_damage_is_told_on_the_track_that_it_struck() -> None:
    first, second = read_xml(
        GPX.replace(b"</gpx>", b"<trk><trkseg>" + points(2).encode() + b"</trkseg></trk></gpx>")[:-30]
    )
    assert reasons(first) == []
    assert reasons(second) == ["xml-truncated"]


TOKENS = [
    b"<", b">", b"</", b"/>", b"&", b"&#0;", b"&lt;", b"]]>", b"<!--", b"-->", b"<![CDATA[", b"<?", b"?>", b'"', b"'",
    b"=", b"\0", b"\x1b", b"\xff", b"\xef\xbf\xbe", b" xmlns:a='b'", b"<trkpt>", b"</trkpt>", b"</trkseg>", b"<trk>",
    b"<!DOCTYPE gpx>", b"<!ENTITY", b"1e999", b"nan", b"-", b"\xc3\xa9", b"</Lap>", b"<Lap>", b"<Track>",
]  # fmt: skip


@given(
    st.sampled_from(["gpx", "tcx"]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), st.sampled_from(TOKENS)), min_size=1, max_size=4),
)
def test_no_mutant_raises_a_foreign_error_or_gives_what_is_not_finite(
    kind: str, changes: list[tuple[float, int, bytes]]
) -> None:
    data = bytearray(WHOLE[kind][0])
    for where, gone, token in changes:
        at = int(where * len(data))
        data[at : at + gone] = token
    drafts = []
    with contextlib.suppress(InputError):
        drafts = read_xml(bytes(data))
    for draft in drafts:
        assert draft.points
        assert not any(np.isinf(column).any() for column in draft.columns.values())
        assert all(len(column) == len(draft.utc_s) for column in draft.columns.values())
        assert all(0 < row < len(draft.utc_s) for row in draft.breaks)


@given(st.binary(max_size=200))
def test_no_bytes_raise_a_foreign_error(data: bytes) -> None:
    for front in (b"", b"<gpx>", b"\xff\xfe", b"<?xml version='1.0' encoding='cp1252'?><gpx>"):
        with pytest.raises(InputError):
            read_xml(front + data)
