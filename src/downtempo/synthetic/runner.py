"""A made-up runner: paces, heart, step, and how hills change them."""

from __future__ import annotations

import numpy as np

from ..dataclass import dataclass
from ..model.track import Column


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """Speeds on level ground [m/s] and what the body does; the default is a club runner, 5 km in 20:25.

    `unevenness_ratio` is the standard deviation of the speed about its target, `hill_sense` how much of a hill the
    runner gives back in pace: 1 keeps the effort, 0 the pace.
    """

    easy_mps: float = 1000 / 345
    threshold_mps: float = 1000 / 265
    five_k_mps: float = 1000 / 245
    walk_mps: float = 1.4
    acceleration_mps2: float = 1.0
    unevenness_ratio: float = 0.025
    hill_sense: float = 1.0
    rest_heart_rate_bpm: float = 52.0
    max_heart_rate_bpm: float = 188.0
    easy_cadence_spm: float = 168.0


CLUB_RUNNER = Runner()


def gap_factor(grade_ratio: Column) -> Column:
    """Return what a metre at this grade costs against a level one, so that speed times factor is grade-adjusted speed.

    Notes
    -----
    A parabola through the curve of Robb (2017), An Improved GAP Model, which it meets within 0.03 between -10 and
    10 %; steeper grades count as 25 % at most.

    >>> gap_factor(np.array([-0.04, 0.0, 0.04])).round(3).tolist()
    [0.918, 1.0, 1.134]
    """
    i = np.clip(grade_ratio, -0.25, 0.25)
    factor: Column = 1 + 2.7 * i + 16.3 * i**2
    return factor


def heart_rate(runner: Runner, speed_mps: Column, grade_ratio: Column, rng: np.random.Generator) -> Column:
    """Return beats a minute at 1 Hz: they follow the effort some 25 s late, as they do in people."""
    effort = np.clip(speed_mps * gap_factor(grade_ratio) / (1.05 * runner.five_k_mps), 0, 1.02)
    span = runner.max_heart_rate_bpm - runner.rest_heart_rate_bpm
    wanted = runner.rest_heart_rate_bpm + span * np.clip(0.1 + 0.85 * effort, 0, 0.99)
    kernel = np.exp(-np.arange(150) / 25.0)
    before = np.full(len(kernel) - 1, runner.rest_heart_rate_bpm + 0.2 * span)
    late = np.convolve(np.concatenate([before, wanted]), kernel / kernel.sum(), "valid")
    return late + 0.7 * rng.standard_normal(len(late))


def cadence(runner: Runner, speed_mps: Column, grade_ratio: Column, rng: np.random.Generator) -> Column:
    """Return steps a minute at 1 Hz: more when faster and downhill, about 112 at a walk, none at rest."""
    running = runner.easy_cadence_spm + 8.0 * (speed_mps - runner.easy_mps) - 30.0 * np.clip(grade_ratio, -0.15, 0.15)
    walking = 75.0 + 26.0 * speed_mps
    steps = np.where(speed_mps > 1.9, running, walking) + rng.standard_normal(len(speed_mps))
    return np.where(speed_mps < 0.5, 0.0, steps)
