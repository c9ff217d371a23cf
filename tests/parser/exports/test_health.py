from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator

import pytest

from downtempo import limits
from downtempo.parser.exports.health import read_health

HEAD = b"<?xml version='1.0'?><HealthData>"
RATE = b'<Record type="HKQuantityTypeIdentifierHeartRate" startDate="2026-10-01 08:00:%02d +0200" value="%d"/>\n'
STEPS = b'<Record type="HKQuantityTypeIdentifierStepCount" startDate="2026-10-01 08:00:00 +0200" value="9"/>\n'


def document(n: int) -> Iterator[bytes]:
    """Yield a document of `n` times a thousand records, one of them a heart rate."""
    yield HEAD
    for k in range(n):
        yield STEPS * 999 + RATE % (k % 60, 100 + k % 60)
    yield b"</HealthData>"


def test_times_are_understood_with_their_zone() -> None:
    health = read_health([HEAD + RATE % (5, 120) + b"</HealthData>"])
    assert health.beat_utc_s.tolist() == [1790834405.0]
    assert health.beat_bpm.tolist() == [120.0]


def test_a_large_document_is_streamed() -> None:
    tracemalloc.start()
    began = time.process_time()
    health = read_health(document(300))
    seconds, peak = time.process_time() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(health.beat_bpm) == 300
    assert peak < 4 << 20
    assert seconds < 20


def test_heart_rates_come_in_rising_time() -> None:
    pieces = [HEAD, RATE % (9, 90), RATE % (3, 30), RATE % (6, 60), b"</HealthData>"]
    assert read_health(pieces).beat_bpm.tolist() == [30.0, 60.0, 90.0]


@pytest.mark.parametrize(
    "record",
    [
        b'<Record type="HKQuantityTypeIdentifierHeartRate" startDate="never" value="120"/>',
        b'<Record type="HKQuantityTypeIdentifierHeartRate" value="120"/>',
        b'<Record type="HKQuantityTypeIdentifierHeartRate" startDate="2026-10-01 08:00:00 +0200" value="nan"/>',
        b'<Record type="HKQuantityTypeIdentifierHeartRate" startDate="2026-10-01 08:00:00 +0200" value="0"/>',
        b'<Workout workoutActivityType="HKWorkoutActivityTypeRunning" startDate="2026-10-01 08:00:00 +0200"/>',
    ],
)
def test_what_is_not_told_is_left_out(record: bytes) -> None:
    health = read_health([HEAD + record + b"</HealthData>"])
    assert health.beat_bpm.size == 0
    assert health.workouts == ()
    assert health.fault is None


def test_sports_have_the_names_they_have_everywhere() -> None:
    kinds = ("Running", "Cycling", "Hiking", "Pilates", "Other", "")
    rows = [
        f'<Workout workoutActivityType="HKWorkoutActivityType{kind}" startDate="2026-10-01 08:00:00 +0200"'
        ' endDate="2026-10-01 09:00:00 +0200"/>'.encode()
        for kind in kinds
    ]
    found = read_health([HEAD, *rows, b"</HealthData>"])
    assert [w.sport for w in found.workouts] == ["running", "cycling", "hiking", "pilates", "unknown", "unknown"]
    assert found.n_without_route == len(kinds)


def test_more_than_the_limit_ends_reading_with_what_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "HEALTH_BYTES", 200_000)
    health = read_health(document(10))
    assert health.fault is not None
    assert health.fault.code == "limit-bytes"
