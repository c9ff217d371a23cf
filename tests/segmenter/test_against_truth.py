"""A fifth of the runs whose truth is known, and the weeks whose verdict is known, where they lie beside us."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from downtempo.model import Athlete, Session
from downtempo.parser import parse
from downtempo.segmenter import classify, segment
from downtempo.units import MILE_M

BENCH = Path(__file__).resolve().parents[3] / "shared" / "bench"
TRUTHS = sorted((BENCH / "sessions").glob("*.truth.json"))[::5]
EASY_MPS = 1000 / 357

pytestmark = pytest.mark.skipif(not TRUTHS, reason="the runs with known truth are not beside the checkout")

Times = tuple[float, float]


def _read(path: Path) -> Session:
    [track, *_] = parse(path.read_bytes(), path.name).tracks
    return segment(track)


@pytest.fixture(scope="module")
def runs() -> list[tuple[dict[str, Any], Session]]:
    truths = [json.loads(path.read_text()) for path in TRUTHS]
    return [(truth, _read(BENCH / "sessions" / truth["file"])) for truth in truths]


def _overlap(one: Times, other: Times) -> float:
    both = min(one[1], other[1]) - max(one[0], other[0])
    return max(both, 0.0) / (max(one[1], other[1]) - min(one[0], other[0]))


def _hits(found: Sequence[Times], truth: Sequence[Times]) -> int:
    return sum(max((_overlap(f, t) for f in found), default=0.0) >= 0.75 for t in truth)


def test_surges_are_found_where_they_were_run(runs: list[tuple[dict[str, Any], Session]]) -> None:
    n_hits = n_found = n_run = 0
    for truth, session in runs:
        run = [(e["start_s"], e["stop_s"]) for e in truth["efforts"]]
        if run:
            found = [(s.span.start_s, s.span.stop_s) for s in session.surges]
            n_hits, n_found, n_run = n_hits + _hits(found, run), n_found + len(found), n_run + len(run)
    assert 2 * n_hits / (n_found + n_run) >= 0.9


def test_easy_and_trail_runs_hold_at_most_one_surge_in_two_hours(runs: list[tuple[dict[str, Any], Session]]) -> None:
    plain = [(truth, session) for truth, session in runs if not truth["efforts"] and not truth["progression"]]
    hours = sum(truth["duration_s"] for truth, _ in plain) / 3600
    assert sum(len(session.surges) for _, session in plain) <= 0.5 * hours


def test_progressions_are_read_and_nothing_else_is_taken_for_one(runs: list[tuple[dict[str, Any], Session]]) -> None:
    right = n = 0
    for truth, session in runs:
        wanted, found = truth["progression"], session.progression
        strict = found if found is not None and found.is_strict else None
        if wanted is None:
            assert strict is None
            continue
        n += 1
        if strict is not None and len(strict.splits) == wanted["splits"]:
            right += abs(strict.mean_step_s_per_m * MILE_M - wanted["step_s"]) <= 4
    assert right >= 0.6 * n


def _week(folder: Path, earlier: Sequence[Session]) -> Iterator[Session]:
    before = list(earlier)
    for path in sorted(folder.glob("*.fit.gz")):
        session = replace(_read(path), local_date=date.fromisoformat(path.name[:10]))
        before.append(classify(session, before, Athlete(easy_speed_mps=EASY_MPS)))
        yield before[-1]


@pytest.fixture(scope="module")
def history() -> list[Session]:
    return list(_week(BENCH / "scenarios" / "history-steady", ()))


def test_six_steady_weeks_are_named_as_they_were_run(history: list[Session]) -> None:
    kinds = {0: {"easy"}, 1: {"controlled-speed-repeats"}, 2: {"easy"}, 5: {"long", "easy"}}
    kinds[3] = {"track-repeats", "speed-stage-1"}
    for session in history:
        assert session.local_date is not None
        assert session.kind in kinds[session.local_date.weekday()]


@pytest.mark.parametrize(
    ("scenario", "weekday", "kind"),
    [
        ("too-many-reps", 1, "controlled-speed-repeats"),
        ("too-steep", 1, "controlled-speed-repeats"),
        ("no-warm-up", 1, "controlled-speed-repeats"),
        ("short-recovery", 1, "downhill-surges"),
        ("longer-and-steeper", 1, "downhill-surges"),
        ("beginner-reps-too-long", 1, "downhill-surges"),
        ("two-downhill-days", 3, "controlled-speed-repeats"),
        ("no-altitude", 1, None),
        ("pace-drift", 3, "speed-stage-1"),
        ("too-many-400s", 3, "speed-stage-2"),
        ("stage-skipped", 3, "speed-stage-3"),
        ("progressive-conforming", 3, "progressive-tempo"),
        ("progressive-uneven", 3, "progressive-tempo"),
        ("long-run-jump", 5, "long"),
    ],
)
def test_the_session_that_a_week_is_about_is_named(
    scenario: str, weekday: int, kind: str | None, history: list[Session]
) -> None:
    week = list(_week(BENCH / "scenarios" / scenario / "runs", history))
    kinds = {s.local_date.weekday(): s.kind for s in week if s.local_date is not None}
    assert kinds.pop(weekday) == kind
    others = set(kinds.values()) - {"controlled-speed-repeats", "speed-stage-1", None}
    assert others <= {"easy", "long", "steady"}


def test_uneven_steps_are_told_from_even_ones(history: list[Session]) -> None:
    strict = {}
    for scenario in ("progressive-conforming", "progressive-uneven"):
        week = _week(BENCH / "scenarios" / scenario / "runs", history)
        strict[scenario] = [s.progression.is_strict for s in week if s.progression is not None]
    assert strict == {"progressive-conforming": [True], "progressive-uneven": [False]}
