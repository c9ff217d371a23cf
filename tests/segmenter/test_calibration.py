"""Stated errors against true ones: 68 of 100 lie within one of them, 95 within two, on runs not seen before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest
from tests.support.fresh_runs import BAROMETER, GPS, POSITIONS, SMART, blurred, sessions, undeclared

from downtempo.model.segments import Descent, Surge
from downtempo.model.session import Session
from downtempo.model.track import Track
from downtempo.segmenter import segment
from downtempo.synthetic import Run, Sensors, Truth, record

SEEDS = (901, 902, 903)
WATCHES: dict[str, Callable[[Run, int], Track]] = {
    "barometer": lambda run, seed: record(run, Sensors(lag_s=seed % 5), seed),
    "undeclared": lambda run, seed: undeclared(record(run, BAROMETER, seed)),
    "smart": lambda run, seed: record(run, SMART, seed),
    "positions": lambda run, seed: undeclared(record(run, POSITIONS, seed)),
}

Pairs = Iterator[tuple[int, int]]
#: Errors in stated ones, by watch and by what is measured.
Table = dict[tuple[str, str], list[float]]


def _pairs(found: Sequence[tuple[float, float]], truth: Sequence[tuple[float, float]]) -> Pairs:
    """Yield found and true stretches that share more than half of what they cover together."""
    for j, (start, stop) in enumerate(truth):
        for i, (first, last) in enumerate(found):
            if min(last, stop) - max(first, start) > 0.5 * (max(last, stop) - min(first, start)):
                yield i, j


def _of_surges(surges: Sequence[Surge], truth: Truth) -> Iterator[tuple[str, float]]:
    found = [(s.span.start_s, s.span.stop_s) for s in surges]
    for i, j in _pairs(found, [(e.start_s, e.stop_s) for e in truth.efforts]):
        surge, effort = surges[i], truth.efforts[j]
        yield "edge of a surge", (surge.span.start_s - effort.start_s) / surge.span.edge_error_s
        yield "edge of a surge", (surge.span.stop_s - effort.stop_s) / surge.span.edge_error_s
        if surge.grade_ratio is not None and surge.grade_error_ratio is not None:
            yield "grade of a rep", (surge.grade_ratio - effort.grade_percent / 100) / surge.grade_error_ratio


def _of_descents(descents: Sequence[Descent], truth: Truth, scale: float) -> Iterator[tuple[str, float]]:
    found = [(scale * d.span.start_m, scale * d.span.stop_m) for d in descents]
    for i, j in _pairs(found, [(d.start_m, d.stop_m) for d in truth.descents]):
        descent, slope = descents[i], truth.descents[j]
        yield "edge of a descent", (descent.span.start_s - slope.start_s) / descent.span.edge_error_s
        yield "edge of a descent", (descent.span.stop_s - slope.stop_s) / descent.span.edge_error_s
        if descent.grade_ratio is not None and descent.grade_error_ratio is not None:
            yield "grade of a descent", (descent.grade_ratio - slope.grade_percent / 100) / descent.grade_error_ratio


def _errors(session: Session, truth: Truth) -> Iterator[tuple[str, float]]:
    yield from _of_surges(session.surges, truth)
    yield from _of_descents(session.descents, truth, truth.distance_m / (session.distance_m or 1.0))


@pytest.fixture(scope="module")
def table() -> Table:
    errors: Table = defaultdict(list)
    for seed in SEEDS:
        for _, run in sessions(10 * seed):
            for watch, recorded in WATCHES.items():
                for what, error in _errors(segment(recorded(run, seed)), run.truth):
                    errors[watch, what].append(abs(error))
    return errors


@pytest.mark.parametrize("watch", WATCHES)
@pytest.mark.parametrize("what", ["edge of a surge", "grade of a rep", "edge of a descent", "grade of a descent"])
def test_true_values_lie_within_the_stated_errors_as_often_as_they_should(table: Table, watch: str, what: str) -> None:
    within = np.array(table[watch, what])
    assert len(within) >= 30
    assert (within <= 1).mean() >= 0.5
    assert (within <= 2).mean() >= 0.87
    assert np.quantile(within, 0.95) >= 0.35


@pytest.mark.parametrize("what", ["edge of a surge", "grade of a rep", "edge of a descent", "grade of a descent"])
def test_over_all_watches_about_68_and_95_of_100_lie_within_one_and_two(table: Table, what: str) -> None:
    within = np.concatenate([table[watch, what] for watch in WATCHES])
    assert 0.58 <= (within <= 1).mean() <= 0.97
    assert (within <= 2).mean() >= 0.91


@pytest.mark.parametrize("width_s", [1, 5, 10, 20, 30])
def test_where_altitude_is_that_of_gps_no_grade_is_confident_and_wrong(width_s: int) -> None:
    n_stated = 0
    for seed in SEEDS[:2]:
        for _, run in sessions(10 * seed):
            track = record(run, GPS, seed)
            session = segment(blurred(undeclared(track), width_s) if width_s > 1 else track)
            for what, error in _stated(session, run.truth):
                n_stated += 1
                assert error < 2, (what, seed, session.elevation_source)
    assert n_stated >= 5 or width_s == 1


def _stated(session: Session, truth: Truth) -> Iterator[tuple[str, float]]:
    """Yield the errors [%] of grades whose stated error is below 1 %."""
    surges = [s for s in session.surges if s.grade_error_ratio is not None and s.grade_error_ratio < 0.01]
    for i, j in _pairs(
        [(s.span.start_s, s.span.stop_s) for s in surges], [(e.start_s, e.stop_s) for e in truth.efforts]
    ):
        yield "rep", abs(100 * (surges[i].grade_ratio or 0.0) - truth.efforts[j].grade_percent)
    slopes = [d for d in session.descents if d.grade_error_ratio is not None and d.grade_error_ratio < 0.01]
    scale = truth.distance_m / (session.distance_m or 1.0)
    found = [(scale * d.span.start_m, scale * d.span.stop_m) for d in slopes]
    for i, j in _pairs(found, [(d.start_m, d.stop_m) for d in truth.descents]):
        yield "descent", abs(100 * (slopes[i].grade_ratio or 0.0) - truth.descents[j].grade_percent)
