from __future__ import annotations

import pytest

from downtempo.synthetic import Part, easy, rep, stand


@pytest.mark.parametrize("ends", [{}, {"duration_s": 10.0, "distance_m": 30.0}])
def test_a_part_has_exactly_one_end(ends: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="after a duration, after a distance or at a place"):
        easy(2.9, **ends)


def test_standing_still_needs_a_duration() -> None:
    assert stand(30).speed_mps == 0
    with pytest.raises(ValueError, match="gets nowhere"):
        Part(kind="recovery", speed_mps=0.0, distance_m=100.0)


def test_a_heading_is_forwards_or_backwards() -> None:
    with pytest.raises(ValueError, match="1 or -1"):
        rep(4.5, duration_s=30, heading=0)


def test_easy_running_gives_way_to_hills_and_reps_do_not() -> None:
    assert easy(2.9, duration_s=60).by_effort
    assert not rep(4.5, duration_s=30).by_effort
