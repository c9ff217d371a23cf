from __future__ import annotations

import gzip
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.fit_bytes import file, file_id, records, run

from downtempo import limits
from downtempo.model import Recording, Rejection
from downtempo.parser import parse

GPX = b"""<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1"><trk><trkseg>
<trkpt lat="47.1" lon="8.2"><time>2026-10-04T04:12:03Z</time></trkpt>
<trkpt lat="47.2" lon="8.2"><time>2026-10-04T04:12:04Z</time></trkpt></trkseg></trk></gpx>"""


def _rejected(recording: Recording) -> Rejection:
    assert recording.tracks == ()
    assert recording.rejected is not None
    return recording.rejected


def _notes(recording: Recording) -> set[tuple[str, str]]:
    return {(one.reason, one.severity) for track in recording.tracks for one in track.notes}


def test_the_content_decides_and_the_name_is_only_shown() -> None:
    for data, name, kind in ((run(), "a/run.fit", "fit"), (GPX, "run.gpx", "gpx")):
        recording = parse(data, name)
        [track] = recording.tracks
        assert (recording.rejected, recording.file, track.file, track.format) == (None, name, name, kind)
        assert recording.sha256 == track.sha256 == hashlib.sha256(data).hexdigest()
        assert track.notes == ()


@pytest.mark.parametrize("name", ["run.gpx", "run.TCX", "run.gpx.gz"])
def test_a_name_that_says_otherwise_is_told_softly(name: str) -> None:
    recording = parse(run(), name)
    assert _notes(recording) == {("extension-mismatch", "info")}


@pytest.mark.parametrize("name", ["run", "run.bin", "-rf.fit", "run.FIT"])
def test_a_name_that_says_nothing_else_is_not_told(name: str) -> None:
    assert _notes(parse(run(), name)) == set()


def test_compressed_files_count_by_what_is_in_them() -> None:
    plain, packed = parse(run(), "run.fit"), parse(gzip.compress(run()), "run.fit.gz")
    assert packed.sha256 == plain.sha256
    assert _notes(packed) == set()
    assert packed.tracks[0].points == 100


def test_compressed_twice_is_told_and_thrice_too_often_is_no_recording() -> None:
    twice = gzip.compress(gzip.compress(run()))
    assert _notes(parse(twice, "run.fit.gz")) == {("nested-container", "info")}
    assert _rejected(parse(gzip.compress(gzip.compress(twice)), "run.gz")).reason == "unknown-format"


@pytest.mark.parametrize(
    ("data", "reason", "severity"),
    [
        (b"", "empty-file", "error"),
        (b"hello", "unknown-format", "error"),
        (b"PK\x03\x04", "zip-unsupported", "error"),
        (run()[:11], "fit-header-truncated", "error"),
        (run()[:14], "fit-truncated", "error"),
        (b"\x05" + run()[1:], "fit-bad-header", "error"),
        (file(file_id(2)), "not-activity", "info"),
        (file(file_id(4)), "no-points", "warning"),
        (b"<html></html>", "unknown-format", "error"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_cannot_be_delivered_is_rejected_with_a_reason_and_advice(data: bytes, reason: str, severity: str) -> None:
    told = _rejected(parse(data, "x"))
    code = "DQ107" if reason == "not-activity" else "DQ101"
    assert (told.file, told.code, told.reason, told.severity) == ("x", code, reason, severity)
    assert "; " in told.message
    assert len(told.message) < 200
    assert "\n" not in told.message


def test_damage_is_delivered_with_a_note_or_rejected_when_strict() -> None:
    cut = run()[:-60]
    assert ("fit-truncated", "error") in _notes(parse(cut, "run.fit"))
    assert _rejected(parse(cut, "run.fit", strict=True)).reason == "fit-truncated"
    assert parse(run(), "run.fit", strict=True).rejected is None


def test_what_fails_its_checksum_loses_nothing_and_is_refused_only_when_strict() -> None:
    whole = run()
    packed = gzip.compress(whole, mtime=0)
    cases = {"fit-crc": whole[:-1] + bytes([whole[-1] ^ 1]), "gz-crc": packed[:-8] + bytes(4) + packed[-4:]}
    for reason, data in cases.items():
        (track,) = parse(data, "run.fit").tracks
        assert [(one.reason, one.severity) for one in track.notes if one.code == "DQ101"] == [(reason, "warning")]
        assert _rejected(parse(data, "run.fit", strict=True)).reason == reason


def test_a_file_beyond_the_limit_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 100)
    assert _rejected(parse(run(), "run.fit")).reason == "limit-bytes"


def test_more_points_than_the_limit_are_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "POINTS", 10)
    assert _rejected(parse(file(file_id() + records(11)), "run.fit")).reason == "limit-points"


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=200), st.sampled_from([b"", b"\x0e\x20", b"\x1f\x8b\x08", b"<gpx", run(1)[:20], b"PK\x03\x04"])
)
def test_any_bytes_give_a_recording(tail: bytes, front: bytes) -> None:
    recording = parse(front + tail, "x")
    assert bool(recording.tracks) != (recording.rejected is not None)


def test_the_same_bytes_give_the_same_recording() -> None:
    first, second = parse(run(), "x"), parse(run(), "x")
    assert [c.tobytes() for c in first.tracks[0].columns.values()] == [
        c.tobytes() for c in second.tracks[0].columns.values()
    ]
