"""What a set was run on, as far as its grade is known."""

from __future__ import annotations

import pytest

from downtempo.model.segments import Recovery, Span, Surge, SurgeSet, Terrain


def _set(grades: list[float], error: float) -> SurgeSet:
    reps = [
        Surge(Span(0, 12, 0, 60), 5.0, grade_ratio=grade, grade_error_ratio=error, terrain="flat") for grade in grades
    ]
    rest = Recovery(Span(12, 60, 60, 100), 48, 0, 40, 0.8)
    return SurgeSet(1, tuple(reps), (rest,) * (len(reps) - 1), is_main=True)


@pytest.mark.parametrize(
    ("grades", "error", "terrain"),
    [
        ([0.0, 0.01], 0.005, "flat"),
        ([-0.04, -0.04], 0.005, "downhill"),
        ([0.06, 0.06], 0.03, "uphill"),
        ([0.0, 0.01], 0.025, None),
        ([-0.03, -0.035], 0.03, None),
        ([0.0, 0.004, -0.004, 0.002], 0.025, "flat"),
    ],
)
def test_a_grade_known_to_no_better_than_flat_ground_varies_tells_no_flat_ground(
    grades: list[float], error: float, terrain: Terrain | None
) -> None:
    assert _set(grades, error).terrain == terrain
