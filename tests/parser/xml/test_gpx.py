from __future__ import annotations

import numpy as np
import pytest

from downtempo.errors import InputError, Malformed
from downtempo.parser.xml import read_xml

from .documents import GPX_11, TPX_1, TPX_2, gpx, only, points, reasons, trkpt

START = 1_714_557_600.0
EXTENSION = "<extensions><x:TrackPointExtension>{}</x:TrackPointExtension></extensions>"


def root(*more: str) -> str:
    return " ".join([f'xmlns="{GPX_11}"', 'creator="a watch"', *more])


def test_a_track_is_read_with_place_height_and_time() -> None:
    draft = only(gpx(points(3)))
    assert draft.utc_s.tolist() == [START, START + 1, START + 2]
    assert draft.columns["lat_deg"].tolist() == [47.0, 47.00001, 47.00002]
    assert draft.columns["lon_deg"].tolist() == [8.5] * 3
    assert draft.columns["elevation_m"].tolist() == [400.0, 401.0, 402.0]
    assert (draft.format, draft.device, draft.points, draft.notes) == ("gpx", "a watch", 3, ())
    assert (draft.elevation_source, draft.utc_offset_s, list(draft.breaks)) == ("unknown", None, [])


@pytest.mark.parametrize("prefix", ["x", "gpxtpx", "ns3"])
def test_extensions_are_known_by_their_namespace_and_not_by_prefix(prefix: str) -> None:
    told = EXTENSION.format("<x:atemp>22</x:atemp><x:hr>150</x:hr><x:cad>88</x:cad>").replace("x:", f"{prefix}:")
    draft = only(gpx(points(2, told), root=root(f'xmlns:{prefix}="{TPX_1}"')))
    assert draft.columns["heart_rate_bpm"].tolist() == [150.0, 150.0]
    assert draft.columns["cadence_spm"].tolist() == [88.0, 88.0]


def test_the_same_prefix_with_another_namespace_says_nothing() -> None:
    told = EXTENSION.format("<x:hr>150</x:hr>")
    assert "heart_rate_bpm" not in only(gpx(points(2, told), root=root('xmlns:x="urn:other"'))).columns


def test_extensions_may_declare_their_namespace_in_each_point() -> None:
    told = f'<extensions><TrackPointExtension xmlns="{TPX_1}"><hr>150</hr></TrackPointExtension></extensions>'
    assert only(gpx(points(2, told))).columns["heart_rate_bpm"].tolist() == [150.0, 150.0]


@pytest.mark.parametrize(
    ("uri", "told", "column"),
    [
        (TPX_2, "<x:speed>3.5</x:speed>", "speed_mps"),
        ("http://www.garmin.com/xmlschemas/GpxExtensions/v3", "<x:hr>3.5</x:hr>", "heart_rate_bpm"),
        ("http://www.cluetrust.com/XML/GPXDATA/1/0", "<x:hr>3.5</x:hr>", "heart_rate_bpm"),
        ("http://www.cluetrust.com/XML/GPXDATA/1/0", "<x:cadence>3.5</x:cadence>", "cadence_spm"),
        ("http://www.garmin.com/xmlschemas/PowerExtension/v1", "<x:PowerInWatts>3.5</x:PowerInWatts>", "power_w"),
        (TPX_1, "<x:power>3.5</x:power>", "power_w"),
        ("urn:other", "<x:power>3.5</x:power>", "power_w"),
        ("urn:other", "<power>3.5</power>", "power_w"),
        ("urn:other", "<hr>3.5</hr>", "heart_rate_bpm"),
    ],
)
def test_every_usual_place_of_a_value_is_read(uri: str, told: str, column: str) -> None:
    draft = only(gpx(points(2, f"<extensions>{told}</extensions>"), root=root(f'xmlns:x="{uri}"')))
    assert draft.columns[column].tolist() == [3.5, 3.5]


@pytest.mark.parametrize("root", ['xmlns="http://www.topografix.com/GPX/1/0"', 'version="1.0"', ""])
def test_speed_of_version_1_0_is_read_and_course_is_not(root: str) -> None:
    draft = only(gpx(points(2, "<course>90</course><speed>3.5</speed>"), root=root))
    assert draft.columns["speed_mps"].tolist() == [3.5, 3.5]
    assert set(draft.columns) == {"lat_deg", "lon_deg", "elevation_m", "speed_mps"}


@pytest.mark.parametrize("root", [f'xmlns="{GPX_11}" version="1.0"', 'version="1.1"'])
def test_speed_of_version_1_1_has_no_unit_and_is_left(root: str) -> None:
    assert "speed_mps" not in only(gpx(points(2, "<speed>3.5</speed>"), root=root)).columns


@pytest.mark.parametrize("wrong", ["https://www.topografix.com/GPX/1/1/", "http://www.topografix.com/gpx/1/1"])
def test_near_spellings_of_the_namespace_are_no_matter(wrong: str) -> None:
    assert reasons(only(gpx(points(2)).replace(GPX_11.encode(), wrong.encode()))) == []


def test_a_document_without_namespaces_is_read() -> None:
    assert reasons(only(gpx(points(2), root=""))) == []


def test_another_namespace_is_read_with_a_note() -> None:
    draft = only(gpx(points(2), root='xmlns="urn:other"'))
    assert draft.points == 2
    assert reasons(draft) == ["gpx-namespace"]


def test_a_prefix_on_every_element_is_no_matter() -> None:
    data = gpx(points(2), root=f'xmlns:g="{GPX_11}"').replace(b"<", b"<g:").replace(b"<g:/", b"</g:")
    draft = only(data.replace(b"<g:?", b"<?"))
    assert (draft.points, draft.notes) == (2, ())


