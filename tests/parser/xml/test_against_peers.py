"""Every column bit by bit against gpxpy and ElementTree, over real files."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import gpxpy
import numpy as np
import pytest
from gpxpy.gpx import GPXTrackPoint

from downtempo.errors import InputError
from downtempo.model.track import Column
from downtempo.parser.draft import Draft
from downtempo.parser.gzips import inflate
from downtempo.parser.xml import read_xml

from .documents import CORPUS, needs_corpus, same

#: gpxpy refuses a point without a position, and leaves out extensions where the version reads 1.0.
_OTHERWISE_BY_PEER = {"Runalyze__standard.gpx", "Runalyze__hr-not-always-there.gpx"}
#: A line of text that is called .gpx.
_NO_XML = {"gpsbabel__trackfilter_discard_err.gpx"}
_EVERY = 11
Point = dict[str, float]


def corpus(ending: str) -> list[Path]:
    """Return the files of one format; of the large folder of weeks a sample."""
    every = sorted(p for p in CORPUS.rglob("*") if p.name.lower().removesuffix(".gz").endswith(ending))
    weeks = [path for path in every if "weeks" in path.parts]
    return [path for path in every if "weeks" not in path.parts] + weeks[::_EVERY]


def agree(draft: Draft, rows: list[Point]) -> None:
    assert len(draft.utc_s) == len(rows)
    names = {name for row in rows for name, value in row.items() if not math.isnan(value)}
    assert set(draft.columns) == names - {"utc_s"}
    for name in names:
        expected = np.array([row.get(name, math.nan) for row in rows])
        assert same(draft.utc_s if name == "utc_s" else draft.columns[name], expected), name


def compare(path: Path, tracks: Callable[[bytes], list[list[Point]]]) -> None:
    data, notes = inflate(path.read_bytes())
    assert not notes
    drafts, code = [], ""
    try:
        drafts = read_xml(data)
    except InputError as error:
        code = error.code
    assert code in {"", "no-points", "not-activity"}
    theirs = [rows for rows in tracks(data) if any("utc_s" in row or "lat_deg" in row for row in rows)]
    assert len(drafts) == len(theirs)
    for draft, rows in zip(drafts, theirs, strict=True):
        agree(draft, rows)


@needs_corpus
@pytest.mark.parametrize(
    "path", [p for p in corpus(".gpx") if p.name not in _OTHERWISE_BY_PEER | _NO_XML], ids=lambda p: p.name
)
def test_gpx_agrees_with_gpxpy_bit_by_bit(path: Path) -> None:
    compare(path, gpxpy_tracks)


@needs_corpus
@pytest.mark.parametrize("path", corpus(".tcx"), ids=lambda p: p.name)
def test_tcx_agrees_with_elementtree_bit_by_bit(path: Path) -> None:
    compare(path, elementtree_tracks)


def gpxpy_tracks(data: bytes) -> list[list[Point]]:
    text = data.decode("utf-16") if data[:2] == b"\xff\xfe" else data.decode("utf-8-sig")
    parsed = gpxpy.parse(text)
    return [[gpxpy_point(p) for segment in track.segments for p in segment.points] for track in parsed.tracks]


def gpxpy_point(point: GPXTrackPoint) -> Point:
    told = {
        "lat_deg": point.latitude,
        "lon_deg": point.longitude,
        "elevation_m": point.elevation,
        "speed_mps": point.speed,
    }
    if point.time is not None:
        told["utc_s"] = seconds(point.time)
    for extension in point.extensions:
        told |= extended(extension)
    return {name: float(value) for name, value in told.items() if value is not None}


def seconds(time: datetime) -> float:
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()


COLUMNS = {"hr": "heart_rate_bpm", "cad": "cadence_spm", "power": "power_w"}


def extended(extension: ET.Element) -> Point:
    locals_ = {element.tag.rpartition("}")[2]: element.text for element in extension.iter()}
    return {COLUMNS[name]: float(text) for name, text in locals_.items() if name in COLUMNS and text}


PATHS = {
    "Position/LatitudeDegrees": "lat_deg",
    "Position/LongitudeDegrees": "lon_deg",
    "AltitudeMeters": "elevation_m",
    "DistanceMeters": "distance_m",
    "HeartRateBpm/Value": "heart_rate_bpm",
    "Cadence": "cadence_spm",
    "Extensions/TPX/Speed": "speed_mps",
    "Extensions/TPX/RunCadence": "cadence_spm",
    "Extensions/TPX/Watts": "power_w",
}


def elementtree_tracks(data: bytes) -> list[list[Point]]:
    root = ET.fromstring(without_namespaces(data))
    tracks = [*root.iter("Activity"), *root.iter("Course")]
    return [list(map(elementtree_point, track.iter("Trackpoint"))) for track in tracks]


def without_namespaces(data: bytes) -> str:
    text = data.decode("utf-8-sig")
    for prefix in ("ns3:", "extv2:", "xsi:"):
        text = text.replace(f"<{prefix}", "<").replace(f"</{prefix}", "</").replace(f" {prefix}", " ")
    return text.replace("xmlns=", "x=")


def elementtree_point(element: ET.Element) -> Point:
    return dict(told(element))


def told(element: ET.Element) -> Iterator[tuple[str, float]]:
    time = element.findtext("Time")
    if time:
        yield "utc_s", seconds(datetime.fromisoformat(time))
    for path, name in PATHS.items():
        text = element.findtext(path)
        if text:
            yield name, float(text)


def test_the_comparison_can_fail() -> None:
    column: Column = np.array([1.0, math.nan])
    assert same(column, column.copy())
    assert not same(column, np.nextafter(column, 2.0))
