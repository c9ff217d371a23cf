from __future__ import annotations

import numpy as np
import pytest

from downtempo.synthetic import Runner, gap_factor
from downtempo.synthetic.noise import generator
from downtempo.synthetic.runner import cadence, heart_rate


@pytest.mark.parametrize(
    ("grade", "published"),
    [(-0.10, 0.876), (-0.06, 0.891), (-0.02, 0.960), (0.02, 1.055), (0.06, 1.228), (0.10, 1.459)],
)
def test_the_cost_of_a_grade_is_near_the_published_curve(grade: float, published: float) -> None:
    assert float(gap_factor(np.array(grade))) == pytest.approx(published, abs=0.03)


def test_the_heart_follows_the_effort_half_a_minute_late() -> None:
    speed = np.repeat([0.0, 4.0], 300)
    beats = heart_rate(Runner(), speed, np.zeros(600), generator(1, "test"))
    low, high = beats[250:300].mean(), beats[550:].mean()
    half_way = int(np.flatnonzero(beats > (low + high) / 2)[0]) - 300
    assert high - low > 70
    assert 10 < half_way < 30


def test_the_heart_stays_between_rest_and_maximum() -> None:
    runner = Runner()
    beats = heart_rate(runner, np.full(900, 9.0), np.full(900, 0.2), generator(1, "test"))
    assert beats.max() < runner.max_heart_rate_bpm + 3
    assert heart_rate(runner, np.zeros(900), np.zeros(900), generator(1, "test")).min() > runner.rest_heart_rate_bpm


def test_steps_are_quicker_when_running_than_walking_and_none_at_rest() -> None:
    speed = np.repeat([0.0, 1.4, 2.9, 4.5], 100)
    steps = cadence(Runner(), speed, np.zeros(400), generator(1, "test")).reshape(4, 100).mean(axis=1)
    assert steps[0] == 0
    assert 105 < steps[1] < 120 < 160 < steps[2] < steps[3] < 190