def test_a_prefix_that_is_declared_nowhere_makes_a_note_and_no_loss() -> None:
    draft = only(gpx(points(2, EXTENSION.format("<x:hr>150</x:hr>"))))
    assert draft.columns["heart_rate_bpm"].tolist() == [150.0, 150.0]
    assert reasons(draft) == ["xml-prefix"]


def test_segments_are_breaks_and_tracks_are_tracks() -> None:
    one = gpx(points(2), "", points(3), points(1))
    assert list(only(one).breaks) == [2, 5]
    two = one.replace(b"</gpx>", b"<trk/><trk><trkseg>" + points(2).encode() + b"</trkseg></trk></gpx>")
    first, second = read_xml(two)
    assert (len(first.utc_s), len(second.utc_s), list(second.breaks)) == (6, 2, [])


def test_self_closed_points_and_points_without_place_are_points() -> None:
    draft = only(gpx('<trkpt lat="47" lon="8"/><trkpt><time>2024-05-01T10:00:00Z</time></trkpt><trkpt/>'))
    assert draft.columns["lat_deg"][0] == 47.0
    assert np.isnan(draft.columns["lat_deg"][1:]).all()
    assert (len(draft.utc_s), draft.points) == (3, 2)


def test_references_comments_and_cdata_inside_values_are_understood() -> None:
    point = trkpt(0).replace("8.5", "&#56;.5").replace("400", "<![CDATA[40]]>0<!-- 0 -->")
    draft = only(gpx(f"<!-- {trkpt(7)} -->{point}<![CDATA[{trkpt(7)}]]>"))
    assert (draft.points, draft.columns["lon_deg"][0], draft.columns["elevation_m"][0]) == (1, 8.5, 400.0)


def test_only_children_of_the_point_count() -> None:
    draft = only(gpx(points(2, "<link><time>2001-01-01T00:00:00Z</time><ele>1</ele></link>")))
    assert draft.utc_s[0] == START
    assert draft.columns["elevation_m"][0] == 400.0


@pytest.mark.parametrize("bad", ["nan", "", "47,0", "1e999", "4_7"])
def test_a_position_that_is_no_number_is_left_out_and_told(bad: str) -> None:
    draft = only(gpx(points(3).replace("47.000010", bad)))
    assert np.isnan(draft.columns["lat_deg"][1])
    assert np.isnan(draft.columns["lon_deg"][1])
    assert (draft.points, reasons(draft)) == (2, ["bad-number"])


def test_a_height_or_time_that_is_none_leaves_the_point() -> None:
    draft = only(gpx(points(3).replace("401", "high").replace("10:00:02", "late")))
    assert (draft.points, reasons(draft)) == (3, ["bad-number", "bad-time"])
    assert np.isnan(draft.columns["elevation_m"][1])
    assert np.isnan(draft.utc_s[2])


def test_an_empty_value_is_silence() -> None:
    draft = only(gpx(points(3).replace("<ele>401</ele>", "<ele></ele>").replace("<ele>402</ele>", "<ele/>")))
    assert draft.notes == ()
    assert np.isnan(draft.columns["elevation_m"]).tolist() == [False, True, True]


def test_without_altitude_there_is_no_source_of_it() -> None:
    draft = only(gpx('<trkpt lat="47" lon="8"/>'))
    assert draft.elevation_source == "none"
    assert set(draft.columns) == {"lat_deg", "lon_deg"}


def test_offset_times_are_read_as_such() -> None:
    draft = only(gpx(points(2).replace("Z<", "+02:00<")))
    assert (draft.utc_s[0], draft.utc_offset_s) == (START - 7200, 7200)


@pytest.mark.parametrize(
    ("type_", "sport"),
    [
        ("running", "running"),
        ("treadmill_running", "running"),
        (" Trail Run ", "running"),
        ("9", "running"),
        ("walking", "walking"),
        ("10", "walking"),
        ("Hike", "hiking"),
        ("1", "cycling"),
        ("road_biking", "cycling"),
        ("strength_training", "training"),
        ("T", "unknown"),
        ("", "unknown"),
    ],
)
def test_the_type_of_a_track_is_its_sport(type_: str, sport: str) -> None:
    data = gpx(points(2)).replace(b"<trk>", f"<trk><type>{type_}</type>".encode())
    assert only(data).sport == sport


@pytest.mark.parametrize("columns", [("lat",), ("lat", "lon")])
def test_a_file_whose_positions_are_all_bad_is_rejected(columns: tuple[str, ...]) -> None:
    text = gpx(points(2))
    for name in columns:
        text = text.replace(f'{name}="'.encode(), f'{name}="x'.encode())
    with pytest.raises(Malformed) as refused:
        read_xml(text)
    assert refused.value.code == "bad-number"


@pytest.mark.parametrize(
    ("inside", "code", "says"),
    [
        ('<rte><rtept lat="47" lon="8"/></rte><wpt lat="47" lon="8"/>', "not-activity", "1 route and 1 waypoint,"),
        ('<wpt lat="47" lon="8"/><wpt lat="47" lon="8"/>', "not-activity", "2 waypoints,"),
        ("<trk/>", "no-points", "no track holds a point"),
        ('<trk><trkseg/></trk><wpt lat="47" lon="8"/>', "no-points", "no track holds a point"),
        ("", "no-points", "no track holds a point"),
    ],
)
def test_a_file_without_points_says_what_it_holds(inside: str, code: str, says: str) -> None:
    with pytest.raises(InputError) as refused:
        read_xml(f'<gpx xmlns="{GPX_11}">{inside}</gpx>'.encode())
    assert refused.value.code == code
    assert says in refused.value.message
