"""The fast way says exactly what the plain way says, or nothing."""

from __future__ import annotations

import contextlib
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from downtempo.errors import InputError
from downtempo.parser.draft import Draft
from downtempo.parser.gzips import inflate
from downtempo.parser.xml import read_xml
from downtempo.parser.xml.guard import Document, admit
from downtempo.parser.xml.sheet import Sheet
from downtempo.parser.xml.table import Table, table_of
from downtempo.parser.xml.thin import LEAST_BYTES, by_shape
from downtempo.parser.xml.walk import collect

from .documents import AX_2, CORPUS, TPX_1, gpx, lap, needs_corpus, points, reasons, same, tcx, trkpt

Outcome = tuple[Sheet, Table]


def fast(document: Document) -> Outcome | None:
    return by_shape(document)


def plain(document: Document) -> Outcome:
    sheet = collect(document)
    return sheet, table_of(sheet)


def agree(one: Outcome, other: Outcome) -> None:
    (sheet, table), (other_sheet, other_table) = one, other
    assert sheet.fault is other_sheet.fault is None
    assert (sheet.rows, sheet.words, sheet.others) == (other_sheet.rows, other_sheet.words, other_sheet.others)
    assert (sheet.root_uri, sheet.has_namespaces) == (other_sheet.root_uri, other_sheet.has_namespaces)
    assert same(table.utc_s, other_table.utc_s)
    assert table.columns.keys() == other_table.columns.keys()
    assert all(same(column, other_table.columns[name]) for name, column in table.columns.items())
    assert (table.refused == other_table.refused).all()
    assert (table.utc_offset_s, table.device) == (other_table.utc_offset_s, other_table.device)
    assert (table.tracks, table.laps, table.parts) == (other_table.tracks, other_table.laps, other_table.parts)
    assert table.notes == other_table.notes


def proven(data: bytes) -> Outcome:
    """Return what the fast way says, having held it against the plain way."""
    document = admit(data)
    outcome = fast(document)
    assert outcome is not None
    agree(outcome, plain(document))
    return outcome


def is_left_to_the_plain_way(data: bytes) -> bool:
    return fast(admit(data)) is None


HEART = "<extensions><t:hr>{}</t:hr><t:cad>88</t:cad></extensions>"
NAMED = f'xmlns="http://www.topografix.com/GPX/1/1" xmlns:t="{TPX_1}" creator="a watch"'


def mixed(n: int) -> str:
    """Return points of three shapes, in turn."""
    return "\n".join(trkpt(k, HEART.format(100 + k) if k % 3 else "<fix/>" * (k % 2)) for k in range(n))


def test_points_of_several_shapes_are_read_in_their_order() -> None:
    sheet, table = proven(gpx(mixed(90), mixed(60), root=NAMED))
    assert sheet.rows == 150
    assert table.columns["heart_rate_bpm"][[1, 2, 91]].tolist() == [101.0, 102.0, 101.0]


def test_tracks_laps_and_breaks_keep_their_rows() -> None:
    one = gpx(mixed(90), "", mixed(60), root=NAMED)
    between = f"<trk><name>x</name><type>running</type><trkseg>{mixed(70)}</trkseg></trk>"
    _, table = proven(one.replace(b"</gpx>", between.encode() + b"</gpx>"))
    assert [(head.row, head.words["sport"]) for head in table.tracks] == [(0, ""), (150, "running")]
    assert [part.row for part in table.parts] == [0, 90, 150]
    _, table = proven(tcx(*[lap(60 * k, 60) for k in range(5)]))
    assert [head.row for head in table.laps] == [0, 60, 120, 180, 240]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('lat="47.000050"', 'lat="47,00005"'),
        ('lat="47.000050"', 'lat=""'),
        ('lat="47.000050"', 'lat="4.700005e1"'),
        ('lat="47.000050"', 'lat="nan"'),
        ('lat="47.000050"', 'lat="47.00005000000000000000000000000000000000000000000000000000000000000000000"'),
        ("<ele>405</ele>", "<ele>\n 405 </ele>"),
        ("<ele>405</ele>", "<ele>high</ele>"),
        ("<ele>405</ele>", "<ele></ele>"),
        ("<ele>405</ele>", "<ele/>"),
        ("<ele>405</ele>", "<ele>-0.0</ele>"),
        ("<ele>405</ele>", ""),
        ("<ele>405</ele>", "<ele>4\u06605</ele>"),
        ("10:00:05Z", "10:00:05.25Z"),
        ("10:00:05Z", "12:00:05+02:00"),
        ("10:00:05Z", "24:00:05Z"),
        ("10:00:05Z", "soon"),
        ("2024-05-01T10:00:05Z", "2024-05-0\u00e9T10:00:05Z"),
        ("2024-05-01T10:00:05Z", "9999-12-31T23:59:59Z"),
        ("2024-05-01T10:00:05Z", "0000-12-31T23:59:59Z"),
        ("2024-05-01T10:00:05Z", ""),
    ],
)
def test_an_odd_value_is_read_as_the_plain_way_reads_it(old: str, new: str) -> None:
    data = gpx(points(100)).decode()
    assert old in data
    proven(data.replace(old, new).encode())


