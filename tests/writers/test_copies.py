"""A copy tells what the track tells, as exactly as its format can."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from tests.support.exports import run

from downtempo.model import COLUMNS, Lap, Pause, Track, WatchSplit, WorkoutStep
from downtempo.parser import parse
from downtempo.synthetic import Sensors, record, speed_repeats
from downtempo.writers import copied

PAUSED = replace(
    record(speed_repeats(3, rest="stand", seed=2), Sensors(auto_pause=True), 2, laps="manual"),
    power_w=np.full(0, np.nan),
)
FORMATS = ("fit", "gpx", "tcx")


def exact(format_name: str) -> Track:
    """Return a track with values that no rounding leaves alone; FIT counts whole seconds and steps of its own."""
    track = run(0)
    rng = np.random.default_rng(5)
    odd = {name: track.columns[name] + rng.uniform(0.0, 1e-3, len(track)) for name in COLUMNS[1:]}
    odd["power_w"] = rng.uniform(100.0, 300.0, len(track))
    times = {} if format_name == "fit" else {"time_s": track.time_s + rng.integers(0, 900_000, len(track)) / 1e6}
    if format_name == "gpx":
        odd["distance_m"] = np.full(len(track), np.nan)
    return track if format_name == "fit" else replace(track, **odd, **times)  # type: ignore[arg-type]


@pytest.mark.parametrize("format_name", FORMATS)
def test_every_number_is_read_back_as_it_was(format_name: str) -> None:
    track = exact(format_name)
    (copy,) = parse(copied([track], format_name), "run").tracks
    for name in COLUMNS[1:]:
        if not (format_name == "gpx" and name == "distance_m"):
            assert copy.columns[name] == pytest.approx(track.columns[name], rel=1e-12, abs=0.0, nan_ok=True), name
    assert copy.start_utc is not None
    assert track.start_utc is not None
    first_s = track.start_utc.timestamp() + track.time_s
    assert copy.start_utc.timestamp() + copy.time_s == pytest.approx(first_s, abs=1e-6)
    assert copy.notes == ()


@pytest.mark.parametrize("format_name", FORMATS)
def test_several_tracks_stay_several(format_name: str) -> None:
    copies = parse(copied([run(0), run(1)], format_name), "run").tracks
    assert [copy.start_utc for copy in copies] == [run(0).start_utc, run(1).start_utc]


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("sport", ["running", "walking", "hiking", "cycling", "swimming", "unknown"])
def test_the_sport_stays_and_its_cadence_with_it(format_name: str, sport: str) -> None:
    track = replace(run(0), sport=sport)
    (copy,) = parse(copied([track], format_name), "run").tracks
    assert copy.sport == sport
    assert np.allclose(copy.cadence_spm, track.cadence_spm)


@pytest.mark.parametrize("offset_s", [7200, -34200, 45900])
@pytest.mark.parametrize("format_name", FORMATS)
def test_the_local_clock_stays(format_name: str, offset_s: int) -> None:
    (copy,) = parse(copied([replace(run(0), utc_offset_s=offset_s)], format_name), "run").tracks
    assert copy.utc_offset_s == offset_s


def test_laps_pauses_steps_and_splits_stay_in_fit() -> None:
    steps = (
        WorkoutStep(0, "warm-up", "time", duration_s=600.0),
        WorkoutStep(1, "interval", "distance", distance_m=200.0),
        WorkoutStep(2, "recovery", "open"),
        WorkoutStep(3, None, "repeat", repeat_from=1, repeat_count=6),
    )
    splits = (WatchSplit("interval-active", 10.0, 55.0, 200.0), WatchSplit("split-90", 55.0, 80.0))
    laps = (Lap(0.0, 100.0, 300.5, "manual", "interval", 1), Lap(100.0, 200.0, None, "time", None, 2))
    track = replace(PAUSED, steps=steps, splits=splits, laps=laps, pauses=(Pause(20.0, 40.0),), breaks=np.empty(0, int))
    (copy,) = parse(copied([track], "fit"), "run.fit").tracks
    assert (copy.steps, copy.splits, copy.laps, copy.pauses) == (steps, splits, laps, track.pauses)


def test_laps_and_breaks_stay_in_tcx() -> None:
    (copy,) = parse(copied([PAUSED], "tcx"), "run.tcx").tracks
    assert [(lap.start_s, lap.distance_m) for lap in copy.laps] == [
        (lap.start_s, lap.distance_m) for lap in PAUSED.laps
    ]
    assert np.array_equal(copy.breaks, PAUSED.breaks)


def test_where_the_altitude_comes_from_stays_unknown_if_it_is() -> None:
    for source in ("barometer", "gps", "unknown"):
        (copy,) = parse(copied([replace(run(0), elevation_source=source)], "fit"), "run.fit").tracks
        assert copy.elevation_source == source


def test_what_does_not_fit_is_told_as_silence() -> None:
    track = replace(run(0), heart_rate_bpm=np.full(len(run(0)), 300.0), elevation_m=np.full(len(run(0)), -900.0))
    (copy,) = parse(copied([track], "fit"), "run.fit").tracks
    assert np.isnan(copy.heart_rate_bpm).all()
    assert np.isnan(copy.elevation_m).all()


def test_a_point_without_position_has_no_place_in_gpx() -> None:
    lat = run(0).lat_deg.copy()
    lat[3] = np.nan
    (copy,) = parse(copied([replace(run(0), lat_deg=lat)], "gpx"), "run.gpx").tracks
    assert len(copy) == len(run(0)) - 1


def test_a_route_without_times_stays_without() -> None:
    lat, lon = np.array([-45.0, -45.1]), np.array([-130.0, -130.1])
    bare = Track(time_s=np.full(2, np.nan), format="gpx", lat_deg=lat, lon_deg=lon)
    (copy,) = parse(copied([bare], "gpx"), "run.gpx").tracks
    assert copy.start_utc is None
    assert len(copy) == 2


@pytest.mark.parametrize(
    ("track", "format_name"),
    [
        (Track(), "fit"), (Track(), "tcx"), (Track(), "gpx"), (run(0), "polar"),
        (replace(run(0), start_utc=datetime(1980, 1, 1, tzinfo=UTC)), "fit"),
    ],
)  # fmt: skip
def test_what_a_format_cannot_hold_is_refused(track: Track, format_name: str) -> None:
    with pytest.raises(ValueError, match=r"needs|format|1989"):
        copied([track], format_name)


def test_names_with_markup_and_characters_that_no_document_may_hold_do_no_harm() -> None:
    track = replace(run(0), device='"><x>&\x00\x1b\ufffe', sport="<b>")
    for format_name in ("gpx", "tcx"):
        assert len(parse(copied([track], format_name), "run").tracks) == 1
