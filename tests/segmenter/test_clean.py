from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from tests.support.simulated import Leg, Watch, hill_reps, simulate, without

from downtempo.model.track import Pause, Track
from downtempo.segmenter.clean import resample
from downtempo.segmenter.descents import find_descents
from downtempo.segmenter.gap import fit_weight, gap_speed
from downtempo.segmenter.load import find_load
from downtempo.segmenter.profile import find_profile
from downtempo.segmenter.signal import Signal

START = datetime(2026, 5, 1, tzinfo=UTC)
SECONDS = np.arange(600.0)
NORTH = 10 + 2.7e-5 * SECONDS
EVEN = np.full(600, 3.0)
CLIMB = 100 + 0.02 * SECONDS


def _signal(track: Track) -> Signal:
    signal = resample(track)
    assert signal is not None
    return signal


@pytest.mark.parametrize(
    "track",
    [
        Track(),
        Track(start_utc=START, time_s=np.array([0.0])),
        Track(start_utc=START, time_s=np.array([0.0, 1.0]), speed_mps=np.array([3.0, 3.0])),
        Track(start_utc=START, time_s=SECONDS[:20], speed_mps=EVEN[:20], lat_deg=NORTH[:20], lon_deg=NORTH[:20]),
        Track(time_s=np.full(600, np.nan), lat_deg=NORTH, lon_deg=NORTH),
        Track(start_utc=START, time_s=SECONDS, elevation_m=CLIMB),
        Track(start_utc=START, time_s=SECONDS, distance_m=np.zeros(600)),
        Track(start_utc=START, time_s=SECONDS, speed_mps=-EVEN),
    ],
    ids=["nothing", "one row", "two rows", "20 s", "no times", "no speed", "no ground", "backwards"],
)
def test_where_there_is_nothing_to_segment_there_is_no_signal(track: Track) -> None:
    assert resample(track) is None


@pytest.mark.parametrize(
    "columns",
    [
        {"speed_mps": EVEN},
        {"distance_m": 3 * SECONDS},
        {"lat_deg": NORTH, "lon_deg": NORTH},
        {"lat_deg": np.full(600, 5.0), "lon_deg": np.full(600, 5.0), "elevation_m": CLIMB},
        {"lat_deg": np.full(600, 90.0), "lon_deg": np.linspace(-180, 180, 600), "elevation_m": CLIMB},
        {"lat_deg": np.where(SECONDS % 2, 80.0, -80.0), "lon_deg": NORTH, "elevation_m": CLIMB},
        {"speed_mps": np.where(SECONDS == 5, np.inf, 3.0), "elevation_m": np.where(SECONDS % 2, 1e300, -1e300)},
        {"speed_mps": np.where(SECONDS % 4, 3.0, np.nan), "elevation_m": np.where(SECONDS % 5, np.nan, CLIMB)},
        {"time_s": 5000 * SECONDS, "speed_mps": EVEN, "elevation_m": CLIMB},
        {"time_s": 3599 * SECONDS, "lat_deg": NORTH, "lon_deg": NORTH, "elevation_m": CLIMB},
        {"time_s": np.cumsum(np.where(SECONDS % 10, 1.0, 5000.0)), "speed_mps": EVEN, "elevation_m": CLIMB},
        {"time_s": SECONDS / 10, "speed_mps": EVEN, "elevation_m": CLIMB},
        {"speed_mps": EVEN, "breaks": np.array([0, 1, 599, 600]), "pauses": (Pause(-5, 2), Pause(5000, 6000))},
    ],
)  # fmt: skip
def test_odd_columns_survive_every_stage_and_never_give_what_is_no_number(columns: dict[str, object]) -> None:
    signal = _signal(Track(start_utc=START, **{"time_s": SECONDS, **columns}))  # type: ignore[arg-type]
    profile = find_profile(signal)
    weight, _ = fit_weight(signal, profile)
    assert np.isfinite(gap_speed(signal, profile, weight)).all()
    assert np.isfinite(signal.speed_mps).all()
    assert (np.diff(signal.distance_m) >= 0).all()
    assert (np.diff(signal.time_s) > 0).all()
    find_descents(signal, profile)
    find_load(profile, 1800.0)


def test_a_treadmill_gives_speed_and_distance_but_no_place_and_no_grade() -> None:
    signal = _signal(simulate([Leg(900, 3.0)], Watch(has_positions=False, has_altitude=False)).track)
    assert (signal.has_watch_speed, signal.has_positions, signal.elevation_source) == (True, False, "none")
    assert signal.distance_m[-1] == pytest.approx(2697, rel=0.01)
    assert signal.place_at(100) == (None, None)
    assert signal.span(10, 20, 1).lat_deg is None


