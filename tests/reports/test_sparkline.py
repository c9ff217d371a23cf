from __future__ import annotations

import doctest
from dataclasses import replace

import pytest

from downtempo.model import sketch
from downtempo.model.segments import Descent, Span
from downtempo.reports import sparkline as module
from downtempo.reports.sparkline import legend, marks, sparkline

RUN_M = 1000.0


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(module).failed == 0


def test_more_cells_than_values_draw_each_value_twice() -> None:
    assert sparkline((0, 1, 2, 3), 8) == "▁▁▃▃▆▆██"


def test_each_effort_is_marked_where_it_lies_by_its_ground() -> None:
    down, flat = sketch.downhill_reps(6), sketch.speed_reps(6)
    assert set(marks(down, 48)) == {" ", "↓"}
    assert set(marks(flat, 48)) == {" ", "→"}
    first = down.surges[0].span
    assert marks(down, 48).index("↓") == int((first.start_m + first.stop_m) / 2 / down.distance_m * 48)  # type: ignore[operator]
    assert len(marks(down, 48)) <= 48


def test_an_effort_on_a_descent_covers_its_mark() -> None:
    run = sketch.downhill_reps(2)
    assert run.distance_m is not None
    whole = Descent(Span(0, 100, 0, run.distance_m), -0.04, 0.003, 10.0, 4.0)
    row = marks(replace(run, descents=(whole,)), 24)
    assert set(row) == {"\\", "↓"}
    assert "\\" not in marks(replace(run, descents=(whole,)), 24, with_descents=False)
    assert legend(row) == "↓ fast downhill, \\ descent"


@pytest.mark.parametrize("distance_m", [None, 0.0])
def test_a_run_of_unknown_length_has_no_marks(distance_m: float | None) -> None:
    assert marks(replace(sketch.downhill_reps(2), distance_m=distance_m), 24) == ""


def test_an_easy_run_has_no_marks_and_no_legend() -> None:
    assert marks(sketch.easy(), 24) == legend("") == ""