@pytest.mark.parametrize("digits", [0, 1, 3, 6, 9])
def test_fractions_of_seconds_are_read_as_the_plain_way_reads_them(digits: int) -> None:
    fraction = [f".{k * 7919 % 10**digits:0{digits}}" if digits else "" for k in range(100)]
    text = "".join(trkpt(k).replace("Z<", f"{fraction[k]}+02:00<") for k in range(100))
    _, table = proven(gpx(text))
    assert table.utc_offset_s == 7200


@pytest.mark.parametrize(
    "zones", [["", ""], ["Z", ""], ["+02:00", "+01:00"], [".5+02:00", ".5+01:00"], ["+02:00", "Z"]]
)
def test_zones_may_change(zones: list[str]) -> None:
    proven(gpx("".join(trkpt(k).replace("Z<", f"{zones[k >= 50]}<") for k in range(100))))


def test_dates_may_change_at_every_point() -> None:
    first = date(2024, 5, 1)
    text = points(1200).replace("2024-05-01", "{}")
    proven(gpx(text.format(*[first + timedelta(days=k) for k in range(1200)])))


def test_a_column_that_is_always_empty_is_silent() -> None:
    _, table = proven(gpx(re.sub("<ele>.*?</ele>", "<ele/>", points(100))))
    assert "elevation_m" not in table.columns


@pytest.mark.parametrize("n", [3_000, 5_000])
def test_short_and_long_columns_are_read_alike(n: int) -> None:
    text = points(n).replace("<ele>402</ele>", "<ele>high</ele>").replace('lat="47.000030"', 'lat="north"')
    sheet, table = proven(gpx(text))
    assert [note.reason for note in table.notes] == ["bad-number", "bad-number"]
    assert sheet.rows == n


def test_too_many_shapes_are_left_to_the_plain_way() -> None:
    assert is_left_to_the_plain_way(gpx("".join(trkpt(k, f"<a{k}/>") for k in range(2500))))
    assert is_left_to_the_plain_way(gpx(points(100).replace("<ele>", "<ele a=b>")))
    assert is_left_to_the_plain_way(gpx(points(100) + "<a/>" + points(1) + f"<x>{'a' * (1 << 20)} </x>" + points(100)))
    assert is_left_to_the_plain_way(b"<gpx/>")


@pytest.mark.parametrize("quote", ['"', "'"])
def test_attributes_may_stand_in_any_order_and_quotes(quote: str) -> None:
    text = points(100).replace('"', quote)
    proven(gpx(text.replace("<trkpt", f"<trkpt id={quote}>{quote}").replace(f"{quote}>", f"{quote} >")))
    swapped = "".join(
        f"<trkpt\n lon={quote}8.{k}{quote}\tlat={quote}47.{k}{quote}><ele>{k}</ele></trkpt>" for k in range(50)
    )
    _, table = proven(gpx(swapped))
    assert table.columns["lat_deg"][7] == 47.7


