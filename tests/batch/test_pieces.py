"""Archives and exports: each recording in them is known by itself, and by what stands beside it."""

from __future__ import annotations

import io
import os
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.batch import test_recall

from downtempo.batch import Means, Reading, collect
from downtempo.batch.pieces import content_key, key_of_source
from downtempo.cache import state
from downtempo.model import Note
from downtempo.model.results import Collected
from downtempo.parser import Found, Source
from downtempo.parser.hints import Hints
from downtempo.synthetic import Sensors, easy_run, record, write_fit, write_gpx

START = datetime(2026, 9, 1, 17, tzinfo=UTC)
ALONE = Reading(zone="Europe/Zurich")


def silent(_done: int) -> None:
    pass


def told_none(line: str) -> None:
    raise AssertionError(line)


@pytest.fixture(scope="module")
def members() -> dict[str, bytes]:
    runs = [record(easy_run(2000.0, seed=n), Sensors(), seed=n, start_utc=START + timedelta(days=n)) for n in range(3)]
    fit, gpx, late = write_fit(runs[0]), write_gpx(runs[1]), write_fit(runs[2])
    broken = {"broken.fit": fit[:3000], "no.gpx": b"no"}
    return {"a/a.fit": fit, "b.gpx": gpx, "c.fit": late, "note.txt": b"words", **broken}


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 9, 1, 0, 0, 0)), data)
    return out.getvalue()


@pytest.fixture
def reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reading:
    monkeypatch.setattr(state, "RACY_NS", 0)
    return replace(ALONE, means=Means(cache=str(tmp_path / "cache"), tell=told_none))


@pytest.fixture
def archive(tmp_path: Path, members: dict[str, bytes]) -> Path:
    path = tmp_path / "runs" / "all.zip"
    path.parent.mkdir()
    path.write_bytes(packed({**members, "inner.zip": packed({"again.fit": members["c.fit"][:-1] + b"x"})}))
    return path


def read(path: Path, reading: Reading) -> Collected:
    return collect([path], reading, silent)


def reads(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    return test_recall.count(monkeypatch, test_recall.COLLECT, "read_source")


def test_an_archive_is_known_whole(archive: Path, reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read(archive.parent, reading)
    assert len(first.sessions) == 5
    assert [r.file.rpartition(":")[2] for r in first.rejected] == ["no.gpx"]
    assert [(left.reason, left.count) for left in first.left_out] == [("no recording, by its name", 1)]
    calls = reads(monkeypatch)
    assert repr(read(archive.parent, reading)) == repr(first)
    assert calls == []
    monkeypatch.undo()
    assert repr(first) == repr(read(archive.parent, ALONE))


def test_of_a_new_archive_only_what_is_new_is_read(
    archive: Path, members: dict[str, bytes], reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(archive.parent, reading)
    run = record(easy_run(2000.0, seed=9), Sensors(), seed=9, start_utc=START + timedelta(days=9))
    archive.write_bytes(packed({"z/a.fit": members["a/a.fit"], "b.gpx": members["b.gpx"], "new.fit": write_fit(run)}))
    with monkeypatch.context() as patch:
        calls = reads(patch)
        now = read(archive.parent, reading)
    assert [call[1].name.rpartition(":")[2] for call in calls] == ["new.fit"]  # type: ignore[index]
    assert repr(now) == repr(read(archive.parent, ALONE))
    assert [s.file.rpartition(":")[2] for s in now.sessions] == ["b.gpx", "new.fit", "z/a.fit"]


def test_a_touched_file_is_looked_into_but_not_understood_again(
    archive: Path, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read(archive, reading)
    os.utime(archive, (1_600_000_000, 1_600_000_000))
    calls = reads(monkeypatch)
    assert read(archive, reading) == first
    assert calls == []


def test_a_file_that_is_gone_is_gone(archive: Path, members: dict[str, bytes], reading: Reading) -> None:
    (archive.parent / "beside.fit").write_bytes(members["c.fit"])
    read(archive.parent, reading)
    archive.unlink()
    now = read(archive.parent, reading)
    assert [Path(s.file).name for s in now.sessions] == ["beside.fit"]
    assert now == read(archive.parent, ALONE)


def test_a_run_that_is_known_from_an_archive_is_known_beside_it(
    archive: Path, members: dict[str, bytes], reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(archive, reading)
    calls = reads(monkeypatch)
    (archive.parent / "c.fit").write_bytes(members["c.fit"])
    now = read(archive.parent, reading)
    assert {"all.zip:c.fit", "c.fit"} <= {Path(s.file).name for s in now.sessions}
    assert calls == []


def test_what_an_export_says_beside_a_run_counts_each_time(
    tmp_path: Path, members: dict[str, bytes], reading: Reading
) -> None:
    folder = tmp_path / "export"
    (folder / "activities").mkdir(parents=True)
    (folder / "activities" / "1.gpx").write_bytes(members["b.gpx"])
    listed = folder / "activities.csv"
    listed.write_text("ID,Date,Name,Type,File\n1,today,Lunch,Run,activities/1.gpx\n")
    assert [s.sport for s in read(folder, reading).sessions] == ["running"]
    listed.write_text("ID,Date,Name,Type,File\n1,today,Lunch,Ride,activities/1.gpx\n")
    assert [s.sport for s in read(folder, reading).sessions] == ["cycling"]
    assert read(folder, reading) == read(folder, ALONE)


SOURCE = Source("runs/a.fit", b"bytes")
NOTE = Note("DQ101", "zip-crc", "warning", "the checksum is wrong")


@pytest.mark.parametrize(
    "other",
    [
        replace(SOURCE, data=b"other bytes"),
        replace(SOURCE, name="runs/a.gpx"),
        replace(SOURCE, is_found=True),
        replace(SOURCE, notes=(NOTE,)),
        replace(SOURCE, hints=Hints("cycling")),
        replace(SOURCE, data=None, left_out="hidden"),
        replace(SOURCE, data=None, left_out="hidden", count=2),
    ],
)
def test_all_that_decides_what_a_source_gives_is_in_its_key(other: Source) -> None:
    assert key_of_source(SOURCE, "settings") == key_of_source(replace(SOURCE, name="elsewhere.fit"), "settings")
    assert key_of_source(other, "settings") != key_of_source(SOURCE, "settings")
    assert key_of_source(other, "settings") != key_of_source(other, "other settings")


def test_what_a_file_holds_is_kept_for_its_hints_and_for_how_it_was_found() -> None:
    place = state.State(b"k" * 32, b"marks", 3, is_settled=True)
    files = [Found("a"), Found("a", is_found=True), Found("a", hints=Hints("cycling"))]
    assert len({content_key(place, file, settings) for file in files for settings in ("one", "two")}) == 6
