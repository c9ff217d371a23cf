"""What was acknowledged is there, whole, however its writer ended."""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

pytest.importorskip("sqlalchemy", reason="a store needs SQLAlchemy")
from tests.store.writer import PER_BATCH, batch, value_of

from downtempo.store import open_store

CYCLES = int(os.environ.get("DOWNTEMPO_CRASHES", "20"))
WRITER = [sys.executable, "-m", "tests.store.writer"]


def hold(path: Path, writer: str, acknowledged: Iterable[int]) -> int:
    """Fail unless the database is sound, every acknowledged batch is whole, and no other is there in part."""
    plain = sqlite3.connect(path)
    assert plain.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert plain.execute("pragma foreign_key_check").fetchall() == []
    plain.close()
    with open_store(str(path)) as store:
        known = {one.file: one.key for one in store.held()}
        values = dict(store.values(list(known.values())))
    assert set(known.values()) == set(values)
    for file, key in known.items():
        assert values[key] == value_of(file.removesuffix(".fit"))
    numbers = {int(file.removesuffix(".fit").split("-")[1]) for file in known if file.startswith(f"{writer}-")}
    for number in numbers | set(acknowledged):
        assert all(one.source in known for one in batch(writer, number))
    return len(numbers)


def test_a_writer_that_is_killed_at_any_time_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    path, chance = tmp_path / "runs.db", random.Random(7)
    acknowledged: list[int] = []
    for _ in range(CYCLES):
        begun = acknowledged[-1] + 1 if acknowledged else 0
        process = subprocess.Popen([*WRITER, str(path), "w", str(begun), "100000"], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        first = process.stdout.readline()  # the time is counted from here, not from the start of Python
        time.sleep(chance.uniform(0, 0.12))
        process.send_signal(signal.SIGKILL)
        acknowledged += [int(line) for line in (first + process.stdout.read()).split()]
        process.stdout.close()
        process.wait()
        hold(path, "w", acknowledged)
    assert len(acknowledged) >= CYCLES


@pytest.mark.parametrize("room", [60_000, 90_000, 150_000, 200_000, 300_000, 450_000, 700_000])
def test_a_writer_that_runs_out_of_room_says_so_and_goes_on_when_there_is_room_again(tmp_path: Path, room: int) -> None:
    path = tmp_path / "runs.db"

    def confined() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    done = subprocess.run([*WRITER, str(path), "w", "0", "500"], capture_output=True, text=True, preexec_fn=confined)
    acknowledged = [int(line) for line in done.stdout.split()]
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1
    if acknowledged:
        hold(path, "w", acknowledged)
    again = subprocess.run([*WRITER, str(path), "w", str(len(acknowledged)), "20"], capture_output=True, text=True)
    assert again.returncode == 0, again.stderr
    hold(path, "w", [*acknowledged, *map(int, again.stdout.split())])


def test_four_writers_at_once_lose_nothing_and_keep_nothing_twice(tmp_path: Path) -> None:
    path, n = tmp_path / "runs.db", 40
    writers = [
        subprocess.Popen([*WRITER, str(path), f"w{k}", "0", str(n)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for k in range(4)
    ]
    for writer in writers:
        out, err = writer.communicate(timeout=120)
        assert (writer.returncode, err, len(out.split())) == (0, b"", n)
    assert [hold(path, f"w{k}", range(n)) for k in range(4)] == [n] * 4
    plain = sqlite3.connect(path)
    kept = plain.execute("select count(*), count(distinct key) from contents").fetchone()
    plain.close()
    assert kept == ((4 * (PER_BATCH - 1) + 1) * n,) * 2
