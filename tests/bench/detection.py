"""How well surges and descents are found on sessions whose truth is known, ours beside plain detectors."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from downtempo import segment
from downtempo.model import Track
from downtempo.synthetic import Run, Runner, record
from tests.support.fresh_runs import BAROMETER, POSITIONS, sessions

from .peers import Ranges, above_mean, in_zone, until_reversal

SEEDS = range(500, 540, 10)
WATCHES = {"watch speed": BAROMETER, "positions": POSITIONS}
_THRESHOLD_MPS = Runner().threshold_mps
_MATCH = 0.75

Detector = Callable[[Track], Ranges]


@dataclass(slots=True)
class Tally:
    """What a detector found over many sessions."""

    n_hits: int = 0
    n_found: int = 0
    n_true: int = 0
    n_exact: int = 0
    n_sessions: int = 0
    n_false: int = 0
    false_h: float = 0.0
    ms_per_hour: list[float] = field(default_factory=list)

    def add(self, found: Ranges, true: Ranges, allowed: Ranges, hours: float) -> None:
        """Count one session; one without anything to find counts for what was found in vain.

        What lies on an `allowed` stretch, such as a gentle slope, may be found or not.
        """
        matched = {i for i, _ in _matches(found, true)}
        found = [f for i, f in enumerate(found) if i in matched or not any(_shared(f, a) > 0 for a in allowed)]
        if not true:
            self.n_false, self.false_h = self.n_false + len(found), self.false_h + hours
            return
        self.n_hits += sum(1 for _ in _matches(found, true))
        self.n_found, self.n_true = self.n_found + len(found), self.n_true + len(true)
        self.n_exact, self.n_sessions = self.n_exact + (len(found) == len(true)), self.n_sessions + 1

    def __str__(self) -> str:
        f1 = 2 * self.n_hits / max(self.n_found + self.n_true, 1)
        exact = self.n_exact / max(self.n_sessions, 1)
        false = f"{self.n_false / self.false_h:6.2f}" if self.false_h else "     -"
        return f"{f1:7.3f} {exact:7.2f} {false} {statistics.median(self.ms_per_hour):9.2f}"


def main() -> None:
    """Print both tables."""
    recorded = [(run, record(run, watch, seed), name) for seed in SEEDS for _, run in sessions(seed)
                for name, watch in WATCHES.items()]  # fmt: skip
    surges: dict[str, Detector] = {
        "downtempo": _own_surges, "rolling mean x 1.15": above_mean,
        "zone of threshold": partial(in_zone, threshold_mps=_THRESHOLD_MPS),
    }  # fmt: skip
    descents: dict[str, Detector] = {"downtempo": _own_descents, "2 m reversal": until_reversal}
    for title, detectors, truth in (("surges", surges, _true_surges), ("descents", descents, _true_descents)):
        sys.stdout.write(f"\n{title:<35} F1@.75   exact false/h ms an hour\n")
        for watch in WATCHES:
            known = [(run, track) for run, track, name in recorded if name == watch]
            for name, detector in detectors.items():
                sys.stdout.write(f"{watch:<13}{name:<21}{_tally(detector, truth, known)}\n")


def _tally(
    detector: Detector, truth: Callable[[Run], tuple[Ranges, Ranges]], known: Sequence[tuple[Run, Track]]
) -> Tally:
    tally = Tally()
    for run, track in known:
        hours = float(track.time_s[-1]) / 3600
        start = time.process_time()
        found = detector(track)
        tally.ms_per_hour.append(1000 * (time.process_time() - start) / hours)
        tally.add(found, *truth(run), hours)
    return tally


def _own_surges(track: Track) -> Ranges:
    return [(s.span.start_s, s.span.stop_s) for s in segment(track).surges]


def _own_descents(track: Track) -> Ranges:
    return [(d.span.start_m, d.span.stop_m) for d in segment(track).descents]


def _true_surges(run: Run) -> tuple[Ranges, Ranges]:
    return [(e.start_s, e.stop_s) for e in run.truth.efforts], []


def _true_descents(run: Run) -> tuple[Ranges, Ranges]:
    true, allowed = ([(d.start_m, d.stop_m) for d in of] for of in (run.truth.descents, run.truth.descents_allowed))
    return true, allowed


def _matches(found: Ranges, true: Ranges) -> Iterator[tuple[int, int]]:
    """Yield pairs that share three quarters of what they cover together, each stretch once."""
    pairs = sorted(((_shared(f, t), i, j) for i, f in enumerate(found) for j, t in enumerate(true)), reverse=True)
    taken_found, taken_true = set(), set()
    for shared, i, j in pairs:
        if shared >= _MATCH and i not in taken_found and j not in taken_true:
            taken_found.add(i)
            taken_true.add(j)
            yield i, j


def _shared(one: tuple[float, float], other: tuple[float, float]) -> float:
    both = min(one[1], other[1]) - max(one[0], other[0])
    return max(both, 0.0) / (max(one[1], other[1]) - min(one[0], other[0]))
