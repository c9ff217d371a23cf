from __future__ import annotations

import contextlib
import time

import pytest

from downtempo import limits
from downtempo.errors import Forbidden, InputError, LimitExceeded
from downtempo.parser.xml import read_xml
from downtempo.parser.xml.guard import Document
from downtempo.parser.xml.walk import collect

from .documents import gpx, lap, only, points, tcx, trkpt


def code_of(data: bytes) -> str:
    with pytest.raises(LimitExceeded) as refused:
        read_xml(data)
    return refused.value.code


def nested(n: int) -> str:
    """Return n elements in one another."""
    return "<extensions>" + "<a>" * n + "</a>" * n + "</extensions>"


def test_elements_may_stand_as_deep_as_the_limit_and_no_deeper() -> None:
    room = limits.XML_DEPTH - len(("gpx", "trk", "trkseg", "trkpt", "extensions"))
    assert only(gpx(points(2, nested(room)))).points == 2
    assert code_of(gpx(points(2, nested(room + 1)))) == "limit-depth"


def test_an_element_may_have_as_many_attributes_as_the_limit() -> None:
    def point(n: int) -> bytes:
        return gpx(trkpt(0).replace("<trkpt", "<trkpt " + " ".join(f'a{k}="1"' for k in range(n))))

    assert only(point(limits.XML_ATTRIBUTES - 2)).points == 1
    assert code_of(point(limits.XML_ATTRIBUTES - 1)) == "limit-attributes"


@pytest.mark.parametrize("inside", ["<name>{}</name>", "<name><![CDATA[{}]]></name>", "{}"])
def test_a_text_longer_than_the_limit_is_refused(inside: str) -> None:
    text = "a\n" * (limits.XML_TEXT_BYTES // 2)
    assert code_of(gpx(points(2) + inside.format(text + "a" * 70_000) + points(2))) == "limit-text"


def test_a_tag_longer_than_the_limit_is_refused() -> None:
    assert code_of(gpx(f'<a b="{"c" * (limits.XML_TOKEN_BYTES + 70_000)}"/>')) == "limit-token"


def test_too_many_points_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "POINTS", 5)
    assert only(gpx(points(5))).points == 5
    assert code_of(gpx(points(6))) == "limit-points"


def test_too_many_tracks_with_points_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PARTS", 3)
    track = f"</trkseg></trk><trk/><trk><trkseg>{points(1)}"
    assert len(read_xml(gpx(points(1) + 2 * track))) == 3
    assert code_of(gpx(points(1) + 3 * track)) == "limit-parts"


def test_too_many_laps_are_refused() -> None:
    assert code_of(tcx(*["<Lap/>"] * 100_001)) == "limit-laps"


def test_empty_tracks_and_segments_are_forgotten() -> None:
    empty = "</trkseg><trkseg></trkseg></trk><trk><trkseg>" * 20_000
    first, second = read_xml(gpx(points(2) + empty + points(2)))
    assert (first.points, second.points) == (2, 2)
    assert (list(first.breaks), list(second.breaks)) == ([], [])


def test_expat_never_reads_a_document_type() -> None:
    """The guard cuts it out; should one come through, the walk refuses it."""
    body = gpx(points(1)).replace(b"<gpx", b"<!DOCTYPE gpx [<!ELEMENT gpx ANY>]><gpx")
    with pytest.raises(Forbidden):
        collect(Document(body, "gpx", 0))


@pytest.mark.parametrize(
    "data",
    [
        gpx("<a>" * 100_000),
        gpx(points(1), head="<name>" + "<b/>" * 200_000 + "</name>"),
        gpx("".join(f"<n{k}/>" for k in range(60_000))),
        gpx(f'<a b="{"c" * (limits.XML_TOKEN_BYTES - 70_000)}"/>'),
        gpx("".join(f'<a xmlns:n{k}="urn:{k}"/>' for k in range(40_000))),
        tcx(lap(0, 1), *["<Lap><Track/></Lap>"] * 30_000),
        b"<!--" * 100_000,
        b"<?xml " * 100_000,
        b"<gpx " * 100_000,
    ],
    ids=["deep", "many", "names", "long", "namespaces", "laps", "comments", "declarations", "roots"],
)
def test_nothing_takes_longer_than_its_size_warrants(data: bytes) -> None:
    began = time.process_time()
    with contextlib.suppress(InputError):
        read_xml(data)
    assert time.process_time() - began < 3.0
