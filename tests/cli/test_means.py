"""`--jobs`, `--no-cache` and the cache beside: they change the time a command takes, and no byte of what it says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
WEEK = FIXTURES / "five-findings"


def downtempo(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "downtempo", *arguments],
        cwd=FIXTURES, capture_output=True, text=True, check=False, env={**os.environ, **environment},
    )  # fmt: skip


@pytest.fixture(scope="module")
def plain() -> str:
    return downtempo("audit", "five-findings/runs", "--format", "json", "--no-cache", "--jobs", "1").stdout


@pytest.mark.parametrize("jobs", ["1", "2", "4"])
def test_jobs_and_cache_change_no_byte(plain: str, tmp_path: Path, jobs: str) -> None:
    call = ("audit", "five-findings/runs", "--format", "json", "--jobs", jobs)
    cold, warm = (downtempo(*call, DOWNTEMPO_CACHE=str(tmp_path)) for _ in range(2))
    assert (cold.stdout, cold.stderr) == (plain, "")
    assert (warm.stdout, warm.stderr) == (plain, "")
    assert [path.name for path in tmp_path.iterdir()] == ["sessions-1.sqlite"]


def test_no_cache_and_off_leave_nothing_anywhere(plain: str, tmp_path: Path) -> None:
    call = ("audit", "five-findings/runs", "--format", "json")
    places = {"HOME": str(tmp_path / "home"), "XDG_CACHE_HOME": str(tmp_path / "xdg")}
    assert downtempo(*call, "--no-cache", **places, DOWNTEMPO_CACHE=str(tmp_path / "own")).stdout == plain
    assert downtempo(*call, **places, DOWNTEMPO_CACHE="off").stdout == plain
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="the folder for caches as on Linux")
def test_without_a_word_it_lies_in_the_folder_for_caches(tmp_path: Path) -> None:
    call = ("check", "five-findings/runs/2026-09-29T1800.fit.gz")
    downtempo(*call, XDG_CACHE_HOME=str(tmp_path), DOWNTEMPO_CACHE="")
    assert (tmp_path / "downtempo" / "sessions-1.sqlite").is_file()


def test_why_there_is_no_cache_is_told_once_unless_all_is_to_be_quiet() -> None:
    call = ("check", "five-findings/runs", "--format", "json")  # reads at two places: runs, and their history
    plain = downtempo(*call, "--no-cache").stdout
    quiet = downtempo(*call, "-q", DOWNTEMPO_CACHE="/dev/null/cache")
    assert (quiet.stdout, quiet.stderr) == (plain, "")
    asked = downtempo(*call, DOWNTEMPO_CACHE="/dev/null/cache")
    assert asked.stdout == plain
    assert asked.stderr.startswith("downtempo: no cache")
    assert asked.stderr.count("\n") == 1


@pytest.mark.parametrize("jobs", ["0", "-1", "many"])
def test_a_number_of_jobs_that_is_none_is_refused(jobs: str) -> None:
    done = downtempo("audit", "five-findings/runs", "--jobs", jobs)
    assert done.returncode == 2
    assert "--jobs" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.fixture
def season(tmp_path: Path) -> Path:
    """Give a folder with so many runs, all packed at other times, that an audit takes a while."""
    folder = tmp_path / "runs"
    folder.mkdir()
    run = WEEK / "runs" / "2026-09-29T1800.fit.gz"
    data = run.read_bytes()
    for n in range(300):
        (folder / f"{n}.fit.gz").write_bytes(data[:4] + n.to_bytes(4, "little") + data[8:])
    return folder


@pytest.mark.skipif(os.name == "nt", reason="groups of processes as on Linux and macOS")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_all_processes_with_one_line_and_keeps_what_was_done(
    season: Path, tmp_path: Path, number: signal.Signals
) -> None:
    cache = tmp_path / "cache"
    with subprocess.Popen(
        [sys.executable, "-m", "downtempo", "audit", str(season), "--jobs", "2"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "DOWNTEMPO_CACHE": str(cache)},
    ) as call:  # fmt: skip
        wal = cache / "sessions-1.sqlite-wal"
        deadline = time.monotonic() + 60
        while not (wal.exists() and wal.stat().st_size > 100_000) and time.monotonic() < deadline:
            time.sleep(0.02)
        os.killpg(call.pid, number)
        _, told = call.communicate(timeout=30)
    assert call.returncode == {signal.SIGINT: 130, signal.SIGTERM: 143}[number]
    assert told.strip() == {signal.SIGINT: "downtempo: interrupted", signal.SIGTERM: "downtempo: terminated"}[number]
    again = downtempo("check", str(season / "0.fit.gz"), "--exit-zero", DOWNTEMPO_CACHE=str(cache))
    assert "no cache" not in again.stderr
