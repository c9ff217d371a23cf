from __future__ import annotations

import numpy as np
import pytest
from tests.support.simulated import Leg, simulate

from downtempo.segmenter.clean import resample
from downtempo.segmenter.signal import Signal


@pytest.fixture(scope="module")
def signal() -> Signal:
    found = resample(simulate([Leg(300, 3.0), Leg(120, 0.0), Leg(300, 3.0)]).track)
    assert found is not None
    return found


def test_distance_and_time_lead_to_each_other(signal: Signal) -> None:
    times = np.array([10.0, 99.5, 250.25, 600.0])
    assert signal.time_at(signal.distance_at(times)) == pytest.approx(times, abs=1e-6)


def test_a_place_where_the_runner_stood_is_reached_at_one_time_and_left_at_another(signal: Signal) -> None:
    foot_m = float(signal.distance_at(360.0))
    reached, left = float(signal.time_at(foot_m - 4)), float(signal.time_at(foot_m + 4, last=True))
    assert reached == pytest.approx(301, abs=4)
    assert left == pytest.approx(420, abs=4)


def test_times_and_distances_outside_the_run_are_clipped(signal: Signal) -> None:
    assert signal.distance_at([-5.0, 1e9]).tolist() == [0.0, signal.distance_m[-1]]
    assert signal.time_at([-5.0, 1e9]).tolist() == [0.0, signal.time_s[-1]]
    assert (signal.row_at(-5), signal.row_at(3.4), signal.row_at(1e9)) == (0, 3, len(signal) - 1)


def test_a_span_knows_where_it_starts(signal: Signal) -> None:
    span = signal.span(100.0, 130.0, 0.6)
    assert (span.lat_deg, span.lon_deg) == signal.place_at(100.0)
    assert span.distance_m == pytest.approx(90, abs=2)
    assert span.edge_error_s == 0.6
