from __future__ import annotations

import numpy as np
import pytest
from tests.support.simulated import Leg, Watch, simulate

from downtempo.segmenter import segment
from downtempo.segmenter.clean import resample
from downtempo.segmenter.profile import Profile, find_profile
from downtempo.synthetic import downhill_repeats, record

SLOPE = [Leg(300, 3.0), Leg(100, 3.0, -0.05), Leg(300, 3.0)]


def _profile(watch: Watch) -> Profile:
    signal = resample(simulate(SLOPE, watch).track)
    assert signal is not None
    return find_profile(signal)


def test_heights_and_grades_along_the_run_are_those_of_the_ground() -> None:
    profile = _profile(Watch())
    assert profile.height_at([100.0, 2000.0]) == pytest.approx([100, 85], abs=0.6)
    grade, error = profile.grade_between(950, 1150)
    assert grade == pytest.approx(-0.05, abs=0.004)
    assert error == pytest.approx(np.sqrt(2) * 0.2 / 200, rel=0.1)
    assert profile.drop_between(900, 1200) == pytest.approx(15, abs=1)
    assert profile.grade_ratio[350] == pytest.approx(-0.05, abs=0.008)
    assert profile.grade_ratio[100] == pytest.approx(0.0, abs=0.008)


def test_the_ends_of_the_run_have_heights_too() -> None:
    profile = _profile(Watch())
    assert np.isfinite(profile.height_at([0.0, 1e6])).all()
    assert profile.height_at(0.0) == pytest.approx(100, abs=0.6)


def test_no_error_is_stated_below_five_hundredths_of_a_per_cent() -> None:
    assert _profile(Watch()).grade_between(0, 2000)[1] == pytest.approx(5e-4)


def test_altitude_from_gps_tells_a_grade_only_over_more_than_a_kilometre() -> None:
    profile = _profile(Watch(declares="gps"))
    assert profile.grade_between(900, 1200) == (None, None)
    assert profile.grade_between(0, 1400)[1] == pytest.approx(np.sqrt(2) * 9 / 1400, rel=0.01)
    assert profile.drop_between(900, 1200) is None
    assert not profile.grade_ratio.any()


def test_without_altitude_everything_about_height_is_unknown() -> None:
    profile = _profile(Watch(has_altitude=False))
    assert len(profile) == 0
    assert np.isnan(profile.height_at([100.0])).all()
    assert profile.grade_between(0, 500) == (None, None)
    assert profile.drop_between(0, 500) is None
    assert not profile.grade_ratio.any()


@pytest.mark.parametrize("grade_percent", [4.0, 8.4])
def test_a_rep_between_turn_arounds_reads_as_steep_as_it_is(grade_percent: float) -> None:
    errors = []
    for seed in range(3):
        run = downhill_repeats(6, 30.0, -grade_percent / 100, speed_mps=4.4, recovery="jog back", seed=seed)
        session = segment(record(run, seed=seed))
        assert len(session.surges) == 6
        errors += [100 * (s.grade_ratio or 0.0) + grade_percent for s in session.surges]
    assert np.mean(errors) == pytest.approx(0, abs=0.15)
    assert np.abs(errors).max() < 1
