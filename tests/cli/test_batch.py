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
from pathlib import Path

import pytest
from tests.support import small_runs

N = 24
CYCLES = int(os.environ.get("DOWNTEMPO_CRASHES", "20")) // 5


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
    assert not modules & {"numpy", "shapely", "fitparse", "fsspec", "distributed", "downtempo.segmenter.session"}


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


def test_a_batch_that_is_killed_again_and_again_ends_as_one_that_is_not(runs: Path, tmp_path: Path) -> None:
    chance = random.Random(3)
    for _ in range(CYCLES):
        process = subprocess.Popen(
            command(runs, tmp_path / "runs.db"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.3, 2.5))
        process.kill()
        process.wait()
    undisturbed = call(runs, tmp_path / "fresh.db", "--format", "json")
    assert call(runs, tmp_path / "runs.db", "--format", "json").stdout == undisturbed.stdout
    plain = sqlite3.connect(tmp_path / "runs.db")
    assert plain.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert plain.execute("pragma foreign_key_check").fetchall() == []
    plain.close()
