"""The cache and the number of processes change nothing but the time; what is wrong with either changes nothing."""

from __future__ import annotations

import gzip
import os
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.support import poison

from downtempo.batch import Means, Reading, collect, pieces, pool, recall
from downtempo.batch.recall import read_each
from downtempo.cache import key, state, table
from downtempo.cache.table import FILE_NAME
from downtempo.model.results import Collected
from downtempo.parser import Found
from downtempo.segmenter import Settings
from downtempo.synthetic import Sensors, easy_run, record, write_fit, write_gpx

READING = Reading(zone="Pacific/Pitcairn")
START = datetime(2026, 9, 1, 17, tzinfo=UTC)


def silent(_done: int) -> None:
    pass


def told_none(line: str) -> None:
    raise AssertionError(line)


@pytest.fixture(scope="module")
def recordings() -> dict[str, bytes]:
    """Return files of every kind: sound ones, packed, broken, and no recording at all."""
    tracks = [
        record(easy_run(2500.0, seed=n), Sensors(), seed=n, start_utc=START + timedelta(days=n)) for n in range(3)
    ]
    fit, gpx, packed = write_fit(tracks[0]), write_gpx(tracks[1]), gzip.compress(write_fit(tracks[2]), mtime=0)
    return {"a.fit": fit, "b.gpx": gpx, "c.fit.gz": packed, "d.fit": fit[:9000], "e.fit": b"no recording", "f.gpx": b""}


@pytest.fixture
def folder(tmp_path: Path, recordings: dict[str, bytes]) -> Path:
    place = tmp_path / "runs"
    place.mkdir()
    for name, data in recordings.items():
        (place / name).write_bytes(data)
    return place


