from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from tests.support import postgres

from downtempo.errors import EnvironmentFault, UsageError
from downtempo.model import Note, Session
from downtempo.model.results import Collected
from downtempo.model.verdict import Finding, Place
from downtempo.store import Entry, Filled, Held, Known, named, open_store, spell, storable


def key_of(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()


def entry(word: str, *, file: str = "", athlete: str = "A", value: bytes = b"") -> Filled:
    note = Note("DQ103", "gap", "info", "a gap")
    session = Session(file=file or f"{word}.fit", local_date=date(2026, 10, 4), points=3, notes=(note,))
    rows = spell(key_of(word), Collected((session,)))
    return Filled(session.file, athlete, (Entry(session.file, key_of(word), value or word.encode(), rows),), "1:2")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return str(tmp_path / "runs.db")


@pytest.fixture(scope="module")
def database() -> Iterator[postgres.Server]:
    pytest.importorskip("psycopg", reason="PostgreSQL is reached by the extra postgres")
    if why := postgres.missing():
        pytest.skip(why)
    with tempfile.TemporaryDirectory(prefix="downtempo-") as folder, postgres.server(Path(folder)) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of an empty store."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'runs.db'}"
    server: postgres.Server = request.getfixturevalue("database")
    rows(server.url, "drop schema public cascade")
    rows(server.url, "create schema public")
    return server.url


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    """Return what a query of somebody else's gives."""
    engine = create_engine(url.replace("postgresql", "postgresql+psycopg"))
    with engine.begin() as connection:
        found = connection.exec_driver_sql(query)
        out = [tuple(row) for row in found] if found.returns_rows else []
    engine.dispose()
    return out


def test_what_is_put_is_there_for_the_next_one_who_opens_the_store(store_url: str) -> None:
    with open_store(store_url) as store:
        store.put([entry("a"), entry("b")])
    with open_store(store_url) as store:
        assert list(store.known()) == [Known(f"{w}.fit", "1:2", "A") for w in "ab"]
        assert store.held("A") == [Held(f"{w}.fit", f"{w}.fit", key_of(w), "2026-10-04") for w in "ab"]
        assert store.held("B") == []
        assert dict(store.values([key_of("a"), key_of("b"), key_of("c")])) == {key_of(w): w.encode() for w in "ab"}


def test_the_same_content_under_two_names_is_kept_once_and_known_under_both(store_url: str) -> None:
    with open_store(store_url) as store:
        store.put([entry("a"), entry("a", file="copy.fit")])
        assert [known.source for known in store.known()] == ["a.fit", "copy.fit"]
    assert rows(store_url, "select count(*) from contents") == [(1,)]
    assert rows(store_url, "select count(*) from sessions") == [(1,)]
    assert rows(store_url, "select code from notes") == [("DQ103",)]


def test_a_file_that_changed_is_known_by_its_new_content_alone(
    store_url: str,
) -> None:
    with open_store(store_url) as store:
        store.put([entry("a")])
        store.put([entry("b", file="a.fit")])
        store.forget([])
        assert [held.key for held in store.held()] == [key_of("b")]
        assert store.has([key_of("a"), key_of("b")]) == {key_of("b")}


def test_forgetting_a_file_takes_its_runs_and_notes_along(store_url: str) -> None:
    with open_store(store_url) as store:
        store.put([entry("a"), entry("b")])
        store.forget(["a.fit"])
    for table in ("files", "contents", "sessions", "notes"):
        assert rows(store_url, f"select count(*) from {table}") == [(1,)]


def test_a_flipped_byte_is_taken_for_absence_and_mended_by_the_next_put(store_url: str) -> None:
    with open_store(store_url) as store:
        store.put([entry("a")])
    as_bytes = "blob" if "sqlite" in store_url else "bytea"
    rows(store_url, f"update contents set value = cast('b' as {as_bytes}) returning key")
    with open_store(store_url) as store:
        assert store.has([key_of("a")]) == set()
        store.put([entry("a")])
        assert dict(store.values([key_of("a")])) == {key_of("a"): b"a"}


def test_a_name_that_was_damaged_is_told_and_not_taken_for_a_fault_of_ours(url: str) -> None:
    with open_store(url) as store:
        store.put([entry("one", file="caf\u00e9.fit")])
    data = Path(url).read_bytes()
    assert b"caf\xc3\xa9" in data
    Path(url).write_bytes(data.replace(b"caf\xc3\xa9", b"caf\xc3\xc3"))
    with open_store(url) as store, pytest.raises(EnvironmentFault, match=r"a text in it is damaged.*move it away"):
        store.held()


def test_a_store_of_another_version_is_refused_and_left_as_it_was(url: str) -> None:
    open_store(url).__exit__(None, None, None)
    with sqlite3.connect(url) as plain:
        plain.execute("update store set value = '1' where name = 'version'")
    plain.close()
    with pytest.raises(EnvironmentFault, match="version 1"):
        open_store(url)


def test_a_database_of_somebody_else_is_refused_and_left_as_it_was(url: str) -> None:
    with sqlite3.connect(url) as plain:
        plain.execute("create table recipes (name text)")
    plain.close()
    with pytest.raises(EnvironmentFault, match="tables of its own"):
        open_store(url)
    with sqlite3.connect(url) as plain:
        assert plain.execute("select name from sqlite_master").fetchall() == [("recipes",)]
    plain.close()


def test_a_file_that_is_no_database_is_refused_and_left_as_it_was(url: str) -> None:
    Path(url).write_bytes(b"no database " * 100)
    with pytest.raises(EnvironmentFault, match="cannot be used"):
        open_store(url)
    assert Path(url).read_bytes() == b"no database " * 100


def test_a_store_that_is_only_read_is_not_made(url: str) -> None:
    with pytest.raises(EnvironmentFault, match="no such store"):
        open_store(url, is_made=False)
    assert not Path(url).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        "mysql://host/runs", "nonsense://", "://", "", ":memory:", "sqlite://", "sqlite:///", "sqlite:///:memory:",
        "file:runs.db?mode=ro", "sqlite:///runs.db?mode=ro", "sqlite:///runs%00.db", "postgresql://me:secret@host:port/x",
        "postgresql://me:secret@[::1/x", "mysql://me:secret@host/runs",
    ],
)  # fmt: skip
def test_a_url_of_no_database_that_keeps_anything_is_refused_in_one_line_without_its_password(
    wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as caught:
        open_store(wrong)
    assert "\n" not in str(caught.value)
    assert "sec" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_password_in_the_query_of_a_url_is_not_told_when_the_server_does_not_answer() -> None:
    pytest.importorskip("psycopg", reason="PostgreSQL is reached by the extra postgres")
    with pytest.raises(EnvironmentFault) as caught:
        open_store("postgresql://127.0.0.1:1/runs?password=secret&connect_timeout=1")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("name", ["100%.fit", "\x00", "a%0000b", "\udcff.fit", "\ud800", "ä/ö.gpx"])
def test_every_name_comes_back_as_it_went(name: str) -> None:
    assert named(storable(name)) == name
    storable(name).encode()


def test_names_that_no_database_takes_are_kept(store_url: str) -> None:
    names = sorted(["100%.fit", "a\x00b.fit", "\udcff.fit"])
    with open_store(store_url) as store:
        store.put([entry(str(at), file=name) for at, name in enumerate(names)])
        assert sorted(known.source for known in store.known()) == names


def test_very_long_names_of_files_and_athletes_are_kept_and_told_apart(store_url: str) -> None:
    long = "/" + "/".join(["ä%" * 120] * 12)
    with open_store(store_url) as store:
        store.put(
            [entry("a", file=f"{long}/a.fit", athlete=long), entry("b", file=f"{long}/b.fit", athlete=f"{long}b")]
        )
        store.put([entry("c", file=f"{long}/a.fit", athlete=long)])
        assert sorted(known.source for known in store.known()) == [f"{long}/a.fit", f"{long}/b.fit"]
        assert [held.key for held in store.held(long)] == [key_of("c")]
        assert [held.source for held in store.held(f"{long}b")] == [f"{long}/b.fit"]
        store.replace_findings(long, [], "digest", "{}", [])
        (known,) = store.digests()
        assert known in store.athletes()
        assert store.summary(long) == store.summary(known) == "{}"
        store.forget([f"{long}/a.fit"])
        assert [known.source for known in store.known()] == [f"{long}/b.fit"]
    assert {len(str(source)) <= 1000 for (source,) in rows(store_url, "select source from sources")} == {True}


def test_what_is_asked_for_in_pages_is_all_there_is(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("downtempo.store.store._PAGE", 2)
    with open_store(store_url) as store:
        store.put([entry(word) for word in "abcde"])
        assert sorted(known.source for known in store.known()) == [f"{word}.fit" for word in "abcde"]
        assert sorted(held.file for held in store.each_held("A")) == [f"{word}.fit" for word in "abcde"]
        assert sorted(key for _, key in store.marked_keys()) == sorted(map(key_of, "abcde"))
        assert store.keys_in("a.fit") == {key_of("a")}


def test_very_many_findings_are_kept_without_being_held_twice(url: str) -> None:
    place = Place("run.fit", day="2026-10-04", week="2026-W40")
    bare = Finding("DQ101", "unreadable", "error", "", place, None, None, "", None, "", "", "", "")
    found = [replace(bare, message=f"spoilt {k}") for k in range(20_000)]
    with open_store(url) as store:
        store.replace_findings("A", found[:1])
        tracemalloc.start()
        store.replace_findings("A", found)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 8 << 20
        assert [one["message"] for one in store.findings("A")] == [one.message for one in found]


def test_nothing_but_the_store_loads_sqlalchemy() -> None:
    told = "import downtempo, downtempo.store, sys; print('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout == "False\n"
