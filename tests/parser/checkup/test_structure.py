from __future__ import annotations

import gzip
from pathlib import Path

from tests.support import fit_bytes

from downtempo.model.checkup import Checkup
from downtempo.parser import Source, recording_of
from downtempo.parser.checkup import examined, maker_of, pieces_of

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"


def looked_at(data: bytes, name: str = "run.fit") -> Checkup:
    source = Source(name, data)
    return examined(source, recording_of(source))


def facts(data: bytes, part: int = 0) -> dict[str, str]:
    return dict(pieces_of(data)[part].facts)


def test_the_parts_of_a_fit_file_are_told_with_their_messages() -> None:
    one, other = pieces_of(fit_bytes.run(10) + fit_bytes.run(20))
    assert (one.name, one.offset) == ("part 1", 0)
    assert (other.name, other.offset) == ("part 2", one.size)
    assert dict(one.counts)["record"] == 10
    assert dict(other.counts)["record"] == 20
    assert facts(fit_bytes.run(10))["checksum"] == "right"


def test_checksums_are_right_wrong_missing_or_not_given() -> None:
    whole = fit_bytes.run(10)
    assert facts(whole[:-2] + b"\0\0")["checksum"] == "wrong"
    assert facts(whole[:-2])["checksum"] == "missing"
    assert facts(whole)["header"] == "14 bytes, checksum right"
    assert facts(whole[:12] + b"\1\1" + whole[14:])["header"] == "14 bytes, checksum wrong"
    assert facts(whole[:12] + b"\0\0" + whole[14:])["header"] == "14 bytes, checksum not given"


def test_bytes_that_are_no_messages_are_told_by_their_place() -> None:
    whole = fit_bytes.run(60)
    damaged = whole[:400] + b"\x07" * 64 + whole[464:]
    ((start, stop),) = pieces_of(damaged)[0].gaps
    assert 380 <= start <= 420
    assert 464 <= stop <= 490
    assert not looked_at(damaged).is_whole


def test_a_sound_file_is_whole_and_has_no_gaps() -> None:
    checkup = looked_at(fit_bytes.run(60))
    assert checkup.is_whole
    assert checkup.pieces[0].gaps == ()
    assert checkup.tracks[0].rows == 60
    assert dict(checkup.tracks[0].columns)["heart_rate_bpm"] == 60


def test_merged_points_are_told_as_dropped() -> None:
    twice = fit_bytes.file(fit_bytes.file_id() + fit_bytes.define(3, 20, fit_bytes.RECORD)
                           + fit_bytes.records(10) + fit_bytes.records(10) + fit_bytes.summary(10))  # fmt: skip
    assert any("10 of 20 points share an instant" in text for text in looked_at(twice).dropped)


def test_what_is_packed_is_told_with_what_is_inside() -> None:
    gz, part = pieces_of(gzip.compress(fit_bytes.run(5), mtime=0))
    assert gz.name == "gzip"
    assert part.name == "part 1"


def test_a_document_is_told_with_its_root_and_where_it_ends() -> None:
    data = (FIXTURES / "broken" / "gpx-cut-in-the-middle" / "run.gpx").read_bytes()
    (piece,) = pieces_of(data)
    assert dict(piece.facts)["root"] == "gpx"
    assert dict(piece.counts)["point"] == looked_at(data, "run.gpx").tracks[0].points
    assert piece.gaps[0][1] == len(data)


def test_what_cannot_be_read_is_told_with_the_reason() -> None:
    for data in (b"", b"hello", b"<html/>", fit_bytes.run(5)[:12], b"{}"):
        checkup = looked_at(data)
        assert checkup.rejected is not None
        assert not checkup.is_whole


def test_names_of_devices_lead_back_to_their_numbers() -> None:
    assert maker_of("garmin/2697") == (1, 2697)
    assert maker_of("maker-999/fenix 7") == (999, "fenix 7")
    assert maker_of("") == (65535, 65535)
    assert maker_of("what ever") == (65535, 65535)
