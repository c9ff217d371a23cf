"""Even steps and upward trends, on cells of pace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from downtempo.segmenter.cells import cells_of
from downtempo.segmenter.splits import Reading, _explains_more, read_progression
from downtempo.segmenter.stairs import Staircase

MILE = 161


def _read(paces: Sequence[float], *, before: float = 600.0, after: float = 620.0, seed: int = 1) -> Reading | None:
    """Read a run of 1.5 km at `before`, splits of a mile at `paces`, and 1 km at `after` [s a mile]."""
    random = np.random.default_rng(seed)
    pace = np.concatenate([np.full(150, before), np.repeat(np.array(paces, float), MILE), np.full(100, after)])
    wander = np.convolve(random.normal(0, 12, len(pace) + 20), np.full(21, 1 / 21), "valid")
    cells = cells_of(pace + wander + random.normal(0, 10, len(pace)))
    return read_progression(cells, None)


def _stairs(reading: Reading | None) -> tuple[bool, str, int]:
    assert reading is not None
    return reading.is_strict, reading.unit, reading.stairs.count


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("count", "step"), [(3, 30), (5, 30), (5, 15), (6, 20)])
def test_equal_steps_of_a_mile_are_counted_placed_and_measured(count: int, step: int, seed: int) -> None:
    reading = _read([570 - step * i for i in range(count)], seed=seed)
    assert _stairs(reading) == (True, "mile", count)
    assert reading is not None
    assert reading.stairs.start == pytest.approx(150, abs=12)
    assert reading.stairs.step == pytest.approx(step, abs=3)


def test_steps_that_were_uneven_are_a_progression_that_is_not_strict() -> None:
    reading = _read([570, 540, 535, 480, 450])
    assert _stairs(reading) == (False, "mile", 5)
    assert reading is not None
    assert -np.diff(reading.stairs.paces) == pytest.approx([30, 5, 55, 30], abs=5)


def test_one_slower_split_does_not_hide_a_progression() -> None:
    reading = _read([570, 540, 552, 510, 480])
    assert _stairs(reading) == (False, "mile", 5)


def test_a_warm_up_that_continues_the_staircase_is_not_told_from_a_split() -> None:
    reading = _read([570, 540, 510, 480], before=600.0)
    assert _stairs(reading)[:2] == (True, "mile")
    assert reading is not None
    assert reading.stairs.count in (4, 5)
    assert reading.stairs.stop == pytest.approx(150 + 4 * MILE, abs=15)


@pytest.mark.parametrize(
    "paces",
    [
        [600, 600, 600, 600, 600],
        [600, 596, 592, 588, 584],
        [480, 510, 540, 570, 600],
        [500, 500, 500, 500],
    ],
    ids=["even", "a drift of 4 s a mile", "slowing", "one block"],
)
def test_what_is_no_progression_is_not_taken_for_one(paces: list[float]) -> None:
    for seed in range(5):
        assert _read(paces, seed=seed) is None


def test_kilometres_are_read_as_kilometres() -> None:
    pace = np.concatenate([np.full(150, 620.0), np.repeat(np.arange(590.0, 440.0, -25.0), 100), np.full(100, 640.0)])
    cells = cells_of(pace + np.random.default_rng(2).normal(0, 12, len(pace)))
    assert _stairs(read_progression(cells, None)) == (True, "km", 6)


def test_uneven_miles_do_not_stand_in_for_kilometres_that_are_more_even_inside() -> None:
    pace = np.concatenate([np.full(150, 640.0), np.repeat(np.arange(600.0, 450.0, -25.0), 100), np.full(100, 640.0)])
    cells = cells_of(pace)
    kilometres = Reading(Staircase(150, 100, (600.0, 575.0, 550.0, 525.0), 25.0, 400.0, 0.8, 20.0), "pace", "km")
    miles = Reading(Staircase(100, MILE, (609.0, 561.0, 511.0), 49.0, 1e6, 0.8, 27.0), "pace", "mile", is_strict=False)
    assert not _explains_more(miles, kilometres, cells, None)
    assert _explains_more(replace(miles, stairs=replace(miles.stairs, inside=20.0)), kilometres, cells, None)


def test_getting_faster_only_because_the_course_falls_is_none() -> None:
    pace = np.concatenate([np.full(150, 620.0), np.repeat([580.0, 550.0, 520.0, 490.0], MILE), np.full(100, 640.0)])
    noise = np.random.default_rng(3).normal(0, 10, len(pace))
    effort = np.full(len(pace), 600.0) + noise
    assert read_progression(cells_of(pace + noise), cells_of(effort)) is None


def test_a_short_run_has_no_room_for_splits() -> None:
    assert read_progression(cells_of(np.full(60, 500.0)), None) is None
