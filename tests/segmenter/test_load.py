from __future__ import annotations

import numpy as np
import pytest
from tests.support.simulated import Leg, Watch, simulate

from downtempo.segmenter.clean import resample
from downtempo.segmenter.load import find_load, find_totals
from downtempo.segmenter.profile import Profile, find_profile
from downtempo.synthetic import Sensors, easy_run, home_course, record

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
    load = find_load(_profile(Watch()))
    assert load.drop_m is not None
    assert load.eccentric_j_per_kg == pytest.approx(9.81 * load.drop_m)


@pytest.mark.parametrize("watch", [Watch(has_altitude=False), Watch(declares="gps", height_drift_m=4.0)])
def test_altitude_that_cannot_tell_gives_no_load(watch: Watch) -> None:
    profile = _profile(watch)
    assert find_totals(profile) == (None, None)
    assert find_load(profile).eccentric_j_per_kg is None


@pytest.mark.parametrize("barometer_m", [0.15, 0.6])
def test_the_stated_error_is_that_of_the_height_lost(barometer_m: float) -> None:
    off = [_error(barometer_m, seed) for seed in range(6)]
    within = [abs(found - true) <= 2 * error for found, true, error in off]
    assert sum(within) >= 5
    assert all(error < 0.35 * true for _, true, error in off)


def _error(barometer_m: float, seed: int) -> tuple[float, float, float]:
    made = easy_run(6600.0, course=home_course(), seed=seed)
    signal = resample(record(made, Sensors(barometer_m=barometer_m), seed))
    assert signal is not None
    load = find_load(find_profile(signal))
    assert load.drop_m is not None
    return load.drop_m, float(-np.minimum(np.diff(made.elevation_m), 0).sum()), load.drop_error_m
