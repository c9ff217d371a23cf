from __future__ import annotations

import numpy as np
import pytest

from downtempo.segmenter import smoother
from downtempo.segmenter.smoother import smooth, smooth_each


def _dense(values: np.ndarray, weight: np.ndarray, stiffness: float, free: list[int]) -> np.ndarray:
    bends = np.diff(np.eye(len(weight)), 2, axis=0) if len(weight) > 2 else np.zeros((0, len(weight)))
    bends = np.delete(bends, free, axis=0)
    return np.asarray(np.linalg.solve(np.diag(weight) + stiffness * bends.T @ bends, (weight * values).T).T)


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 31, 32, 33, 34, 65, 200, 1001])
@pytest.mark.parametrize("stiffness", [15.0, 3e4])
def test_cyclic_reduction_gives_what_a_dense_solver_gives(n: int, stiffness: float) -> None:
    random = np.random.default_rng(n)
    values, weight = random.normal(size=(2, n)).cumsum(axis=1), random.uniform(0.02, 1, n)
    assert smooth(values, weight, stiffness) == pytest.approx(_dense(values, weight, stiffness, []), abs=1e-7)


def test_several_stiffnesses_at_once_give_what_each_gives_alone() -> None:
    random = np.random.default_rng(1)
    values, weight = random.normal(size=300).cumsum(), random.uniform(0.02, 1, 300)
    together = smooth_each(values, weight, (15.0, 150.0, 400.0))
    assert together.shape == (3, 300)
    for row, stiffness in zip(together, (15.0, 150.0, 400.0), strict=True):
        assert row == pytest.approx(smooth(values, weight, stiffness), abs=1e-9)


def test_each_stiffness_may_have_weights_and_corners_of_its_own() -> None:
    random = np.random.default_rng(2)
    values, weights = random.normal(size=301).cumsum(), random.uniform(0.02, 1, (2, 301))
    corners = (np.array([100]), np.array([40, 41]))
    together = smooth_each(values, weights, (15.0, 150.0), corners=corners)
    for row, weight, stiffness, own in zip(together, weights, (15.0, 150.0), corners, strict=True):
        assert row == pytest.approx(smooth(values, weight, stiffness, corners=own), abs=1e-9)


def test_nothing_is_smoothed_across_a_break() -> None:
    values = np.concatenate([np.zeros(50), np.full(50, 30.0)])
    assert smooth(values, np.ones(100), 60.0, np.array([50])) == pytest.approx(values, abs=1e-9)
    assert np.ptp(smooth(values, np.ones(100), 60.0)[47:53]) < 25


def test_a_corner_may_bend_sharply_but_the_line_goes_on() -> None:
    there_and_back = np.concatenate([np.arange(50.0), np.arange(48.0, -1, -1)])
    weight = np.ones(len(there_and_back))
    assert smooth(there_and_back, weight, 60.0, corners=np.array([49])) == pytest.approx(there_and_back, abs=1e-9)
    assert smooth(there_and_back, weight, 60.0)[49] < 48.0


def test_a_long_run_smoothed_in_pieces_equals_one_smoothed_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.random.default_rng(2).normal(size=20_000).cumsum()
    weight, breaks = np.ones(20_000), np.array([5000, 9000])
    whole = smooth(values, weight, 3e4, breaks)
    monkeypatch.setattr(smoother, "_CHUNK", 8000)
    assert smooth(values, weight, 3e4, breaks) == pytest.approx(whole, abs=1e-8)
