from __future__ import annotations

import numpy as np
import pytest

from downtempo.segmenter.spikes import sliding_median, widest_range


@pytest.mark.parametrize("width", [2, 5, 11, 16])
def test_the_widest_range_is_that_of_all_windows(width: int) -> None:
    values = np.random.default_rng(width).normal(size=200)
    windows = np.lib.stride_tricks.sliding_window_view(values, width)
    assert widest_range(values, width) == np.ptp(windows, axis=1).max()
    assert widest_range(values[: width - 1], width) == 0.0


def test_no_value_is_farther_from_the_median_of_eleven_than_eleven_lie_apart() -> None:
    values = np.random.default_rng(1).normal(size=300).cumsum()
    assert np.abs(values - sliding_median(values, 11))[5:-5].max() <= widest_range(values, 11)
