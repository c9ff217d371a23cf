from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pytest

from downtempo.model.track import COLUMNS, Column
from downtempo.synthetic import Sensors, downhill_repeats, record, speed_repeats
from downtempo.synthetic.course import to_degrees
from downtempo.units import EARTH_M

REPS = downhill_repeats(seed=1)
REST = speed_repeats(4, rest="stand", rest_s=60, seed=2)


def _metres_off(sensors: Sensors, seed: int = 1) -> Column:
    track = record(REPS, sensors, seed)
    lat, lon = to_degrees(REPS.x_m, REPS.y_m)
    north = np.radians(track.lat_deg - lat) * EARTH_M
    east = np.radians(track.lon_deg - lon) * EARTH_M * np.cos(np.radians(lat))
    return np.hypot(north, east)


def test_a_good_watch_fills_every_column_but_power() -> None:
    track = record(REPS)
    assert [name for name in COLUMNS if np.all(np.isfinite(track.columns[name]))] == list(COLUMNS[:-1])
    assert np.all(np.isnan(track.power_w))


def test_a_watch_without_a_sensor_is_silent_there() -> None:
    track = record(REPS, Sensors(has_speed=False, has_heart_rate=False, has_cadence=False, altitude="none"))
    silent = {name for name in COLUMNS if np.all(np.isnan(track.columns[name]))}
    assert silent == {"distance_m", "speed_mps", "heart_rate_bpm", "cadence_spm", "elevation_m", "power_w"}
    assert track.elevation_source == "none"


@pytest.mark.parametrize("lag_s", [0.0, 3.0, 6.0])
def test_the_speed_field_comes_late_by_the_lag(lag_s: float) -> None:
    speed = record(REPS, Sensors(lag_s=lag_s), 1).speed_mps
    shifts = range(-2, 10)
    misfit = [np.abs(speed[20:-20] - np.roll(REPS.speed_mps, k)[20:-20]).mean() for k in shifts]
    assert shifts[int(np.argmin(misfit))] == lag_s


def test_the_lag_moves_the_speed_and_nothing_else() -> None:
    prompt, late = (record(REPS, Sensors(lag_s=lag), 1) for lag in (0.0, 5.0))
    assert np.array_equal(prompt.lat_deg, late.lat_deg)
    assert np.array_equal(prompt.elevation_m, late.elevation_m)
    assert not np.array_equal(prompt.speed_mps, late.speed_mps)


def test_a_barometer_is_near_the_truth_and_stored_in_steps() -> None:
    track = record(REPS, Sensors(), 1)
    assert np.abs(track.elevation_m - REPS.elevation_m).max() < 3
    assert np.std(np.diff(track.elevation_m) - np.diff(REPS.elevation_m)) < 0.3
    steps = track.elevation_m / 0.2
    assert steps == pytest.approx(np.round(steps), abs=1e-6)


def test_gps_altitude_wanders_by_metres() -> None:
    errors = record(REPS, Sensors(altitude="gps"), 1).elevation_m - REPS.elevation_m
    assert np.std(errors) > 1
    assert record(REPS, Sensors(altitude="gps")).elevation_source == "gps"


def test_positions_are_off_by_metres_that_hold_on() -> None:
    off = _metres_off(Sensors(position_m=1.6))
    assert 0.5 < np.median(off) < 4
    assert np.abs(np.diff(off)).mean() < 0.5


def test_spikes_throw_single_fixes_far_off() -> None:
    off = _metres_off(Sensors(spikes=3, spike_m=80.0))
    assert np.count_nonzero(off > 60) == 3


def test_a_dropout_leaves_a_gap_of_its_length() -> None:
    track = record(REPS, Sensors(dropouts=1, dropout_s=25), 1)
    assert np.diff(track.time_s).max() == 26
    assert len(track) == len(REPS.time_s) - 25


def test_smart_recording_keeps_a_part_of_the_samples_and_both_ends() -> None:
    track = record(REPS, Sensors(smart_recording=True), 1)
    steps = np.diff(track.time_s)
    assert 2.0 < steps.mean() < 6
    assert steps.max() <= 8
    assert (track.time_s[0], track.time_s[-1]) == (0.0, REPS.time_s[-1])


def test_smart_recording_is_denser_where_the_pace_changes() -> None:
    stored = record(REPS, Sensors(smart_recording=True), 1).time_s
    start = REPS.truth.efforts[0].start_s
    near = np.count_nonzero(np.abs(stored - start) < 5)
    calm = np.count_nonzero(np.abs(stored - (start - 200)) < 5)
    assert near > calm


def test_an_auto_pause_stops_the_record_while_the_runner_stands() -> None:
    track = record(REST, Sensors(auto_pause=True), 1)
    assert len(track.pauses) == 4
    for pause, row in zip(track.pauses, track.breaks, strict=True):
        assert track.time_s[row] == pause.stop_s
        assert track.time_s[row - 1] == pause.start_s
        assert REST.speed_mps[int(pause.start_s) : int(pause.stop_s)].max() < 0.6
    assert record(REST, Sensors(), 1).pauses == ()


def test_the_start_is_told_in_utc() -> None:
    local = datetime(2026, 10, 1, 7, 0, tzinfo=timezone(timedelta(hours=-8)))
    assert record(REPS, start_utc=local).start_utc == datetime(2026, 10, 1, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize("start", [datetime(2026, 10, 1), datetime(2026, 10, 1, 0, 0, 0, 5, tzinfo=UTC)])  # noqa: DTZ001
def test_a_start_without_a_zone_or_between_seconds_is_refused(start: datetime) -> None:
    with pytest.raises(ValueError, match="whole second in a time zone"):
        record(REPS, start_utc=start)


def test_the_same_seed_gives_the_same_track_and_another_other_noise() -> None:
    first, again, other = (record(REPS, Sensors(), seed) for seed in (4, 4, 5))
    for name in COLUMNS:
        assert np.array_equal(first.columns[name], again.columns[name], equal_nan=True)
    assert not np.array_equal(first.lat_deg, other.lat_deg)
