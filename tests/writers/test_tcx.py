from __future__ import annotations

import hashlib
import xml.etree.ElementTree as ET
from datetime import datetime

import numpy as np
import pytest

from downtempo.model.track import Track
from downtempo.synthetic import Sensors, downhill_repeats, record, speed_repeats, write_tcx

NAMES = {
    "t": "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2",
    "x": "http://www.garmin.com/xmlschemas/ActivityExtension/v2",
}
REPS = record(downhill_repeats(seed=1), Sensors(), 1, laps="manual")
PAUSED = record(speed_repeats(3, rest="stand", seed=2), Sensors(auto_pause=True), 2)


def _all(data: bytes, path: str) -> list[str]:
    return [str(leaf.text) for leaf in ET.fromstring(data).iterfind(path, NAMES)]


@pytest.mark.parametrize(
    ("path", "column", "scale"),
    [
        (".//t:LatitudeDegrees", "lat_deg", 1),
        (".//t:LongitudeDegrees", "lon_deg", 1),
        (".//t:AltitudeMeters", "elevation_m", 1),
        (".//t:Trackpoint/t:DistanceMeters", "distance_m", 1),
        (".//t:HeartRateBpm/t:Value", "heart_rate_bpm", 1),
        (".//x:Speed", "speed_mps", 1),
        (".//x:RunCadence", "cadence_spm", 2),
    ],
)
def test_every_value_can_be_read_back(path: str, column: str, scale: int) -> None:
    told = [scale * float(text) for text in _all(write_tcx(REPS), path)]
    assert told == pytest.approx(REPS.columns[column], abs=1e-9)


def test_times_count_from_the_start() -> None:
    stamps = [datetime.fromisoformat(text) for text in _all(write_tcx(REPS), ".//t:Trackpoint/t:Time")]
    assert [(stamp - stamps[0]).total_seconds() for stamp in stamps] == REPS.time_s.tolist()
    assert stamps[0] == REPS.start_utc


def test_laps_divide_the_samples_where_they_begin() -> None:
    laps = ET.fromstring(write_tcx(REPS)).findall(".//t:Lap", NAMES)
    assert len(laps) == len(REPS.laps)
    for told, lap in zip(laps, REPS.laps, strict=True):
        first = told.find(".//t:Trackpoint/t:Time", NAMES)
        assert first is not None
        assert first.text == told.get("StartTime")
        assert told.findtext("t:Intensity", "", NAMES) == ("Resting" if lap.intensity == "recovery" else "Active")
    assert sum(len(lap.findall(".//t:Trackpoint", NAMES)) for lap in laps) == len(REPS)


def test_a_pause_begins_a_new_track_and_is_no_lap_time() -> None:
    (lap,) = ET.fromstring(write_tcx(PAUSED)).findall(".//t:Lap", NAMES)
    assert [len(t) for t in lap.findall("t:Track", NAMES)] == np.diff([0, *PAUSED.breaks, len(PAUSED)]).tolist()
    paused = sum(p.stop_s - p.start_s for p in PAUSED.pauses)
    assert float(lap.findtext("t:TotalTimeSeconds", "", NAMES)) == PAUSED.time_s[-1] - paused


def test_what_is_silent_is_left_out() -> None:
    silent = Sensors(
        has_positions=False, has_speed=False, altitude="none", has_heart_rate=False, has_cadence=False
    )  # fmt: skip
    data = write_tcx(record(downhill_repeats(1, seed=1), silent))
    for tag in ("Position", "AltitudeMeters", "HeartRateBpm", "Extensions"):
        assert tag.encode() not in data


def test_a_track_without_times_is_refused() -> None:
    with pytest.raises(ValueError, match="needs samples with times"):
        write_tcx(Track())


def test_the_bytes_are_the_same_every_time() -> None:
    first, again = (hashlib.sha256(write_tcx(record(downhill_repeats(2, seed=8), Sensors(), 8))) for _ in range(2))
    assert first.hexdigest() == again.hexdigest()
