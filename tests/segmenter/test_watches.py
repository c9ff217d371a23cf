from __future__ import annotations

from dataclasses import replace

import pytest
from tests.support.simulated import Leg, Watch, simulate

from downtempo.segmenter import segment
from downtempo.segmenter.watches import has_no_barometer


@pytest.mark.parametrize("device", ["Forerunner 310XT", "Garmin Forerunner 405CX", "garmin/1018", "Forerunner 410 v2"])
def test_watches_without_a_barometer_are_known(device: str) -> None:
    assert has_no_barometer(device)


@pytest.mark.parametrize("device", ["", "Forerunner 935", "garmin/3638", "suunto/18", "Forerunner 310", "1018"])
def test_of_others_nothing_is_assumed(device: str) -> None:
    assert not has_no_barometer(device)


def test_quiet_altitude_of_a_watch_without_a_barometer_tells_grades_with_a_large_error() -> None:
    legs = [Leg(600, 2.8), *(3 * [Leg(120, 3.0, -0.04), Leg(240, 1.8, 0.03)]), Leg(600, 2.8)]
    track = simulate(legs, Watch(declares="unknown")).track
    plain, old = (segment(replace(track, device=device)) for device in ("", "Forerunner 310XT"))
    assert len(plain.descents) == len(old.descents) == 3
    for ours, theirs in zip(plain.descents, old.descents, strict=True):
        assert ours.grade_error_ratio is not None
        assert theirs.grade_error_ratio is not None
        assert theirs.grade_error_ratio > 1.5 * ours.grade_error_ratio
        assert theirs.grade_error_ratio > 0.008
