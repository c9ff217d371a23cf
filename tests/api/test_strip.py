"""What a stripped copy must not hold, looked for in its bytes and by the decoders of others."""

from __future__ import annotations

import gzip
import io
import os
import struct
from pathlib import Path

import fitparse
import gpxpy
import numpy as np
import pytest
from tests.support import fit_bytes as fb
from tests.support.home import HOME, away_m, run_past_home

import downtempo
from downtempo import api
from downtempo.errors import DowntempoError, EnvironmentFault, InputError, UsageError
from downtempo.model.track import Track
from downtempo.privacy import Keep, zones_of
from downtempo.synthetic import write_fit, write_gpx, write_tcx

SHARED = Path(os.environ.get("DOWNTEMPO_SHARED", Path(__file__).resolve().parents[3] / "shared"))
PRIVATE = b"Anna Example of 1 Front Street"
SERIAL = 3_141_592_653


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def text_message(local: int, number: int, field: int, text: bytes) -> bytes:
    data = text + b"\0"
    return fb.define(local, number, [(field, len(data), fb.STRING)]) + bytes([local]) + data


def private_fit(n: int = 2500) -> bytes:
    """Return a run with all that a watch knows of its owner, in messages known and unknown, and in developer fields."""
    made = fb.message(
        0,
        0,
        [(0, fb.ENUM, 4), (1, fb.UINT16, 1), (2, fb.UINT16, 3121), (3, 0x8C - 6, SERIAL), (4, fb.UINT32, fb.START)],
    )
    told = b"".join(
        text_message(5, number, field, PRIVATE)
        for number, field in ((3, 0), (18, 110), (26, 8), (27, 0), (145, 2), (140, 7), (0xFF42, 1), (0, 8))
    )
    profile = fb.message(6, 3, [(2, fb.UINT8, 41), (4, fb.UINT16, 613), (200, fb.UINT32, SERIAL)])
    device = fb.message(7, 23, [(253, fb.UINT32, fb.START), (3, fb.UINT32, SERIAL)])
    beats = fb.message(8, 78, [(0, fb.UINT16, 31415)])
    developer = (
        fb.message(9, 207, [(3, fb.UINT8, 0)])
        + fb.define(10, 206, [(0, fb.UINT8), (1, fb.UINT8), (2, fb.UINT8), (3, len(PRIVATE), fb.STRING)])
        + bytes([10, 0, 0, 7]) + PRIVATE
        + fb.define(11, 20, fb.RECORD, developer=[(0, len(PRIVATE), 0)])
    )  # fmt: skip
    told_too = fb.values(fb.RECORD, (fb.START + n, 614_418_933 + 119 * n, -1_193_046, 3000, 140, 300 * n)) + PRIVATE
    body = made + told + profile + device + beats + fb.records(n) + developer + bytes([11]) + told_too
    return fb.file(body + fb.summary(n))


def private_xml(name: str) -> bytes:
    track = run_past_home()
    text = (write_gpx(track) if name == "gpx" else write_tcx(track)).decode()
    if name == "gpx":
        told = f"<name>{PRIVATE.decode()}</name><desc>x</desc><link href='https://example.org/anna'/>"
        text = text.replace("<trk>", f"<trk>{told}").replace("<metadata>", f"<metadata><author>{told}</author>")
    else:
        notes = f"<Notes>{PRIVATE.decode()}</Notes>"
        text = text.replace("<Creator", f"{notes}<Creator").replace("<UnitId>1<", f"<UnitId>{SERIAL}<")
    return text.encode()


def files() -> dict[str, bytes]:
    return {"fit": private_fit(), "gpx": private_xml("gpx"), "tcx": private_xml("tcx")}


@pytest.mark.parametrize("kind", ["fit", "gpx", "tcx"])
def test_nothing_of_the_runner_is_left_in_a_copy(tmp_path: Path, state: Path, kind: str) -> None:
    given, copy = tmp_path / f"in.{kind}", tmp_path / f"out.{kind}"
    given.write_bytes(files()[kind])
    api.strip(given, copy, folder=state)
    data = copy.read_bytes()
    assert given.read_bytes() == files()[kind]
    for private in (PRIVATE, b"Anna", b"example.org", str(SERIAL).encode(), struct.pack("<I", SERIAL)):
        assert private in given.read_bytes() or private not in data
        assert private not in data
    track = downtempo.read(copy)
    assert np.isnan(track.heart_rate_bpm).all()
    assert track.perceived_effort is None
    assert track.start_utc is not None
    assert track.start_utc.minute % 15 == track.start_utc.second == 0
    ends = [end for one in (downtempo.read(given),) for end in api_ends(one)]
    assert min(away_m(track, end).min() for end in ends) >= 400


def api_ends(track: Track) -> list[tuple[float, float]]:
    known = np.flatnonzero(np.isfinite(track.lat_deg))
    return [(float(track.lat_deg[row]), float(track.lon_deg[row])) for row in known[[0, -1]]]


