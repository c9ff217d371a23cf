from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from downtempo.model.segments import Descent, Span
from downtempo.model.session import Session
from downtempo.segmenter import segment, slopes
from downtempo.segmenter.slopes import recognise
from downtempo.synthetic import Sensors, Slope, downhill_repeats, hill, record

_M_PER_DEG = 111_195.0
Line = tuple[tuple[float, float], ...]


def _line(
    seed: int,
    *,
    aside_m: float = 0.0,
    length_m: float = 300.0,
    error_m: float = 1.6,
    at: tuple[float, float] = (47.0, 8.0),
) -> Line:
    """Return a winding way to the north as recorded, `aside_m` to the east, with errors that hold on for a minute."""
    random = np.random.default_rng(seed)
    along = np.arange(0.0, length_m + 1, 10.0)
    smooth = np.convolve(random.standard_normal((2, len(along) + 20)).ravel(), np.hanning(17) / np.sqrt(6.0), "same")
    errors = error_m * smooth.reshape(2, -1)[:, : len(along)]
    x, y = aside_m + 8 * np.sin(along / 60) + errors[0], along + errors[1]
    lat, lon = at[0] + y / _M_PER_DEG, at[1] + x / (_M_PER_DEG * np.cos(np.radians(at[0])))
    return tuple(zip(lat.tolist(), ((lon + 180) % 360 - 180).tolist(), strict=True))


def _run(*lines: Line, speed_mps: float = 4.0) -> Session:
    spans = (Span(100.0 * i, 100.0 * i + 60, 300.0 * i, 300.0 * i + 240) for i in range(len(lines)))
    return Session(
        descents=tuple(Descent(s, -0.05, 0.002, 12.0, speed_mps, line=w) for s, w in zip(spans, lines, strict=True))
    )


def _seen(*runs: Session) -> list[bool | None]:
    return [d.seen_before for d in recognise(runs[-1:], runs[:-1])[0].descents]


def test_ninety_nine_of_a_hundred_repeats_are_recognised() -> None:
    seen = [_seen(_run(_line(2 * k, error_m=3.0)), _run(_line(2 * k + 1, error_m=3.0)))[0] for k in range(200)]
    assert np.mean([bool(s) for s in seen]) >= 0.99


def test_few_ways_thirty_metres_aside_are_taken_for_the_same_and_none_at_sixty() -> None:
    aside = {
        away: [
            _seen(_run(_line(2 * k, error_m=3.0)), _run(_line(2 * k + 1, error_m=3.0, aside_m=away)))[0]
            for k in range(200)
        ]
        for away in (30.0, 60.0)
    }
    assert np.mean([bool(s) for s in aside[30.0]]) < 0.06
    assert not any(aside[60.0])


@pytest.mark.parametrize("at", [(0.0, 0.0), (69.5, 18.0), (-48.9, -123.4), (47.0, 179.9999)])
def test_the_ground_is_as_wide_everywhere(at: tuple[float, float]) -> None:
    assert _seen(_run(_line(1, at=at)), _run(_line(2, at=at))) == [True]
    assert _seen(_run(_line(1, at=at)), _run(_line(2, at=at, aside_m=45.0))) == [False]


def test_the_same_way_up_is_no_way_down() -> None:
    down, up = _line(1), tuple(reversed(_line(2)))
    assert _seen(_run(up), _run(down)) == [False]


def test_only_an_earlier_run_makes_a_slope_known() -> None:
    lines = [_line(k) for k in range(3)]
    assert _seen(_run(*lines)) == [False, False, False]
    first, second = recognise([_run(lines[0]), _run(lines[1])])
    assert [first.descents[0].seen_before, second.descents[0].seen_before] == [False, True]


def test_a_faster_pass_does_not_make_a_slope_known() -> None:
    assert _seen(_run(_line(1), speed_mps=4.5), _run(_line(2), speed_mps=4.0)) == [False]
    assert _seen(_run(_line(1), speed_mps=4.1), _run(_line(2), speed_mps=4.0)) == [True]
    slow, fast, now = _run(_line(1), speed_mps=3.0), _run(_line(2), speed_mps=4.8), _run(_line(3), speed_mps=4.0)
    assert _seen(slow, fast, now) == _seen(fast, slow, now) == [True]


def test_a_part_of_a_known_slope_is_known_but_not_what_goes_far_beyond_it() -> None:
    whole, half = _line(1, length_m=600), _line(2, length_m=300)
    assert _seen(_run(whole), _run(half)) == [True]
    assert _seen(_run(half), _run(whole)) == [False]


def test_without_positions_nothing_is_said() -> None:
    bare = replace(_run(()), descents=(Descent(Span(0, 60, 0, 240), -0.05, 0.002, 12.0, 4.0),))
    assert _seen(_run(_line(1)), bare) == [None]
    assert _seen(bare, _run(_line(1))) == [False]


def test_slopes_are_recognised_from_recording_to_recording() -> None:
    course = Slope(course=hill(-0.05, 300.0, run_in_m=1200.0, seed=4), top_m=1215.0)
    first, second = (
        segment(record(downhill_repeats(4, 30.0, slope=course, speed_mps=v, seed=seed), Sensors(), seed))
        for seed, v in ((1, 3.9), (2, 4.4))
    )
    assert len(second.descents) >= 4
    [marked] = recognise([second], [first])
    assert [d.seen_before for d in marked.descents] == [True] * len(marked.descents)
    assert [d.seen_before for d in recognise([first])[0].descents] == [False] * len(first.descents)


def test_the_work_grows_with_the_number_of_runs_and_not_with_its_square(monkeypatch: pytest.MonkeyPatch) -> None:
    lies_on = slopes._lies_on
    compared: list[int] = []

    def counted(passes: Any, near: Any, first: int) -> Any:
        compared[-1] += len(near)
        return lies_on(passes, near, first)

    monkeypatch.setattr(slopes, "_lies_on", counted)
    lines = [_line(k) for k in range(40)]
    for n in (500, 1000, 2000):
        compared.append(0)
        runs = [_run(lines[k % 40], _line(1000 + k % 7, at=(47.0 + k % 50 * 0.01, 8.1))) for k in range(n)]
        assert sum(bool(r.descents[0].seen_before) for r in recognise(runs)) == n - 1
    assert compared[0] > 0
    assert all(later <= 2.5 * earlier for earlier, later in pairwise(compared))
