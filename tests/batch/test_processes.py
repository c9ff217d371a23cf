"""Processes that are ended from outside, or cannot be begun for once, cost nothing but time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest
from tests.support import poison

from downtempo.batch import pool
from downtempo.batch.crew import Crew
from downtempo.batch.pool import local, stream
from downtempo.batch.processes import pool_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux tells of what a process blocks")
def test_what_a_terminal_that_hangs_up_tells_is_left_to_the_process_that_was_started() -> None:
    with pool_of(1) as one:
        (worker,) = {one.submit(os.getpid).result() for _ in range(3)}
        status = dict(line.split(":\t", 1) for line in Path(f"/proc/{worker}/status").read_text().splitlines())
        assert int(status["SigBlk"], 16) & 1 << (signal.SIGHUP - 1)
    assert not signal.pthread_sigmask(signal.SIG_BLOCK, set()) & {signal.SIGHUP}


@pytest.mark.parametrize("fault", [EOFError("unexpected EOF"), OSError("no more processes")])
def test_a_process_that_cannot_be_begun_for_once_loses_no_item(fault: Exception) -> None:
    real, starts = local(2), []

    def started(n: int) -> Executor:
        starts.append(n)
        if len(starts) in (1, 2):
            raise fault
        return real.start(n)

    crew = Crew(started, 2)
    chunks = [[(k, k)] for k in range(6)]
    assert sorted(stream(poison.doubled, chunks, crew)) == [(k, 2 * k) for k in range(6)]
    assert len(starts) > 2


def test_a_fault_of_the_work_itself_is_no_process_that_cannot_be_begun() -> None:
    with pytest.raises(FileNotFoundError):
        list(pool._one_by_one(os.stat, deque([(0, "/nowhere/at/all")]), local(1)))


def test_a_process_that_dies_while_it_hands_over_a_result_stops_nothing() -> None:
    code = (
        "from tests.support.poison import half_given\n"
        "from downtempo.batch.pool import spread\n"
        "if __name__ == '__main__':\n"
        "    items = [-n if n == 7 else n for n in range(20)]\n"
        "    assert dict(spread(half_given, items, [1] * 20, 2)) == {n: None if n == 7 else 2 * n for n in range(20)}\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=60)


class _AtOnce(Executor):
    """Does everything as soon as it is handed in."""

    def submit(self, act: Callable[..., Any], /, *given: Any, **more: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(act(*given, **more))
        return done


def test_what_is_done_at_the_same_time_is_taken_in_in_the_order_in_which_it_was_begun() -> None:
    chunks = [[(k, k)] for k in range(200)]
    crew = Crew(lambda _n: _AtOnce(), 50)
    assert [place for place, _ in stream(poison.doubled, chunks, crew)] == list(range(200))
