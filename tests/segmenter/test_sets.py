from __future__ import annotations

import numpy as np
import pytest
from tests.support.simulated import Leg, simulate

from downtempo.model.segments import Surge
from downtempo.segmenter.clean import resample
from downtempo.segmenter.profile import find_profile
from downtempo.segmenter.run import Run
from downtempo.segmenter.sets import find_sets


def _run(seconds: int = 5400) -> Run:
    signal = resample(simulate([Leg(seconds, 3.0)]).track)
    assert signal is not None
    return Run(signal=signal, profile=find_profile(signal), gap_mps=signal.speed_mps)


RUN = _run()


def _surges(lengths_s: list[int], *, rest_s: int = 120, first_s: int = 600) -> list[Surge]:
    surges, at = [], float(first_s)
    for length_s in lengths_s:
        surges.append(RUN.surge(at, at + length_s))
        at += length_s + rest_s
    return surges


def _sizes(lengths_s: list[int], **kwargs: int) -> list[int]:
    return [group.n_reps for group in find_sets(RUN, _surges(lengths_s, **kwargs))]


def test_like_surges_are_one_set_with_a_recovery_after_each_but_the_last() -> None:
    [group] = find_sets(RUN, _surges([30, 31, 29, 30]))
    assert [s.rep for s in group.surges] == [1, 2, 3, 4]
    assert {s.set_number for s in group.surges} == {1}
    assert [r.duration_s for r in group.recoveries] == pytest.approx([120.0] * 3)
    assert group.is_main


def test_strides_before_the_set_are_a_set_of_their_own() -> None:
    groups = find_sets(RUN, _surges([18, 17, 19, 18, 80, 82, 79, 81]))
    assert [g.n_reps for g in groups] == [4, 4]
    assert [g.is_main for g in groups] == [False, True]


@pytest.mark.parametrize(
    "lengths_s",
    [
        [60, 120, 180, 240, 180, 120, 60],
        [240, 120, 240, 120, 240, 120],
        [60, 120, 180, 240, 300],
        [300, 240, 180, 120],
        [30, 60, 90, 30, 60, 90, 30, 60, 90],
    ],
    ids=["pyramid", "3 x (4, 2 min)", "ladder up", "ladder down", "3 x (30, 60, 90 s)"],
)
def test_ladders_pyramids_and_repeated_patterns_are_one_set(lengths_s: list[int]) -> None:
    assert _sizes(lengths_s, rest_s=90) == [len(lengths_s)]


def test_surges_without_a_pattern_are_no_set() -> None:
    groups = find_sets(RUN, _surges([30, 200, 55, 420 - 1]))
    assert len(groups) > 2
    assert not any(g.is_main for g in groups)


def test_one_long_block_is_what_a_run_was_about_and_one_short_surge_is_not() -> None:
    assert find_sets(RUN, _surges([1200]))[0].is_main
    assert not find_sets(RUN, _surges([60]))[0].is_main


def test_reps_hours_apart_are_no_set_that_a_run_was_about() -> None:
    assert not any(g.is_main for g in find_sets(RUN, _surges([60, 60, 60], rest_s=1500)))


def test_no_surges_are_no_sets() -> None:
    assert find_sets(RUN, []) == ()


def test_standing_between_reps_is_told_from_moving() -> None:
    legs = [Leg(600, 3.0), Leg(60, 4.5), Leg(30, 2.0), Leg(60, 0.0), Leg(60, 4.5), Leg(600, 3.0)]
    signal = resample(simulate(legs).track)
    assert signal is not None
    run = Run(signal=signal, profile=find_profile(signal), gap_mps=None)
    [group] = find_sets(run, [run.surge(600, 660), run.surge(750, 810)])
    [recovery] = group.recoveries
    assert recovery.standing_s == pytest.approx(60, abs=4)
    assert recovery.moving_s + recovery.standing_s == pytest.approx(90)
    assert recovery.distance_m == pytest.approx(65, abs=8)
    assert recovery.gap_speed_mps is None
    assert recovery.end_heart_rate_bpm == pytest.approx(140)
    assert np.isfinite(recovery.speed_mps or np.nan)


def test_the_speed_while_moving_is_not_that_of_the_metres_crawled() -> None:
    signal = resample(simulate([Leg(600, 3.0), Leg(60, 4.5), Leg(10, 1.5), Leg(80, 0.6), Leg(60, 4.5)]).track)
    assert signal is not None
    run = Run(signal=signal, profile=find_profile(signal), gap_mps=None)
    recovery = run.recovery(662, 748, 1)
    assert recovery.moving_s < 30
    assert (recovery.speed_mps or 0) < 2.5
