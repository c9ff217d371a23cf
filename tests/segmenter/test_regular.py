from __future__ import annotations

from downtempo.segmenter.regular import is_like, regular_set
from downtempo.segmenter.surges import Candidate


def _rep(start: float, duration_s: float, speed_mps: float = 4.0) -> Candidate:
    return Candidate(start, start + duration_s, speed_mps, duration_s * speed_mps, 1.4, 1.2, 20.0)


def test_the_regular_set_is_the_most_that_are_like_one_of_them() -> None:
    strides = [_rep(100 + 60 * i, 17) for i in range(4)]
    main = [_rep(500 + 200 * i, 78 + i) for i in range(5)]
    assert regular_set([*strides, *main]) == tuple(main)


def test_fewer_than_three_are_no_set() -> None:
    assert regular_set([_rep(0, 30), _rep(100, 30)]) == ()


def test_of_equal_counts_the_longer_reps_win() -> None:
    short, long = [_rep(60 * i, 16) for i in range(3)], [_rep(500 + 300 * i, 90) for i in range(3)]
    assert regular_set([*short, *long]) == tuple(long)


def test_reps_of_one_distance_are_alike_though_they_slow_down() -> None:
    fast = _rep(0, 40, 5.0)
    assert is_like(_rep(0, 48.5, 4.6), fast, duration=0.18, distance=0.12, speed=0.10)
    assert not is_like(_rep(0, 48.5, 5.0), fast, duration=0.18, distance=0.12, speed=0.10)


def test_reps_of_another_speed_are_not_alike() -> None:
    assert regular_set([_rep(0, 30, 4.0), _rep(100, 30, 5.0), _rep(200, 30, 6.0)]) == ()
