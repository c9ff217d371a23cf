"""The command `batch`: what it prints, how it ends, and that no end loses what it had finished."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest
from tests.support import small_runs

N = 24
KILLS = int(os.environ.get("DOWNTEMPO_KILLS", "4"))


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("batch") / "runs"
    folder.mkdir()
    for k in range(N):
        (folder / f"{k:02}.fit").write_bytes(small_runs.fit(k, seed=k % 4))
    time.sleep(2.1)  # a file written less than two seconds before it is read is looked into once more
    return folder


def command(runs: Path, store: Path, *more: str) -> list[str]:
    return [
        sys.executable, "-m", "downtempo", "batch", str(runs), "--store", str(store), "--isolated", "--today",
        "2026-10-05", "--jobs", "2", *more,
    ]  # fmt: skip


def call(runs: Path, store: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(runs, store, *more), capture_output=True, text=True, timeout=300)


def test_a_batch_prints_counts_and_a_closing_line_and_the_second_the_same(runs: Path, tmp_path: Path) -> None:
    first = call(runs, tmp_path / "runs.db", "--format", "json")
    assert first.returncode == 0, first.stderr
    assert re.fullmatch(
        rf"{N} files: {N} checked, 0 cached; {N} runs, 0 skipped, 0 rejected, \d+ findings, [\d.]+ s\n", first.stderr
    )
    second = call(runs, tmp_path / "runs.db", "--format", "json", "--resume")
    assert second.stdout == first.stdout
    assert f"0 checked, {N} cached" in second.stderr
    document = json.loads(first.stdout)
    assert document["schema"] == "downtempo/batch/1"
    assert document["summary"]["runs"] == N
    text = call(runs, tmp_path / "runs.db")
    assert text.stdout.splitlines()[1].split()[:4] == ["(no", "name)", str(N), "5"]


def test_the_second_run_loads_no_numpy_and_starts_no_process(runs: Path, tmp_path: Path) -> None:
    call(runs, tmp_path / "runs.db")
    code = (
        "import sys, runpy\n"
        f"sys.argv = {command(runs, tmp_path / 'runs.db')[2:]!r}\n"
        "try: runpy.run_module('downtempo', run_name='__main__')\n"
        "except SystemExit: pass\n"
        "print(*sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    modules = set(done.stdout.split())
    assert "sqlalchemy" in modules
    heavy = {"numpy", "shapely", "fitparse", "fsspec", "distributed", "downtempo.segmenter.session"}
    assert not modules & {*heavy, "sqlalchemy.dialects.postgresql"}


def test_findings_at_the_fail_level_and_what_cannot_be_read_decide_the_exit_code(runs: Path, tmp_path: Path) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "spoilt.fit").write_bytes(b"no recording")
    done = call(tmp_path / "bad", tmp_path / "bad.db")
    assert done.returncode == 1
    assert "spoilt.fit: unknown-format" in done.stdout
    assert call(tmp_path / "bad", tmp_path / "bad.db", "--exit-zero").returncode == 0
    assert call(tmp_path / "bad", tmp_path / "bad.db").returncode == 1


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--engine", "dask"], "needs a scheduler"),
        (["--scheduler", "tcp://127.0.0.1:1"], "is for --engine dask"),
        (["--store", "mysql://host/runs"], "cannot be a mysql database"),
    ],
)
def test_options_that_make_no_sense_are_refused_in_one_line(
    runs: Path, tmp_path: Path, more: list[str], told: str
) -> None:
    done = call(runs, tmp_path / "runs.db", *more)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_source_that_is_not_there_forgets_nothing(runs: Path, tmp_path: Path) -> None:
    call(runs, tmp_path / "runs.db")
    assert call(runs.with_name("none"), tmp_path / "runs.db").returncode == 2
    assert f"{N} cached" in call(runs, tmp_path / "runs.db").stderr


def n_kept(store: Path) -> int:
    """Return how many files are committed so far."""
    try:
        plain = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
        count: int = plain.execute("select count(*) from files").fetchone()[0]
        plain.close()
    except sqlite3.Error:
        return 0
    return count


def large(folder: Path) -> Path:
    """Return a folder whose reading takes some seconds."""
    folder.mkdir()
    data = [small_runs.fit(k, seed=k, metres=6000.0) for k in range(4)]
    for k in range(300):
        (folder / f"{k}.fit").write_bytes(data[k % 4] + bytes(k))
    time.sleep(2.1)  # a file written less than two seconds before it is read is looked into once more
    return folder


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_lets_what_is_under_way_finish_and_the_same_command_goes_on(
    tmp_path: Path, number: signal.Signals
) -> None:
    folder = large(tmp_path / "runs")
    process = subprocess.Popen(
        command(folder, tmp_path / "runs.db"), stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 120
    while n_kept(tmp_path / "runs.db") == 0 and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(number)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 128 + number, err
    assert "once more to stop at once" in err
    assert "files:" in err
    assert out.startswith("athlete")
    n = n_kept(tmp_path / "runs.db")
    assert 0 < n < 300
    on = call(folder, tmp_path / "runs.db", "--format", "json")
    assert f"{n} cached" in on.stderr
    assert on.stdout == call(folder, tmp_path / "fresh.db", "--format", "json").stdout


def test_a_second_signal_ends_all_at_once(tmp_path: Path) -> None:
    folder = large(tmp_path / "runs")
    process = subprocess.Popen(command(folder, tmp_path / "runs.db"), stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 120
    while n_kept(tmp_path / "runs.db") == 0 and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    assert process.stderr is not None
    process.stderr.readline()
    process.send_signal(signal.SIGINT)
    begun = time.monotonic()
    process.wait(30)
    process.stderr.close()
    assert process.returncode == 130
    assert time.monotonic() - begun < 5


def state_of(store: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all that a store holds, nothing before it was made; it has to be sound, and every result in it whole."""
    plain = sqlite3.connect(store)
    try:
        if not plain.execute("select name from sqlite_master").fetchall():
            return {}
        assert plain.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert plain.execute("pragma foreign_key_check").fetchall() == []
        for key, value, crc in plain.execute("select key, value, crc from contents"):
            assert zlib.crc32(value, zlib.crc32(key.encode())) == crc
        tables = ("sources", "files", "contents", "sessions", "segments", "notes", "findings", "athletes")
        return {table: sorted(plain.execute(f"select * from {table}"), key=repr) for table in tables}
    finally:
        plain.close()