@pytest.fixture
def means(tmp_path: Path) -> Means:
    return Means(cache=str(tmp_path / "cache"), tell=told_none)


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files that were written just now count as settled, as if the test had waited."""
    monkeypatch.setattr(state, "RACY_NS", 0)


def forbid(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> None:
    def forbidden(*_arguments: object, **_more: object) -> None:
        raise AssertionError(f"{name} was called")

    monkeypatch.setattr(module, name, forbidden)


def read(folder: Path, means: Means, reading: Reading = READING) -> Collected:
    return collect([folder], replace(reading, means=means), silent)


COLLECT = sys.modules["downtempo.batch.collect"]


def test_what_is_known_is_not_read_again(folder: Path, means: Means, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read(folder, means)
    assert len(first.sessions) == 4
    assert len(first.rejected) == 2
    forbid(monkeypatch, COLLECT, "read_source")
    assert repr(read(folder, means)) == repr(first)
    assert repr(first) == repr(collect_alone(folder, monkeypatch))


def collect_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Collected:
    monkeypatch.undo()
    return collect([folder], READING, silent)


@pytest.mark.usefixtures("settled")
def test_an_unchanged_file_is_not_even_opened(folder: Path, means: Means, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read(folder, means)
    forbid(monkeypatch, pieces, "opened")
    forbid(monkeypatch, recall, "opened")
    assert read(folder, means) == first


def test_a_file_written_less_than_two_seconds_ago_is_looked_into(
    folder: Path, means: Means, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read(folder, means)
    opened = count(monkeypatch, recall, "opened")
    assert read(folder, means) == first
    assert len(opened) == 6


def count(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> list[object]:
    calls: list[object] = []
    real = getattr(module, name)

    def counted(*arguments: object) -> object:
        calls.append(arguments)
        return real(*arguments)

    monkeypatch.setattr(module, name, counted)
    return calls


@pytest.mark.usefixtures("settled")
def test_an_edit_in_the_same_second_and_of_the_same_length_shows(folder: Path, means: Means) -> None:
    path = folder / "a.fit"
    first, times, data = read(folder, means), path.stat(), bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    now = read(folder, means)
    assert now != first
    assert now == collect([folder], READING, silent)


@pytest.mark.usefixtures("settled")
def test_the_same_bytes_under_another_name_get_that_name(
    folder: Path, means: Means, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(folder, means)
    moved = folder.with_name("moved")
    folder.rename(moved)
    (moved / "a.fit").rename(moved / "again.fit")
    with monkeypatch.context() as patch:
        forbid(patch, COLLECT, "read_source")
        now = read(moved, means)
    assert now == collect([moved], READING, silent)
    assert {Path(s.file).name for s in now.sessions} == {"again.fit", "b.gpx", "c.fit.gz", "d.fit"}


def test_a_name_that_claims_something_else_is_told_as_without_a_cache(folder: Path, means: Means) -> None:
    read(folder, means)
    (folder / "a.fit").rename(folder / "a.gpx")
    (folder / "c.fit.gz").rename(folder / "c.fit")
    now = read(folder, means)
    assert now == collect([folder], READING, silent)
    assert [n.reason for s in now.sessions if s.file.endswith("a.gpx") for n in s.notes] == ["extension-mismatch"]


OTHER = {
    "decoder": "reference",
    "is_strict": True,
    "zone": "Europe/Zurich",
    "gap_model": "minetti",
    "intervals": "device",
    "easy_speed_mps": 2.5,
    "bounds": (("POINTS", 10),),
}


def test_every_setting_is_part_of_the_key() -> None:
    names = {field.name for kind in (Reading, Settings) for field in fields(kind)} - {"settings", "means"}
    assert names == set(OTHER), "name another value for a new setting, so that it is tested"
    told = {repr(READING), *(repr(other_reading(name)) for name in names)}
    assert len(told) == len(names) + 1


def other_reading(name: str) -> Reading:
    change: dict[str, Any] = {name: OTHER[name]}
    if name in {field.name for field in fields(Settings)}:
        return replace(READING, settings=replace(READING.settings, **change))
    return replace(READING, **change)


@pytest.mark.parametrize("name", ["is_strict", "zone", "gap_model", "easy_speed_mps"])
def test_other_settings_give_what_they_give_without_a_cache(folder: Path, means: Means, name: str) -> None:
    first, reading = read(folder, means), other_reading(name)
    now = read(folder, means, reading)
    assert now == collect([folder], reading, silent)
    assert now != first
    assert read(folder, means) == first


def test_another_detector_reads_everything_again(folder: Path, means: Means, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read(folder, means)
    monkeypatch.setattr(key, "detector", lambda: b"another" * 5)
    calls = count(monkeypatch, COLLECT, "read_source")
    assert read(folder, means) == first
    assert len(calls) == 6


def test_a_fault_of_ours_and_a_lack_of_memory_are_not_kept(
    folder: Path, means: Means, monkeypatch: pytest.MonkeyPatch
) -> None:
    def segment(track: Any, _settings: object) -> None:
        raise MemoryError if track.file.endswith("a.fit") else ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(COLLECT, "segment", segment)
        broken = read(folder, means)
    assert len(broken.bugs) == 3
    assert "limit-memory" in {r.reason for r in broken.rejected}
    assert read(folder, means) == collect([folder], READING, silent)


def test_a_run_that_spans_too_long_is_rejected_and_stops_nothing(
    folder: Path, means: Means, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("downtempo.limits.RESAMPLED_ROWS", 100)
    found = read(folder, means)
    assert {r.reason for r in found.rejected} >= {"resampled-rows"}
    assert found.bugs == ()


def test_what_is_no_regular_file_is_not_kept(folder: Path, means: Means) -> None:
    os.mkfifo(folder / "pipe.fit")
    found = [read(folder, means) for _ in range(2)]
    assert [r.reason for r in found[1].rejected if r.file.endswith("pipe.fit")] == ["special-file"]
    assert found[0] == found[1]


def test_standard_input_is_read_each_time(
    recordings: dict[str, bytes], means: Means, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    for name in ("a.fit", "b.gpx", "a.fit"):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(recordings[name])))
        found = collect(["-"], replace(READING, means=means), silent)
        assert [s.file for s in found.sessions] == ["-"]
    assert found.sessions[0].start_utc == START


@pytest.mark.usefixtures("settled")
def test_a_byte_flipped_anywhere_in_the_cache_changes_no_result(folder: Path, means: Means) -> None:
    first = read(folder, means)
    path = Path(str(means.cache), FILE_NAME)
    whole, dice = path.read_bytes(), random.Random(3)
    for n in range(200):
        data = bytearray(whole)
        for _ in range(1 + n % 4):
            data[dice.randrange(len(data))] = dice.randrange(256)
        path.write_bytes(data)
        assert read(folder, replace(means, tell=silent_line)) == first


def silent_line(_line: str) -> None:
    pass


def test_a_cache_that_fails_half_way_changes_no_result(
    folder: Path, means: Means, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = collect([folder], READING, silent)
    told: list[str] = []
    monkeypatch.setattr(table, "_WRITE_EVERY", 2)
    monkeypatch.setattr(table, "_KEEP", "insert into nothing values (?, ?, ?)")
    assert read(folder, replace(means, tell=told.append)) == alone
    assert len(told) == 1


def test_without_sqlite_there_is_no_cache_and_one_line_says_so(
    folder: Path, means: Means, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setitem(sys.modules, "downtempo.cache.table", None)
    assert read(folder, replace(means, tell=told.append)) == collect([folder], READING, silent)
    assert len(told) == 1


@pytest.mark.parametrize("jobs", [1, 2, 4])
@pytest.mark.parametrize("is_cached", [False, True])
def test_the_number_of_processes_changes_no_result(
    folder: Path, means: Means, monkeypatch: pytest.MonkeyPatch, jobs: int, *, is_cached: bool
) -> None:
    alone = repr(collect([folder], READING, silent))
    monkeypatch.setattr(recall, "_FEW_FILES", 0)
    many = replace(means, jobs=jobs, cache=means.cache if is_cached else None)
    assert repr(read(folder, many)) == alone
    assert repr(read(folder, many)) == alone


def test_few_files_start_no_process(folder: Path, means: Means, monkeypatch: pytest.MonkeyPatch) -> None:
    forbid(monkeypatch, pool, "spread")
    assert read(folder, replace(means, jobs=8)) == collect([folder], READING, silent)


def test_a_file_that_kills_who_reads_it_is_named_and_the_others_are_read(tmp_path: Path, means: Means) -> None:
    place = tmp_path / "runs"
    place.mkdir()
    names = [f"{kind}{n:02}.fit" for n in range(15) for kind in ("good", "kills" if n in (3, 9) else "fine")]
    for name in names:
        (place / name).write_bytes(name.encode())
    files = [Found(str(place / name)) for name in names]
    for jobs in (2, 2, 1):  # what killed once is never again read here, though little else is left to read
        read_now = read_each(files, poison.read, "", silent, replace(means, jobs=jobs))
        parts = [part for given in read_now for part in given]
        died = [(Path(r.file).name, r.reason) for part in parts for r in part.rejected]
        assert died == [("kills03.fit", "worker-died"), ("kills09.fit", "worker-died")]
        alive = [Path(s.file).name for part in parts for s in part.sessions]
        assert alive == [name for name in names if not name.startswith("kills")]


CALL = """
import sys
from downtempo.batch import Means, Reading, collect
reading = Reading(zone="Pacific/Pitcairn", means=Means(cache=sys.argv[2]))
print(repr(collect([sys.argv[1]], reading, lambda _n: None)))
"""


def test_four_processes_at_once_find_the_same(folder: Path, means: Means) -> None:
    calls = [
        subprocess.Popen([sys.executable, "-c", CALL, folder, str(means.cache)], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    told = {call.communicate(timeout=120)[0] for call in calls}
    assert told == {f"{collect([folder], READING, silent)!r}\n"}
    assert read(folder, means) == collect([folder], READING, silent)


def test_progress_counts_every_file_once(folder: Path, means: Means) -> None:
    for _ in range(2):
        counted: list[int] = []
        advance: Callable[[int], None] = counted.append
        collect([folder], replace(READING, means=means), advance)
        assert counted == [1, 2, 3, 4, 5, 6]
