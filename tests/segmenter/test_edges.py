from __future__ import annotations

import numpy as np
import pytest

from downtempo.segmenter.edges import place_edges


def _ramped(start: float, stop: float, rise_s: float) -> np.ndarray:
    at = np.arange(600.0)
    up = np.clip((at - start) / rise_s + 0.5, 0, 1)
    down = np.clip((stop - at) / rise_s + 0.5, 0, 1)
    return 2.8 + 1.5 * up * down


@pytest.mark.parametrize("rise_s", [1.0, 4.0, 8.0])
@pytest.mark.parametrize("start", [200.0, 200.4, 203.7])
def test_an_edge_lies_where_half_of_the_change_is_done(start: float, rise_s: float) -> None:
    y = _ramped(start, 240.0, rise_s)
    [(first, last)] = place_edges(y, [(202, 240)])
    assert first == pytest.approx(start, abs=0.5)
    assert last == pytest.approx(240.0, abs=0.5)


def test_an_edge_is_found_again_from_some_seconds_away() -> None:
    y = _ramped(200.0, 260.0, 3.0) + np.random.default_rng(1).normal(0, 0.1, 600)
    [(first, last)] = place_edges(y, [(207, 252)])
    assert first == pytest.approx(200.0, abs=1.0)
    assert last == pytest.approx(260.0, abs=1.0)


def test_surges_do_not_grow_into_each_other() -> None:
    y = np.maximum(_ramped(200.0, 230.0, 3.0), _ramped(236.0, 266.0, 3.0))
    (_, first_stop), (second_start, _) = place_edges(y, [(200, 230), (236, 266)])
    assert first_stop <= second_start


def test_no_edge_is_moved_across_a_jump_of_the_clock() -> None:
    y = _ramped(200.0, 240.0, 3.0)
    [(first, last)] = place_edges(y, [(200, 236)], np.array([237]))
    assert 195 <= first < last <= 237


def test_a_surge_at_either_end_of_the_run_keeps_that_end() -> None:
    y = np.full(100, 4.0)
    assert place_edges(y, [(0, 100)])[0][0] == 0.0


def test_each_edge_lies_where_it_lay_if_it_were_alone() -> None:
    random = np.random.default_rng(4)
    y = np.full(900, 2.8)
    ranges = [(60 + 120 * k, 60 + 120 * k + 20 + 7 * k) for k in range(7)]
    for start, stop in ranges:
        y[start:stop] = 4.2
    y += random.normal(0, 0.2, len(y))
    together = place_edges(y, ranges)
    for (start, stop), placed in zip(ranges, together, strict=True):
        quiet = np.where((np.arange(900) > start - 40) & (np.arange(900) < stop + 40), y, 2.8)
        assert place_edges(quiet, [(start, stop)])[0] == placed
