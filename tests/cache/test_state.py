"""A file that was changed is never taken for one that was not."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from downtempo.cache import State, look


def state(path: Path, now_ns: int | None = None) -> State:
    seen = look(str(path), now_ns)
    assert seen is not None
    return seen


@pytest.fixture
def run(tmp_path: Path) -> Path:
    path = tmp_path / "run.fit"
    path.write_bytes(b"first")
    return path


def test_a_file_that_nobody_touched_stays_in_its_state(run: Path) -> None:
    assert state(run) == state(run)


def test_a_change_of_the_same_length_whose_time_was_set_back_shows(run: Path) -> None:
    before, times = state(run), run.stat()
    time.sleep(0.02)
    run.write_bytes(b"other")
    os.utime(run, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert run.stat().st_mtime_ns == times.st_mtime_ns
    assert state(run) != before


def test_a_file_put_in_the_place_of_another_shows(run: Path) -> None:
    before, times = state(run), run.stat()
    other = run.with_name("other")
    other.write_bytes(b"other")
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.replace(run)
    assert state(run) != before


def test_what_was_touched_less_than_two_seconds_ago_may_be_written_again_unseen(run: Path) -> None:
    touched_ns = max(run.stat().st_mtime_ns, run.stat().st_ctime_ns)
    assert not state(run, touched_ns).is_settled
    assert not state(run, touched_ns + 2_000_000_000).is_settled
    assert state(run, touched_ns + 2_000_000_001).is_settled


def test_a_time_in_the_future_is_never_settled(run: Path) -> None:
    later_ns = time.time_ns() + 10**15
    os.utime(run, ns=(later_ns, later_ns))
    assert not state(run).is_settled


def test_one_file_has_one_key_however_it_is_named(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(run.parent)
    assert state(Path("run.fit")) == state(run)
    assert state(Path("./../", run.parent.name, "run.fit")) == state(run)


def test_what_is_no_regular_file_has_no_state(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert look(str(tmp_path / "pipe")) is None
    assert look(str(tmp_path)) is None
    assert look(str(tmp_path / "missing")) is None
    assert look("with\0nul") is None
