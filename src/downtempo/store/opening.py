"""How a database is reached, and what is asked of it before anything is kept there."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, insert, inspect, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from ..errors import EnvironmentFault, UsageError
from ..text import safe
from . import tables
from .faults import told
from .store import READING, Store

_KINDS = ("sqlite", "postgresql")
#: A writer waits so long for another one [ms].
_BUSY_MS = 30_000
#: The number of the lock that the one writer of a PostgreSQL database holds; any, but always the same.
_WRITER = 0x646F776E
#: Nothing acknowledged is lost in a power cut, for the log is waited for at each commit.
PRAGMAS = ("journal_mode=wal", "synchronous=full", "foreign_keys=on", f"busy_timeout={_BUSY_MS}", "trusted_schema=off")
#: Name and password in what may be no URL at all.
_WHO = re.compile("://.*@", re.DOTALL)
_NOT_OURS = "the database holds tables of its own and none of a store; nothing was written"


def connected(url: str, *, is_made: bool) -> Store:
    """Return the store at a URL, its tables made where there are none.

    Raises
    ------
    UsageError
        No such kind of database, or an extra that is not installed.
    EnvironmentFault
        It cannot be reached, opened or written, or another version of downtempo made it.
    """
    target = _target(url)
    shown = safe(target.set(query={}).render_as_string(hide_password=True))  # a query may hold a password, too
    if target.get_backend_name() == "sqlite" and not is_made and not Path(target.database or "").is_file():
        raise EnvironmentFault("store-missing", "there is no such store", path=shown, hint="downtempo batch makes one")
    engine = _engine(target, shown)
    with told(shown):
        _prepare(engine, shown, is_made=is_made)
    return Store(engine, shown)


def _target(url: str) -> URL:
    """Return the URL, that of a SQLite file for a plain path."""
    try:
        target = make_url(url) if "://" in url else URL.create("sqlite", database=url)
    except (ArgumentError, ValueError):  # the latter of a port that is no number
        why = f"{safe(_WHO.sub('://***@', url))!r} is no URL of a database"
        raise UsageError("store-url", why, hint="write runs.db or postgresql://host/name") from None
    if target.get_backend_name() not in _KINDS:
        why = f"a store cannot be a {safe(target.get_backend_name())} database"
        raise UsageError("store-url", why, hint="write runs.db or postgresql://host/name")
    if target.get_backend_name() == "sqlite" and (why := _why_not_kept(target)):
        raise UsageError("store-url", f"{safe(url)!r} {why}", hint="write runs.db or sqlite:///runs.db")
    return target.set(drivername="postgresql+psycopg") if target.drivername == "postgresql" else target


def _why_not_kept(target: URL) -> str:
    """Return why nothing would outlast the process in a SQLite store so called, or it would lie elsewhere."""
    name = target.database or ""
    if not name or name == ":memory:" or name.startswith("file:"):
        return "names no file, so nothing would be kept"
    if "\0" in name:
        return "is no name of a file"
    return "has options, and a file has none" if target.query else ""


def _engine(target: URL, shown: str) -> Engine:
    try:
        if target.get_backend_name() != "sqlite":
            engine = create_engine(target, pool_pre_ping=True)
            event.listen(engine, "begin", _one_at_a_time)
            return engine
        engine = create_engine(target, connect_args={"timeout": _BUSY_MS / 1000, "isolation_level": None})
    except (ModuleNotFoundError, NoSuchModuleError) as fault:
        why = f"{shown} needs a package that is not installed ({safe(str(fault))})"
        raise UsageError("store-extra", why, hint="pip install 'downtempo[postgres]'") from None
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: Any, _record: object) -> None:
    connection.text_factory = _text
    for pragma in PRAGMAS:
        connection.execute(f"pragma {pragma}").close()


def _text(data: bytes) -> str:
    """Return a text of a SQLite file; what is none is damage, of which the database itself does not know."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise sqlite3.DatabaseError("a text in it is damaged") from None


def _on_begin(connection: Any) -> None:
    """Take the right to write at once: a reader that becomes a writer half-way may have to be refused."""
    connection.exec_driver_sql("begin" if connection.get_execution_options().get(READING) else "begin immediate")


def _one_at_a_time(connection: Any) -> None:
    """Let writers wait for one another, as those of a file do: two that wait for rows of each other end in a fault."""
    if not connection.get_execution_options().get(READING):
        connection.exec_driver_sql(f"set local lock_timeout = {_BUSY_MS}")
        connection.exec_driver_sql(f"select pg_advisory_xact_lock({_WRITER})")


def _prepare(engine: Engine, shown: str, *, is_made: bool) -> None:
    reading = engine.connect().execution_options(**{READING: not is_made})  # who only reads waits for no writer
    with reading as connection, connection.begin():
        there = set(inspect(connection).get_table_names())
        if not there and is_made:
            tables.metadata.create_all(connection)
            connection.execute(insert(tables.store).values(name="version", value=tables.VERSION))
        elif not there:
            raise EnvironmentFault("store-missing", "there is no such store", path=shown)
        elif "store" not in there:
            raise EnvironmentFault("store-foreign", _NOT_OURS, path=shown, hint="name another database")
        version = connection.scalar(select(tables.store.c.value).where(tables.store.c.name == "version"))
    if version != tables.VERSION:
        why = f"the store has version {safe(str(version))}, this downtempo writes {tables.VERSION}; nothing was written"
        hint = "name another store; everything in it can be derived again from the files"
        raise EnvironmentFault("store-version", why, path=shown, hint=hint)
