from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.support.simulated import Leg, Watch, hill_reps, simulate

from downtempo.segmenter.clean import resample
from downtempo.segmenter.signal import Signal
from downtempo.synthetic import Sensors, record, speed_repeats

HILL_REPS = hill_reps(8)
TRACK_REPS = [
    Leg(500, 2.9),
    *[Leg(s, v, 0.0, h) for k in range(10) for s, v, h in ((80, 5.0, 36.0 * k), (60, 2.2, 90.0))],
]
STRIDES = [Leg(900, 2.8), *[Leg(s, v, 0.0, 45.0) for _ in range(6) for s, v in ((20, 5.5), (70, 2.5))], Leg(300, 2.8)]
FARTLEK = [Leg(40 + 37 * k % 90, 2.4 + 0.5 * (4 * k % 7), 0.0, 20.0 * k) for k in range(24)]


def _signal(legs: list[Leg], watch: Watch) -> Signal:
    signal = resample(simulate(legs, watch).track)
    assert signal is not None
    return signal


@pytest.mark.parametrize("legs", [HILL_REPS, TRACK_REPS, STRIDES, FARTLEK], ids=["hill", "track", "strides", "fartlek"])
@pytest.mark.parametrize("lag_s", [0, 3, 6, 9])
def test_a_late_watch_is_found_out_within_a_second(legs: list[Leg], lag_s: int) -> None:
    signal = _signal(legs, Watch(speed_lag_s=lag_s, seed=lag_s + 1))
    assert signal.lag_s == pytest.approx(lag_s, abs=1.0)
    assert signal.surge_edge_error_s == pytest.approx(0.45)


def test_the_delay_is_taken_out_of_the_speed() -> None:
    run = simulate(TRACK_REPS, Watch(speed_lag_s=7))
    signal = resample(run.track)
    assert signal is not None
    inside = slice(20, -20)
    assert abs(signal.speed_mps - run.speed_mps)[inside].mean() < 0.1
    assert abs(run.track.speed_mps - run.speed_mps)[inside].mean() > 0.2


def test_an_even_run_gives_no_reason_to_believe_in_a_delay() -> None:
    assert _signal([Leg(1800, 3.0)], Watch(seed=3)).lag_s == 0.0


@pytest.mark.parametrize("seed", range(4))
def test_a_delay_is_seen_through_positions_that_scatter_by_metres(seed: int) -> None:
    run = speed_repeats(6, 150.0, 75.0, rest="jog", speed_mps=4.4, seed=seed)
    track = record(run, Sensors(lag_s=5.0), seed)
    random = np.random.default_rng(seed)
    fading = np.exp(-np.arange(150) / 30) / np.sqrt(15)
    east_m, north_m = (8.0 * np.convolve(random.normal(0, 1, len(track) + 149), fading, "valid") for _ in range(2))
    lon_deg = track.lon_deg + east_m / (111_195 * np.cos(np.radians(track.lat_deg)))
    signal = resample(replace(track, lat_deg=track.lat_deg + north_m / 111_195, lon_deg=lon_deg))
    assert signal is not None
    assert signal.lag_s == pytest.approx(5.0, abs=2.0)


def test_where_the_delay_cannot_be_told_boundaries_are_said_to_be_uncertain() -> None:
    indoors = _signal(TRACK_REPS, Watch(has_positions=False))
    short = _signal([Leg(200, 3.0)], Watch())
    assert (indoors.lag_s, indoors.surge_edge_error_s) == (0.0, 6.0)
    assert (short.lag_s, short.surge_edge_error_s) == (0.0, 6.0)
