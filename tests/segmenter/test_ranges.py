"""Runs of rows, and ranges parted where the clock jumps."""

from __future__ import annotations

import numpy as np
import pytest

from downtempo.segmenter.ranges import ranges_of
from downtempo.segmenter.surges import Levels, fast_ranges


@pytest.mark.parametrize(
    ("told", "found"), [("", []), ("..", []), ("##", [[0, 2]]), ("#.##.", [[0, 1], [2, 4]]), (".#", [[1, 2]])]
)
def test_runs_of_true_rows_are_found_with_their_ends(told: str, found: list[list[int]]) -> None:
    ranges = ranges_of(np.array([sign == "#" for sign in told], bool))
    assert ranges.tolist() == found
    assert ranges.shape == (len(found), 2)


def test_a_fast_range_is_parted_where_the_clock_jumps_and_the_others_stay_as_they_are() -> None:
    cuts, medians = np.array([0, 10, 40, 60, 64, 80]), np.array([2.0, 4.0, 2.0, 4.0, 2.0])
    levels = Levels(2.0, 4.0)
    assert fast_ranges(cuts, medians, levels, np.empty(0, np.int64)) == [(10, 40), (60, 64)]
    assert fast_ranges(cuts, medians, levels, np.array([5, 10, 13, 25, 70])) == [(13, 25), (25, 40), (60, 64)]
