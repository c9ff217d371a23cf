"""Work shared out among processes: the same results, and a dead process costs one item at most."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.support import poison

from downtempo.batch import pool, processes
from downtempo.batch.pool import local, spread, stream

ROOT = Path(__file__).resolve().parents[2]
DRIVER = """
import sys
from tests.support.poison import noted
from downtempo.batch.pool import spread
if __name__ == "__main__":
    list(spread(noted, [sys.argv[1]] * 8, [1] * 8, 2))
"""


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_every_item_is_done_once_whatever_the_number_of_processes(jobs: int) -> None:
    done = list(spread(poison.doubled, range(50), [1] * 50, jobs))
    assert sorted(done) == [(i, 2 * i) for i in range(50)]


def test_the_work_is_done_elsewhere_and_shared() -> None:
    done = [result for _, result in spread(poison.process_of, range(64), [1] * 64, 2)]
    processes = {process for _, process in filter(None, done)}
    assert os.getpid() not in processes
    assert 1 <= len(processes) <= 2


def test_nothing_to_do_starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "pool_of", None)
    assert list(spread(poison.doubled, [], [], 4)) == []


def test_items_that_kill_are_found_and_the_others_are_done() -> None:
    items = [-n if n in (7, 8, 30) else n for n in range(60)]
    done = dict(spread(poison.doubled, items, [1] * 60, 2))
    assert done == {i: None if n < 0 else 2 * n for i, n in enumerate(items)}


def test_where_every_item_kills_each_is_named() -> None:
    assert dict(spread(poison.doubled, [-1, -2, -3], [1] * 3, 2)) == {0: None, 1: None, 2: None}


def test_a_fault_of_the_work_itself_is_raised() -> None:
    with pytest.raises(ZeroDivisionError, match="thirteen"):
        list(spread(poison.refused, range(40), [1] * 40, 2))


def test_where_no_process_can_be_had_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_pool(_jobs: int) -> None:
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(processes, "pool_of", no_pool)
    monkeypatch.setattr(pool, "pool_of", no_pool)
    done = [result for _, result in spread(poison.process_of, range(9), [1] * 9, 2)]
    assert done == [(i, os.getpid()) for i in range(9)]


def test_where_no_process_lives_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_begin", os.abort)
    done = dict(spread(poison.process_of, range(9), [1] * 9, 2))
    assert done == {i: (i, os.getpid()) for i in range(9)}


def test_portions_are_bounded_in_number_and_in_bytes() -> None:
    chunks = list(pool._chunks([1] * 300, 2))
    assert max(map(len, chunks)) == 8
    assert [i for chunk in chunks for i in chunk] == list(range(300))
    large = list(pool._chunks([5 << 20] * 100, 2))
    assert {len(chunk) for chunk in large} == {1}
    assert len(list(pool._chunks([1] * 5, 2))) == 5


def _gone(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes as on Linux")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_processes_end_with_the_one_that_started_them(tmp_path: Path, number: signal.Signals) -> None:
    script, notes = tmp_path / "driver.py", tmp_path / "notes"
    script.write_text(DRIVER)
    notes.mkdir()
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    with subprocess.Popen([sys.executable, script, notes], env={**os.environ, "PYTHONPATH": path}) as driver:
        try:
            _wait_for(lambda: len(list(notes.iterdir())) == 2)
            workers = [int(note.name) for note in notes.iterdir()]
            assert not any(map(_gone, workers))
        finally:
            driver.send_signal(number)
    _wait_for(lambda: all(map(_gone, workers)))


def _wait_for(happens: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not happens():
        assert time.monotonic() < deadline, "did not happen within 20 s"
        time.sleep(0.05)


def test_a_fault_of_what_hands_out_the_items_is_raised_and_no_want_of_processes() -> None:
    def chunks() -> Iterator[list[tuple[int, int]]]:
        yield [(0, -1)]
        raise OSError("the source is gone")

    with pytest.raises(OSError, match="the source is gone"):
        list(stream(abs, chunks(), local(1)))
