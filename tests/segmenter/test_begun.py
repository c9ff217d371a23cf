"""A warm-up is no split, though it may be one step slower than the first."""

from __future__ import annotations

import numpy as np
import pytest

from downtempo.segmenter.begun import without_warm_up
from downtempo.segmenter.cells import Cells, cells_of
from downtempo.segmenter.splits import read_progression
from downtempo.segmenter.staircase import find_staircases
from downtempo.segmenter.stairs import Demands

MILE = 161
DEMANDS = Demands(slack=6.0, evenness=1.0, roughness=5.0, is_apart=False)


def _cells(before: int, paces: list[float], *, warm_up: float, seed: int = 1) -> Cells:
    """Return a warm-up over `before` cells, splits of a mile, and a kilometre of easy running."""
    random = np.random.default_rng(seed)
    pace = np.concatenate([np.full(before, warm_up), np.repeat(np.array(paces), MILE), np.full(100, 640.0)])
    wander = np.convolve(random.normal(0, 12, len(pace) + 20), np.full(21, 1 / 21), "valid")
    return cells_of(pace + wander)


def _without_warm_up(cells: Cells, count: int) -> tuple[int, int]:
    (stairs,) = find_staircases(cells, MILE, DEMANDS, (count,))
    kept = without_warm_up(cells, stairs, DEMANDS)
    assert kept is not None
    return kept.count, kept.start


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("before", [190, 260])
def test_a_first_split_is_none_where_the_run_before_it_goes_on_alike(before: int, seed: int) -> None:
    cells = _cells(before, [570, 540, 510, 480], warm_up=605, seed=seed)
    count, start = _without_warm_up(cells, 5)
    assert count == 4
    assert start == pytest.approx(before, abs=12)


def test_a_first_split_is_none_where_its_step_is_larger_than_the_others() -> None:
    count, start = _without_warm_up(_cells(165, [570, 545, 520, 495], warm_up=606), 5)
    assert count == 4
    assert start == pytest.approx(165, abs=12)


@pytest.mark.parametrize("before", [4, 150])
def test_splits_that_were_run_stay(before: int) -> None:
    count, start = _without_warm_up(_cells(before, [570, 540, 510, 480, 450], warm_up=610), 5)
    assert count == 5
    assert start == pytest.approx(before, abs=12)


def test_nothing_is_taken_from_three_splits_or_from_none() -> None:
    cells = _cells(200, [540, 510], warm_up=570)
    (stairs,) = find_staircases(cells, MILE, DEMANDS, (3,))
    assert without_warm_up(cells, stairs, DEMANDS) is stairs
    assert without_warm_up(cells, None, DEMANDS) is None


@pytest.mark.parametrize("seed", range(5))
def test_scatter_that_cancels_over_a_mile_hides_no_steps(seed: int) -> None:
    random = np.random.default_rng(seed)
    paces = np.concatenate([np.full(180, 610.0), np.repeat([570.0, 550.0, 530.0, 510.0], MILE), np.full(100, 630.0)])
    place = np.convolve(random.normal(0, 1, len(paces) + 60), np.exp(-np.arange(60) / 9), "valid")[: len(paces)]
    cells = cells_of(paces + 45 * np.diff(place, prepend=place[:1]) + random.normal(0, 3, len(paces)))
    reading = read_progression(cells, None)
    assert reading is not None
    assert (reading.is_strict, reading.stairs.count) == (True, 4)
