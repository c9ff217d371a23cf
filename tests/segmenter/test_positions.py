from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.support.simulated import Leg, Watch, simulate

from downtempo.model.track import Track
from downtempo.segmenter.clean import resample
from downtempo.segmenter.positions import find_positions, project, shifted, unwrapped


def _moved(track: Track, rows: list[int], north_m: float) -> Track:
    lat = track.lat_deg.copy()
    lat[rows] += north_m / 111_195
    return replace(track, lat_deg=lat)


@pytest.mark.parametrize(("rows", "north_m"), [([200], 60.0), ([200], -500.0), ([200, 201], 80.0), ([0], 300.0)])
def test_a_position_that_nobody_can_reach_is_left_out(rows: list[int], north_m: float) -> None:
    track = _moved(simulate([Leg(400, 3.0)]).track, rows, north_m)
    found = find_positions(track, np.isfinite(track.time_s))
    assert found.n_dropped == len(rows)
    assert not np.isin(np.array(rows, float), found.time_s).any()


def test_the_scatter_of_positions_is_kept() -> None:
    track = simulate([Leg(600, 3.0), Leg(60, 0.0), Leg(300, 6.0, 0.0, 120.0)]).track
    assert find_positions(track, np.isfinite(track.time_s)).n_dropped == 0


def test_spikes_hardly_lengthen_the_run() -> None:
    run = simulate([Leg(900, 3.0)], Watch(has_speed=False))
    signal = resample(_moved(run.track, [100, 350, 351, 700], 120.0))
    assert signal is not None
    assert signal.distance_m[-1] == pytest.approx(run.distance_m[-1], rel=0.01)
    assert "positions-removed" in {note.reason for note in signal.notes}


def test_a_degree_of_longitude_is_measured_at_its_own_latitude() -> None:
    x, y = project(np.array([60.0, 60.0, 0.0, 0.0]), np.array([0.0, 1.0, 1.0, 2.0]))
    assert np.diff(x)[[0, 2]] == pytest.approx([55_597, 111_195], rel=1e-3)
    assert y[2] == pytest.approx(-60 * 111_195, rel=1e-3)


def test_the_date_line_is_crossed_in_one_step() -> None:
    lon = np.array([179.999, -179.999, -179.998])
    x, _ = project(np.zeros(3), lon)
    assert np.diff(x) == pytest.approx([222.4, 111.2], rel=1e-3)
    assert np.ptp(unwrapped(lon)) < 1
    assert shifted(np.zeros(1), np.array([179.9999]), np.array([100.0]), np.zeros(1))[1][0] < -179.9
