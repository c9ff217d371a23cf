from __future__ import annotations

from dataclasses import replace

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
    edges = place_edges(profile, np.array([600 + off_m]), np.array([800 + off_m]))
    assert edges.starts_m[0] == pytest.approx(600, abs=9)
    assert edges.stops_m[0] == pytest.approx(800, abs=9)


def test_edges_on_even_ground_stay_where_they_are() -> None:
    edges = place_edges(_profile(np.full(300, -0.03), 1), np.array([400.0]), np.array([900.0]))
    assert (edges.starts_m[0], edges.stops_m[0]) == (400.0, 900.0)


def test_edges_without_room_around_them_stay_where_they_are() -> None:
    profile = _profile(np.full(40, -0.05), 1)
    edges = place_edges(profile, np.array([0.0]), np.array([200.0]))
    assert (edges.starts_m[0], edges.stops_m[0]) == (0.0, 200.0)


@pytest.mark.parametrize("seed", range(6))
def test_neighbours_never_overlap(seed: int) -> None:
    cells = (np.arange(300) + 0.5) * CELL_M
    profile = _profile(np.where((cells > 500) & (cells < 900) & (abs(cells - 700) > 20), -0.05, 0.01), seed)
    edges = place_edges(profile, np.array([500.0, 725.0]), np.array([675.0, 900.0]))
    assert (edges.starts_m[1:] >= edges.stops_m[:-1]).all()
    assert (edges.stops_m > edges.starts_m).all()


def test_no_descents_have_no_edges() -> None:
    edges = place_edges(_profile(np.zeros(100), 1), np.empty(0), np.empty(0))
    assert len(edges.starts_m) == len(edges.stops_m) == len(edges.error_m) == 0


@pytest.mark.parametrize("seed", range(6))
def test_where_the_ground_rolls_the_edge_is_where_its_grade_passes_that_of_an_edge(seed: int) -> None:
    cells = (np.arange(300) + 0.5) * CELL_M
    profile = _profile(-0.03 * np.sin(2 * np.pi * (cells - 400) / 400), seed)
    entered_m, left_m = 400 + 400 / 12, 400 + 5 * 400 / 12
    edges = place_edges(profile, np.array([entered_m + 15]), np.array([left_m - 15]))
    assert edges.starts_m[0] == pytest.approx(entered_m, abs=15)
    assert edges.stops_m[0] == pytest.approx(left_m, abs=15)


def test_a_soft_edge_is_less_certain_than_a_sharp_one() -> None:
    cells = (np.arange(300) + 0.5) * CELL_M
    sharp = _profile(np.where((cells > 600) & (cells < 800), -0.05, 0.005), 1)
    soft = _profile(-0.03 * np.sin(2 * np.pi * (cells - 400) / 400), 1)
    near = place_edges(sharp, np.array([600.0]), np.array([800.0])).error_m[0]
    far = place_edges(soft, np.array([433.0]), np.array([567.0])).error_m[0]
    assert near < 2
    assert far > 5


def test_an_edge_beside_a_turn_around_is_pulled_to_it() -> None:
    cells = (np.arange(300) + 0.5) * CELL_M
    profile = _profile(np.where(cells < 600, 0.06, -0.06), 1)
    before = place_edges(profile, np.array([604.0]), np.array([1000.0])).starts_m[0]
    after = place_edges(replace(profile, turns_m=np.array([600.0])), np.array([604.0]), np.array([1000.0])).starts_m[0]
    assert abs(after - 600) == pytest.approx(abs(before - 600) / 2, abs=0.1)
    assert abs(before - 600) > 0.5
