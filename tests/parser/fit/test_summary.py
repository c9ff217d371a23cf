from __future__ import annotations

import math
import struct

import numpy as np
import pytest
from tests.support.fit_bytes import (
    ENUM,
    RECORD,
    SINT32,
    START,
    UINT8,
    UINT16,
    UINT32,
    UTC_START,
    define,
    file,
    file_id,
    message,
    record,
    records,
    summary,
    values,
)

from downtempo.model import Lap, Pause, WatchSplit, WorkoutStep
from downtempo.parser.draft import Draft
from downtempo.parser.fit import read_fit


def _drafts(*body: bytes) -> list[Draft]:
    return read_fit(file(file_id() + b"".join(body)))


def _one(*body: bytes) -> Draft:
    [draft] = _drafts(*body)
    return draft


def _event(at: int, kind: int, what: int = 0) -> bytes:
    return message(7, 21, [(253, UINT32, START + at), (0, ENUM, what), (1, ENUM, kind)])


def _session(at: int, sport: int) -> bytes:
    return message(5, 18, [(253, UINT32, START), (2, UINT32, START + at), (5, ENUM, sport)])


@pytest.mark.parametrize("behind", [True, False])
def test_sport_effort_offset_and_lap_are_read_wherever_they_stand(behind: bool) -> None:
    told = summary(60)
    draft = _one(records(60), told) if behind else _one(told, records(60))
    assert (draft.sport, draft.perceived_effort, draft.utc_offset_s, draft.device) == (
        "running", 6.0, 7200, "garmin/3121",
    )  # fmt: skip
    assert draft.laps == (Lap(UTC_START, UTC_START + 60.0, 180.0, "manual", "interval", None),)


@pytest.mark.parametrize("effort", [0, 110, 255])
def test_an_effort_of_nothing_or_past_the_scale_was_not_put_down(effort: int) -> None:
    assert _one(records(5), summary(5, effort=effort)).perceived_effort is None


@pytest.mark.parametrize(("told", "expected"), [(0, 0.0), (25, 25.0), (100, 100.0), (101, None), (255, None)])
def test_how_it_felt_is_read_from_very_weak_on(told: int, expected: float | None) -> None:
    body = message(5, 18, [(253, UINT32, START), (2, UINT32, START), (5, ENUM, 1), (192, UINT8, told)])
    assert _one(records(5), body).feel == expected
    assert _one(records(5), summary(5)).feel is None


def test_each_run_of_a_file_keeps_what_was_told_of_it() -> None:
    def told(at: int, feel: int) -> bytes:
        fields = [(253, UINT32, START), (2, UINT32, START + at), (5, ENUM, 1), (192, UINT8, feel), (193, UINT8, feel)]
        return message(5, 18, fields)

    drafts = _drafts(records(60), told(0, 50), told(30, 75))
    assert [(d.feel, d.perceived_effort) for d in drafts] == [(50.0, 5.0), (75.0, 7.5)]


@pytest.mark.parametrize(
    ("offset_s", "expected"),
    [(7230, 7200), (-12 * 3600, -43200), (14 * 3600, 50400), (15 * 3600, None), (-(10**8), None), (20_700, 20_700)],
)
def test_the_offset_is_rounded_to_quarters_and_refused_where_nobody_lives(offset_s: int, expected: int | None) -> None:
    assert _one(records(5), summary(5, offset_s=offset_s)).utc_offset_s == expected


@pytest.mark.parametrize(("lon_deg", "expected"), [(-0.1, 0), (29.0, 0), (139.7, None), (-98.0, None)])
def test_an_offset_of_nothing_far_from_greenwich_is_unknown(lon_deg: float, expected: int | None) -> None:
    fields = ((253, UINT32), (0, SINT32), (1, SINT32))
    row = b"\x03" + values(fields, (START, 1000, round(lon_deg * 2**31 / 180)))
    assert _one(define(3, 20, fields), row, summary(5, offset_s=0)).utc_offset_s == expected


def test_a_lap_without_elapsed_time_ends_at_its_own_time() -> None:
    lap = message(4, 19, [(253, UINT32, START + 30), (2, UINT32, START + 10), (71, UINT16, 3)])
    assert _one(records(40), lap).laps == (Lap(UTC_START + 10.0, UTC_START + 30.0, None, "unknown", None, 3),)


def test_pauses_reach_from_a_stop_to_the_next_start_and_repeats_are_ignored() -> None:
    events = [(0, 0), (10, 4), (11, 4), (20, 0), (21, 0), (30, 9), (30, 0), (50, 8)]
    draft = _one(records(60), *(_event(at, kind) for at, kind in events), _event(25, 4, what=9))
    assert draft.pauses == (Pause(UTC_START + 10.0, UTC_START + 20.0),)


