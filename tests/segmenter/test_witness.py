"""What steps and heart tell where positions blur the speed and no altitude tells the hills."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np
import pytest

from downtempo.model.session import Session
from downtempo.model.track import Column, Track
from downtempo.segmenter import segment
from downtempo.segmenter.ground import Ground
from downtempo.segmenter.witness import has_heart, levelled, sharpened
from downtempo.synthetic import (
    Course,
    Part,
    Run,
    Runner,
    Sensors,
    easy,
    flat,
    legs,
    record,
    recovery,
    run,
    running_track,
)

RUNNER = Runner()
BLURRED = Sensors(has_speed=False, position_m=4.0)
BLIND = Sensors(has_speed=False, position_m=4.0, altitude="gps", gps_altitude_m=9.0)
HILLS = legs([(300.0 + 70 * (k % 3), (0.0, 0.045, -0.05, 0.004, -0.04, 0.05)[k % 6]) for k in range(36)], seed=4)


def _surges(n: int, duration_s: float, between_s: float, course: Course = HILLS) -> Run:
    """Return surges by effort, over hills or elsewhere, with easy running on between them."""
    fast = Part(kind="rep", speed_mps=1.33 * RUNNER.easy_mps, duration_s=duration_s)
    rests = [recovery(RUNNER.easy_mps, duration_s=between_s + 12 * (k % 4)) for k in range(n)]
    reps = [part for rest in rests for part in (fast, rest)]
    ends = (easy(RUNNER.easy_mps, duration_s=t) for t in (600, 300))
    first, last = ends
    return run((first, *reps, last), course, RUNNER, seed=2)


def _silent(track: Track) -> Column:
    return np.full(len(track), np.nan)


def _off_s(session: Session, made: Run) -> float:
    """Return how far the ends of surges lie from the true ones, in the middle."""
    found = np.array([(s.span.start_s, s.span.stop_s) for s in session.surges])
    return float(np.median(np.abs(found - [(e.start_s, e.stop_s) for e in made.truth.efforts])))


def _ground(speed: Column, heart: Column | None = None, cadence: Column | None = None) -> Ground:
    unknown = np.full(len(speed), np.nan)
    moves = np.ones(len(speed), bool)
    heart, cadence = (unknown if column is None else column for column in (heart, cadence))
    return Ground(speed, np.zeros(len(speed)), moves, heart, cadence)


@pytest.mark.parametrize("seed", range(3))
def test_ends_of_surges_by_positions_are_as_sharp_as_the_steps(seed: int) -> None:
    made = _surges(8, 28.0, 70.0)
    track = record(made, BLURRED, seed)
    session = segment(track)
    assert len(session.surges) == 8
    assert _off_s(session, made) < 0.8
    assert (
        session.surges[0].span.edge_error_s
        < segment(replace(track, cadence_spm=_silent(track))).surges[0].span.edge_error_s
    )


@pytest.mark.parametrize("seed", range(3))
def test_the_heart_shows_reps_that_hills_hide_where_altitude_tells_nothing(seed: int) -> None:
    made = _surges(7, 80.0, 110.0)
    track = record(made, BLIND, seed)
    blind = segment(replace(track, heart_rate_bpm=_silent(track), cadence_spm=_silent(track)))
    seeing = segment(replace(track, cadence_spm=_silent(track)))
    assert len(seeing.surges) == 7
    assert len(blind.surges) < 7 or _off_s(blind, made) > _off_s(seeing, made)


@pytest.mark.parametrize("seed", range(3))
def test_an_easy_run_over_hills_that_nobody_can_see_holds_no_surge(seed: int) -> None:
    made = run((easy(RUNNER.easy_mps, duration_s=3300),), HILLS, RUNNER, seed)
    assert segment(record(made, BLIND, seed)).surges == ()


def test_steps_that_go_with_the_speed_give_it_their_quick_changes_alone() -> None:
    fast = np.arange(1800) // 60 % 3 == 2
    true = np.where(fast, 4.0, 2.9)
    blurred = np.convolve(np.pad(true, 10, mode="edge"), np.full(21, 1 / 21), "valid")
    sharp = sharpened(_ground(blurred, cadence=165.0 * (true / 2.9) ** 0.2))
    assert sharp is not None
    assert np.abs(sharp - true)[60:-60].mean() < 0.5 * np.abs(blurred - true)[60:-60].mean()
    slow = np.linspace(0.9, 1.1, 1800)  # steps that grow shorter or longer over the run leave the speed as it was
    again = sharpened(_ground(blurred, cadence=165.0 * (true / 2.9) ** 0.2 * slow**0.1))
    assert again is not None
    assert again[60:-60].mean() == pytest.approx(true[60:-60].mean(), rel=0.02)


def test_steps_that_do_not_go_with_the_speed_are_left_aside() -> None:
    random = np.random.default_rng(3)
    speed = np.where(np.arange(1800) // 60 % 3 == 2, 4.0, 2.9)
    assert sharpened(_ground(speed, cadence=165 + random.normal(0, 3, 1800))) is None
    assert sharpened(_ground(speed, cadence=np.full(1800, 165.0))) is None
    assert sharpened(_ground(speed)) is None
    assert sharpened(_ground(speed[:200], cadence=165.0 * (speed[:200] / 2.9) ** 0.2)) is None


def test_a_heart_that_is_not_known_levels_nothing() -> None:
    speed = np.where(np.arange(1800) // 60 % 3 == 2, 4.0, 2.9)
    patchy = np.where(np.arange(1800) % 4 == 0, np.nan, 140.0)
    assert levelled(_ground(speed), speed) is None
    assert levelled(_ground(speed, heart=patchy), speed) is None
    assert levelled(_ground(speed, heart=np.full(1800, 140.0)), speed) is None
    assert [has_heart(_ground(speed, heart=h)) for h in (None, patchy, np.full(1800, 140.0))] == [False, False, True]


def test_hills_that_the_heart_does_not_feel_are_taken_out_of_the_speed() -> None:
    rows = np.arange(3600)
    works = rows // 180 % 4 == 3
    hill = 1 + 0.2 * np.sin(rows / 45)
    wanted = np.where(works, 165.0, 138.0)
    heart = np.array([138.0, *wanted])
    for k in range(1, len(heart)):
        heart[k] = heart[k - 1] + (heart[k] - heart[k - 1]) / 30
    speed = np.where(works, 3.8, 2.9) * hill
    level = levelled(_ground(speed, heart=heart[1:]), speed)
    assert level is not None
    far = np.convolve(np.diff(works.astype(float), prepend=0.0) != 0, np.ones(61), "same") == 0
    assert np.std(level[far & ~works]) < 0.6 * np.std(speed[far & ~works])
    assert level[far & works].mean() > 1.15 * level[far & ~works].mean()


@pytest.mark.parametrize("altitude", ["none", "gps"])
def test_a_heart_rate_that_hangs_after_the_warm_up_is_no_heart(altitude: Literal["none", "gps"]) -> None:
    track = record(_surges(6, 200.0, 120.0, flat(20_000.0)), Sensors(altitude=altitude), 1)
    heart = track.heart_rate_bpm.copy()
    heart[600:] = heart[600]
    assert [len(segment(replace(track, heart_rate_bpm=h)).surges) for h in (track.heart_rate_bpm, heart)] == [6, 6]


def test_like_reps_that_a_heart_without_meaning_leaves_out_are_doubted_and_on_a_track_kept() -> None:
    for course, n_reps in ((flat(20_000.0), 0), (running_track(), 6)):
        track = record(_surges(6, 200.0, 120.0, course), Sensors(altitude="none"), 1)
        session = segment(replace(track, heart_rate_bpm=np.asarray(150.0 + np.arange(len(track)) % 7, np.float64)))
        assert len(session.surges) == n_reps
        assert session.doubted_s == pytest.approx(0.0 if n_reps else 1200.0, rel=0.1)
