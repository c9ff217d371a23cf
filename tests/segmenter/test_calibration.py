"""Stated errors against true ones: 68 of 100 lie within one of them, 95 within two, on runs not seen before."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from tests.support.calibration import MEASURES, WATCHES, Table, calibration, pairs
from tests.support.fresh_runs import GPS, blurred, sessions, undeclared

from downtempo.model.session import Session
from downtempo.segmenter import segment
from downtempo.synthetic import Truth, record

SEEDS = (901, 902, 903)


@pytest.fixture(scope="module")
def table() -> Table:
    return calibration(SEEDS)


@pytest.mark.parametrize("watch", WATCHES)
@pytest.mark.parametrize("what", MEASURES)
def test_true_values_lie_within_the_stated_errors_as_often_as_they_should(table: Table, watch: str, what: str) -> None:
    within = np.array(table[watch, what])
    assert len(within) >= 30
    assert (within <= 1).mean() >= 0.5
    assert (within <= 2).mean() >= 0.87
    assert np.quantile(within, 0.95) >= 0.35


@pytest.mark.parametrize("what", MEASURES)
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
    for i, j in pairs(
        [(s.span.start_s, s.span.stop_s) for s in surges], [(e.start_s, e.stop_s) for e in truth.efforts]
    ):
        yield "rep", abs(100 * (surges[i].grade_ratio or 0.0) - truth.efforts[j].grade_percent)
    slopes = [d for d in session.descents if d.grade_error_ratio is not None and d.grade_error_ratio < 0.01]
    scale = truth.distance_m / (session.distance_m or 1.0)
    found = [(scale * d.span.start_m, scale * d.span.stop_m) for d in slopes]
    for i, j in pairs(found, [(d.start_m, d.stop_m) for d in truth.descents]):
        yield "descent", abs(100 * (slopes[i].grade_ratio or 0.0) - truth.descents[j].grade_percent)
