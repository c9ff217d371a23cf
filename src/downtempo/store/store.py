"""Reading and writing a store: a result is acknowledged when it is committed, and not before."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from ..model import Finding
from . import spelled, tables
from .faults import told
from .names import named, storable
from .records import Entry, Known

#: So many values go into one statement; SQLite takes no more than 32,766, others fewer.
_AT_ONCE = 500


class Store:
    """Files, what they gave, and what was found in it.

    Every method is one transaction: it is kept whole, or not at all.

    Raises
    ------
    EnvironmentFault
        From any method: the database is gone, full, or cannot be written.
    """

    def __init__(self, engine: Engine, shown: str) -> None:
        self._engine = engine
        self._shown = shown

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._engine.dispose()

    def known(self) -> Iterator[Known]:
        """Yield the files that the store knows, by name."""
        table = tables.files
        query = select(table.c.file, table.c.marks, table.c.athlete, table.c.key).order_by(table.c.file)
        with told(self._shown), self._engine.connect() as connection:
            for file, marks, athlete, key in connection.execution_options(yield_per=_AT_ONCE).execute(query):
                yield Known(named(file), marks, named(athlete), key)

    def has(self, keys: Sequence[str]) -> set[str]:
        """Return those of the keys under which something is kept whole."""
        return {key for key, _ in self.values(keys)}

    def values(self, keys: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Yield what is kept under these keys; what does not match its checksum counts as absent."""
        table = tables.contents
        with told(self._shown), self._engine.connect() as connection:
            for at in range(0, len(keys), _AT_ONCE):
                asked = keys[at : at + _AT_ONCE]
                query = select(table.c.key, table.c.value, table.c.crc).where(table.c.key.in_(asked))
                for key, value, crc in connection.execute(query):
                    if _crc(key, value) == crc:
                        yield key, bytes(value)

    def put(self, entries: Sequence[Entry]) -> None:
        """Keep what files gave. Content that is there already is not written again, whoever wrote it."""
        with told(self._shown), self._engine.begin() as connection:
            for entry in entries:
                if _is_new(connection, entry):
                    _spell_out(connection, entry)
            _upsert(connection, tables.files, [_file_row(entry) for entry in entries])

    def place(self, files: Sequence[Known]) -> None:
        """Note under which key these files are known; what they gave is there already."""
        with told(self._shown), self._engine.begin() as connection:
            _upsert(connection, tables.files, [_file_row(file) for file in files])

    def forget(self, files: Sequence[str]) -> None:
        """Forget files that are no longer there, and content that lies in no file any more."""
        table = tables.files
        with told(self._shown), self._engine.begin() as connection:
            for at in range(0, len(files), _AT_ONCE):
                gone = [storable(file) for file in files[at : at + _AT_ONCE]]
                connection.execute(delete(table).where(table.c.file.in_(gone)))
            connection.execute(delete(tables.contents).where(tables.contents.c.key.not_in(select(table.c.key))))

    def replace_findings(self, athlete: str, findings: Iterable[Finding]) -> None:
        """Keep what was found about the runs of an athlete, instead of what was found before."""
        rows = list(spelled.finding_rows(athlete, findings))
        with told(self._shown), self._engine.begin() as connection:
            connection.execute(delete(tables.findings).where(tables.findings.c.athlete == storable(athlete)))
            _insert(connection, tables.findings, rows)


def _file_row(one: Entry | Known) -> dict[str, Any]:
    return {"file": storable(one.file), "marks": one.marks, "athlete": storable(one.athlete), "key": one.key}


def _is_new(connection: Connection, entry: Entry) -> bool:
    """Write what a file gave; whether nobody had."""
    row = {"key": entry.key, "value": entry.value, "crc": _crc(entry.key, entry.value)}
    table = tables.contents
    statement = _dialect(connection).insert(table).values(row).on_conflict_do_nothing().returning(table.c.key)
    if connection.execute(statement).first() is not None:
        return True
    kept = connection.execute(select(table.c.value, table.c.crc).where(table.c.key == entry.key)).first()
    if kept is None or _crc(entry.key, kept[0]) != kept[1]:  # damaged since it was written
        connection.execute(table.update().where(table.c.key == entry.key).values(row))
    return False


def _spell_out(connection: Connection, entry: Entry) -> None:
    runs = list(enumerate(entry.found.sessions))
    _insert(connection, tables.sessions, [spelled.session_row(entry.key, run, one) for run, one in runs])
    for table, rows_of in ((tables.segments, spelled.segment_rows), (tables.notes, spelled.note_rows)):
        _insert(connection, table, [row for run, one in runs for row in rows_of(entry.key, run, one)])


def _insert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _upsert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Write rows, in place of those with the same key."""
    if not rows:
        return
    own = [column.name for column in table.primary_key]
    statement = _dialect(connection).insert(table)
    others = {name: statement.excluded[name] for name in rows[0] if name not in own}
    connection.execute(statement.on_conflict_do_update(index_elements=own, set_=others), rows)


def _dialect(connection: Connection) -> Any:
    return postgresql if connection.dialect.name == "postgresql" else sqlite


def _crc(key: str, value: bytes) -> int:
    return zlib.crc32(value, zlib.crc32(key.encode()))
