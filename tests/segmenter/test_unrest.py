from __future__ import annotations

import numpy as np
import pytest

from downtempo.model.track import Column
from downtempo.segmenter.unrest import Unrest, find_unrest

N = 3600
MOVING = np.ones(N, bool)


def _wander(seed: int, tau_s: float) -> Column:
    random, keep = np.random.default_rng(seed), np.exp(-1 / tau_s)
    steps = random.normal(0, np.sqrt(1 - keep * keep), N)
    return np.array(list(_walk(steps.tolist(), float(keep))))


def _walk(steps: list[float], keep: float) -> list[float]:
    at, walked = 0.0, []
    for step in steps:
        at = keep * at + step
        walked.append(at)
    return walked


def _unrest(height_m: Column) -> Unrest:
    found = find_unrest(height_m, MOVING)
    assert found is not None
    return found


@pytest.mark.parametrize("seed", range(4))
def test_a_barometer_hums_and_gps_wanders(seed: int) -> None:
    hill = 10 * np.sin(np.arange(N) / 150)
    barometer = _unrest(hill + 0.22 * _wander(seed, 15) + 0.12 * np.random.default_rng(seed).standard_normal(N))
    gps = _unrest(hill + 3.0 * _wander(seed, 200))
    assert barometer.is_barometric
    assert 0.1 < barometer.hum_m < 0.35
    assert not gps.is_barometric
    assert gps.wander_m > 1


@pytest.mark.parametrize("width_s", [20, 30, 60])
def test_smoothed_gps_is_blurred_and_worth_no_more_than_it_wanders(width_s: int) -> None:
    even = np.convolve(3.0 * _wander(1, 200), np.full(width_s, 1 / width_s), "same")
    unrest = _unrest(even)
    assert unrest.is_blurred
    assert not unrest.is_barometric
    assert unrest.wander_m >= 2


def test_what_wanders_more_than_any_ground_is_known_for_gps() -> None:
    even = np.convolve(12.0 * _wander(2, 200), np.full(20, 1 / 20), "same")
    assert _unrest(even).is_wandering
    assert not _unrest(60 * np.sin(np.arange(N) / 100)).is_wandering


def test_a_level_that_hardly_moves_is_as_good_as_a_barometer_whatever_measured_it() -> None:
    assert _unrest(0.2 * np.round(5 * np.sin(np.arange(N) / 600))).is_barometric


def test_two_minutes_of_running_are_needed() -> None:
    moving = np.zeros(N, bool)
    moving[:119] = True
    assert find_unrest(np.zeros(N), moving) is None
    assert find_unrest(np.zeros(60), np.ones(60, bool)) is None
