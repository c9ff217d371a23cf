"""How well sessions are read whose truth is known: four kinds and progressions, five watches, made here and now."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pytest
from tests.support.calibration import pairs
from tests.support.fresh_runs import BAROMETER, GPS, POSITIONS, SMART, progression, sessions, undeclared

from downtempo.model.session import Session
from downtempo.model.track import Track
from downtempo.segmenter import segment
from downtempo.synthetic import Run, Sensors, record
from downtempo.units import MILE_M

SEEDS = (70, 80, 90)
WATCHES: dict[str, Callable[[Run, int], Track]] = {
    "barometer": lambda run, seed: record(run, BAROMETER, seed),
    "late": lambda run, seed: record(run, Sensors(lag_s=5, dropouts=1, spikes=3), seed),
    "smart": lambda run, seed: record(run, SMART, seed),
    "positions": lambda run, seed: undeclared(record(run, POSITIONS, seed)),
    "gps": lambda run, seed: record(run, GPS, seed),
}


@dataclass(slots=True)
class Score:
    """What was found of what there was to find."""

    n_found: int = 0
    n_true: int = 0
    n_hits: int = 0
    errors_s: list[float] = field(default_factory=list)
    counts: list[bool] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return 2 * self.n_hits / max(self.n_found + self.n_true, 1)


def _surges(read: Sequence[tuple[Run, Session]]) -> Score:
    score = Score()
    for run, session in read:
        found = [(s.span.start_s, s.span.stop_s) for s in session.surges]
        true = [(e.start_s, e.stop_s) for e in run.truth.efforts]
        if true:
            _add(score, found, true)
            score.counts.append(len(found) == len(true))
    return score


def _add(score: Score, found: Sequence[tuple[float, float]], true: Sequence[tuple[float, float]]) -> None:
    hits = list(pairs(found, true, 0.75))
    score.n_found, score.n_true, score.n_hits = (
        score.n_found + len(found), score.n_true + len(true), score.n_hits + len(hits),
    )  # fmt: skip
    for i, j in hits:
        score.errors_s += [abs(a - b) for a, b in zip(found[i], true[j], strict=True)]


@pytest.fixture(scope="module")
def read() -> dict[str, list[tuple[Run, Session]]]:
    runs = [(seed, run) for seed in SEEDS for _, run in sessions(seed)]
    return {name: [(run, segment(seen(run, seed))) for seed, run in runs] for name, seen in WATCHES.items()}


@pytest.mark.parametrize(
    ("watch", "f1", "exact", "median_s"),
    [
        ("barometer", 0.97, 1.0, 0.4),
        ("late", 0.97, 0.95, 0.5),
        ("smart", 0.95, 0.95, 0.6),
        ("positions", 0.95, 0.9, 1.3),
        ("gps", 0.9, 0.85, 1.5),
    ],
)
def test_surges_are_found_counted_and_placed(
    watch: str, f1: float, exact: float, median_s: float, read: dict[str, list[tuple[Run, Session]]]
) -> None:
    score = _surges(read[watch])
    assert score.n_true > 40
    assert score.f1 >= f1
    assert statistics.fmean(score.counts) >= exact
    assert statistics.median(score.errors_s) <= median_s


@pytest.mark.parametrize("watch", WATCHES)
def test_easy_running_in_the_hills_holds_no_surge(watch: str, read: dict[str, list[tuple[Run, Session]]]) -> None:
    hilly = [(run, session) for run, session in read[watch] if not run.truth.efforts]
    hours = sum(float(run.time_s[-1]) for run, _ in hilly) / 3600
    assert hours > 2
    assert sum(len(session.surges) for _, session in hilly) <= 0.5 * hours


@pytest.mark.parametrize("watch", ["barometer", "late", "smart", "positions"])
def test_descents_are_found_with_their_grades(watch: str, read: dict[str, list[tuple[Run, Session]]]) -> None:
    score, off_pp = Score(), []
    for run, session in read[watch]:
        scale = run.truth.distance_m / (session.distance_m or 1.0)
        found = [(scale * d.span.start_m, scale * d.span.stop_m) for d in session.descents]
        true = [(d.start_m, d.stop_m) for d in run.truth.descents]
        gentle = [(d.start_m, d.stop_m) for d in run.truth.descents_allowed]
        matched = {i for i, _ in pairs(found, true, 0.5)}
        extra = [i for i in range(len(found)) if i not in matched and not any(_touch(found[i], g) for g in gentle)]
        kept = [found[i] for i in sorted(matched | set(extra))]
        _add(score, kept, true)
        off_pp += list(_grades(session, found, run))
    assert score.n_true > 30
    assert score.f1 >= 0.93
    assert statistics.fmean(off_pp) <= 0.25


def _touch(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return min(one[1], other[1]) > max(one[0], other[0])


def _grades(session: Session, found: Sequence[tuple[float, float]], run: Run) -> Iterator[float]:
    for i, j in pairs(found, [(d.start_m, d.stop_m) for d in run.truth.descents], 0.5):
        grade = session.descents[i].grade_ratio
        if grade is not None:
            yield abs(100 * grade - run.truth.descents[j].grade_percent)


def test_where_altitude_is_that_of_gps_no_grade_is_stated_that_is_far_off(
    read: dict[str, list[tuple[Run, Session]]],
) -> None:
    n_descents = 0
    for run, session in read["gps"]:
        scale = run.truth.distance_m / (session.distance_m or 1.0)
        found = [(scale * d.span.start_m, scale * d.span.stop_m) for d in session.descents]
        n_descents += len(found)
        assert all(off < 2 for off in _grades(session, found, run))
        assert all(s.grade_ratio is None for s in session.surges)
    assert n_descents


def test_progressions_are_counted_and_their_steps_measured() -> None:
    seeds = range(200, 212)
    n_right = 0
    for seed in seeds:
        run = progression(seed)
        found, true = segment(record(run, BAROMETER, seed)).progression, run.truth.progression
        assert true is not None
        if found is not None and len(found.splits) == true.splits:
            n_right += abs(found.mean_step_s_per_m * MILE_M - true.step_s) <= 4
    assert n_right >= 0.75 * len(seeds)


def test_no_other_session_is_taken_for_a_progression(read: dict[str, list[tuple[Run, Session]]]) -> None:
    strict = [s.progression.is_strict for runs in read.values() for _, s in runs if s.progression is not None]
    assert sum(strict) <= 0.02 * sum(len(runs) for runs in read.values())
