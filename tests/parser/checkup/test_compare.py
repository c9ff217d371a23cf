from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.support import fit_bytes
from tests.support.exports import run

from downtempo.model.checkup import Beside
from downtempo.parser import parse
from downtempo.parser.checkup import beside, compare, pieces_of
from downtempo.parser.checkup.child import Told, read_apart
from downtempo.synthetic import write_fit, write_gpx, write_tcx


def held(data: bytes) -> Beside:
    found = beside(data, parse(data, "run").tracks, pieces_of(data))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("data", "decoder"),
    [(write_fit(run(0)), "fitparse"), (write_gpx(run(0)), "gpxpy"), (write_tcx(run(0)), "ElementTree")],
)
def test_on_a_sound_file_both_decoders_tell_the_same(data: bytes, decoder: str) -> None:
    found = held(data)
    assert found.decoder == decoder
    assert found.rows_ours == found.rows_theirs == found.n_common == len(run(0))
    assert all(one.is_alike for one in found.columns)
    assert {"time_s", "lat_deg", "heart_rate_bpm"} <= {one.column for one in found.columns}
    assert (found.fault, found.cause) == ("", "")


def test_behind_damage_only_our_decoder_goes_on_and_the_cause_is_told() -> None:
    whole = fit_bytes.run(60)
    found = held(whole[:400] + b"\x07" * 64 + whole[464:])
    assert found.rows_theirs < found.rows_ours
    assert "damage" in found.cause


def test_a_header_that_tells_no_data_is_a_known_cause() -> None:
    whole = fit_bytes.run(60)
    found = held(whole[:4] + bytes(4) + whole[8:-2])
    assert found.rows_theirs == 0
    assert "no data" in found.cause


def test_the_first_and_the_largest_difference_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    data = write_fit(run(0))
    real = read_apart(data)
    table = dict(real.tracks[0])
    table["heart_rate_bpm"] = table["heart_rate_bpm"].copy()
    table["heart_rate_bpm"][[7, 9]] += (1.0, 5.0)
    table["heart_rate_bpm"][11] = np.nan
    table["lat_deg"] = table["lat_deg"] + 1e-3
    monkeypatch.setattr(compare, "read_apart", lambda _data: Told((table,)))
    columns = {one.column: one for one in held(data).columns}
    rate, lat = columns["heart_rate_bpm"], columns["lat_deg"]
    assert (rate.n_apart, rate.n_only_ours, rate.n_only_theirs) == (2, 1, 0)
    assert (rate.row, rate.largest) == (7, 5.0)
    assert rate.theirs == pytest.approx((rate.ours or 0.0) + 1.0)
    assert "not known" in rate.cause
    assert lat.largest == pytest.approx(1e-3)
    assert (lat.ours, lat.theirs) == (None, None)


def test_a_decoder_that_takes_too_long_is_stopped() -> None:
    empty = fit_bytes.define(0, 20, [])
    slow = fit_bytes.file(fit_bytes.file_id() + empty + bytes(2_000_000))
    told = read_apart(slow, seconds=1.0)
    assert told.tracks == ()
    assert "stopped" in told.fault


def test_a_decoder_that_ends_without_an_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for program in ("/bin/false", "/bin/echo", "/no/such/program"):
        monkeypatch.setattr(sys, "executable", program)
        assert read_apart(write_fit(run(0))).fault


def test_no_decoder_is_asked_about_what_none_reads() -> None:
    assert beside(b"hello", (), ()) is None
    assert beside(b"{}", (replace(run(0), format="polar"),), ()) is None


def test_a_decoder_that_dies_while_it_answers_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    dying = tmp_path / "python"
    dying.write_text('#!/bin/sh\nprintf \'{"tracks": 1, "fault": ""}\\nPK\\003\\004and no more\'\nexit 9\n')
    dying.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(dying))
    assert read_apart(fit_bytes.run(3)).fault == "the reference decoder ended without an answer (exit code 9)"
