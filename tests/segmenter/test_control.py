from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.support.simulated import Leg, Watch, simulate

from downtempo.model.control import Control
from downtempo.model.track import Column, Track
from downtempo.segmenter import segment
from downtempo.segmenter.clean import resample
from downtempo.segmenter.control import find_control

REP = [Leg(600, 2.8), Leg(40, 4.4, -0.05), Leg(600, 2.8)]
QUIET = Watch(position_error_m=0.5)


def _control(track: Track, start_s: float = 600, stop_s: float = 640) -> Control | None:
    signal = resample(track)
    assert signal is not None
    return find_control(signal, start_s, stop_s)


def _with_speed(watch: Watch, change: Column) -> Track:
    """Return the run with a change of its speed within the rep, seen at once."""
    run = simulate(REP, watch)
    speed = run.track.speed_mps.copy()
    speed[602 : 602 + len(change)] += change
    return replace(run.track, speed_mps=speed)


def test_an_even_rep_gains_nothing_scatters_little_and_brakes_never() -> None:
    control = _control(simulate(REP, QUIET).track)
    assert control is not None
    assert control.first_third_mps == pytest.approx(4.4, abs=0.1)
    assert control.gain_ratio == pytest.approx(0, abs=0.03)
    assert control.speed_cv_ratio == pytest.approx(0.01, abs=0.01)
    assert control.top_10s_mps == pytest.approx(4.4, abs=0.1)
    assert control.slowings_mps2 == ()
    assert control.seconds == 34


def test_a_rep_that_gets_faster_all_the_way_gains() -> None:
    control = _control(_with_speed(QUIET, np.linspace(-0.6, 0.6, 36)))
    assert control is not None
    assert control.gain_ratio == pytest.approx(0.8 / 4.0, abs=0.04)
    assert control.gain_error_ratio < 0.03
    assert control.speed_cv_ratio is not None
    assert control.speed_cv_ratio > 0.07
    assert control.top_10s_mps == pytest.approx(4.8, abs=0.15)


def test_each_hard_slowing_is_seen_with_its_size() -> None:
    brake = np.concatenate([np.zeros(8), [0, -1.0, -2.0, -1.0, 0], np.zeros(8), [0, -0.5, -1.0, -0.5, 0], np.zeros(5)])
    control = _control(_with_speed(QUIET, brake))
    assert control is not None
    assert control.slowings_mps2 == pytest.approx((1.0, 0.5), abs=0.15)
    assert control.n_slowings(0.7) == 1
    assert control.n_slowings(0.2) == 2


@pytest.mark.parametrize("watch", [replace(QUIET, keep_every_s=4), replace(QUIET, speed_lag_s=5)])
def test_a_watch_that_is_slow_to_tell_shows_no_slowings_but_thirds(watch: Watch) -> None:
    legs = [leg for k in range(4) for leg in (Leg(200, 2.8, 0.0, 40.0 * k), Leg(40, 4.4, 0.0, 40.0 * k))]
    control = _control(simulate(legs, watch).track, 200, 240)
    assert control is not None
    assert control.slowings_mps2 is None
    assert control.n_slowings(0.7) is None
    assert control.gain_ratio == pytest.approx(0, abs=0.05)


def test_positions_tell_thirds_only_and_those_with_a_larger_error() -> None:
    control = _control(simulate(REP, Watch(has_speed=False)).track)
    assert control is not None
    assert (control.speed_cv_ratio, control.slowings_mps2) == (None, None)
    assert abs(control.gain_ratio) < 3 * control.gain_error_ratio
    assert control.gain_error_ratio > 0.05


def test_a_short_stretch_and_one_with_a_gap_tell_nothing() -> None:
    track = simulate(REP, QUIET).track
    assert _control(track, 605, 620) is None
    keep = (track.time_s < 610) | (track.time_s > 630)
    columns = {name: column[keep] for name, column in track.columns.items()}
    assert _control(replace(track, **columns)) is None  # type: ignore[arg-type]


def test_cadence_on_the_flat_is_that_of_easy_running_and_needs_altitude() -> None:
    run = simulate(REP, QUIET)
    steps = np.where((run.time_s > 598) & (run.time_s < 642), 184.0, 168.0)
    session = segment(replace(run.track, cadence_spm=steps))
    assert session.flat_cadence_spm == pytest.approx(168)
    [descent] = session.descents
    assert descent.cadence_spm == pytest.approx(184, abs=2)
    assert descent.control is not None
    assert segment(run.track).flat_cadence_spm is None
    blind = simulate(REP, replace(QUIET, has_altitude=False)).track
    assert segment(replace(blind, cadence_spm=steps)).flat_cadence_spm is None
