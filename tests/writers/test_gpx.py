from __future__ import annotations

import hashlib
import warnings
from datetime import timedelta

import gpxpy
import numpy as np
import pytest
from gpxpy.gpx import GPX

from downtempo.model.track import Track
from downtempo.synthetic import Sensors, downhill_repeats, record, speed_repeats, write_gpx

REPS = record(downhill_repeats(seed=1), Sensors(), 1)
PAUSED = record(speed_repeats(3, rest="stand", seed=2), Sensors(auto_pause=True), 2)


def _read(data: bytes) -> GPX:
    with warnings.catch_warnings():
        return gpxpy.parse(data.decode())


def test_gpxpy_reads_every_place_height_and_time_back() -> None:
    points = list(_read(write_gpx(REPS)).walk(only_points=True))
    assert REPS.start_utc is not None
    assert [p.latitude for p in points] == pytest.approx(REPS.lat_deg, abs=1e-10)
    assert [p.longitude for p in points] == pytest.approx(REPS.lon_deg, abs=1e-10)
    assert [p.elevation for p in points] == pytest.approx(REPS.elevation_m, abs=1e-9)
    assert [p.time for p in points] == [REPS.start_utc + timedelta(seconds=t) for t in REPS.time_s.tolist()]


@pytest.mark.parametrize(
    ("tag", "column", "scale"), [("hr", "heart_rate_bpm", 1), ("cad", "cadence_spm", 2), ("speed", "speed_mps", 1)]
)
def test_heart_rate_steps_and_speed_stand_in_the_extension(tag: str, column: str, scale: int) -> None:
    points = _read(write_gpx(REPS, with_speed=True)).walk(only_points=True)
    told = [leaf.text for point in points for leaf in point.extensions[0] if leaf.tag.endswith("}" + tag)]
    assert [scale * float(str(text)) for text in told] == pytest.approx(REPS.columns[column], abs=1e-9)


def test_a_pause_begins_a_new_segment() -> None:
    segments = _read(write_gpx(PAUSED)).tracks[0].segments
    assert [len(s.points) for s in segments] == np.diff([0, *PAUSED.breaks, len(PAUSED)]).tolist()
    assert len(segments) == 4


def test_what_is_silent_is_left_out() -> None:
    bare = record(downhill_repeats(1, seed=1), Sensors(altitude="none", has_heart_rate=False, has_cadence=False))
    text = write_gpx(bare).decode()
    assert "<ele>" not in text
    assert "extensions" not in text
    assert _read(text.encode()).get_points_no() == len(bare)


def test_fractions_of_a_second_are_told() -> None:
    track = Track(
        start_utc=REPS.start_utc, time_s=np.array([0.0, 0.5]), lat_deg=np.full(2, -48.0), lon_deg=np.full(2, -123.0)
    )
    assert [p.time.microsecond for p in _read(write_gpx(track)).walk(only_points=True)] == [0, 500_000]


def test_a_track_without_positions_is_refused() -> None:
    with pytest.raises(ValueError, match="times and positions"):
        write_gpx(record(downhill_repeats(1, seed=1), Sensors(has_positions=False)))


def test_a_device_named_with_markup_does_no_harm() -> None:
    track = record(downhill_repeats(1, seed=1), Sensors(device='"><x>&'))
    assert _read(write_gpx(track)).creator == '"><x>&'


def test_the_bytes_are_the_same_every_time() -> None:
    first, again = (hashlib.sha256(write_gpx(record(downhill_repeats(2, seed=8), Sensors(), 8))) for _ in range(2))
    assert first.hexdigest() == again.hexdigest()
