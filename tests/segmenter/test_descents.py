from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.support.simulated import Leg, Watch, hill_reps, simulate, without

from downtempo.model.segments import Descent
from downtempo.model.track import Track
from downtempo.segmenter.clean import resample
from downtempo.segmenter.descents import find_descents
from downtempo.segmenter.profile import find_profile

ROLLING = [Leg(s, 3.0, g) for s, g in ((300, 0.0), (80, 0.04), (70, -0.05), (200, 0.0), (60, -0.03), (400, 0.005))]
TIER_A, TIER_B, TIER_C = (
    Watch(),
    Watch(has_speed=False),
    Watch(has_speed=False, declares="gps", height_error_m=0.8, height_drift_m=4.0),
)


def _found(track: Track) -> tuple[Descent, ...]:
    signal = resample(track)
    assert signal is not None
    return find_descents(signal, find_profile(signal))


@pytest.mark.parametrize("watch", [TIER_A, TIER_B], ids=["A", "B"])
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("grade_ratio", [-0.03, -0.05, -0.08])
def test_every_rep_down_a_slope_is_found_with_its_grade_and_edges(grade_ratio: float, seed: int, watch: Watch) -> None:
    run = simulate(hill_reps(6, grade_ratio), replace(watch, seed=seed))
    found = _found(run.track)
    assert len(found) == 6
    for k, descent in enumerate(found):
        assert descent.span.start_s == pytest.approx(600 + 102 * k, abs=4)
        assert descent.span.stop_s == pytest.approx(630 + 102 * k, abs=4)
        edges_s = [descent.span.start_s, descent.span.stop_s]
        fall_m, way_m = (np.diff(np.interp(edges_s, run.time_s, c))[0] for c in (run.height_m, run.distance_m))
        assert descent.grade_ratio == pytest.approx(fall_m / way_m, abs=0.006 if watch.has_speed else 0.009)
        assert descent.grade_error_ratio is not None
        assert np.sqrt(2) * 0.2 / descent.span.distance_m < descent.grade_error_ratio < 0.008
        assert descent.drop_m == pytest.approx(-fall_m, abs=0.8)
        assert descent.speed_mps == pytest.approx(way_m / descent.span.duration_s, rel=0.06)


def test_a_descent_keeps_its_way_for_recognising_the_slope() -> None:
    first = _found(simulate(hill_reps(3)).track)[0]
    lat, lon = np.array(first.line).T
    assert first.span.lat_deg == pytest.approx(lat[0], abs=2e-5)
    steps = 111_195 * np.hypot(np.diff(lat), np.diff(lon))
    assert steps == pytest.approx(10, abs=3)
    assert not _found(simulate(hill_reps(3), Watch(has_positions=False)).track)[0].line


def test_gentle_slopes_and_flat_ground_are_no_descents() -> None:
    assert len(_found(simulate(ROLLING).track)) == 2
    assert not _found(simulate([Leg(1800, 3.0, -0.008)]).track)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("error_m", "drift_m", "tau_s"), [(0.35, 0.0, 1.0), (0.15, 0.6, 20.0), (0.15, 3.0, 1200.0)])
def test_noise_gusts_and_weather_make_no_descent_on_the_flat(
    error_m: float, drift_m: float, tau_s: float, seed: int
) -> None:
    watch = Watch(height_error_m=error_m, height_drift_m=drift_m, drift_tau_s=tau_s, seed=seed)
    assert not _found(simulate([Leg(2400, 3.0)], watch).track)


@pytest.mark.parametrize("watch", [TIER_A, TIER_B], ids=["A", "B"])
def test_a_stop_at_the_foot_lies_outside(watch: Watch) -> None:
    legs = [Leg(600, 2.9), Leg(40, 4.0, -0.05), Leg(60, 0.0), Leg(400, 2.9)]
    (descent,) = _found(simulate(legs, watch).track)
    assert descent.span.stop_s == pytest.approx(640, abs=5)


@pytest.mark.parametrize("watch", [TIER_A, TIER_B], ids=["A", "B"])
def test_a_stop_at_the_top_lies_outside(watch: Watch) -> None:
    legs = [Leg(600, 2.9), Leg(60, 0.0), Leg(40, 4.0, -0.05), Leg(400, 2.9)]
    (descent,) = _found(simulate(legs, watch).track)
    assert descent.span.start_s == pytest.approx(660, abs=5)


@pytest.mark.parametrize("seed", range(4))
def test_altitude_from_gps_gives_no_grade_to_a_short_descent_and_no_drop_to_any(seed: int) -> None:
    legs = [*hill_reps(6), Leg(150, 3.5, -0.09), Leg(600, 2.9), Leg(600, 3.5, -0.05), Leg(300, 2.9)]
    found = _found(simulate(legs, replace(TIER_C, seed=seed)).track)
    assert found
    assert all(descent.drop_m is None for descent in found)
    assert all(descent.grade_ratio is None for descent in found if descent.span.distance_m < 1200)
    assert all(abs(d.grade_ratio + 0.05) < 0.02 for d in found if d.grade_ratio is not None)


def test_without_altitude_there_is_no_descent() -> None:
    assert _found(simulate(hill_reps(6), Watch(has_altitude=False)).track) == ()


def test_a_way_down_through_a_long_silence_is_not_claimed() -> None:
    run = simulate([Leg(600, 3.0), Leg(200, 3.0, -0.06), Leg(600, 3.0)])
    lost = (run.time_s > 590) & (run.time_s < 810)
    assert not _found(without(run.track, lost))
