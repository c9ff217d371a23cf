"""Whatever is wrong with the cache, it gives what was kept or nothing, and never a fault."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from downtempo.cache import State, table
from downtempo.cache.table import FILE_NAME, Cache

VALUES = {bytes([n]) * 32: random.Random(n).randbytes(40 + 37 * n) for n in range(60)}
NOBODY = 65534
KEEP = """
import sys
from downtempo.cache.table import Cache
for n in range(50):
    with Cache(sys.argv[1], print) as cache:
        cache.keep(int(sys.argv[2]).to_bytes(2) * 16, b"own" * n)
        cache.keep(b"c" * 32, b"common" * 1000)
"""


def told_none(line: str) -> None:
    raise AssertionError(line)


def fill(folder: Path) -> None:
    with Cache(str(folder), told_none) as cache:
        for key, value in VALUES.items():
            cache.keep(key, value)


def found(folder: Path, told: list[str]) -> dict[bytes, bytes | None]:
    with Cache(str(folder), told.append) as cache:
        return {key: cache.value_of(key) for key in VALUES}


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    fill(tmp_path / "cache")
    return tmp_path / "cache"


def test_what_was_kept_is_found_by_who_comes_later(filled: Path) -> None:
    assert found(filled, []) == VALUES


def test_an_empty_cache_says_so(tmp_path: Path) -> None:
    with Cache(str(tmp_path), told_none) as cache:
        assert cache.is_empty
    fill(tmp_path)
    with Cache(str(tmp_path), told_none) as cache:
        assert not cache.is_empty
        assert cache.value_of(b"x" * 32) is None


def test_a_value_is_replaced_by_a_later_one(filled: Path) -> None:
    key = next(iter(VALUES))
    with Cache(str(filled), told_none) as cache:
        cache.keep(key, b"new")
    assert found(filled, [])[key] == b"new"


def test_nobody_else_can_read_it(filled: Path) -> None:
    assert filled.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in filled.iterdir()} == {0o600}


def test_what_a_file_holds_is_known_in_its_very_state_only(tmp_path: Path) -> None:
    state, content = State(b"k" * 32, b"(1, 2)", 3, is_settled=True), b"d" * 32
    with Cache(str(tmp_path), told_none) as cache:
        cache.keep_content(state, b"a", content)
        cache.keep_content(State(b"r" * 32, b"(1, 2)", 3, is_settled=False), b"b", content)
    with Cache(str(tmp_path), told_none) as cache:
        assert cache.content_of(state, b"a") == content
        assert cache.content_of(State(b"k" * 32, b"(1, 3)", 3, is_settled=True), b"a") is None
        assert cache.content_of(state, b"b") is None


def test_a_cache_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    with Cache(str(tmp_path), told_none) as cache:
        cache.keep(b"key", b"value")
    path, told = tmp_path / FILE_NAME, list[str]()
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("pragma user_version=99")
    before = path.read_bytes()
    with Cache(str(tmp_path), told.append) as cache:
        assert cache.value_of(b"key") is None
        cache.keep(b"key", b"another")
    assert path.read_bytes() == before
    assert told == [f"no cache, so nothing is kept: {path}: a newer version of downtempo wrote it"]


def test_a_byte_flipped_anywhere_is_taken_for_absence(filled: Path, tmp_path: Path) -> None:
    dice = random.Random(11)
    whole = (filled / FILE_NAME).read_bytes()
    lost = given_up = 0
    for _ in range(400):
        at = dice.randrange(len(whole))
        broken = tmp_path / "broken"
        broken.mkdir()
        (broken / FILE_NAME).write_bytes(whole[:at] + bytes([whole[at] ^ 1 << dice.randrange(8)]) + whole[at + 1 :])
        told: list[str] = []
        values = found(broken, told)
        assert all(value is None or value == VALUES[key] for key, value in values.items())
        assert len(told) <= 1
        lost += None in values.values()
        given_up += bool(told)
        shutil.rmtree(broken)
    assert lost > 50
    assert given_up > 0


def test_a_row_under_the_key_of_another_is_no_value(filled: Path) -> None:
    one, other = list(VALUES)[:2]
    with closing(sqlite3.connect(filled / FILE_NAME)) as connection, connection:
        row = connection.execute("select value, crc from kept where key = ?", (other,)).fetchone()
        connection.execute("update kept set value = ?, crc = ? where key = ?", (*row, one))
    values = found(filled, [])
    assert values[one] is None
    assert values[other] == VALUES[other]


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"no database at all" * 300, b"\0" * 5000])
def test_what_is_no_database_is_put_away_and_the_next_cache_works(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    assert set(found(tmp_path, []).values()) == {None}
    fill(tmp_path)
    assert found(tmp_path, []) == VALUES


def test_a_database_of_another_make_is_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection, connection:
        connection.execute("create table kept (something text)")
    told: list[str] = []
    assert set(found(tmp_path, told).values()) == {None}
    assert len(told) == 1
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        assert connection.execute("select * from kept").fetchall() == []


@pytest.fixture
def poor() -> Iterator[Path]:
    """Give a folder to somebody with no rights at all, and be that one for a while."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))  # pytest's own folders let nobody else in
    is_root = os.geteuid() == 0
    if is_root:
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    yield folder
    if is_root:
        os.seteuid(0)
    folder.chmod(0o700)
    shutil.rmtree(folder)


