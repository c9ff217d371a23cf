from __future__ import annotations

import pytest
from tests.support.simulated import Leg, Watch, simulate

from downtempo.segmenter.clean import resample
from downtempo.segmenter.load import find_load, find_totals
from downtempo.segmenter.profile import Profile, find_profile

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
