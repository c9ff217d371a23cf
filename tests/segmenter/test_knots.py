from __future__ import annotations

import numpy as np
import pytest

from downtempo.model.track import Column
from downtempo.segmenter.knots import place_edges
from downtempo.segmenter.profile import CELL_M, Profile
from downtempo.segmenter.smoother import smooth_each


def _profile(grade_ratio: Column, seed: int) -> Profile:
    height = np.cumsum(grade_ratio) * CELL_M + np.random.default_rng(seed).normal(0, 0.1, len(grade_ratio))
    weight = np.ones(len(height))
    fine, medium = smooth_each(height, weight, (15.0, 150.0))
    return Profile(
        raw_m=height, weight=weight, is_blind=np.zeros(len(height), bool), fine_m=fine, medium_m=medium,
        grade_ratio=np.zeros(1), sigma_h_m=0.35, is_gps=False,
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("off_m", [-20.0, 0.0, 20.0])
def test_edges_are_moved_to_where_the_slope_bends(off_m: float, seed: int) -> None:
    cells = (np.arange(300) + 0.5) * CELL_M
    profile = _profile(np.where((cells > 600) & (cells < 800), -0.05, 0.005), seed)
    starts, stops = place_edges(profile, np.array([600 + off_m]), np.array([800 + off_m]))
    assert starts[0] == pytest.approx(600, abs=9)
    assert stops[0] == pytest.approx(800, abs=9)


def test_edges_on_even_ground_stay_where_they_are() -> None:
    starts, stops = place_edges(_profile(np.full(300, -0.03), 1), np.array([400.0]), np.array([900.0]))
    assert (starts[0], stops[0]) == (400.0, 900.0)


def test_edges_without_room_around_them_stay_where_they_are() -> None:
    profile = _profile(np.full(40, -0.05), 1)
    starts, stops = place_edges(profile, np.array([0.0]), np.array([200.0]))
    assert (starts[0], stops[0]) == (0.0, 200.0)


@pytest.mark.parametrize("seed", range(6))
def test_neighbours_never_overlap(seed: int) -> None:
    cells = (np.arange(300) + 0.5) * CELL_M
    profile = _profile(np.where((cells > 500) & (cells < 900) & (abs(cells - 700) > 20), -0.05, 0.01), seed)
    starts, stops = place_edges(profile, np.array([500.0, 725.0]), np.array([675.0, 900.0]))
    assert (starts[1:] >= stops[:-1]).all()
    assert (stops > starts).all()


def test_no_descents_have_no_edges() -> None:
    starts, stops = place_edges(_profile(np.zeros(100), 1), np.empty(0), np.empty(0))
    assert len(starts) == len(stops) == 0
