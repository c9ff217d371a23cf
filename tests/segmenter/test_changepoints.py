from __future__ import annotations

import time

import numpy as np
import pytest

from downtempo.segmenter.changepoints import find_levels


def _penalty(n: int, variance: float = 0.02) -> float:
    return float(3 * variance * np.log(n))


def _levels(y: np.ndarray) -> list[int]:
    rows: list[int] = find_levels(y, np.full(len(y), 2.0), _penalty(len(y))).tolist()
    return rows


def test_steps_of_a_noisy_series_are_found_to_the_bin() -> None:
    y = np.full(1200, 2.8) + np.random.default_rng(1).normal(0, 0.1, 1200)
    for start in (300, 500, 700):
        y[start : start + 40] += 1.4
    assert _levels(y) == [0, 300, 340, 500, 540, 700, 740, 1200]


def test_noise_alone_gives_one_level() -> None:
    y = np.full(3600, 2.8) + np.random.default_rng(2).normal(0, 0.1, 3600)
    assert _levels(y) == [0, 3600]


def test_a_cut_costs_more_where_the_series_is_trusted_less() -> None:
    y = np.full(600, 2.8)
    y[300:] = 3.1
    sure = find_levels(y, np.full(600, 2.0), _penalty(600))
    unsure = find_levels(y, np.full(600, 0.0005), _penalty(600))
    assert (sure.tolist(), unsure.tolist()) == ([0, 300, 600], [0, 600])


@pytest.mark.parametrize("n", [0, 1, 3, 7, 8, 9])
def test_short_series_are_cut_nowhere_or_inside(n: int) -> None:
    rows = find_levels(np.arange(float(n)), np.full(n, 2.0), 0.01)
    assert rows[0] == 0
    assert rows[-1] == n
    assert (np.diff(rows) >= 0).all()


def test_a_day_costs_no_more_an_hour_than_an_hour_does() -> None:
    random = np.random.default_rng(3)

    def spent(hours: int) -> float:
        y = 2.8 + random.normal(0, 0.1, 3600 * hours)
        return min(_timed(y) for _ in range(3)) / hours

    def _timed(y: np.ndarray) -> float:
        start = time.process_time()
        _levels(y)
        return time.process_time() - start

    assert spent(24) < 5 * spent(2)