def committed(store: Path) -> set[tuple[str, str]]:
    """Return the files and keys that another process sees at this moment."""
    try:
        plain = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
        rows = set(plain.execute("select file, key from files"))
        plain.close()
    except sqlite3.Error:
        return set()
    return rows


def test_a_batch_killed_with_all_its_processes_loses_nothing_and_ends_as_one_that_is_not(tmp_path: Path) -> None:
    folder, chance = tmp_path / "runs", random.Random(3)
    folder.mkdir()
    for k in range(250):
        (folder / f"{k:03}.fit").write_bytes(small_runs.fit(k, seed=k % 4))
    time.sleep(2.1)  # a file written less than two seconds before it is read is looked into once more
    begun = time.monotonic()
    undisturbed = call(folder, tmp_path / "undisturbed.db", "--format", "json")
    took_s = time.monotonic() - begun
    whole = state_of(tmp_path / "undisturbed.db")
    store, n_killed, n_stores, n_seen = tmp_path / "0.db", 0, 0, 0
    while n_killed < KILLS:
        process = subprocess.Popen(
            command(folder, store, "--format", "json"),
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True,
        )  # fmt: skip
        try:
            out, _ = process.communicate(timeout=took_s * chance.uniform(0.1, 1.1))
        except subprocess.TimeoutExpired:
            before = committed(store)
            os.killpg(process.pid, signal.SIGKILL)  # the driver, its forkserver and its workers
            process.communicate()
            n_killed, n_seen = n_killed + 1, n_seen + bool(before)
            took_s *= 1.0 if before else 1.25  # the machine may be busier now, or less busy
            if store.exists():
                state_of(store)
            assert committed(store) >= before
        else:
            assert out == undisturbed.stdout
            assert state_of(store) == whole
            n_stores, took_s = n_stores + 1, 0.8 * took_s
            store = tmp_path / f"{n_stores}.db"
    assert call(folder, store, "--format", "json").stdout == undisturbed.stdout
    assert state_of(store) == whole
    assert n_seen > KILLS // 4 or KILLS < 20  # killed with something committed
