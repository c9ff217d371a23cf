from __future__ import annotations

import numpy as np
import pytest

from downtempo.segmenter.windows import mean_of, median_of, medians_of, running_median, weighted_quantile


def test_a_centred_mean_takes_fewer_samples_at_the_ends() -> None:
    assert mean_of(np.array([1.0, 2.0, 3.0, 6.0]), 3).tolist() == pytest.approx([1.5, 2.0, 11 / 3, 4.5])


@pytest.mark.parametrize("n", [1, 2, 5, 8])
def test_the_median_is_that_of_numpy(n: int) -> None:
    values = np.random.default_rng(n).normal(size=n)
    assert median_of(values) == pytest.approx(float(np.median(values)))


def test_the_median_of_nothing_is_no_number() -> None:
    assert np.isnan(median_of(np.empty(0)))
    assert np.isnan(weighted_quantile(np.empty(0), np.empty(0), 0.5))


def test_the_medians_of_rows_are_those_of_what_is_known_in_each() -> None:
    random = np.random.default_rng(1)
    values, is_known = random.normal(size=(40, 9)), random.random((40, 9)) < 0.5
    is_known[0], is_known[1] = False, True
    medians = medians_of(values, is_known)
    assert medians[0] == np.inf
    for row, known, median in zip(values[1:], is_known[1:], medians[1:], strict=True):
        assert median == (median_of(row[known]) if known.any() else np.inf)


def test_half_of_the_weight_lies_below_a_weighted_quantile() -> None:
    assert weighted_quantile(np.array([3.0, 1.0, 2.0]), np.array([1.0, 1.0, 5.0]), 0.5) == 2.0


@pytest.mark.parametrize("n", [1, 10, 500])
def test_a_running_median_follows_the_level_and_not_the_spikes(n: int) -> None:
    values = np.full(n, 2.0)
    values[::7] = 9.0
    values[0] = 2.0
    assert running_median(values, 60, 5)[n // 2] == pytest.approx(2.0)
