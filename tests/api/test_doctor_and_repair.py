"""What is in a file, and a clean copy of a damaged one."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import os
import re
from pathlib import Path

import numpy as np
import pytest
from tests.support import fit_bytes
from tests.support.exports import run
from tests.support.zip_bytes import zipped

from downtempo import api
from downtempo.errors import EnvironmentFault, InputError, UsageError
from downtempo.model import COLUMNS
from downtempo.parser import parse
from downtempo.synthetic import write_fit, write_gpx, write_tcx

SHARED = Path(os.environ.get("DOWNTEMPO_SHARED") or Path(__file__).resolve().parents[3] / "shared")
HOSTILE = SHARED / "hostile"


def cut(data: bytes) -> bytes:
    return data[: round(0.7 * len(data))]


def zeroed(data: bytes) -> bytes:
    return data[: len(data) // 2] + bytes(64) + data[len(data) // 2 + 64 :]


DAMAGED = {
    "cut.fit": cut(write_fit(run(0))),
    "zeroed.fit": zeroed(write_fit(run(0))),
    "chained.fit": write_fit(run(0)) + cut(write_fit(run(1))),
    "crc.fit": write_fit(run(0))[:-2] + b"\0\0",
    "died.fit": write_fit(run(0))[:4] + bytes(4) + write_fit(run(0))[8:-200],
    "cut.gpx": cut(write_gpx(run(0))),
    "cut.tcx": cut(write_tcx(run(0))),
    "cut.gpx.gz": cut(gzip.compress(write_gpx(run(0)), mtime=0)),
    "off-the-globe.tcx": write_tcx(run(0)).replace(b"<LatitudeDegrees>-", b"<LatitudeDegrees>-9", 1),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_copy_is_sound_and_holds_the_same_rows_and_columns(name: str, tmp_path: Path) -> None:
    source, target = tmp_path / name, tmp_path / f"mended-{name}"
    source.write_bytes(DAMAGED[name])
    repaired = api.repair(source, target)
    before, after = parse(DAMAGED[name], name), parse(target.read_bytes(), target.name)
    if not repaired.written:
        pytest.fail("nothing was written")
    assert repaired.found
    assert repaired.remaining == ()
    assert len(after.tracks) == len(before.tracks)
    for track, copy in zip(before.tracks, after.tracks, strict=True):
        assert not [note for note in copy.notes if note.severity != "info"]
        for column in COLUMNS:
            assert np.allclose(copy.columns[column], track.columns[column], equal_nan=True, atol=1e-6), column
        assert (copy.start_utc, copy.sport, copy.points) == (track.start_utc, track.sport, len(track))
        assert (copy.laps, copy.pauses) == (track.laps or copy.laps, track.pauses)
        assert track.utc_offset_s in (None, copy.utc_offset_s)


def test_the_original_is_never_touched_and_nothing_is_written_over(tmp_path: Path) -> None:
    source, target = tmp_path / "cut.fit", tmp_path / "mended.fit"
    source.write_bytes(DAMAGED["cut.fit"])
    target.write_bytes(b"precious")
    for other in (target, source):
        with pytest.raises(EnvironmentFault) as fault:
            api.repair(source, other)
        assert fault.value.code == "output-exists"
    assert target.read_bytes() == b"precious"
    assert source.read_bytes() == DAMAGED["cut.fit"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cut.fit", "mended.fit"]


def test_a_link_to_nowhere_is_not_written_through(tmp_path: Path) -> None:
    source, link = tmp_path / "cut.fit", tmp_path / "mended.fit"
    source.write_bytes(DAMAGED["cut.fit"])
    link.symlink_to(tmp_path / "elsewhere.fit")
    with pytest.raises(EnvironmentFault):
        api.repair(source, link)
    assert not (tmp_path / "elsewhere.fit").exists()


@pytest.mark.parametrize("data", [write_fit(run(0)), fit_bytes.run(3)])
def test_a_file_that_is_whole_is_not_copied(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "run.fit").write_bytes(data)
    assert api.repair(tmp_path / "run.fit", tmp_path / "copy.fit").written == ""
    assert not (tmp_path / "copy.fit").exists()


def test_what_no_copy_can_mend_is_not_copied(tmp_path: Path) -> None:
    data = write_gpx(run(0))
    start, stop = data.index(b"<trkseg>"), data.index(b"</trkseg>")
    (tmp_path / "run.gpx").write_bytes(
        data[:start] + re.sub(rb"<time>[^<]*</time>", b"", data[start:stop]) + data[stop:]
    )
    repaired = api.repair(tmp_path / "run.gpx", tmp_path / "copy.gpx")
    assert repaired.written == ""
    assert [note.reason for note in repaired.remaining] == ["time-missing"]


def test_what_a_copy_does_not_hold_is_told(tmp_path: Path) -> None:
    hrv = fit_bytes.define(9, 78, [(0, fit_bytes.UINT16)]) + b"\x09\x01\x02" * 5
    body = fit_bytes.file_id() + fit_bytes.define(3, 20, fit_bytes.RECORD) + fit_bytes.records(30) + hrv
    (tmp_path / "run.fit").write_bytes(fit_bytes.file(body, tail=b"\0\0"))
    repaired = api.repair(tmp_path / "run.fit", tmp_path / "copy.fit")
    assert any("5 hrv" in text for text in repaired.lost)


def test_a_copy_may_be_packed(tmp_path: Path) -> None:
    (tmp_path / "cut.fit").write_bytes(DAMAGED["cut.fit"])
    api.repair(tmp_path / "cut.fit", tmp_path / "mended.fit.gz")
    assert gzip.decompress((tmp_path / "mended.fit.gz").read_bytes())[8:12] == b".FIT"


def test_the_same_damage_gives_the_same_copy(tmp_path: Path) -> None:
    (tmp_path / "cut.fit").write_bytes(DAMAGED["cut.fit"])
    digests = []
    for name in ("a.fit.gz", "b.fit.gz"):
        api.repair(tmp_path / "cut.fit", tmp_path / name)
        digests.append(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert digests[0] == digests[1]


@pytest.mark.parametrize(
    ("name", "data", "target", "code"),
    [
        ("empty.fit", b"", "mended.fit", "empty-file"),
        ("cut.fit", DAMAGED["cut.fit"], "mended.gpx", "repair-format"),
        ("cut.fit", DAMAGED["cut.fit"], "no-such-folder/mended.fit", "output-unwritable"),
        ("two.zip", zipped({"a.fit": fit_bytes.run(3), "b.fit": fit_bytes.run(4)}), "mended.fit", "repair-many"),
    ],
)
def test_what_cannot_be_repaired_is_told_and_nothing_is_written(
    name: str, data: bytes, target: str, code: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises((InputError, UsageError, EnvironmentFault)) as fault:
        api.repair(tmp_path / name, tmp_path / target)
    assert fault.value.code == code
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile files are not here")
def test_the_doctor_takes_every_hostile_file_and_what_is_repaired_is_sound(tmp_path: Path) -> None:
    n_mended = 0
    for k, path in enumerate(sorted(HOSTILE.iterdir())):
        assert api.doctor(str(path), compare=False)
        whole = parse(path.read_bytes(), path.name).tracks
        if not whole or path.name.endswith(".zip"):
            continue
        target = tmp_path / f"{k}.{whole[0].format}"
        done = None
        with contextlib.suppress(InputError):  # a copy in this format is impossible
            done = api.repair(str(path), str(target))
        if done is not None and done.written:
            again = parse(target.read_bytes(), target.name).tracks
            rows = (sum(len(track) for track in whole), sum(track.points for track in whole))  # GPX needs positions
            assert sum(len(track) for track in again) in rows, path.name
            assert {note.reason for track in again for note in track.notes} <= {"time-missing"}, path.name
            n_mended += 1
    assert n_mended > 30


def test_the_doctor_looks_into_every_recording_of_an_archive(tmp_path: Path) -> None:
    archive = tmp_path / "runs.zip"
    archive.write_bytes(zipped({"a.fit": fit_bytes.run(30), "b.fit": cut(fit_bytes.run(30)), "c.txt": b"-"}))
    checkups = api.doctor(archive, compare=False)
    assert [(one.file.rpartition(":")[2], one.is_whole) for one in checkups] == [("a.fit", True), ("b.fit", False)]


def test_the_doctor_holds_another_decoder_beside_ours(tmp_path: Path) -> None:
    (tmp_path / "run.fit").write_bytes(fit_bytes.run(30))
    (checkup,) = api.doctor(tmp_path / "run.fit")
    assert checkup.beside is not None
    assert checkup.beside.n_common == 30


def test_a_copy_that_would_not_read_back_the_same_is_told_as_what_cannot_be_done(tmp_path: Path) -> None:
    """Stops of the watch that come again and again out of order: read back, the copy's clock was set."""
    stamps = (b"\0" + (10**9 + k).to_bytes(4, "little") for k in range(100))
    stops = (b"\2" + (10**9 + k % 100).to_bytes(4, "little") + bytes((0, 4 * (k % 2))) for k in range(300))
    records = b"\x40\0\0\x14\0\1\xfd\4\x86" + b"".join(stamps)
    body = b"\x40\0\0\0\0\1\0\1\0\0\4" + records + b"\x42\0\0\x15\0\3\xfd\4\x86\0\1\0\1\1\0" + b"".join(stops)
    head = b"\x0c\x20\x54\x08" + len(body).to_bytes(4, "little") + b".FIT"
    (tmp_path / "in.fit").write_bytes(head + body + b"\1\1")
    with pytest.raises(InputError, match="no copy can be made: read back it has"):
        api.repair(tmp_path / "in.fit", tmp_path / "out.fit")
    assert not (tmp_path / "out.fit").exists()
