from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.support.simulated import Leg, Simulated, Watch, simulate, without

from downtempo.model.track import Column, Track
from downtempo.segmenter.clean import resample
from downtempo.segmenter.descents import find_descents
from downtempo.segmenter.load import find_totals
from downtempo.segmenter.profile import find_profile
from downtempo.segmenter.signal import Signal

FLAT = [Leg(1200, 3.0)]


def _signal(track: Track) -> Signal:
    signal = resample(track)
    assert signal is not None
    return signal


def _with_altitude(run: Simulated, altitude_m: Column) -> Track:
    return replace(run.track, elevation_m=altitude_m)


def _n_descents(signal: Signal) -> int:
    return len(find_descents(signal, find_profile(signal)))


def _settling(run: Simulated, size_m: float, tau_s: float) -> Track:
    return _with_altitude(run, run.track.elevation_m + size_m * np.exp(-run.time_s / tau_s))


@pytest.mark.parametrize("rows", [[0], [3], [600], [600, 601], [1199]])
@pytest.mark.parametrize("height_m", [-90.0, 25.0])
def test_a_spike_is_left_out_wherever_it_stands(rows: list[int], height_m: float) -> None:
    run = simulate(FLAT)
    altitude = run.track.elevation_m.copy()
    altitude[rows] += height_m
    signal = _signal(_with_altitude(run, altitude))
    assert np.ptp(signal.elevation_m) < 3
    assert "altitudes-removed" in {note.reason for note in signal.notes}


def test_steep_ground_is_no_spike() -> None:
    run = simulate([Leg(300, 1.2, 0.4), Leg(300, 2.5, -0.4)], Watch(keep_every_s=4))
    assert "altitudes-removed" not in {note.reason for note in _signal(run.track).notes}


@pytest.mark.parametrize(("size_m", "tau_s"), [(40.0, 20.0), (30.0, 40.0), (-35.0, 30.0)])
def test_an_altimeter_that_settles_makes_no_descent_and_no_drop(size_m: float, tau_s: float) -> None:
    signal = _signal(_settling(simulate(FLAT), size_m, tau_s))
    assert "altimeter-settling" in {note.reason for note in signal.notes}
    assert _n_descents(signal) == 0
    gain_m, drop_m = find_totals(find_profile(signal))
    assert gain_m is not None
    assert drop_m is not None
    assert gain_m + drop_m < 6


def test_a_steep_start_is_no_settling() -> None:
    signal = _signal(simulate([Leg(200, 3.2, -0.14), Leg(900, 3.0)]).track)
    assert "altimeter-settling" not in {note.reason for note in signal.notes}
    assert _n_descents(signal) == 1


def test_altitude_that_begins_as_zero_makes_no_hill() -> None:
    run = simulate(FLAT)
    altitude = np.where(run.time_s < 45, 0.0, run.track.elevation_m + 400)
    signal = _signal(_with_altitude(run, altitude))
    assert np.ptp(signal.elevation_m) < 3
    assert signal.elevation_m[-1] == pytest.approx(500, abs=2)
    assert _n_descents(signal) == 0


def test_altitude_that_changed_during_a_stop_was_not_run() -> None:
    run = simulate([Leg(600, 3.0), Leg(900, 0.0), Leg(600, 3.0)])
    lower = np.where(run.time_s > 1000, -12.0, 0.0)
    track = _with_altitude(run, run.track.elevation_m + lower)
    signal = _signal(without(track, (run.time_s >= 605) & (run.time_s <= 1495)))
    assert np.ptp(signal.elevation_m) < 3
    assert _n_descents(signal) == 0


@pytest.mark.parametrize("altitude_m", [np.nan, 0.0, 250.0])
def test_altitude_that_never_changes_is_none(altitude_m: float) -> None:
    run = simulate(FLAT)
    signal = _signal(_with_altitude(run, np.full(1200, altitude_m)))
    assert signal.elevation_source == "none"
    assert np.isnan(signal.elevation_m).all()
    assert "no-altitude" in {note.reason for note in signal.notes}


def test_a_declared_source_is_believed() -> None:
    assert _signal(simulate(FLAT, Watch(declares="barometer")).track).elevation_source == "barometer"
    assert _signal(simulate(FLAT, Watch(declares="gps")).track).elevation_source == "gps"


def test_a_noisy_barometer_states_a_larger_error() -> None:
    quiet = _signal(simulate(FLAT, Watch(height_error_m=0.15)).track)
    rough = _signal(simulate(FLAT, Watch(height_error_m=1.0)).track)
    assert 0.2 <= quiet.sigma_h_m <= 0.35
    assert rough.sigma_h_m > 0.8


def test_altitude_that_hums_like_a_barometer_stays_unknown_but_is_as_good_as_one() -> None:
    signal = _signal(simulate(FLAT, Watch(declares="unknown")).track)
    assert signal.elevation_source == "unknown"
    assert signal.sigma_h_m <= 0.35
    assert "altitude-source-unknown" in {note.reason for note in signal.notes}


@pytest.mark.parametrize("width_s", [10, 20, 30])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_altitude_of_gps_that_the_watch_smooths_is_not_taken_for_that_of_a_barometer(seed: int, width_s: int) -> None:
    run = simulate(FLAT, Watch(seed=seed, declares="unknown", height_drift_m=3.0, height_error_m=0.3))
    even_m = np.convolve(np.pad(run.track.elevation_m, width_s, mode="edge"), np.full(width_s, 1 / width_s), "same")
    signal = _signal(_with_altitude(run, even_m[width_s:-width_s]))
    assert signal.sigma_h_m > 0.9


def test_noisy_altitude_of_no_declared_source_is_taken_for_that_of_gps() -> None:
    signal = _signal(simulate(FLAT, Watch(declares="unknown", height_error_m=1.0, height_drift_m=4.0)).track)
    assert signal.elevation_source == "gps"
    assert signal.sigma_h_m >= 9
    assert "altitude-from-gps" in {note.reason for note in signal.notes}


def test_smooth_altitude_that_differs_on_each_lap_is_taken_for_that_of_gps() -> None:
    laps = [Leg(25, 4.0, 0.0, heading) for _ in range(15) for heading in (0.0, 90.0, 180.0, 270.0)]
    drifting = Watch(declares="unknown", height_error_m=0.05, height_drift_m=12.0, drift_tau_s=400, seed=5)
    assert _signal(simulate(laps, drifting).track).elevation_source == "gps"
    assert _signal(simulate(laps, replace(drifting, height_drift_m=0.3)).track).elevation_source == "unknown"


def test_a_place_that_is_passed_again_at_the_same_height_vouches_for_the_altitude() -> None:
    laps = [Leg(25, 4.0, 0.0, heading) for _ in range(15) for heading in (0.0, 90.0, 180.0, 270.0)]
    steady = _signal(simulate(laps, Watch(declares="unknown", height_error_m=0.05, height_drift_m=0.1)).track)
    assert steady.sigma_h_m < 0.5


def test_an_even_drift_of_the_air_pressure_is_no_error_of_a_slope() -> None:
    laps = [Leg(25, 4.0, 0.0, heading) for _ in range(15) for heading in (0.0, 90.0, 180.0, 270.0)]
    run = simulate(laps, Watch(declares="unknown", height_error_m=0.1))
    drifting = _with_altitude(run, run.track.elevation_m + run.time_s * 15 / 3600)
    assert _signal(drifting).sigma_h_m < 0.5
