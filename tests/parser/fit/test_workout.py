"""FIT workout files: steps as they are, and one line for what is none."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest
from tests.support.fit_bytes import ENUM, STRING, UINT16, UINT32, define, file, file_id, message, run

from downtempo.errors import InputError
from downtempo.model import WorkoutStep
from downtempo.parser import parse, parse_workout

SHARED = Path(os.environ.get("DOWNTEMPO_SHARED", str(Path(__file__).resolve().parents[3] / ".." / "shared")))
FIELDS = ((254, UINT16), (1, ENUM), (2, UINT32), (3, ENUM), (4, UINT32), (5, UINT32), (6, UINT32), (7, ENUM))
TIME, DISTANCE, OPEN, REPEAT, REPEAT_UNTIL_CALM = 0, 1, 5, 6, 12


def head(name: bytes = b"Hill reps", sport: int = 1) -> bytes:
    text = name.ljust(16, b"\0")
    return define(1, 26, ((4, ENUM), (8, 16, STRING))) + bytes([1, sport]) + text


def steps(*told: tuple[int, int, int, int, int, int, int]) -> bytes:
    """Duration type and value, target type, target, low, high, intensity of each."""
    body = b"".join(bytes([2]) + struct.pack("<HBIBIIIB", i, *one) for i, one in enumerate(told))
    return define(2, 27, FIELDS) + body


NOT = 0xFFFFFFFF
SIX = steps(
    (TIME, 600_000, 2, 0, NOT, NOT, 2),
    (TIME, 30_000, 0, 0, 4200, 4400, 0),
    (OPEN, NOT, 2, 0, NOT, NOT, 4),
    (REPEAT, 1, 2, 6, NOT, NOT, 255),
    (DISTANCE, 100_000, 2, 0, NOT, NOT, 3),
)


def test_steps_are_read_with_their_ends_repeats_and_speeds() -> None:
    found = parse_workout(file(file_id(5) + head() + SIX), "reps.fit")
    assert found is not None
    assert (found.name, found.sport) == ("Hill reps", "running")
    assert found.steps == (
        WorkoutStep(0, "warm-up", "time", duration_s=600.0),
        WorkoutStep(1, "active", "time", duration_s=30.0, speed_mps=pytest.approx(4.3)),  # type: ignore[arg-type]
        WorkoutStep(2, "recovery", "open"),
        WorkoutStep(3, None, "repeat", repeat_from=1, repeat_count=6),
        WorkoutStep(4, "cool-down", "distance", distance_m=1000.0),
    )


def test_a_repeat_that_ends_by_the_heart_has_no_number() -> None:
    body = steps((TIME, 30_000, 2, 0, NOT, NOT, 0), (REPEAT_UNTIL_CALM, 0, 1, 120, NOT, NOT, 255))
    found = parse_workout(file(file_id(5) + head() + body), "reps.fit")
    assert found is not None
    assert (found.steps[1].repeat_from, found.steps[1].repeat_count) == (0, None)


def test_a_workout_that_does_not_name_itself_is_read_all_the_same() -> None:
    found = parse_workout(file(file_id(5) + SIX), "reps.fit")
    assert found is not None
    assert (found.name, found.sport) == ("", "unknown")


@pytest.mark.parametrize("text", [b"[[session]]\n", b"", b"hello"])
def test_text_is_no_workout_and_may_be_a_plan(text: bytes) -> None:
    assert parse_workout(text, "plan.toml") is None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (run(), "not-workout"),
        (b"<gpx></gpx>", "not-workout"),
        (file(file_id(5) + head()), "workout-empty"),
        (file(file_id(5) + head() + SIX)[:-30], "fit-truncated"),
    ],
)
def test_what_is_no_whole_workout_is_refused_with_its_name(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_workout(data, "reps.fit")
    assert caught.value.code == code
    assert str(caught.value).startswith("reps.fit")


def test_as_a_recording_a_workout_is_passed_over() -> None:
    rejected = parse(file(file_id(5) + head() + SIX), "reps.fit").rejected
    assert rejected is not None
    assert (rejected.reason, rejected.severity) == ("not-activity", "info")


def test_a_sport_step_is_no_step_of_a_workout() -> None:
    found = parse_workout(file(file_id(5) + message(3, 12, [(0, ENUM, 2)]) + head() + SIX), "reps.fit")
    assert found is not None
    assert (found.sport, len(found.steps)) == ("running", 5)


CORPUS = sorted((SHARED / "corpus").rglob("*[wW]orkout*.fit"))


@pytest.mark.skipif(not CORPUS, reason="the shared corpus is not there")
@pytest.mark.parametrize("path", CORPUS, ids=lambda p: p.name)
def test_workouts_of_others_are_read_like_another_reader_does(path: Path) -> None:
    import fitdecode

    with fitdecode.FitReader(str(path)) as reader:
        frames = [f for f in reader if f.frame_type == fitdecode.FIT_FRAME_DATA and f.name == "workout_step"]
    found = parse_workout(path.read_bytes(), path.name)
    assert found is not None
    assert [s.index for s in found.steps] == [f.get_value("message_index") for f in frames]
    times = [f.get_value("duration_time", fallback=None) for f in frames]
    metres = [f.get_value("duration_distance", fallback=None) for f in frames]
    assert [s.duration_s for s in found.steps] == times
    assert [s.distance_m for s in found.steps] == metres
