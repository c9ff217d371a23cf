"""Sketches of runs hold together: spans follow each other, sums fit."""

from __future__ import annotations

import itertools

import pytest

from downtempo.model import Session
from downtempo.model.altered import shifted, weeks_before, with_set, without_altitude
from downtempo.model.sketch import MONDAY, downhill_reps, downhill_surges, easy, progressive, speed_reps, tempo, week

RUNS = [
    downhill_reps(),
    downhill_surges(),
    speed_reps(),
    speed_reps(4, 600),
    tempo(),
    with_set(downhill_reps(), speed_reps()),
]


@pytest.mark.parametrize("run", RUNS, ids=lambda r: r.file)
def test_segments_follow_each_other(run: Session) -> None:
    parts = sorted(
        (span for g in run.sets for span in (*(s.span for s in g.surges), *(r.span for r in g.recoveries))),
        key=lambda span: span.start_s,
    )
    for before, after in itertools.pairwise(parts):
        assert before.stop_s <= after.start_s + 1e-9
        assert before.stop_m <= after.start_m + 1e-6
    assert run.duration_s is not None
    assert parts[-1].stop_s <= run.duration_s


@pytest.mark.parametrize("run", RUNS, ids=lambda r: r.file)
def test_each_rep_but_the_last_has_its_recovery(run: Session) -> None:
    assert all(len(g.recoveries) == g.n_reps - 1 for g in run.sets)


def test_a_progressive_run_has_the_paces_it_was_given() -> None:
    run = progressive(30, 20, 40).progression
    assert run is not None
    assert [round(p * run.unit_m, 6) for p in run.paces_s_per_m] == [600, 570, 550, 510]
    assert run.splits[-1].span.stop_s == pytest.approx(600 + 570 + 550 + 510)


def test_without_altitude_nothing_is_left_that_altitude_told() -> None:
    run = without_altitude(downhill_reps())
    assert run.kind is None
    assert run.is_downhill is None
    assert all(s.grade_ratio is None and s.drop_m is None and s.terrain is None for s in run.surges)
    assert all(r.climb_m is None for g in run.sets for r in g.recoveries)
    assert run.load is None
    assert without_altitude(easy()).kind == "easy"


def test_weeks_before_lie_before() -> None:
    runs = weeks_before(3, easy(0), easy(6))
    assert [(s.local_date - MONDAY).days for s in runs if s.local_date] == [-21, -15, -14, -8, -7, -1]
    assert len({s.file for s in runs}) == len({s.sha256 for s in runs}) == 6
    assert week(easy(6), easy(0)).sessions[0].local_date == MONDAY
    assert shifted(shifted(easy(), 3), -3).local_date == MONDAY