@pytest.mark.skipif(os.name == "nt", reason="rights as on Linux and macOS")
def test_a_folder_that_may_only_be_read_holds_no_cache(poor: Path) -> None:
    poor.chmod(0o500)
    told: list[str] = []
    assert set(found(poor, told).values()) == {None}
    assert len(told) == 1
    assert "ermission denied" in told[0]


@pytest.mark.skipif(os.name == "nt", reason="rights as on Linux and macOS")
def test_a_cache_that_may_only_be_read_is_no_cache(poor: Path) -> None:
    fill(poor)
    (poor / FILE_NAME).chmod(0o400)
    told: list[str] = []
    assert set(found(poor, told).values()) == {None}
    assert len(told) == 1


def test_the_folder_of_somebody_else_holds_no_cache(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: NOBODY - 1)
    told: list[str] = []
    assert set(found(filled, told).values()) == {None}
    assert "belongs to somebody else" in told[0]


@pytest.mark.parametrize("folder", ["a\0b", "/dev/null/cache", "/proc/cache", "x" * 5000])
def test_a_folder_that_cannot_be_made_is_told_and_nothing_more(folder: str) -> None:
    told: list[str] = []
    assert set(found(Path(folder), told).values()) == {None}
    assert len(told) == 1


def test_a_link_in_place_of_the_database_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"precious")
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / FILE_NAME).symlink_to(tmp_path / "elsewhere")
    told: list[str] = []
    found(tmp_path / "cache", told)
    assert len(told) == 1
    assert (tmp_path / "elsewhere").read_bytes() == b"precious"


def test_a_writer_that_never_ends_keeps_nobody_waiting_for_ever(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "_BUSY_S", 0.05)
    told: list[str] = []
    with closing(sqlite3.connect(filled / FILE_NAME, isolation_level=None)) as other:
        other.execute("begin immediate")
        with Cache(str(filled), told.append) as cache:
            assert {key: cache.value_of(key) for key in VALUES} == VALUES
            cache.keep(b"n" * 32, b"new")
        other.execute("rollback")
    assert "locked" in told[0]
    assert found(filled, []) == VALUES


def test_a_full_disk_loses_what_is_new_and_nothing_that_was_kept(filled: Path) -> None:
    script = (
        "import resource, sys\n"
        "from downtempo.cache.table import Cache\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)\n"
        "with Cache(sys.argv[1], print) as cache:\n"
        "    for n in range(200): cache.keep(n.to_bytes(2) * 16, b'new' * 2000)\n"
        "    assert all(cache.value_of(n.to_bytes(2) * 16) in (None, b'new' * 2000) for n in range(200))\n"
    )
    for limit in (1, 4096, 40_000, 200_000, 400_000):
        done = subprocess.run(
            [sys.executable, "-c", script, str(filled), str(limit)], capture_output=True, text=True, check=True
        )
        assert done.stdout.count("\n") == 1
        assert found(filled, []) == VALUES


def test_the_oldest_give_way_when_there_is_too_much(tmp_path: Path) -> None:
    n, limit = 400, 300_000
    for part in range(8):
        with Cache(str(tmp_path), told_none, limit) as cache:
            for i in range(part * n // 8, (part + 1) * n // 8):
                cache.keep(i.to_bytes(2) * 16, bytes(4000))
        assert (tmp_path / FILE_NAME).stat().st_size < 2 * limit
    with Cache(str(tmp_path), told_none, limit) as cache:
        left = [i for i in range(n) if cache.value_of(i.to_bytes(2) * 16) is not None]
    assert left == list(range(left[0], n))
    assert 30 < len(left) < 80


def test_four_processes_share_one_cache(tmp_path: Path) -> None:
    calls = [
        subprocess.Popen([sys.executable, "-c", KEEP, str(tmp_path), str(k)], stdout=subprocess.PIPE, text=True)
        for k in range(4)
    ]
    assert [call.communicate(timeout=60)[0] for call in calls] == [""] * 4
    with Cache(str(tmp_path), told_none) as cache:
        assert {cache.value_of(k.to_bytes(2) * 16) for k in range(4)} == {b"own" * 49}
        assert cache.value_of(b"c" * 32) == b"common" * 1000
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