def test_a_clock_that_jumps_cuts_the_run_but_loses_nothing() -> None:
    run = simulate(hill_reps(4))
    late = run.time_s + np.where(run.time_s > 700, 1_747_000.0, 0.0)
    signal, straight = _signal(replace(run.track, time_s=late)), _signal(run.track)
    assert len(signal) == len(straight)
    assert signal.breaks.tolist() == [701]
    assert signal.distance_m[-1] == pytest.approx(straight.distance_m[-1], rel=0.01)
    found, expected = (find_descents(s, find_profile(s)) for s in (signal, straight))
    assert len(found) == len(expected)
    assert found[-1].span.start_s == pytest.approx(expected[-1].span.start_s + 1_747_000, abs=3)


def test_a_dropout_while_running_is_bridged_at_the_speed_of_the_ground_covered() -> None:
    run = simulate([Leg(900, 3.0)], Watch(has_speed=False))
    signal = _signal(without(run.track, (run.time_s > 400) & (run.time_s < 440)))
    assert signal.distance_m[-1] == pytest.approx(run.distance_m[-1], rel=0.01)
    assert np.count_nonzero(signal.is_gap) == 39
    assert not signal.is_standing[405:435].any()
    assert "gaps" in {note.reason for note in signal.notes}


@pytest.mark.parametrize("has_speed", [True, False])
def test_an_automatic_pause_at_a_stop_is_standing_and_no_ground(has_speed: bool) -> None:
    run = simulate([Leg(600, 3.0), Leg(60, 0.0), Leg(600, 3.0)], Watch(has_speed=has_speed))
    signal = _signal(without(run.track, (run.time_s > 605) & (run.time_s < 655)))
    assert signal.is_standing[610:650].all()
    assert signal.distance_m[-1] == pytest.approx(run.distance_m[-1], rel=0.015)


def test_a_dropout_within_a_rep_leaves_its_descent_whole() -> None:
    run = simulate(hill_reps(5))
    lost = (run.time_s > 708) & (run.time_s < 725)
    signal = _signal(without(run.track, lost))
    found = find_descents(signal, find_profile(signal))
    assert len(found) == 5
    assert (found[1].span.start_s, found[1].span.stop_s) == pytest.approx((702, 732), abs=4)


def test_a_way_walked_while_the_watch_was_paused_is_counted() -> None:
    run = simulate([Leg(300, 3.0), Leg(200, 1.0), Leg(300, 3.0)])
    signal = _signal(without(run.track, (run.time_s > 303) & (run.time_s < 497)))
    assert signal.distance_m[-1] == pytest.approx(run.distance_m[-1], rel=0.02)
    assert signal.is_standing[310:490].all()


def test_a_ride_while_the_watch_was_paused_is_not_counted() -> None:
    run = simulate([Leg(300, 3.0), Leg(300, 15.0), Leg(300, 3.0)])
    signal = _signal(without(run.track, (run.time_s > 300) & (run.time_s < 600)))
    assert signal.distance_m[-1] == pytest.approx(1800, rel=0.02)


@pytest.mark.parametrize("has_speed", [True, False])
def test_the_length_of_hill_reps_is_not_cut_short_at_the_turn_arounds(has_speed: bool) -> None:
    run = simulate(hill_reps(6), Watch(has_speed=has_speed))
    signal = _signal(run.track)
    reps = [(602 + 102 * k, 628 + 102 * k) for k in range(6)]
    lengths = [np.diff(signal.distance_at(list(rep)))[0] for rep in reps]
    truth = [run.distance_m[b] - run.distance_m[a] for a, b in reps]
    assert np.mean(lengths) == pytest.approx(np.mean(truth), rel=0.02)


def test_smart_recording_gives_the_same_run_with_larger_errors() -> None:
    every, some = (_signal(simulate(hill_reps(6), Watch(keep_every_s=k)).track) for k in (1, 4))
    assert some.sampling_s == 4
    assert some.distance_m[-1] == pytest.approx(every.distance_m[-1], rel=0.01)
    assert some.surge_edge_error_s > every.surge_edge_error_s
    assert some.descent_edge_error_s > every.descent_edge_error_s
    assert len(find_descents(some, find_profile(some))) == len(find_descents(every, find_profile(every))) == 6


def test_speeds_fall_into_line_with_the_distance_of_the_watch() -> None:
    run = simulate([Leg(1500, 3.0)])
    track = replace(run.track, speed_mps=0.96 * run.track.speed_mps, distance_m=run.distance_m)
    assert _signal(track).distance_m[-1] == pytest.approx(run.distance_m[-1], rel=0.005)


def test_speeds_that_no_runner_reaches_are_left_out() -> None:
    run = simulate([Leg(900, 3.0)])
    speed = run.track.speed_mps.copy()
    speed[[100, 500]] = 65.5
    signal = _signal(replace(run.track, speed_mps=speed))
    assert signal.speed_mps.max() < 4
    assert "speeds-removed" in {note.reason for note in signal.notes}
