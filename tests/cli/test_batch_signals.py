"""A batch that is asked to stop, by whom and how often whatever, says so once and keeps what it had finished."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.test_batch import call, command, large, n_kept

if sys.platform == "win32":
    pytest.skip("Windows has no such signals", allow_module_level=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return large(tmp_path_factory.mktemp("signals") / "runs")


def asked(
    folder: Path, store: Path, ask: Callable[[subprocess.Popen[str]], None], *, deaf_to: signal.Signals | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a batch in a group of its own, and ask it something when it has kept its first results."""
    before = None if deaf_to is None else lambda: signal.signal(deaf_to, signal.SIG_IGN)
    process = subprocess.Popen(
        command(folder, store), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True, preexec_fn=before,
    )  # fmt: skip
    deadline = time.monotonic() + 120
    while n_kept(store) == 0 and time.monotonic() < deadline:
        time.sleep(0.02)
    ask(process)
    out, err = process.communicate(timeout=120)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def to_all(number: signal.Signals) -> Callable[[subprocess.Popen[str]], None]:
    """As a terminal does it, or who ends a service: every process of the group is told."""
    return lambda process: os.killpg(process.pid, number)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_all_processes_is_told_once_and_keeps_what_was_finished(
    folder: Path, tmp_path: Path, number: signal.Signals
) -> None:
    done = asked(folder, tmp_path / "runs.db", to_all(number))
    what = "interrupted" if number == signal.SIGINT else "terminated"
    assert done.returncode == 128 + number, done.stderr
    first, closing = done.stderr.splitlines()
    assert first == f"downtempo: {what}; what is under way is finished and kept, once more to stop at once"
    assert closing.endswith("the same command goes on")
    assert f"{n_kept(tmp_path / 'runs.db')} cached" in call(folder, tmp_path / "runs.db").stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_who_is_started_deaf_to_a_signal_goes_on(folder: Path, tmp_path: Path, number: signal.Signals) -> None:
    done = asked(folder, tmp_path / "runs.db", to_all(number), deaf_to=number)
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("300 files: 300 checked")


def test_who_is_asked_twice_says_one_line_and_goes(folder: Path, tmp_path: Path) -> None:
    def twice(process: subprocess.Popen[str]) -> None:
        os.killpg(process.pid, signal.SIGINT)
        assert process.stderr is not None
        process.stderr.readline()
        os.killpg(process.pid, signal.SIGINT)

    done = asked(folder, tmp_path / "runs.db", twice)
    assert (done.returncode, done.stderr) == (130, "")
