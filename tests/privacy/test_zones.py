from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.home import HOME, M_PER_DEG, run_past_home

from downtempo.model.track import Track
from downtempo.privacy import Zone, ends_of, zones_of

SECRET = bytes(range(32))


def distance_m(zone: Zone, place: tuple[float, float]) -> float:
    return float(np.hypot(*zone.away_m(np.array([place[0]]), np.array([place[1]])))[0])


def north_of(place: tuple[float, float], metres: float) -> tuple[float, float]:
    return place[0] + metres / M_PER_DEG, place[1]


def test_a_centre_is_moved_by_a_third_to_a_half_of_the_radius() -> None:
    far = [distance_m(zones_of([HOME], (), bytes([k]) * 32)[0][0], HOME) for k in range(200)]
    assert 800 / 3 - 1 < min(far) < 290
    assert 380 < max(far) < 401


def test_the_same_secret_and_place_give_the_same_centre_on_every_day() -> None:
    assert zones_of([HOME], (), SECRET) == zones_of([HOME], (), SECRET)
    assert zones_of([HOME], (), SECRET)[0] != zones_of([HOME], (), bytes(32))[0]


def test_ends_within_300_metres_are_one_place_and_keep_its_first_position() -> None:
    near, far = north_of(HOME, 290), north_of(HOME, 310)
    assert zones_of([HOME, near], (), SECRET)[1] == (HOME,)
    assert zones_of([HOME, far], (), SECRET)[1] == (HOME, far)


def test_a_place_that_is_known_is_not_new_and_its_zone_does_not_move_with_the_day() -> None:
    zones, new = zones_of([north_of(HOME, 200)], (HOME,), SECRET)
    assert not new
    assert zones == zones_of([HOME], (), SECRET)[0]


@given(st.floats(0, 300), st.floats(0, 2 * np.pi), st.binary(min_size=32, max_size=32), st.floats(200, 3200))
def test_every_end_of_a_group_lies_inside_its_zone(away_m: float, turn: float, secret: bytes, radius_m: float) -> None:
    away_m = min(away_m, 0.37 * radius_m)
    lat = HOME[0] + away_m * np.cos(turn) / M_PER_DEG
    lon = HOME[1] + away_m * np.sin(turn) / (M_PER_DEG * np.cos(np.radians(HOME[0])))
    zones, new = zones_of([HOME, (lat, lon)], (), secret, radius_m)
    assert len(new) == 1
    assert distance_m(zones[0], (lat, lon)) < radius_m


def test_a_first_fix_that_is_far_away_does_not_leave_the_door_open() -> None:
    track = run_past_home()
    lat = track.lat_deg.copy()
    lat[:5] += 0.05
    lat[-1] += 0.05
    zones, _ = zones_of(ends_of(replace(track, lat_deg=lat)), (), SECRET)
    assert min(distance_m(zone, HOME) for zone in zones) < 500


def test_the_ends_of_a_run_are_its_first_and_last_positions() -> None:
    first, *_, last = ends_of(run_past_home())
    assert first == pytest.approx(HOME, abs=1e-5)
    assert last == pytest.approx(HOME, abs=4e-5)
    assert ends_of(Track(time_s=np.arange(3.0))) == ()


def test_a_zone_reaches_across_the_date_line() -> None:
    zone = Zone(0.0, 179.999, 800.0)
    x, _ = zone.away_m(np.array([0.0]), np.array([-179.999]))
    assert 200 < x[0] < 250