def test_namespaces_may_change_from_one_track_to_the_next() -> None:
    """The same bytes mean one thing in one track and nothing in the other: only the plain way can tell."""
    track = f"<trk xmlns:t='{{}}'><trkseg>{mixed(60)}</trkseg></trk>"
    text = (
        "<gpx xmlns='http://www.topografix.com/GPX/1/1'>" + track.format(TPX_1) + track.format("urn:other") + "</gpx>"
    )
    assert is_left_to_the_plain_way(text.encode())
    draft, other = read_xml(text.encode())
    assert ("heart_rate_bpm" in draft.columns, "heart_rate_bpm" in other.columns) == (True, False)


def test_a_prefix_declared_in_one_track_only_is_noticed() -> None:
    track = f"<trk{{}}><trkseg>{mixed(60)}</trkseg></trk>"
    text = (
        "<gpx xmlns='http://www.topografix.com/GPX/1/1'>"
        + track.format(f" xmlns:t='{TPX_1}'")
        + track.format("")
        + "</gpx>"
    )
    assert is_left_to_the_plain_way(text.encode())
    assert any(one.reason == "xml-prefix" for one in read_xml(text.encode())[-1].notes)


def test_a_namespace_that_an_element_between_two_laps_declares_for_itself_changes_nothing() -> None:
    behind = "</Track><Extensions><LX xmlns='urn:lap'><AvgSpeed>3</AvgSpeed></LX></Extensions>"
    proven(tcx(*[lap(60 * k, 60).replace("</Track>", behind) for k in range(3)]))


def test_a_prefix_that_means_something_else_in_the_second_lap_is_left_to_the_plain_way() -> None:
    laps = [lap(60 * k, 60).replace("<Lap ", "<Lap xmlns:x='urn:one' ") for k in range(2)]
    proven(tcx(*laps))
    assert is_left_to_the_plain_way(tcx(laps[0], laps[1].replace("urn:one", "urn:two")))


def test_points_that_mean_nothing_in_the_second_track_are_left_to_the_plain_way() -> None:
    """The husk of a point says where it stands, and in an element without a meaning it is none."""
    track = f"<trkseg>{mixed(60)}</trkseg>"
    text = f"<gpx {NAMED}><trk>{track}<extensions>{track}</extensions></trk></gpx>"
    assert is_left_to_the_plain_way(text.encode())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<ele>450</ele>", "<ele>4&#53;0</ele>"),
        ("<ele>450</ele>", "<ele><![CDATA[450]]></ele>"),
        ("<ele>450</ele>", "<ele>4<!-- 5 -->50</ele>"),
        ("<ele>450</ele>", "<ele>4<x/>50</ele>"),
        ("<ele>450</ele>", "<ele>1</ele><ele>450</ele>"),
        ("</trkpt>\n<trkpt", "</trkpt><!-- a comment --><trkpt"),
        ("</trkpt>\n<trkpt", "</trkpt><trkpt lat='1' lon='2'/><trkpt"),
        ("</trkpt>\n<trkpt", f"</trkpt><x>{points(1)}</x><trkpt"),
    ],
)
def test_what_is_out_of_the_ordinary_is_left_to_the_plain_way(old: str, new: str) -> None:
    text = gpx(points(100)).decode()
    assert old in text
    assert is_left_to_the_plain_way(text.replace(old, new, 1).encode())


def test_points_inside_a_comment_or_cdata_are_none() -> None:
    for front, end in (("<!--", "-->"), ("<desc><![CDATA[", "]]></desc>")):
        data = gpx(points(100), head=f"{front}{points(100)}{end}")
        outcome = fast(admit(data))
        assert outcome is None or outcome[0].rows == 100


FIVE_KINDS = {
    "a control byte": ("<ele>450</ele>", "<ele>45\x010</ele>"),
    "a NUL": ("<ele>450</ele>", "<ele>450</ele>\0"),
    "the end of CDATA": ("<ele>450</ele>", "<ele>450]]></ele>"),
    "a character that is none": ("<ele>450</ele>", "<ele>450\ufffe</ele>"),
    "a quote lost behind >": ('a=">" ><ele>450', 'a="> ><ele>450'),
}


