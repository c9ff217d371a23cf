"""What slopes make look like surges, and what remains one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.support.simulated import Leg, Watch, simulate

from downtempo.model.session import Session
from downtempo.model.track import Column
from downtempo.segmenter import segment

START, END = Leg(900, 2.8), Leg(600, 2.8)


def _session(legs: list[Leg], watch: Watch | None = None, heart_bpm: Column | None = None) -> Session:
    track = simulate(legs, watch).track
    return segment(track if heart_bpm is None else replace(track, heart_rate_bpm=heart_bpm[: len(track)]))


@pytest.mark.parametrize("grade", [0.10, 0.18, 0.28])
def test_climbs_hiked_in_a_run_are_no_surges_and_no_set(grade: float) -> None:
    climbs = [leg for k in range(5) for leg in (Leg(60 + 7 * k, 1.9 - 3 * grade, grade), Leg(200 + 60 * k, 2.8, -0.03))]
    session = _session([START, *climbs, END])
    assert session.surges == ()
    assert session.kind in (None, "easy", "long")
    assert not session.is_hard


def test_reps_up_a_hill_with_the_way_back_walked_stay_a_set() -> None:
    reps = [leg for _ in range(6) for leg in (Leg(60, 3.4, 0.08, 0.0), Leg(110, 1.85, -0.08, 180.0))]
    session = _session([START, *reps, END])
    assert session.main_set is not None
    assert session.main_set.n_reps == 6
    assert session.main_set.terrain == "uphill"


def test_a_fast_minute_on_the_flat_stays_a_surge() -> None:
    session = _session([START, Leg(60, 4.4), Leg(900, 2.8), END])
    assert len(session.surges) == 1


def test_hills_run_up_slower_than_the_flat_between_them_are_no_surges() -> None:
    hills = [leg for k in range(5) for leg in (Leg(70 + 9 * k, 2.5, 0.08), Leg(300, 2.8, -0.01))]
    assert _session([START, *hills, END]).surges == ()


def test_three_like_surges_scattered_over_an_hour_are_no_set() -> None:
    legs = [Leg(600, 2.8), Leg(40, 4.2), Leg(300, 2.8), Leg(40, 4.2), Leg(2400, 2.8), Leg(40, 4.2), Leg(900, 2.8)]
    session = _session(legs)
    assert len(session.surges) == 3
    assert session.main_set is None


@pytest.mark.parametrize(("rise_bpm", "n"), [(25.0, 1), (0.0, 0)])
def test_the_heart_vouches_for_a_long_surge_that_stands_alone(rise_bpm: float, n: int) -> None:
    legs = [START, Leg(120, 4.0), Leg(900, 2.8)]
    seconds = np.arange(1921, dtype=np.float64)
    answer = rise_bpm * np.clip((seconds - 910) / 60, 0, 1) * np.clip((1200 - seconds) / 60, 0, 1)
    heart = 140 + 3 * np.sin(seconds / 300) + answer
    assert len(_session(legs, heart_bpm=heart).surges) == n


@pytest.mark.parametrize(("block_bpm", "n"), [(150.0, 1), (122.0, 0)])
def test_flat_ground_that_the_heart_takes_more_easily_than_the_hills_is_no_tempo(block_bpm: float, n: int) -> None:
    hills = [leg for k in range(6) for leg in (Leg(240 + 20 * k, 1.95, 0.06), Leg(230 - 10 * k, 2.7, -0.06))]
    legs = [Leg(600, 2.5), *hills, Leg(300, 2.3), Leg(600, 3.4), Leg(400, 2.4)]
    starts = np.cumsum([0.0, *(leg.duration_s for leg in legs)])
    beats = [110.0, *(bpm for _ in range(6) for bpm in (132.0, 118.0)), 105.0, block_bpm, 112.0]
    heart = np.interp(np.arange(starts[-1] + 1), starts[1:] - 0.5, beats)
    session = _session(legs, heart_bpm=heart)
    assert sum(s.span.duration_s > 300 for s in session.surges) == n


def test_a_heart_rate_that_hangs_vouches_for_nothing_and_denies_nothing() -> None:
    legs = [START, Leg(120, 4.0), Leg(900, 2.8)]
    assert len(_session(legs, heart_bpm=np.full(1921, 140.0)).surges) == 1
