from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from tests.support.fit_bytes import run

from downtempo.model import Track
from downtempo.parser import parse
from downtempo.synthetic import easy_run, record, write_fit, write_gpx, write_tcx

TRACK = record(easy_run())


@pytest.mark.parametrize("write", [write_fit, write_gpx, write_tcx])
def test_both_decoders_give_the_same_columns(write: Callable[[Track], bytes]) -> None:
    data = write(TRACK)
    [own], [other] = parse(data, "x").tracks, parse(data, "x", decoder="reference").tracks
    assert len(own) == len(other) == len(TRACK)
    assert own.sport == other.sport
    for name, column in own.columns.items():
        assert np.allclose(column, other.columns[name], rtol=1e-9, atol=0, equal_nan=True), name


def test_what_the_reference_cannot_read_is_rejected() -> None:
    for data in (b"", run()[:20], b"<gpx><trk><trkseg><trkpt", b"<html/>", b"PK\x03\x04"):
        assert parse(data, "x", decoder="reference").rejected is not None


def test_damage_ends_the_reading_of_the_reference_with_a_note() -> None:
    data = bytearray(run())
    at = bytes(data).index(b"\x03", len(data) // 2)
    data[at : at + 40] = b"\x0b" * 40
    [track] = parse(bytes(data), "x", decoder="reference").tracks
    assert 0 < len(track) < 100
    assert [(one.reason, one.severity) for one in track.notes] == [("reference-failed", "error")]
