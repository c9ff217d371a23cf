from __future__ import annotations

from dataclasses import replace

import pytest

from downtempo.model import Session
from downtempo.model.alike import is_alike, work_speed_mps
from downtempo.model.altered import without_altitude
from downtempo.model.sketch import downhill_reps, easy, long, progressive, speed_reps

SLACKS = (0.15, 0.2)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (speed_reps(6), speed_reps(8), True),
        (speed_reps(6, 200), speed_reps(6, 150), False),
        (speed_reps(), downhill_reps(), False),
        (easy(minutes=40), easy(minutes=46), True),
        (easy(minutes=40), easy(minutes=60), False),
        (easy(), long(), False),
        (easy(), easy(distance_m=None), False),
        (easy(kind=None), easy(kind=None), False),
        (without_altitude(speed_reps()), without_altitude(downhill_reps()), False),
        (without_altitude(downhill_reps()), without_altitude(downhill_reps(8)), True),
    ],
)
def test_like_sessions_have_a_kind_and_a_length_in_common(one: Session, other: Session, expected: bool) -> None:
    assert is_alike(one, other, *SLACKS) == is_alike(other, one, *SLACKS) == expected


def test_the_speed_is_that_of_what_the_run_was_about() -> None:
    assert work_speed_mps(speed_reps(speed_mps=4.3)) == pytest.approx(4.3)
    assert work_speed_mps(easy(base_speed_mps=2.9)) == 2.9
    assert work_speed_mps(easy(base_speed_mps=None, distance_m=7200.0, moving_s=2400.0)) == 3.0
    assert work_speed_mps(progressive(0.0, start_s_per_mile=536.448)) == pytest.approx(3.0)


def test_reps_on_unknown_ground_and_runs_of_unknown_length_have_none() -> None:
    assert work_speed_mps(without_altitude(downhill_reps())) is None
    assert work_speed_mps(replace(easy(), base_speed_mps=None, distance_m=None)) is None
