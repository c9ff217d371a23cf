"""Errors in units of the stated ones, on runs whose truth is known: what tests and the bench measure alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from downtempo.model.segments import Descent, Surge
from downtempo.model.session import Session
from downtempo.model.track import Track
from downtempo.segmenter import segment
from downtempo.synthetic import Run, Sensors, Truth, record

from .fresh_runs import BAROMETER, POSITIONS, SMART, sessions, undeclared

WATCHES: dict[str, Callable[[Run, int], Track]] = {
    "barometer": lambda run, seed: record(run, Sensors(lag_s=seed % 5), seed),
    "undeclared": lambda run, seed: undeclared(record(run, BAROMETER, seed)),
    "smart": lambda run, seed: record(run, SMART, seed),
    "positions": lambda run, seed: undeclared(record(run, POSITIONS, seed)),
}
MEASURES = ("edge of a surge", "grade of a rep", "edge of a descent", "grade of a descent")

Pairs = Iterator[tuple[int, int]]
#: Errors in stated ones, by watch and by what is measured.
Table = dict[tuple[str, str], list[float]]


def calibration(seeds: Iterable[int]) -> Table:
    """Return how far off edges and grades are, in their stated errors, seen by each watch."""
    errors: Table = defaultdict(list)
    for seed in seeds:
        for _, run in sessions(10 * seed):
            for watch, recorded in WATCHES.items():
                for what, error in errors_of(segment(recorded(run, seed)), run.truth):
                    errors[watch, what].append(abs(error))
    return errors


def pairs(found: Sequence[tuple[float, float]], truth: Sequence[tuple[float, float]], least: float = 0.5) -> Pairs:
    """Yield found and true stretches that share more than `least` of what they cover together."""
    for j, (start, stop) in enumerate(truth):
        for i, (first, last) in enumerate(found):
            if min(last, stop) - max(first, start) > least * (max(last, stop) - min(first, start)):
                yield i, j


def errors_of(session: Session, truth: Truth) -> Iterator[tuple[str, float]]:
    """Yield what is measured and how far off it is, in stated errors, for all that was found."""
    yield from _of_surges(session.surges, truth)
    yield from _of_descents(session.descents, truth, truth.distance_m / (session.distance_m or 1.0))


def _of_surges(surges: Sequence[Surge], truth: Truth) -> Iterator[tuple[str, float]]:
    found = [(s.span.start_s, s.span.stop_s) for s in surges]
    for i, j in pairs(found, [(e.start_s, e.stop_s) for e in truth.efforts]):
        surge, effort = surges[i], truth.efforts[j]
        yield "edge of a surge", (surge.span.start_s - effort.start_s) / surge.span.edge_error_s
        yield "edge of a surge", (surge.span.stop_s - effort.stop_s) / surge.span.edge_error_s
        if surge.grade_ratio is not None and surge.grade_error_ratio is not None:
            yield "grade of a rep", (surge.grade_ratio - effort.grade_percent / 100) / surge.grade_error_ratio


def _of_descents(descents: Sequence[Descent], truth: Truth, scale: float) -> Iterator[tuple[str, float]]:
    found = [(scale * d.span.start_m, scale * d.span.stop_m) for d in descents]
    for i, j in pairs(found, [(d.start_m, d.stop_m) for d in truth.descents]):
        descent, slope = descents[i], truth.descents[j]
        yield "edge of a descent", (descent.span.start_s - slope.start_s) / descent.span.edge_error_s
        yield "edge of a descent", (descent.span.stop_s - slope.stop_s) / descent.span.edge_error_s
        if descent.grade_ratio is not None and descent.grade_error_ratio is not None:
            yield "grade of a descent", (descent.grade_ratio - slope.grade_percent / 100) / descent.grade_error_ratio
