"""A progression that was planned: the number of splits is given."""

from __future__ import annotations

import pytest
from tests.support.simulated import Leg, Watch, simulate

from downtempo.segmenter.clean import resample
from downtempo.segmenter.gap import gap_speed
from downtempo.segmenter.profile import find_profile
from downtempo.segmenter.progression import conform, find_progression
from downtempo.segmenter.run import Run
from downtempo.units import MILE_M


def _run(legs: list[Leg], watch: Watch | None = None) -> Run:
    signal = resample(simulate(legs, watch).track)
    assert signal is not None
    profile = find_profile(signal)
    return Run(signal=signal, profile=profile, gap_mps=gap_speed(signal, profile, 0.75))


def _mile(pace_s: int, grade: float = 0.0) -> Leg:
    return Leg(pace_s, MILE_M / pace_s, grade)


def test_given_splits_are_placed_in_a_run_that_was_not_about_them() -> None:
    run = _run([Leg(6000, 2.5), *(_mile(540 - 20 * i) for i in range(3)), Leg(1500, 2.4)])
    assert find_progression(run) is None
    found = conform(run, 3, "mile")
    assert found is not None
    assert found.splits[0].span.start_m == pytest.approx(15_000, abs=150)
    assert found.mean_step_s_per_m * MILE_M == pytest.approx(20, abs=3)


def test_what_does_not_hold_the_given_splits_gives_none() -> None:
    even = _run([Leg(3600, 2.8)])
    assert conform(even, 5, "mile") is None
    assert conform(_run([Leg(600, 2.8)]), 5, "mile") is None


def test_on_a_hilly_course_steps_are_read_by_effort() -> None:
    """Pace stands still uphill and leaps downhill, while the effort rises from mile to mile."""
    efforts, grades = [2.75, 2.9, 3.05, 3.2, 3.4], [0.02, -0.02, 0.025, -0.015, 0.0]
    factor = {0.02: 1.055, -0.02: 0.96, 0.025: 1.075, -0.015: 0.97, 0.0: 1.0}
    legs = [_mile(round(MILE_M / (v / factor[g])), g) for v, g in zip(efforts, grades, strict=True)]
    found = find_progression(_run([Leg(450, 2.4), *legs, Leg(450, 2.3)]))
    assert found is not None
    assert (found.by, found.unit, len(found.splits)) == ("gap", "mile", 5)


def test_standing_at_a_crossing_makes_no_split_slower() -> None:
    paces = [570, 540, 510, 480]
    legs = [
        Leg(420, 2.5),
        _mile(570),
        Leg(270, MILE_M / 540),
        Leg(60, 0.0),
        Leg(270, MILE_M / 540),
        _mile(510),
        _mile(480),
    ]
    found = find_progression(_run([*legs, Leg(500, 2.4)]))
    assert found is not None
    assert [p * MILE_M for p in found.paces_s_per_m] == pytest.approx(paces, abs=6)


def test_a_split_knows_how_sure_its_pace_is() -> None:
    calm = find_progression(_run([Leg(420, 2.5), *(_mile(570 - 30 * i) for i in range(4)), Leg(400, 2.4)]))
    rough = find_progression(
        _run([Leg(420, 2.5), *(_mile(570 - 30 * i) for i in range(4)), Leg(400, 2.4)], Watch(has_speed=False))
    )
    assert calm is not None
    assert rough is not None
    assert 0 < calm.pace_error_s_per_m <= rough.pace_error_s_per_m
