"""Surges on speed alone and under several GAP curves, from arrays."""

from __future__ import annotations

import numpy as np
import pytest

from downtempo.segmenter.completion import Found
from downtempo.segmenter.ground import Ground
from downtempo.segmenter.hypotheses import find_surges
from downtempo.segmenter.surges import Levels, Noise, measure

_RANDOM = 7


def _run(
    reps: list[tuple[int, int]], *, n: int = 2400, fast: float = 4.4, easy: float = 2.8, noise: float = 0.08
) -> np.ndarray:
    y = np.full(n, easy)
    for start, stop in reps:
        y[start:stop] = fast
    kernel = np.full(3, 1 / 3)
    return np.convolve(np.pad(y, 1, "edge"), kernel, "valid") + np.random.default_rng(_RANDOM).normal(0, noise, n)


def _level(y: np.ndarray) -> Ground:
    return Ground(y, np.zeros(len(y)), np.ones(len(y), bool), np.full(len(y), np.nan), np.full(len(y), np.nan))


def _found(y: np.ndarray, *, weight: float | None = None, breaks: np.ndarray | None = None) -> Found:
    return find_surges(
        lambda _: y, _level(y), np.cumsum(y), weight, has_watch_speed=True,
        breaks=np.empty(0, np.int64) if breaks is None else breaks,
    )  # fmt: skip


def _times(found: Found) -> list[tuple[int, int]]:
    return [(round(c.start), round(c.stop)) for c in found.surges]


def test_reps_are_found_where_they_were_run() -> None:
    reps = [(600 + 130 * i, 630 + 130 * i) for i in range(6)]
    found = _found(_run(reps))
    assert len(found.surges) == 6
    assert np.abs(np.array(_times(found)) - np.array(reps)).max() <= 1
    assert found.easy_mps == pytest.approx(2.8, abs=0.1)


def test_reps_between_rests_at_standstill_are_found() -> None:
    reps = [(600 + 150 * i, 645 + 150 * i) for i in range(5)]
    y = _run(reps)
    for _, stop in reps:
        y[stop + 2 : stop + 90] = 0.0
    assert len(_found(y).surges) == 5


@pytest.mark.parametrize("noise", [0.05, 0.15, 0.3])
def test_an_even_run_holds_none(noise: float) -> None:
    assert _found(_run([], n=3600, noise=noise)).surges == ()


def test_a_run_that_drifts_holds_none() -> None:
    y = _run([], n=3600) + np.linspace(0, 0.5, 3600)
    assert _found(y).surges == ()


def test_a_burst_of_five_seconds_is_none() -> None:
    assert _found(_run([(900, 905)])).surges == ()


def test_one_long_block_is_one_unless_it_may_be_a_hill_that_altitude_does_not_show() -> None:
    y = _run([(900, 2400)], n=3600, fast=3.7)
    [(start, stop)] = _times(_found(y, weight=0.75))
    assert start == pytest.approx(900, abs=3)
    assert stop == pytest.approx(2400, abs=3)
    assert _found(y, weight=None).surges == ()


def test_a_rep_that_a_dropout_parts_is_one() -> None:
    reps = [(600 + 200 * i, 690 + 200 * i) for i in range(5)]
    y = _run(reps)
    y[1040:1052] = 0.5
    assert len(_found(y).surges) == 5


def test_a_faint_rep_of_a_regular_set_is_recalled() -> None:
    reps = [(600 + 130 * i, 630 + 130 * i) for i in range(8)]
    y = _run(reps, noise=0.2)
    y[reps[4][0] : reps[4][1]] -= 0.55
    assert len(_found(y).surges) == 8


def test_no_surge_goes_on_across_a_jump_of_the_clock() -> None:
    found = _found(_run([(900, 1000)]), breaks=np.array([950]))
    assert all(c.stop <= 950 or c.start >= 949 for c in found.surges)


def test_what_only_one_curve_of_gap_explains_as_speed_is_none_for_a_runner_on_hills() -> None:
    """Downhills of 60 s: by one curve the effort is even, by the other each is a surge of 20 %."""
    n = 3600
    downhill = (np.arange(n) // 60) % 5 == 0
    random = np.random.default_rng(_RANDOM).normal(0, 0.06, n)

    def curve(weight: float) -> np.ndarray:
        return 2.8 * np.where(downhill, 1 + 0.4 * weight * 0.5, 1.0) + random

    ground = _level(np.full(n, 2.8))
    assert find_surges(curve, ground, ground.plain_mps.cumsum(), 0.0, has_watch_speed=True).surges == ()


@pytest.mark.parametrize("n", [1, 5, 30, 100])
def test_short_signals_hold_none(n: int) -> None:
    for y in (np.zeros(n), np.full(n, 3.0)):
        assert _found(y).surges == ()


def test_long_reps_that_fade_are_whole() -> None:
    y = _run([], n=4200)
    for start, fades in zip((900, 1700, 2500), ([200, 60, 220], [330, 40, 110], [100, 60, 320]), strict=True):
        y[start : start + 480] += np.repeat([0.8, 0.35, 0.75], fades)
    assert np.abs(np.array(_times(_found(y))) - [(s, s + 480) for s in (900, 1700, 2500)]).max() <= 3


def test_what_is_run_between_rests_is_held_against_easy_running_too() -> None:
    y = np.full(600, 3.0)
    y[200:260] = y[320:400] = 0.0
    levels, noise = Levels(easy_mps=2.8, fast_mps=3.4), Noise(0.02, np.full(600, 0.02))
    (between,) = measure([y], np.cumsum(y), noise, levels, [(260.0, 320.0)])
    assert between.ratio == pytest.approx(3.0 / (0.85 * 2.8))