@pytest.mark.parametrize("kind", FIVE_KINDS)
def test_what_once_deceived_a_fast_way_does_not(kind: str) -> None:
    old, new = FIVE_KINDS[kind]
    text = gpx(points(100).replace('lon="8.5">', 'lon="8.5" a=">" >')).decode()
    assert old in text
    proven(text.encode())
    bad = text.replace(old, new).encode()
    assert is_left_to_the_plain_way(bad)
    assert plain(admit(bad))[0].fault


def test_bytes_that_are_not_utf_8_are_left_to_the_plain_way() -> None:
    data = gpx(points(100)).replace(b"<ele>450</ele>", b"<ele>450\xff</ele>")
    assert is_left_to_the_plain_way(data)
    proven(gpx(points(100)).replace(b"<ele>450</ele>", "<ele>450\u00e9</ele>".encode()))


def test_large_files_take_the_fast_way() -> None:
    inside = f'<extensions><t:hr xmlns:t="{TPX_1}">150</t:hr></extensions>'
    data = gpx(points(1000, inside))
    assert len(data) > LEAST_BYTES
    (draft,) = read_xml(data)
    assert (draft.points, reasons(draft)) == (1000, [])
    (cut,) = read_xml(data[:-100])
    assert (cut.points, reasons(cut)) == (999, ["xml-truncated"])


TPX = f'<Extensions><TPX xmlns="{AX_2}"><Speed>3.5</Speed></TPX></Extensions>'
GPX = gpx(mixed(40), mixed(30), root=NAMED)
TCX = tcx(lap(0, 30, TPX), lap(30, 30))
TOKENS = [
    "<", ">", "</", "/>", "&", "&amp;", "]]>", "<!--", "-->", "<![CDATA[", "<?x?>", '"', "'", "=", " ", "\n", "\r",
    "\0", "\x1b", "\x7f", "\ufffe", "\uffff", "\u00e9", " xmlns:t='urn:x'", ' xmlns="urn:x"', " a='>'", ' a="', "<a>",
    "</a>", "<a/>", "<trkpt>", "</trkpt>", "<trkpt/>", "</ele>", "<ele>", "<ele/>", "</trkseg><trkseg>", "<t:hr>",
    "lat", "<Trackpoint>", "</Trackpoint>", "</Lap>", "<Lap>", "</Track><Track>", "<Value>", "-", "1e5", "5", ".",
    "Z", "+02:00",
]  # fmt: skip
Change = tuple[float, int, str]


def mutated(data: bytes, changes: list[Change]) -> bytes:
    text = data.decode()
    for where, gone, token in changes:
        at = int(where * len(text))
        text = text[:at] + token + text[at + gone :]
    return text.encode()


@given(
    st.sampled_from([GPX, TCX]),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 10), st.sampled_from(TOKENS)), min_size=1, max_size=3),
)
def test_a_mutant_is_read_as_the_plain_way_reads_it_or_left_to_it(data: bytes, changes: list[Change]) -> None:
    with contextlib.suppress(InputError):
        document = admit(mutated(data, changes))
        outcome = fast(document)
        if outcome is not None:
            agree(outcome, plain(document))


def corpus() -> list[Path]:
    files = sorted(p for p in CORPUS.rglob("*") if p.name.lower().removesuffix(".gz").endswith((".gpx", ".tcx")))
    return [path for path in files if "weeks" not in path.parts] + [path for path in files if "weeks" in path.parts][
        ::9
    ]


@needs_corpus
def test_every_large_recording_is_plain_enough_and_read_the_same_both_ways() -> None:
    n = 0
    for path in corpus():
        data, _ = inflate(path.read_bytes())
        if len(data) >= LEAST_BYTES:
            proven(data)
            n += 1
    assert n


def test_the_comparison_can_fail() -> None:
    one, other = plain(admit(GPX)), plain(admit(GPX.replace(b"<ele>400<", b"<ele>401<", 1)))
    with pytest.raises(AssertionError):
        agree(one, other)


def test_drafts_do_not_keep_the_file_alive() -> None:
    drafts: list[Draft] = read_xml(gpx(points(2000)))
    assert all(column.base is None or column.base.nbytes < 100_000 for column in drafts[0].columns.values())
