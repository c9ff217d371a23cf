"""What is written comes back the same through this library's own readers, from all three formats."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from downtempo.model.track import COLUMNS, Track
from downtempo.parser import parse
from downtempo.synthetic import (
    Sensors,
    downhill_repeats,
    easy_run,
    record,
    speed_repeats,
    write_fit,
    write_gpx,
    write_tcx,
)

TRACKS = {
    "reps": record(downhill_repeats(3, seed=1), Sensors(), 1, laps="manual", perceived_effort=6.0),
    "paused": record(
        speed_repeats(3, rest="stand", seed=2),
        Sensors(auto_pause=True, smart_recording=True, dropouts=1), 2, laps="auto",
    ),
    "bare": record(easy_run(2000, seed=3), Sensors(has_speed=False, altitude="gps", has_heart_rate=False), 3),
}  # fmt: skip


def _gpx(track: Track) -> bytes:
    return write_gpx(track, with_speed=True)


WRITERS = {"fit": write_fit, "gpx": _gpx, "tcx": write_tcx}


@pytest.mark.parametrize("track", TRACKS.values(), ids=TRACKS)
@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_every_column_that_the_format_holds_comes_back(write: Callable[[Track], bytes], track: Track) -> None:
    (read,) = parse(write(track), "run").tracks
    held = set(COLUMNS) - ({"distance_m"} if write is _gpx else set())
    for name in sorted(held):
        assert read.columns[name] == pytest.approx(track.columns[name], abs=1e-6, nan_ok=True), name
    assert read.start_utc == track.start_utc
    assert np.array_equal(read.breaks, track.breaks)
    assert read.sport == "running"
    assert read.notes == ()


@pytest.mark.parametrize("track", TRACKS.values(), ids=TRACKS)
def test_a_fit_file_also_keeps_the_local_clock_the_pauses_and_the_kind_of_altitude(track: Track) -> None:
    (read,) = parse(write_fit(track), "run.fit").tracks
    assert read.utc_offset_s == track.utc_offset_s
    assert read.pauses == track.pauses
    assert read.elevation_source == track.elevation_source
    assert read.perceived_effort == track.perceived_effort


@pytest.mark.parametrize("name", ["reps", "paused"])
def test_a_fit_file_also_keeps_the_laps(name: str) -> None:
    (read,) = parse(write_fit(TRACKS[name]), "run.fit").tracks
    assert read.laps == TRACKS[name].laps
