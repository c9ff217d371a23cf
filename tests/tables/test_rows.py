from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st
from tests.support.home import run_past_home

import downtempo
from downtempo.errors import UsageError
from downtempo.model import Session
from downtempo.model.segments import Span
from downtempo.model.track import Track
from downtempo.synthetic import Sensors, downhill_repeats, progressive_tempo, record
from downtempo.tables import (
    COLUMNS,
    DIARY_COLUMNS,
    Row,
    SegmentTable,
    diary_csv,
    diary_more,
    rows_of,
    segments_csv,
    segments_geojson,
    segments_gpx,
)
from downtempo.tables.rows import line_of
from downtempo.tables.shapes import geometry_of

REPS = record(downhill_repeats(4, seed=5), Sensors(), 5)
SESSION = replace(downtempo.segment(REPS), file="reps.fit")
ROWS = tuple(rows_of(SESSION, REPS, "Ana"))


def row(**changes: object) -> Row:
    plain: dict[str, object] = {
        "athlete": None, "file": "a.fit", "local_date": date(2026, 10, 1), "start_utc": None, "session_kind": None,
        "kind": "descent", "start_s": 0.0, "stop_s": 1.0, "duration_s": 1.0, "start_m": 0.0, "stop_m": 3.0,
        "distance_m": 3.0,
    }  # fmt: skip
    return Row(**{**plain, **changes})  # type: ignore[arg-type]


def test_every_segment_is_a_row_in_the_order_in_which_it_was_run() -> None:
    kinds = [one.kind for one in ROWS]
    assert kinds.count("surge") == 4
    assert kinds.count("recovery") == 3
    assert kinds.count("descent") == len(SESSION.descents)
    assert {"warm-up", "cool-down"} <= set(kinds)
    assert [one.start_s for one in ROWS] == sorted(one.start_s for one in ROWS)
    surge = next(one for one in ROWS if one.kind == "surge" and one.rep == 2)
    assert (surge.set, surge.terrain, surge.athlete, surge.file) == (1, "downhill", "Ana", "reps.fit")
    assert surge.grade_percent == pytest.approx(-4, abs=1)
    assert surge.heart_rate_bpm is not None


def test_the_splits_of_a_progressive_run_are_rows_too() -> None:
    track = record(progressive_tempo(seed=3), Sensors(), 3)
    rows = list(rows_of(downtempo.segment(track), track))
    splits = [one for one in rows if one.kind == "split"]
    assert [one.rep for one in splits] == list(range(1, len(splits) + 1))
    assert len(splits) >= 4


def test_a_line_begins_and_ends_where_its_segment_does() -> None:
    track = run_past_home()
    line = line_of(track, Span(100.5, 103.5, 0, 0))
    assert len(line) == 5
    assert line[0][0] == pytest.approx((track.lon_deg[100] + track.lon_deg[101]) / 2, abs=1e-6)
    assert line_of(track, Span(-10, 0, 0, 0)) == ()
    assert line_of(Track(time_s=track.time_s), Span(100, 200, 0, 0)) == ()


def test_a_line_across_the_date_line_is_cut_there() -> None:
    shape = geometry_of(((179.9, 0.0), (-179.9, 0.2), (-179.8, 0.2)))
    assert isinstance(shape, shapely.MultiLineString)
    assert shapely.get_coordinates(shape).tolist() == [
        [179.9, 0],
        [180, 0.1],
        [-180, 0.1],
        [-179.9, 0.2],
        [-179.8, 0.2],
    ]


def test_geojson_is_as_the_standard_has_it() -> None:
    """RFC 7946: members, at least two positions a line, longitude first, no reference system, a bounding box."""
    text = segments_geojson(ROWS)
    document = json.loads(text)
    assert set(document) == {"type", "bbox", "features"}
    assert document["type"] == "FeatureCollection"
    for feature in document["features"]:
        assert set(feature) == {"type", "geometry", "properties"}
        assert feature["geometry"]["type"] == "LineString"
        points = feature["geometry"]["coordinates"]
        assert len(points) >= 2
        for lon, lat in points:
            assert -180 <= lon <= 180
            assert -90 <= lat <= 90
            assert (round(lon, 6), round(lat, 6)) == (lon, lat)
        assert shapely.from_geojson(json.dumps(feature["geometry"])).is_valid
    assert set(document["features"][0]["properties"]) == set(COLUMNS)
    west, south, east, north = document["bbox"]
    assert west < east
    assert south < north


