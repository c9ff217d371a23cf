from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.exports import run, session

from downtempo import limits
from downtempo.parser import parse

WHOLE = session(run(0))


def reason(data: bytes) -> str:
    rejected = parse(data, "training-session-1.json").rejected
    assert rejected is not None
    return rejected.reason


def one(**exercise: object) -> bytes:
    return json.dumps({"startTime": "2026-10-01T08:00:00.000", "exercises": [exercise]}).encode()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"{", "json-malformed"),
        (b"{}", "unknown-format"),
        (b'{"exercises": []}', "unknown-format"),
        (b'{"exercises": [1, null]}', "unknown-format"),
        (b'{"a": ' * 100_000, "limit-depth"),
        (b'{"a": ' + b"9" * 10_000 + b"}", "json-malformed"),
        (one(samples={"heartRate": []}), "no-points"),
        (one(samples={"heartRate": "none"}), "no-points"),
        (one(samples=None), "no-points"),
        (b'{"startTime": 7, "exercises": [{}]}', "unknown-format"),
    ],
)
def test_what_is_no_training_session_is_told(data: bytes, expected: str) -> None:
    assert reason(data) == expected


def test_numbers_may_be_texts_and_what_is_none_is_silence() -> None:
    rows = [
        {"dateTime": f"2026-10-01T08:00:{k:02}.000", "value": v} for k, v in enumerate(("120", True, None, 1e400, 99))
    ]
    (track,) = parse(one(timezoneOffset="-120", samples={"heartRate": rows}), "x.json").tracks
    assert [str(v) for v in track.heart_rate_bpm.tolist()] == ["120.0", "nan", "nan", "nan", "99.0"]
    assert track.utc_offset_s == -7200
    assert track.start_utc is not None
    assert track.start_utc.isoformat() == "2026-10-01T10:00:00+00:00"


def test_times_that_name_their_zone_need_no_offset() -> None:
    rows = [{"dateTime": f"2026-10-01T08:00:0{k}.000Z", "value": 99} for k in range(3)]
    (track,) = parse(one(timezoneOffset=120, samples={"heartRate": rows}), "x.json").tracks
    assert track.start_utc is not None
    assert track.start_utc.isoformat() == "2026-10-01T08:00:00+00:00"


def test_an_offset_that_no_place_has_is_no_offset() -> None:
    rows = [{"dateTime": "2026-10-01T08:00:00", "value": 99}, {"dateTime": "2026-10-01T08:00:01", "value": 99}]
    (track,) = parse(one(timezoneOffset=9999, samples={"heartRate": rows}), "x.json").tracks
    assert track.utc_offset_s is None


def test_altitude_at_the_sea_is_kept() -> None:
    rows = [{"dateTime": f"2026-10-01T08:00:0{k}", "value": v} for k, v in enumerate((0.0, 0.0, 0.4))]
    (track,) = parse(one(timezoneOffset=0, samples={"altitude": rows}), "x.json").tracks
    assert track.elevation_m.tolist() == [0.0, 0.0, 0.4]


def test_several_exercises_are_several_tracks() -> None:
    document = json.loads(WHOLE)
    other = json.loads(session(run(1)))["exercises"]
    document["exercises"] += other
    assert len(parse(json.dumps(document).encode(), "x.json").tracks) == 2


def test_very_many_exercises_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PARTS", 2)
    document = json.loads(WHOLE)
    document["exercises"] *= 2
    assert len(parse(json.dumps(document).encode(), "x.json").tracks) == 2
    document["exercises"] += json.loads(WHOLE)["exercises"]
    assert reason(json.dumps(document).encode()) == "limit-parts"


@given(
    st.lists(
        st.tuples(st.integers(0, len(WHOLE) - 1), st.sampled_from([b"}", b"]", b"1e999", b'""', b"null"])), max_size=4
    )
)
def test_no_mutant_raises_a_foreign_error(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(WHOLE)
    for at, new in changes:
        data[at : at + len(new)] = new
    recording = parse(bytes(data), "x.json")
    assert recording.tracks or recording.rejected
