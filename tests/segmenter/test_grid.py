from __future__ import annotations

import numpy as np
import pytest

from downtempo.errors import LimitExceeded
from downtempo.segmenter.grid import integral, lay_grid, lay_sparse, sampling_of, slope, spread


def test_seconds_are_counted_from_the_first_sample() -> None:
    grid = lay_grid(np.array([0.0, 2.5, 6.4]))
    assert grid.time_s.tolist() == [0, 1, 2, 3, 4, 5, 6]
    assert not len(grid.breaks)


def test_a_clock_that_jumps_by_twenty_days_costs_no_rows() -> None:
    times = np.concatenate([np.arange(100.0), 1_747_000.0 + np.arange(50.0)])
    grid = lay_grid(times)
    assert len(grid.time_s) == 150
    assert grid.breaks.tolist() == [100]
    assert grid.time_s[[99, 100, 149]].tolist() == [99, 1_747_000, 1_747_049]


def test_few_samples_cannot_ask_for_many_rows() -> None:
    assert len(lay_grid(np.arange(0.0, 4000 * 3599.0, 3599.0)).time_s) == 4000


def test_more_seconds_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("downtempo.limits.RESAMPLED_ROWS", 1000)
    with pytest.raises(LimitExceeded, match="2000 seconds"):
        lay_grid(np.arange(2000.0))


def test_samples_count_fully_what_lies_between_hardly_and_a_silence_of_eight_seconds_is_a_gap() -> None:
    times = np.array([0.0, 1, 2, 6, 7, 17, 18, 19])
    lying = spread(times, lay_grid(times))
    assert lying.weight[[0, 2, 4, 6, 12, 17]].tolist() == [1, 1, 0.02, 1, 0.05, 1]
    assert np.flatnonzero(lying.is_gap).tolist() == list(range(8, 17))


def test_how_rows_lie_between_the_same_samples_is_worked_out_once() -> None:
    times = np.array([0.0, 1, 2, 6, 7])
    grid = lay_grid(times)
    assert spread(times.copy(), grid) is spread(times, grid)
    assert spread(times[:-1], grid) is not spread(times, grid)
    assert spread(times[:-1], grid).away_s.tolist() == [0, 0, 0, 1, 2, 1, 0, 1]


def test_a_recording_of_one_sample_in_ten_seconds_is_not_all_gap() -> None:
    times = np.arange(0.0, 500.0, 10.0)
    assert not spread(times, lay_grid(times)).is_gap.any()
    assert sampling_of(times) == 10


def test_gaps_do_not_make_the_sampling_look_coarser() -> None:
    assert sampling_of(np.concatenate([np.arange(100.0), 500 + np.arange(100.0)])) == pytest.approx(1.0)


def test_a_silent_sensor_stays_silent() -> None:
    times = np.arange(100.0)
    values = np.where((times > 30) & (times < 70), np.nan, 150.0)
    laid = lay_sparse(lay_grid(times), times, values, 10.0)
    assert np.isnan(laid[45:55]).all()
    assert np.isfinite(laid[:41]).all()
    assert np.isnan(lay_sparse(lay_grid(times), times, np.full(100, np.nan), 10.0)).all()


def test_slope_and_integral_do_not_reach_across_a_break() -> None:
    values = np.concatenate([2.0 * np.arange(5), 1000 + 3.0 * np.arange(5)])
    breaks = np.array([5])
    assert slope(values, breaks) == pytest.approx([2] * 5 + [3] * 5)
    assert integral(np.full(10, 2.0), breaks)[-1] == pytest.approx(16.0)
    assert slope(np.array([1.0, 5.0, 9.0]), np.array([1, 2])).tolist() == [0, 0, 0]
