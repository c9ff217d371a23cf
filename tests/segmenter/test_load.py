from __future__ import annotations

import numpy as np
import pytest
from tests.support.fresh_runs import BAROMETER, GPS, blurred, sessions, undeclared
from tests.support.simulated import Leg, Watch, simulate

from downtempo.segmenter import segment
from downtempo.segmenter.clean import resample
from downtempo.segmenter.load import find_load, find_totals
from downtempo.segmenter.profile import Profile, find_profile
from downtempo.synthetic import record

HILLS = [Leg(600, 3.0), *(4 * [Leg(200, 2.5, 0.06), Leg(150, 3.3, -0.06)]), Leg(600, 3.0)]


def _profile(watch: Watch) -> Profile:
    signal = resample(simulate(HILLS, watch).track)
    assert signal is not None
    return find_profile(signal)


@pytest.mark.parametrize("watch", [Watch(), Watch(declares="unknown"), Watch(has_speed=False), Watch(keep_every_s=3)])
def test_height_lost_is_that_of_the_ground_and_not_of_the_noise(watch: Watch) -> None:
    gain_m, drop_m = find_totals(_profile(watch))
    assert gain_m == pytest.approx(120.0, abs=6)
    assert drop_m == pytest.approx(118.8, abs=6)


def test_load_is_weight_times_height_for_each_kilogram() -> None:
    load = find_load(_profile(Watch()), 1800.0)
    assert load.drop_m is not None
    assert load.eccentric_j_per_kg == pytest.approx(9.81 * load.drop_m)


@pytest.mark.parametrize("watch", [Watch(has_altitude=False), Watch(declares="gps", height_drift_m=4.0)])
def test_altitude_that_cannot_tell_gives_no_load(watch: Watch) -> None:
    profile = _profile(watch)
    assert find_totals(profile) == (None, None)
    assert find_load(profile, 1800.0).eccentric_j_per_kg is None


@pytest.mark.parametrize("width_s", [5, 20])
def test_height_lost_by_smoothed_gps_is_said_to_be_uncertain_and_is_within_what_is_said(width_s: int) -> None:
    errors, shares = [], []
    for seed in (111, 112, 113):
        for _, run in sessions(seed):
            true_m = float(np.maximum(-np.diff(run.elevation_m), 0.0).sum())
            load = segment(blurred(undeclared(record(run, GPS, seed)), width_s)).load
            if load is not None and load.drop_m is not None and load.drop_error_m is not None:
                errors.append(abs(load.drop_m - true_m) / load.drop_error_m)
                shares.append(load.drop_error_m / load.drop_m)
    assert len(errors) >= 6
    assert (np.array(errors) <= 2).mean() >= 0.9
    assert np.median(shares) > 0.2


def test_by_barometer_the_height_lost_on_hills_is_known_to_a_tenth() -> None:
    [hills] = [run for name, run in sessions(114) if name == "hills"]
    load = segment(record(hills, BAROMETER, 114)).load
    assert load is not None
    assert load.drop_m is not None
    assert load.drop_error_m is not None
    assert load.drop_error_m < 0.1 * load.drop_m
