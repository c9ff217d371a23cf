from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.support.exports import run

from downtempo.parser.hints import Hints, Workout, told

TRACK = replace(run(0), sport="unknown", heart_rate_bpm=np.empty(0))
assert TRACK.start_utc is not None
START_S = TRACK.start_utc.timestamp()
STOP_S = START_S + float(TRACK.time_s[-1])


@pytest.mark.parametrize(
    ("workouts", "sport"),
    [
        ((), "unknown"),
        ((Workout(START_S, STOP_S, "running"),), "running"),
        ((Workout(START_S - 9e4, START_S - 1.0, "running"),), "unknown"),
        ((Workout(START_S, START_S + 9.0, "cycling"), Workout(START_S, STOP_S, "running")), "running"),
    ],
)
def test_the_workout_with_most_time_in_common_names_the_sport(workouts: tuple[Workout, ...], sport: str) -> None:
    assert told(TRACK, Hints(workouts=workouts)).sport == sport


def test_a_track_without_times_belongs_to_no_workout() -> None:
    timeless = replace(TRACK, start_utc=None)
    assert told(timeless, Hints(workouts=(Workout(START_S, STOP_S, "running"),))).sport == "unknown"


def test_another_sport_than_the_files_is_told_and_the_same_is_not() -> None:
    running = replace(TRACK, sport="running")
    assert [note.reason for note in told(running, Hints("cycling")).notes] == ["sport-by-export"]
    assert told(running, Hints("running")).notes == ()
    assert told(running, Hints()) is running


def test_beats_fill_the_rows_behind_them_and_never_what_the_watch_told() -> None:
    beats = Hints(beat_utc_s=START_S + np.array([0.0, 4.6, 9.9]), beat_bpm=np.array([100.0, 110.0, 120.0]))
    rates = told(TRACK, beats).heart_rate_bpm
    assert np.flatnonzero(np.isfinite(rates)).tolist() == [0, 5, 10]
    own = np.full(len(TRACK), np.nan)
    own[5] = 99.0
    assert told(replace(TRACK, heart_rate_bpm=own), beats).heart_rate_bpm[5] == 99.0
