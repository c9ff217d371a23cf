"""Workouts of every shape that runners run, each made and read back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from tests.support.simulated import Leg, Watch, simulate, without

from downtempo.model import Session
from downtempo.segmenter import segment
from downtempo.synthetic import Part, Run, Runner, Sensors, easy, loop, record, recovery, rep, run, running_track, stand

RUNNER = Runner()
EASY = easy(RUNNER.easy_mps, duration_s=700)
JOG_MPS = 0.8 * RUNNER.easy_mps
TREADMILL = Sensors(has_positions=False, altitude="none")


def _on_track(parts: Sequence[Part], seed: int = 1) -> Run:
    return run((EASY, *parts, EASY), running_track(), RUNNER, seed)


def _read(made: Run, watch: Sensors | None = None, seed: int = 1) -> Session:
    return segment(record(made, watch or Sensors(), seed))


def _times(session: Session) -> list[tuple[float, float]]:
    return [(s.span.start_s, s.span.stop_s) for s in session.surges]


def _true(made: Run) -> list[tuple[float, float]]:
    return [(e.start_s, e.stop_s) for e in made.truth.efforts]


@pytest.mark.parametrize(
    "metres", [[200, 400, 600, 800, 1000, 800, 600, 400, 200], [400, 600, 800, 1000], [1200, 800, 400]]
)
def test_ladders_and_pyramids_by_distance_are_one_set_of_as_many_reps(metres: list[int]) -> None:
    parts = [p for m in metres for p in (rep(4.4, distance_m=m), recovery(JOG_MPS, duration_s=120))]
    made = _on_track(parts[:-1])
    session = _read(made)
    assert [g.n_reps for g in session.sets] == [len(metres)]
    assert np.abs(np.array(_times(session)) - np.array(_true(made))).max() < 4
    assert np.allclose([s.span.distance_m for s in session.surges], metres, rtol=0.04)


def test_reps_with_floats_between_them_are_told_from_the_floats() -> None:
    parts = [p for _ in range(8) for p in (rep(4.7, distance_m=400), recovery(3.5, duration_s=60))]
    made = _on_track(parts[:-1])
    session = _read(made)
    assert [g.n_reps for g in session.sets] == [8]
    assert np.abs(np.array(_times(session)) - np.array(_true(made))).max() < 4


def test_rolling_300s_without_a_rest_are_counted() -> None:
    parts = [p for _ in range(6) for p in (rep(4.5, distance_m=300), recovery(3.3, duration_s=30))]
    assert [g.n_reps for g in _read(_on_track(parts[:-1])).sets] == [6]


@pytest.mark.parametrize("minutes", [10, 20, 40])
@pytest.mark.parametrize("watch", [Sensors(), TREADMILL, Sensors(has_speed=False)])
def test_a_tempo_block_is_one_surge_however_long(minutes: int, watch: Sensors) -> None:
    block = Part(kind="tempo", speed_mps=RUNNER.threshold_mps, duration_s=60.0 * minutes)
    made = run((EASY, block, EASY), loop(3000.0, seed=2), RUNNER, 2)
    [(start_s, stop_s)] = _times(_read(made, watch))
    [(first_s, last_s)] = _true(made)
    assert abs(start_s - first_s) < 10
    assert abs(stop_s - last_s) < 10


def test_hill_sprints_of_10_s_are_counted_and_timed() -> None:
    legs = [Leg(700, 2.8)]
    for _ in range(8):
        legs += [Leg(10, 5.0, 0.08), Leg(45, 1.1, -0.04, 180.0), Leg(60, 0.0)]
    found = _times(segment(simulate([*legs, Leg(500, 2.8)]).track))
    assert len(found) == 8
    for k, (start_s, stop_s) in enumerate(found):
        assert abs(start_s - (700 + 115 * k)) < 3
        assert abs(stop_s - start_s - 10) < 4


@pytest.mark.parametrize("rest", ["walk", "stand"])
@pytest.mark.parametrize("watch", [Sensors(), TREADMILL, Sensors(has_speed=False, altitude="gps")])
def test_reps_are_found_where_nearly_all_running_is_reps(rest: str, watch: Sensors) -> None:
    pause = stand(90) if rest == "stand" else recovery(RUNNER.walk_mps, duration_s=90)
    warm_up = easy(RUNNER.easy_mps, duration_s=240)
    parts = [p for _ in range(8) for p in (rep(4.0, distance_m=500), pause)]
    made = run((warm_up, pause, *parts), running_track(), RUNNER, 3)
    session = _read(made, watch)
    assert [g.n_reps for g in session.sets] == [8]
    assert np.abs(np.array(_times(session)) - np.array(_true(made))).max() < 6


@pytest.mark.parametrize("beats", ["none", "steady"])
def test_easy_running_with_regular_walk_breaks_holds_no_reps(beats: str) -> None:
    legs = [leg for _ in range(10) for leg in (Leg(240, 2.6), Leg(60, 1.3))]
    track = simulate([*legs, Leg(240, 2.6)]).track
    if beats == "steady":
        seconds = track.time_s % 300
        track = replace(track, heart_rate_bpm=140 + 5 * np.minimum(seconds / 60, 1.0) - 5 * (seconds > 240))
    assert segment(track).surges == ()


def test_stops_at_crossings_make_no_reps_of_the_running_between() -> None:
    lengths = [310, 150, 520, 260, 400, 190, 610, 330]
    legs = [leg for s in lengths for leg in (Leg(s, 2.9), Leg(35, 0.0))]
    assert segment(simulate(legs).track).surges == ()


def test_on_a_treadmill_reps_are_found_by_the_watch_s_speed() -> None:
    parts = [p for _ in range(6) for p in (rep(4.3, duration_s=120), recovery(JOG_MPS, duration_s=90))]
    made = _on_track(parts[:-1])
    session = _read(made, TREADMILL)
    assert [g.n_reps for g in session.sets] == [6]
    assert session.sets[0].terrain is None
    assert np.abs(np.array(_times(session)) - np.array(_true(made))).max() < 4


def test_cadence_tells_surges_over_hills_that_positions_blur() -> None:
    steps = np.full(2400, 160.0)
    legs = [Leg(600, 2.7)]
    for k in range(8):
        grade = 0.04 if k % 2 else -0.04
        legs += [Leg(25, 3.2 - 10 * grade, grade), Leg(95, 2.7 - 8 * grade, grade)]
        steps[600 + 120 * k : 625 + 120 * k] = 172.0
    made = simulate([*legs, Leg(840, 2.7)], Watch(has_speed=False, declares="gps", height_drift_m=3.0))
    blind, seeing = (segment(t) for t in (made.track, replace(made.track, cadence_spm=steps)))
    assert len(blind.surges) < 8
    assert len(seeing.surges) == 8


def test_a_glitch_of_speed_without_faster_steps_is_no_surge() -> None:
    legs = [Leg(900, 2.8), Leg(24, 4.2), Leg(900, 2.8)]
    track = simulate(legs).track
    steps = np.full(len(track.time_s), 164.0)
    assert segment(replace(track, cadence_spm=steps)).surges == ()
    steps[900:924] = 184.0
    assert len(segment(replace(track, cadence_spm=steps)).surges) == 1


def test_smoothed_altitude_that_shows_hills_late_is_kept_out_of_the_pace() -> None:
    legs = [leg for k in range(12) for leg in (Leg(60, 4.6), Leg(60, 3.5))]
    made = simulate([Leg(300, 3.6), *legs, Leg(300, 3.5)], Watch(declares="unknown"))
    wandering = 12.0 * np.sin(2 * np.pi * made.time_s / 170.0) + 5.0 * np.sin(2 * np.pi * made.time_s / 61.0)
    track = replace(made.track, elevation_m=np.round(100 + wandering, 1), device="Forerunner 310XT")
    session = segment(track)
    assert session.gap_model == "none"
    assert [g.n_reps for g in session.sets] == [12]


def test_a_pause_of_the_watch_between_reps_is_no_running() -> None:
    legs = [Leg(600, 2.8), *[leg for _ in range(5) for leg in (Leg(60, 4.4), Leg(120, 0.0))], Leg(400, 2.8)]
    made = simulate(legs)
    stood = made.speed_mps < 0.2
    session = segment(without(made.track, stood))
    assert [g.n_reps for g in session.sets] == [5]
    assert session.moving_s is not None
    assert session.moving_s < 1350