def test_the_private_file_holds_what_the_test_above_looks_for() -> None:
    fit = private_fit()
    assert fit.count(PRIVATE) == 10
    names = {message.name for message in fitparse.FitFile(io.BytesIO(fit)).get_messages()}
    assert {"user_profile", "device_info", "hrv", "field_description"} <= names
    assert PRIVATE in private_xml("gpx")
    assert str(SERIAL).encode() in private_xml("tcx")


def test_the_decoders_of_others_read_the_copies(tmp_path: Path, state: Path) -> None:
    for kind, data in files().items():
        (tmp_path / f"in.{kind}").write_bytes(data)
        api.strip(tmp_path / f"in.{kind}", tmp_path / f"out.{kind}", folder=state)
    messages = list(fitparse.FitFile(str(tmp_path / "out.fit"), check_crc=True).get_messages())
    names = {message.name for message in messages}
    assert names <= {"file_id", "device_info", "event", "record", "lap", "session", "activity", "workout_step"}
    records = [message for message in messages if message.name == "record"]
    assert len(records) == len(downtempo.read(tmp_path / "out.fit"))
    assert {field.name for field in records[9].fields} <= {
        "timestamp", "position_lat", "position_long", "distance", "altitude", "enhanced_altitude", "speed",
        "enhanced_speed", "cadence", "fractional_cadence",
    }  # fmt: skip
    gpx = gpxpy.parse((tmp_path / "out.gpx").read_text())
    assert gpx.get_points_no() == len(downtempo.read(tmp_path / "out.gpx"))
    assert len(gpx.tracks[0].segments) == 2


def test_heart_rate_is_kept_when_it_is_asked_for(tmp_path: Path, state: Path) -> None:
    (tmp_path / "in.fit").write_bytes(private_fit())
    api.strip(tmp_path / "in.fit", tmp_path / "out.fit.gz", folder=state, keep_heart_rate=True)
    packed = (tmp_path / "out.fit.gz").read_bytes()
    assert gzip.decompress(packed)[8:12] == b".FIT"
    assert np.isfinite(downtempo.read(tmp_path / "out.fit.gz").heart_rate_bpm).all()


def test_a_pass_by_the_door_in_mid_run_becomes_a_pause_of_a_minute(tmp_path: Path, state: Path) -> None:
    (tmp_path / "in.fit").write_bytes(write_fit(run_past_home()))
    api.strip(tmp_path / "in.fit", tmp_path / "out.fit", folder=state)
    track = downtempo.read(tmp_path / "out.fit")
    assert [round(pause.stop_s - pause.start_s) for pause in track.pauses] == [60]
    assert away_m(track, HOME).min() >= 400


def test_a_place_that_is_known_from_other_runs_is_cut_too(tmp_path: Path, state: Path) -> None:
    Keep(state).remember((HOME,))
    (zone, *_), _ = zones_of([], (HOME,), Keep(state).secret())
    (tmp_path / "in.gpx").write_bytes(write_gpx(run_past_home()))
    api.strip(tmp_path / "in.gpx", tmp_path / "out.gpx", folder=state)
    track = downtempo.read(tmp_path / "out.gpx")
    assert away_m(track, (zone.lat_deg, zone.lon_deg)).min() > 800
    assert len(Keep(state).places()) == 1


def test_a_copy_is_never_made_in_place_or_over_another_file(tmp_path: Path, state: Path) -> None:
    file = tmp_path / "in.fit"
    file.write_bytes(private_fit())
    for target in (file, tmp_path / "there.fit"):
        (tmp_path / "there.fit").write_bytes(b"mine")
        with pytest.raises(EnvironmentFault, match="is there already"):
            api.strip(file, target, folder=state)
    assert (tmp_path / "there.fit").read_bytes() == b"mine"
    with pytest.raises(UsageError, match="called otherwise"):
        api.strip(file, tmp_path / "out.gpx", folder=state)


def test_a_run_around_the_block_leaves_nothing_and_no_file(tmp_path: Path, state: Path) -> None:
    (tmp_path / "in.fit").write_bytes(write_fit(run_past_home((200.0, 200.0, 100.0, 100.0))))
    with pytest.raises(InputError, match="nothing of it lies outside private places"):
        api.strip(tmp_path / "in.fit", tmp_path / "out.fit", folder=state)
    assert not (tmp_path / "out.fit").exists()


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of real recordings is not there")
def test_copies_of_real_recordings_are_read_and_hold_nothing_near_their_ends(tmp_path: Path, state: Path) -> None:
    n_made = 0
    for kind in ("fit", "gpx", "tcx"):
        for k, file in enumerate(sorted((SHARED / "corpus" / kind).iterdir())[::17]):
            target = tmp_path / f"{k}.{kind}"
            try:
                api.strip(file, target, folder=state)
            except DowntempoError:
                continue
            n_made += 1
            ends = api_ends(downtempo.read(file)) if np.isfinite(downtempo.read(file).lat_deg).any() else []
            track = downtempo.read(target)
            known = np.isfinite(track.lat_deg)
            assert not ends or not known.any() or min(np.nanmin(away_m(track, end)) for end in ends) >= 95
            assert np.isnan(track.heart_rate_bpm).all()
            if kind == "fit":
                list(fitparse.FitFile(str(target)).get_messages())
            elif kind == "gpx":
                gpxpy.parse(target.read_text())
    assert n_made >= 6
