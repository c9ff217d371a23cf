from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from tests.support.simulated import Leg, Watch, simulate

from downtempo.model.track import Column
from downtempo.segmenter.clean import resample
from downtempo.segmenter.curves import factors, minetti_factor, strava_factor
from downtempo.segmenter.gap import fit_weight, gap_speed
from downtempo.segmenter.profile import Profile, find_profile
from downtempo.segmenter.signal import Signal

GRADES = (0.0, -0.05, 0.03, -0.08, 0.06, -0.03, 0.05, -0.06, 0.02)


def _run(factor: Callable[[Column], Column], watch: Watch | None = None) -> tuple[Signal, Profile]:
    """Return a hilly run at an even effort of 2.9 m/s by one model of what hills cost."""
    speeds = 2.9 / factor(np.array(GRADES))
    legs = [Leg(90, float(v), g, 30.0 * k) for k, (v, g) in enumerate(2 * list(zip(speeds, GRADES, strict=True)))]
    signal = resample(simulate(legs, watch).track)
    assert signal is not None
    return signal, find_profile(signal)


def test_minetti_has_the_published_values() -> None:
    assert minetti_factor(np.array([-0.04, -0.10, 0.0])) == pytest.approx([0.805, 0.598, 1.0], abs=5e-4)
    grades = np.linspace(-0.45, 0.45, 9001)
    assert grades[np.argmin(minetti_factor(grades))] == pytest.approx(-0.181, abs=1e-3)


def test_strava_has_the_values_of_its_table_and_is_straight_between() -> None:
    assert strava_factor(np.array([-0.10, 0.10, 0.0, -0.05])) == pytest.approx([0.876, 1.459, 1.0, 0.9045])


def test_the_mixture_lies_between_the_two_and_stops_at_thirty_per_cent() -> None:
    signal, profile = _run(minetti_factor)
    strava, minetti = factors(profile.grade_ratio)
    assert gap_speed(signal, profile, 0.75) == pytest.approx(signal.speed_mps * (0.75 * strava + 0.25 * minetti))
    for beyond, steep in zip(factors(np.array([0.6, -0.4])), factors(np.array([0.3, -0.3])), strict=True):
        assert beyond.tolist() == steep.tolist()


def test_an_easy_runner_who_lets_it_roll_is_fitted_by_minetti() -> None:
    weight, label = fit_weight(*_run(minetti_factor))
    assert weight is not None
    assert weight <= 0.25
    assert label == f"fitted {weight:g}"


def test_an_easy_runner_who_brakes_is_fitted_by_strava() -> None:
    weight, _ = fit_weight(*_run(strava_factor))
    assert weight is not None
    assert weight >= 0.75


@pytest.mark.parametrize("factor", [minetti_factor, strava_factor])
def test_the_fitted_speed_is_even_where_the_effort_was(factor: Callable[[Column], Column]) -> None:
    signal, profile = _run(factor)
    weight, _ = fit_weight(signal, profile)
    effort = gap_speed(signal, profile, weight)[30:-30]
    assert np.std(effort) < 0.06 * 2.9 < np.std(signal.speed_mps[30:-30])


def test_where_the_run_cannot_tell_the_usual_weight_is_taken() -> None:
    flat = resample(simulate([Leg(1800, 3.0)]).track)
    fast_and_slow = resample(simulate([Leg(120, v, g) for v, g in 5 * [(2.5, -0.03), (4.6, 0.03)]]).track)
    for signal in (flat, fast_and_slow):
        assert signal is not None
        assert fit_weight(signal, find_profile(signal)) == (0.75, "fitted 0.75")


def test_a_model_can_be_asked_for() -> None:
    run = _run(minetti_factor)
    assert [fit_weight(*run, model) for model in ("strava", "minetti", "none")] == [
        (1.0, "strava"),
        (0.0, "minetti"),
        (None, "none"),
    ]


@pytest.mark.parametrize("watch", [Watch(has_altitude=False), Watch(declares="gps", height_drift_m=4.0)])
def test_altitude_that_cannot_tell_stays_out_of_it(watch: Watch) -> None:
    signal, profile = _run(strava_factor, watch)
    for model in ("fitted", "strava", "minetti"):
        weight, label = fit_weight(signal, profile, model)
        assert (weight, label) == (None, "none")
        assert (gap_speed(signal, profile, weight) == signal.speed_mps).all()