def test_steps_say_how_they_end() -> None:
    fields = ((254, UINT16), (7, ENUM), (1, ENUM), (2, UINT32), (4, UINT32))
    rows = [(1, 5, 0, 30_000, 0), (0, 2, 1, 160_000, 0), (2, 4, 5, 0, 0), (3, 0xFF, 6, 1, 6), (4, 0, 2, 150, 0)]
    body = define(8, 27, fields) + b"".join(b"\x08" + values(fields, row) for row in rows)
    assert _one(records(5), body).steps == (
        WorkoutStep(0, "warm-up", "distance", distance_m=1600.0),
        WorkoutStep(1, "interval", "time", duration_s=30.0),
        WorkoutStep(2, "recovery", "open"),
        WorkoutStep(3, None, "repeat", repeat_from=1, repeat_count=6),
        WorkoutStep(4, "active", "unknown"),
    )


def test_splits_are_named() -> None:
    fields = ((0, ENUM), (1, UINT32), (9, UINT32), (27, UINT32), (3, UINT32))
    rows = [
        (3, 20_500, START, START + 20, 9000),
        (17, 0xFFFFFFFF, START + 21, START + 30, 0xFFFFFFFF),
        (77, 0, START, 0, 0),
    ]
    body = define(8, 312, fields) + b"".join(b"\x08" + values(fields, row) for row in rows)
    assert _one(records(40), body).splits == (
        WatchSplit("interval-active", UTC_START, UTC_START + 20.5, 90.0),
        WatchSplit("run", UTC_START + 21, UTC_START + 30, None),
        WatchSplit("split-77", UTC_START, UTC_START, 0.0),
    )


@pytest.mark.parametrize(
    ("sensors", "expected"),
    [([(5, 4), (5, 0)], "barometer"), ([(5, 0), (1, 120)], "gps"), ([(1, 4)], "unknown"), ([], "unknown")],
)
def test_the_watch_lists_what_measured_the_altitude(sensors: list[tuple[int, int]], expected: str) -> None:
    body = b"".join(message(8, 23, [(25, ENUM, source), (1, UINT8, kind)]) for source, kind in sensors)
    assert _one(records(5), body).elevation_source == expected


def test_a_product_name_goes_before_its_number() -> None:
    fields = [(0, 1, ENUM), (1, 2, UINT16), (2, 2, UINT16), (8, 12, 0x07)]
    body = define(0, 0, fields) + b"\0" + struct.pack("<BHH12s", 4, 294, 841, b"PACE 2\0junk")
    [draft] = read_fit(file(body + records(3)))
    assert draft.device == "coros/PACE 2"


def test_the_sport_message_stands_in_for_a_session_that_was_never_written() -> None:
    assert _one(message(8, 12, [(0, ENUM, 11)]), records(5)).sport == "walking"
    assert _one(records(5)).sport == "unknown"
    assert _one(_session(0, 61), records(5)).sport == "sport-61"


class TestSeveralSessions:
    def test_each_gets_its_records_and_events_by_time(self) -> None:
        lap = [message(4, 19, [(253, UINT32, START), (2, UINT32, START + at), (7, UINT32, 1000)]) for at in (5, 65)]
        drafts = _drafts(_session(60, 2), records(100), *lap, _session(0, 1), _event(61, 4), _event(63, 0))
        assert [draft.sport for draft in drafts] == ["running", "cycling"]
        assert [draft.utc_s.size for draft in drafts] == [60, 40]
        assert [draft.laps[0].start_s - UTC_START for draft in drafts] == [5, 65]
        assert [len(draft.pauses) for draft in drafts] == [0, 1]
        assert sum(draft.points or 0 for draft in drafts) == 100

    def test_a_session_without_records_is_no_track(self) -> None:
        assert [d.sport for d in _drafts(records(50), _session(0, 1), _session(5000, 2))] == ["running"]

    def test_summaries_of_one_start_are_one_session(self) -> None:
        [draft] = _drafts(records(50), _session(0, 2), _session(0, 1))
        assert draft.sport == "running"

    def test_records_without_time_stay_together(self) -> None:
        body = define(3, 20, [(3, UINT8)]) + b"\x03\x96" * 4
        [draft] = _drafts(body, _session(0, 1), _session(20, 2))
        assert np.isnan(draft.utc_s).all()

    def test_a_session_without_start_does_not_split(self) -> None:
        [draft] = _drafts(records(50), _session(0, 1), message(5, 18, [(5, ENUM, 2)]))
        assert math.isclose(draft.utc_s.size, 50)


def test_damage_between_records_is_a_break() -> None:
    body = define(3, 20, RECORD) + b"".join(map(record, range(20))) + b"\x0b" * 40
    [draft] = read_fit(file(file_id() + body + b"".join(map(record, range(22, 40)))))
    assert list(draft.breaks) == [20]
    assert draft.utc_s.size == 38


def test_a_sport_on_trails_is_told_from_the_same_sport_elsewhere() -> None:
    trail = message(5, 18, [(253, UINT32, START), (2, UINT32, START), (5, ENUM, 1), (6, ENUM, 3)])
    assert (_one(trail, records(5)).sport, _one(trail, records(5)).is_trail) == ("running", True)
    assert _one(message(8, 12, [(0, ENUM, 1), (1, ENUM, 3)]), records(5)).is_trail
    assert not _one(_session(0, 1), records(5)).is_trail
