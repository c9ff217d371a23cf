"""Intervals that the watch recorded."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from tests.support.simulated import Leg, simulate

from downtempo.model import Session
from downtempo.model.track import Lap, Track, WatchSplit, WorkoutStep
from downtempo.segmenter import Settings, segment
from downtempo.synthetic import progressive_tempo, record
from downtempo.units import MILE_M

MARKS = [(600 + 200 * i, 680 + 200 * i) for i in range(5)]
TRACK = simulate(
    [Leg(600, 2.8), *[leg for _ in range(5) for leg in (Leg(80, 4.6), Leg(120, 2.2))], Leg(400, 2.7)]
).track
STEPS = (
    WorkoutStep(0, "warm-up"),
    WorkoutStep(1, "interval"),
    WorkoutStep(2, "recovery"),
    WorkoutStep(3, "active", "repeat", repeat_from=1, repeat_count=5),
    WorkoutStep(4, "cool-down"),
)


def _laps(trigger: str, *, shift_s: float = 0.0) -> tuple[Lap, ...]:
    """Return laps of warm-up, rep and rest by turns, and cool-down, as a workout would set them."""
    marks = [0.0, *[t + shift_s for mark in MARKS for t in mark], 2000.0]
    index = [0, *[1, 2] * 5]
    index[-1] = 4
    return tuple(Lap(a, b, trigger=trigger, step_index=k) for a, b, k in zip(marks[:-1], marks[1:], index, strict=True))


def _manual(shift_s: float = 0.0) -> tuple[Lap, ...]:
    return tuple(replace(lap, step_index=None) for lap in _laps("manual", shift_s=shift_s))


def _segment(track: Track, intervals: str = "auto") -> Session:
    return segment(track, Settings(intervals=intervals))  # type: ignore[arg-type]


def _times(session: Session) -> list[tuple[float, float]]:
    return [(s.span.start_s, s.span.stop_s) for s in session.surges]


def _sources(session: Session) -> set[str]:
    return {s.source for s in session.surges}


def test_workout_steps_are_taken_as_they_were_run() -> None:
    session = _segment(replace(TRACK, laps=_laps("time"), steps=STEPS))
    assert _times(session) == MARKS
    assert _sources(session) == {"workout-step"}
    assert "intervals-disagree" not in {note.reason for note in session.notes}


def test_auto_laps_inside_a_step_do_not_part_it() -> None:
    laps = [
        part
        for lap in _laps("time")
        for part in (replace(lap, stop_s=lap.start_s + 50, trigger="distance"), replace(lap, start_s=lap.start_s + 50))
    ]
    assert _times(_segment(replace(TRACK, laps=tuple(laps), steps=STEPS))) == MARKS


def test_laps_by_hand_that_alternate_are_taken() -> None:
    session = _segment(replace(TRACK, laps=_manual()))
    assert _times(session) == MARKS
    assert _sources(session) == {"lap"}


def test_splits_named_intervals_are_taken_and_walks_are_not() -> None:
    splits = tuple(WatchSplit("interval-active", a, b) for a, b in MARKS)
    rests = tuple(WatchSplit("interval-rest", b, b + 120) for _, b in MARKS)
    ordered = tuple(sorted((*splits, *rests), key=lambda s: s.start_s))
    assert _sources(_segment(replace(TRACK, splits=ordered))) == {"split"}
    walks = tuple(replace(s, kind="run" if s.kind == "interval-active" else "walk") for s in ordered)
    assert _sources(_segment(replace(TRACK, splits=walks))) == {"detected"}


@pytest.mark.parametrize("trigger", ["distance", "time", "session-end", "position"])
def test_laps_that_the_watch_set_itself_are_never_intervals(trigger: str) -> None:
    laps = tuple(replace(lap, trigger=trigger) for lap in _manual())
    for intervals in ("auto", "device"):
        assert _sources(_segment(replace(TRACK, laps=laps), intervals)) == {"detected"}


def test_steps_that_the_pace_contradicts_are_taken_only_when_asked_for() -> None:
    track = replace(TRACK, laps=_laps("time", shift_s=95), steps=STEPS)
    for intervals, source in (("auto", "detected"), ("device", "workout-step")):
        session = _segment(track, intervals)
        assert _sources(session) == {source}
        assert "intervals-disagree" in {note.reason for note in session.notes}
    assert "intervals-disagree" not in {note.reason for note in _segment(track, "detected").notes}


def test_detected_ignores_what_the_watch_says() -> None:
    session = _segment(replace(TRACK, laps=_laps("time"), steps=STEPS), "detected")
    assert _sources(session) == {"detected"}
    assert len(session.surges) == 5


def test_laps_by_hand_at_every_kilometre_of_an_even_run_are_none() -> None:
    track = simulate([Leg(2400, 3.0)]).track
    laps = tuple(Lap(340.0 * i, 340.0 * (i + 1), trigger="manual") for i in range(7))
    assert _segment(replace(track, laps=laps)).surges == ()


def test_a_step_that_ends_after_the_recording_is_cut_to_it() -> None:
    laps = (*_laps("time")[:-1], Lap(1560.0, 99_999.0, trigger="session-end", step_index=1))
    session = _segment(replace(TRACK, laps=laps, steps=STEPS), "device")
    assert session.surges[-1].span.stop_s <= 2000


@pytest.mark.parametrize(("unit_m", "unit", "first_s"), [(MILE_M, "mile", 600.0), (1000.0, "km", 370.0)])
@pytest.mark.parametrize("count", [3, 4, 6, 8])
def test_splits_that_the_workout_asked_for_are_as_many_as_it_asked_for(
    unit_m: float, unit: str, first_s: float, count: int
) -> None:
    made = progressive_tempo(first_s, 12.0, count, unit_m=unit_m, seed=count)
    assert made.truth.progression is not None
    starts_m = [*made.truth.progression.splits_start_m, made.truth.progression.splits_start_m[-1] + unit_m]
    marks = [0.0, *np.interp(starts_m, made.distance_m, made.time_s).tolist(), float(made.time_s[-1])]
    laps = tuple(Lap(a, b, step_index=k) for k, (a, b) in enumerate(pairwise(marks)))
    steps = tuple(WorkoutStep(k, "warm-up" if k == 0 else "active", "distance") for k in range(count + 1))
    track = replace(record(made, seed=count), laps=laps, steps=(*steps, WorkoutStep(count + 1, "cool-down")))
    session = _segment(track)
    assert session.progression is not None
    assert (len(session.progression.splits), session.progression.unit) == (count, unit)
    for split, start_s in zip(session.progression.splits, marks[1:], strict=False):
        assert abs(split.span.start_s - start_s) < 40
    assert not session.surges
