from __future__ import annotations

import numpy as np

from downtempo.segmenter.turns import find_turns, is_reversal


def _noisy(values: np.ndarray, seed: int = 1) -> np.ndarray:
    return np.asarray(values + np.random.default_rng(seed).normal(0, 0.3, len(values)))


def test_each_turn_around_is_found_where_it_lies_farthest_out() -> None:
    steps = np.concatenate([np.full(40, 4.8), np.full(60, -2.0), np.full(40, 4.8), np.full(60, -2.0)])
    x = _noisy(np.cumsum(steps))
    turns = find_turns(x, _noisy(np.zeros(200), 2))
    assert abs(turns - np.array([39, 99, 139])).max() <= 1


def test_standing_still_is_no_turning() -> None:
    x = _noisy(np.concatenate([np.arange(0.0, 300, 3), np.full(100, 300.0), np.arange(300.0, 600, 3)]))
    turns = find_turns(x, _noisy(np.zeros(300), 3))
    assert not ((turns > 106) & (turns < 194)).any()


def test_a_bend_is_no_turning_around() -> None:
    angle = np.linspace(0, 2 * np.pi, 130)
    assert not is_reversal(60 * np.sin(angle), 60 * np.cos(angle)).any()


def test_a_run_too_short_to_turn_has_no_turns() -> None:
    assert not len(find_turns(np.arange(12.0), np.arange(12.0)))
