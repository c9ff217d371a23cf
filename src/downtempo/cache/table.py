"""The file of the cache: one SQLite database, of which any part may be wrong, gone or locked at any time."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from .. import limits
from .state import State

Tell = Callable[[str], None]
Row = tuple[Any, ...]

#: Another layout gets another name, so that versions side by side do not disturb each other.
FILE_NAME = "sessions-1.sqlite"
_VERSION = 1
_BUSY_S = 5.0
_WRITE_EVERY = 64
_SCHEMA = "create table if not exists kept (key blob not null unique, value blob not null, crc integer not null)"
_FIND = "select value, crc from kept where key = ?"
_KEEP = "insert or replace into kept values (?, ?, ?)"
_ANY = "select 1 from kept limit 1"
_DROP = "delete from kept where rowid <= (select min(rowid) + (max(rowid) - min(rowid)) / 4 from kept)"
_USED = """
select (page_count - freelist_count) * page_size from pragma_page_count, pragma_freelist_count, pragma_page_size
"""
#: A power cut may spoil the file, which its checksums tell; waiting for the disk at the end of each command is dearer.
_PRAGMAS = (
    "pragma journal_mode=wal", "pragma synchronous=off", "pragma trusted_schema=off", "pragma cell_size_check=on",
    "pragma journal_size_limit=16777216",
)  # fmt: skip
_FAULTS = (sqlite3.Error, OSError, ValueError, OverflowError)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_OURS, _PRIVATE = 0o600, 0o700


class Cache:
    """Results by their keys, and what files held by their states.

    No method raises. After the first fault nothing more is looked up or kept, and one line has been told. Every row
    carries a checksum of itself and of its key, so that damage is taken for absence.

    Parameters
    ----------
    folder
        Where the database lies; it is made if it is not there.
    tell
        Takes the one line that says why nothing is kept.
    limit_bytes
        Beyond it the oldest rows are dropped.
    """

    def __init__(self, folder: str, tell: Tell, limit_bytes: int = limits.CACHE_BYTES) -> None:
        self._tell = tell
        self._limit_bytes = limit_bytes
        self._path = Path(folder, FILE_NAME)
        self._waiting: list[tuple[bytes, bytes, int]] = []
        self._connection: sqlite3.Connection | None = None
        self._attempt(self._open)

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is kept, so that nothing needs to be looked for."""
        return self._row(_ANY) is None

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Look many things up as they are now; locked once for all of them, and not each time."""
        connection = self._connection
        if connection is not None:
            self._attempt(lambda: connection.execute("begin"))
        yield
        self._attempt(self._end)

    def value_of(self, key: bytes) -> bytes | None:
        """Return what was kept under a key, exactly as it was."""
        row = self._row(_FIND, key)
        if row is None or not isinstance(row[0], bytes) or row[1] != zlib.crc32(row[0], zlib.crc32(key)):
            return None
        return row[0]

    def keep(self, key: bytes, value: bytes) -> None:
        """Keep a value under a key."""
        self._waiting.append((key, value, zlib.crc32(value, zlib.crc32(key))))
        if len(self._waiting) >= _WRITE_EVERY:
            self._attempt(self._write)

    def content_of(self, state: State, key: bytes) -> bytes | None:
        """Return what is kept of a file that is in the very state in which it was read."""
        value, marks = self.value_of(key), state.marks + b"\n"
        return value[len(marks) :] if value is not None and value.startswith(marks) else None

    def keep_content(self, state: State, key: bytes, content: bytes) -> None:
        """Keep what a file held, if its state is one that a change would not leave as it is."""
        if state.is_settled:
            self.keep(key, state.marks + b"\n" + content)

    def close(self) -> None:
        """Write what is not yet written, and let the database go."""
        self._attempt(self._write)
        self._leave()

    def _open(self) -> None:
        folder = self._path.parent
        folder.mkdir(_PRIVATE, parents=True, exist_ok=True)
        if hasattr(os, "geteuid") and folder.stat().st_uid != os.geteuid():
            raise PermissionError(0, "its folder belongs to somebody else")
        os.close(os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), _OURS))
        self._connection = sqlite3.connect(self._path, timeout=_BUSY_S, isolation_level=None)
        self._lay_out(self._connection)

    def _lay_out(self, connection: sqlite3.Connection) -> None:
        """Make the table, unless a newer version of this program made another one."""
        (version,) = connection.execute("pragma user_version").fetchone()
        if version > _VERSION:
            raise ValueError("a newer version of downtempo wrote it")
        for statement in (*_PRAGMAS, _SCHEMA):
            connection.execute(statement)
        if version < _VERSION:
            connection.execute(f"pragma user_version={_VERSION}")

    def _row(self, query: str, *values: bytes) -> Row | None:
        connection = self._connection
        if connection is None:
            return None
        row: Row | None = self._attempt(lambda: connection.execute(query, values).fetchone())
        return row

    def _end(self) -> None:
        if self._connection is not None and self._connection.in_transaction:
            self._connection.execute("commit")

    def _write(self) -> None:
        """Write in one go, so that other processes never wait for long."""
        self._end()
        connection, waiting = self._connection, self._waiting
        self._waiting = []
        if connection is None or not waiting:
            return
        connection.execute("begin immediate")
        connection.executemany(_KEEP, waiting)
        self._prune(connection)
        connection.execute("commit")

    def _prune(self, connection: sqlite3.Connection) -> None:
        """Drop the oldest quarter, again and again, while there is more than may be kept."""
        for _ in range(16):
            if connection.execute(_USED).fetchone()[0] <= self._limit_bytes:
                return
            connection.execute(_DROP)

    def _attempt(self, act: Callable[[], Any]) -> Any:
        """Do something to the database; a fault ends its use, and a damaged one is put away."""
        try:
            return act()
        except _FAULTS as fault:
            self._leave()
            if getattr(fault, "sqlite_errorcode", None) in _DAMAGED:
                self._put_away()
            why = getattr(fault, "strerror", None) or str(fault)
            self._tell(f"no cache, so nothing is kept: {self._path}: {why}")
        return None

    def _leave(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()

    def _put_away(self) -> None:
        for ending in ("", "-wal", "-shm"):
            with suppress(OSError):
                self._path.with_name(self._path.name + ending).unlink()