def test_segments_without_positions_have_no_geometry() -> None:
    document = json.loads(segments_geojson(rows_of(SESSION, None)))
    assert {feature["geometry"] for feature in document["features"]} == {None}
    assert "bbox" not in document
    with pytest.raises(ValueError, match="no segment has positions"):
        segments_gpx([(one, None) for one in ROWS])


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r", " =", '"=', "'="])
def test_text_that_a_spreadsheet_would_run_is_made_text_and_numbers_are_left_alone(start: str) -> None:
    hostile = row(file=f"{start}cmd|' /C calc'!A0", grade_percent=-4.0)
    (read,) = csv.DictReader(io.StringIO(segments_csv([hostile])))
    assert read["file"].startswith(("'", "\\"))
    assert read["grade_percent"] == "-4.0"
    (raw,) = csv.DictReader(io.StringIO(segments_csv([hostile], is_raw=True), newline=""))
    assert raw["file"] == hostile.file


@given(st.text(max_size=40))
@example("＝1+1")
def test_no_name_becomes_a_formula_or_breaks_a_row(name: str) -> None:
    (read,) = csv.DictReader(io.StringIO(segments_csv([row(file=name, kind="surge")]), newline=""))
    assert not read["file"].lstrip(' "').startswith(tuple("=+-@\t\r＝＋－＠"))
    assert read["kind"] == "surge"
    (raw,) = csv.DictReader(io.StringIO(segments_csv([row(file=name)], is_raw=True), newline=""))
    assert raw["file"] == name


def test_what_is_not_known_is_an_empty_cell() -> None:
    (read,) = csv.DictReader(io.StringIO(segments_csv([row()])))
    assert read["heart_rate_bpm"] == ""
    assert list(read) == list(COLUMNS)


def test_hostile_names_steer_no_map() -> None:
    text = segments_geojson([row(file="\x1b[2J</script>\u202e\ud800.fit")])
    assert "\x1b" not in text
    assert text.isascii()
    assert json.loads(text)["features"][0]["properties"]["file"] == "\\x1b[2J</script>\\u202e\\ud800.fit"


def test_a_table_gives_its_columns() -> None:
    table = SegmentTable(ROWS)
    assert len(table) == len(list(table)) == len(table.columns["kind"])
    assert table.to_csv() == segments_csv(ROWS)


def test_a_diary_has_a_row_a_run_and_five_columns_to_fill_in() -> None:
    (read,) = csv.DictReader(io.StringIO(diary_csv([SESSION, Session(file="undated.fit")])))
    assert tuple(read) == DIARY_COLUMNS
    assert read["date"] == str(SESSION.local_date)
    assert read["kind"] == "controlled-speed-repeats"
    assert float(read["descent_grade_percent"]) == pytest.approx(-4, abs=1)
    assert [read[name] for name in ("rpe", "soreness", "sleep_h", "resting_hr", "notes")] == [""] * 5


def test_a_diary_that_is_there_keeps_every_letter_and_gets_what_it_does_not_know() -> None:
    later = replace(SESSION, local_date=date(2030, 1, 1))
    mine = diary_csv([SESSION]).replace(",,,,,\n", ',7,2,"7,5",48,"hard, but fine"\n').replace("\n", "\r\n")
    text, n_new = diary_more([SESSION, later], mine, "diary.csv")
    assert n_new == 1
    assert text.startswith(mine)
    assert text.count("\r\n") == text.count("\n") == 3
    assert diary_more([SESSION, later], text, "diary.csv") == (text, 0)


def test_a_day_that_was_written_down_without_a_start_is_known() -> None:
    mine = ",".join(DIARY_COLUMNS) + f"\n{SESSION.local_date},,easy,,,,,,3,,,,"
    assert diary_more([SESSION], mine, "diary.csv") == (mine, 0)


def test_another_table_is_no_diary() -> None:
    with pytest.raises(UsageError, match="is no diary; nothing was written"):
        diary_more([SESSION], "date,weight\n2026-10-01,70\n", "weight.csv")
