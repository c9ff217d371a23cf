"""Runs that the library's workouts do not make: reps held badly, recoveries run hard, mixed work, odd recordings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from downtempo.model import Track
from downtempo.model.track import Column
from downtempo.synthetic import Course, Run, Runner, easy, hill, legs, recovery, rep, run, running_track, stand, tempo

_TOP_M = 1500.0


def reps_down(
    *,
    runner: Runner,
    seed: int,
    speeds_mps: Sequence[float] = (4.2,),
    rep_s: float = 30.0,
    n: int = 6,
    grade_ratio: float = -0.04,
    back_mps: float = 1.4,
) -> Run:
    """Return reps down a slope whose speed changes within them, each way back up at one speed by effort."""
    part_s, metres = rep_s / len(speeds_mps), rep_s * sum(speeds_mps) / len(speeds_mps)
    one = [rep(speed, duration_s=part_s) for speed in speeds_mps]
    course = hill(grade_ratio, 1.1 * metres + 60, run_in_m=_TOP_M)
    way = [stand(5.0), *one, recovery(back_mps, to_m=_TOP_M + 15)] * n
    return run((easy(runner.easy_mps, to_m=_TOP_M + 15), *way, easy(runner.easy_mps, to_m=0.0)), course, runner, seed)


def down_and_flat(*, runner: Runner, seed: int, n_flat: int = 4) -> Run:
    """Return downhill reps followed by reps of 400 m on level ground."""
    flat = [rep(4.7, distance_m=400.0, heading=-1), stand(180.0)] * n_flat
    course = legs([(3400.0, 0.0), (220.0, -0.04), (500.0, 0.0)], start_m=80.0)
    top = 3415.0
    down = [stand(5.0), rep(5.0, duration_s=30.0), recovery(runner.walk_mps, to_m=top)] * 5
    first = easy(runner.easy_mps, to_m=top)
    return run((first, *down, *flat, easy(runner.easy_mps, to_m=0.0)), course, runner, seed, start_m=top - 1700.0)


def down_a_path(*, runner: Runner, seed: int, speed_mps: float | None = None, grade_ratio: float = -0.11) -> Run:
    """Return an easy run that leads down a steep slope of 150 m, at a speed of its own or easily."""
    course = legs([(2500.0, 0.0), (150.0, grade_ratio), (2500.0, 0.0)], start_m=90.0, seed=seed)
    down = (easy(runner.easy_mps, distance_m=150.0),)
    if speed_mps is not None:
        down = (rep(speed_mps, distance_m=150.0),)
    return run(
        (easy(runner.easy_mps, to_m=2500.0), *down, easy(runner.easy_mps, to_m=4900.0)), course, runner, seed
    )  # fmt: skip


def blocks(*, runner: Runner, seed: int, minutes: float = 20.0, n: int = 1, warm_up_s: float = 600.0) -> Run:
    """Return tempo blocks with five easy minutes between them."""
    if n == 1:
        return tempo(60 * minutes, warm_up_s=warm_up_s, runner=runner, seed=seed)
    one = [rep(runner.threshold_mps, duration_s=60 * minutes), easy(runner.easy_mps, duration_s=300.0)]
    ends = easy(runner.easy_mps, duration_s=warm_up_s), easy(runner.easy_mps, duration_s=400.0)
    return run((ends[0], *one * n, ends[1]), running_track(), runner, seed)


def hilly(*, runner: Runner, seed: int, distance_m: float = 6600.0, grade_ratio: float = 0.05) -> Run:
    """Return an easy run up and down, wave after wave."""
    n = round(distance_m / 600)
    course = legs([(300.0, grade_ratio), (300.0, -grade_ratio)] * n, start_m=100.0, seed=seed)
    return run((easy(runner.easy_mps, to_m=distance_m),), course, runner, seed)


def with_lights(*, runner: Runner, seed: int, red_s: Sequence[float] = (26, 33, 40, 47, 54, 61)) -> Run:
    """Return an easy run that traffic lights stop every few minutes on the way out, and nothing on the way back."""
    out = [part for wait_s in red_s for part in (easy(runner.easy_mps, duration_s=200.0), stand(wait_s))]
    course = legs([(1.1 * 200.0 * len(red_s) * runner.easy_mps, 0.0)], seed=seed)
    return run((*out, easy(runner.easy_mps, to_m=0.0)), course, runner, seed)


def level(length_m: float) -> Course:
    """Return a level line, out along which reps can be run."""
    return legs([(length_m, 0.0)])


def with_slow_feet(track: Track) -> Track:
    """Take a sixth of the steps off wherever the runner is fast."""
    return replace(track, cadence_spm=_where_fast(track, track.cadence_spm, 5 / 6))


def on_a_trail(track: Track) -> Track:
    """Return the track as a watch set to trail running stores it."""
    return replace(track, is_trail=True)


def without_altitude(track: Track) -> Track:
    """Return the track of a watch that has none."""
    return replace(track, elevation_m=np.full(track.points, np.nan), elevation_source="none")


def without_heart_rate(track: Track) -> Track:
    """Return the track of a runner without a sensor."""
    return replace(track, heart_rate_bpm=np.full(track.points, np.nan))


def without_cadence(track: Track) -> Track:
    """Return the track of a watch that counts no steps."""
    return replace(track, cadence_spm=np.full(track.points, np.nan))


def _where_fast(track: Track, column: Column, factor: float) -> Column:
    fast = track.speed_mps > 1.25 * np.nanmedian(track.speed_mps[track.speed_mps > 1.9])
    return np.where(fast, factor * column, column)
