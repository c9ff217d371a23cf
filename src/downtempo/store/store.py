"""Reading and writing a store: a result is acknowledged when it is committed, and not before."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from importlib import import_module
from types import TracebackType
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table, bindparam, delete, func, insert, select

from ..model import Finding
from . import spelled, tables
from .faults import again
from .names import named, storable
from .records import Entry, Filled, Held, Known

#: So many values go into one statement; SQLite takes no more than 32,766, others fewer.
_AT_ONCE = 500
#: The option of a connection that only reads, for which no other writer needs to wait.
READING = "downtempo_reading"

Done = TypeVar("Done")


class Store:
    """Files, what they gave, and what was found in it.

    Every method that writes is one transaction: it is kept whole, or not at all. A server that is started anew
    meanwhile is waited for.

    Raises
    ------
    EnvironmentFault
        From any method: the database is gone, full, or cannot be written.
    """

    def __init__(self, engine: Engine, shown: str) -> None:
        self._engine = engine
        self.shown = shown

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._engine.dispose()

    def known(self) -> list[Known]:
        """Return the files that the store knows, by name."""
        table = tables.sources
        query = select(table.c.source, table.c.marks, table.c.athlete).order_by(table.c.source)
        rows = self._read(lambda connection: connection.execute(query).all())
        return [Known(named(source), marks, named(athlete)) for source, marks, athlete in rows]

    def held(self, athlete: str | None = None) -> list[Held]:
        """Return the recordings of one athlete or of all, those without a day first, by day and name."""
        files, sources, sessions = tables.files, tables.sources, tables.sessions
        day = select(func.min(sessions.c.local_date)).where(sessions.c.key == files.c.key).scalar_subquery()
        query = select(files.c.source, files.c.file, files.c.key, day).join(sources)
        if athlete is not None:
            query = query.where(sources.c.athlete == storable(athlete))
        rows = self._read(lambda connection: connection.execute(query).all())
        found = [Held(named(source), named(file), key, str(first or "")) for source, file, key, first in rows]
        return sorted(found, key=lambda one: (one.day, one.file, one.source, one.key))

    def has(self, keys: Sequence[str]) -> set[str]:
        """Return those of the keys under which something is kept whole."""
        return {key for key, _ in self.values(keys)}

    def values(self, keys: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Yield what is kept under these keys; what does not match its checksum counts as absent."""
        table = tables.contents
        for asked in _portions(keys):
            query = select(table.c.key, table.c.value, table.c.crc).where(table.c.key.in_(asked))
            for key, value, crc in self._read(partial(_all, query)):
                if _crc(key, value) == crc:
                    yield key, bytes(value)

    def put(self, filled: Sequence[Filled]) -> None:
        """Keep what files gave. Content that is there already is not written again, whoever wrote it."""
        self._write(lambda connection: _put(connection, filled))

    def forget(self, sources: Sequence[str]) -> None:
        """Forget files that are no longer there, and content that lies in no file any more."""
        self._write(lambda connection: _forget(connection, sources))

    def doubt(self, keys: Sequence[str]) -> None:
        """Let the files that hold these be read again the next time."""
        self._write(lambda connection: _doubt(connection, keys))

    def judged(self) -> dict[str, tuple[str, str]]:
        """Return for each athlete the digest of what decided what was found, and the summary of it."""
        rows = self._read(lambda connection: connection.execute(select(tables.athletes)).all())
        return {named(athlete): (digest, summary) for athlete, digest, summary in rows}

    def replace_findings(
        self, athlete: str, findings: Iterable[Finding], digest: str = "", summary: str = "{}"
    ) -> None:
        """Keep what was found about the runs of an athlete, instead of what was found before."""
        rows = list(spelled.finding_rows(athlete, findings))
        told = {"athlete": storable(athlete), "digest": digest, "summary": summary}

        def write(connection: Connection) -> None:
            connection.execute(delete(tables.findings).where(tables.findings.c.athlete == storable(athlete)))
            _insert(connection, tables.findings, rows)
            _upsert(connection, tables.athletes, [told])

        self._write(write)

    def dismiss(self, athletes: Sequence[str]) -> None:
        """Forget what was found about athletes who have no file any more."""
        gone = [storable(athlete) for athlete in athletes]

        def write(connection: Connection) -> None:
            for table in (tables.findings, tables.athletes):
                for asked in _portions(gone):
                    connection.execute(delete(table).where(table.c.athlete.in_(asked)))

        self._write(write)

    def table(self, name: str) -> tuple[dict[str, type], Iterator[dict[str, Any]]]:
        """Return the columns of a table with their types, and its rows in the order of its keys."""
        table = tables.metadata.tables[name]
        return {column.name: column.type.python_type for column in table.columns}, self._rows(table)

    def _rows(self, table: Table) -> Iterator[dict[str, Any]]:
        with self._engine.connect().execution_options(**{READING: True}, yield_per=_AT_ONCE) as connection:
            yield from map(dict, connection.execute(select(table).order_by(*table.primary_key)).mappings())

    def _read(self, act: Callable[[Connection], Done]) -> Done:
        def once() -> Done:
            with self._engine.connect().execution_options(**{READING: True}) as connection:
                return act(connection)

        return again(self.shown, once)

    def _write(self, act: Callable[[Connection], None]) -> None:
        def once() -> None:
            with self._engine.begin() as connection:
                act(connection)

        again(self.shown, once)


def _all(query: Any, connection: Connection) -> list[Any]:
    return list(connection.execute(query).all())


def _put(connection: Connection, filled: Sequence[Filled]) -> None:
    entries = {entry.key: entry for one in filled for entry in one.entries if entry.value is not None}
    new = _kept(connection, list(entries.values()))
    for table in (tables.sessions, tables.segments, tables.notes):
        _insert(connection, table, [row for key in new for row in getattr(entries[key].rows, table.name)])
    whole = {one.source: one for one in filled}
    _upsert(connection, tables.sources, [_source_row(one) for one in whole.values()])
    _upsert(
        connection,
        tables.files,
        [
            {"source": storable(one.source), "number": number, "file": storable(entry.file), "key": entry.key}
            for one in filled
            for number, entry in enumerate(one.entries, one.first)
        ],
    )
    _cut(connection, [one for one in filled if one.is_last])


def _source_row(one: Filled) -> dict[str, Any]:
    return {"source": storable(one.source), "marks": one.marks, "athlete": storable(one.athlete)}


def _cut(connection: Connection, filled: Sequence[Filled]) -> None:
    """Forget what files held beyond what they hold now."""
    table = tables.files
    query = delete(table).where(table.c.source == bindparam("of"), table.c.number >= bindparam("stop"))
    if filled:
        told = [{"of": storable(one.source), "stop": one.first + len(one.entries)} for one in filled]
        connection.execute(query, told)


def _kept(connection: Connection, entries: Sequence[Entry]) -> list[str]:
    """Write what recordings gave; return the keys that were not there."""
    if not entries:
        return []
    table = tables.contents
    rows: list[dict[str, Any]] = [
        {"key": one.key, "value": one.value, "crc": _crc(one.key, one.value or b"")} for one in entries
    ]
    statement = _dialect(connection).insert(table).on_conflict_do_nothing().returning(table.c.key)
    new = list(connection.execute(statement, rows).scalars())
    old: dict[str, Any] = {row["key"]: row for row in rows} if len(new) < len(rows) else {}
    for key in new:
        old.pop(key, None)
    for asked in _portions(list(old)):
        for key, value, crc in connection.execute(select(table).where(table.c.key.in_(asked))).all():
            if _crc(key, value) != crc:  # damaged since it was written
                connection.execute(table.update().where(table.c.key == key).values(old[key]))
    return sorted(new)


def _forget(connection: Connection, sources: Sequence[str]) -> None:
    table = tables.sources
    for asked in _portions([storable(source) for source in sources]):
        connection.execute(delete(table).where(table.c.source.in_(asked)))
    connection.execute(delete(tables.contents).where(tables.contents.c.key.not_in(select(tables.files.c.key))))


def _doubt(connection: Connection, keys: Sequence[str]) -> None:
    table = tables.sources
    for asked in _portions(keys):
        held = select(tables.files.c.source).where(tables.files.c.key.in_(asked))
        connection.execute(table.update().where(table.c.source.in_(held)).values(marks=""))


def _portions(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(values), _AT_ONCE):
        yield values[at : at + _AT_ONCE]


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
    """Return the statements of a database; those of others, which take their time to import, are left alone."""
    return import_module(f"sqlalchemy.dialects.{connection.dialect.name}")


def _crc(key: str, value: bytes) -> int:
    return zlib.crc32(value, zlib.crc32(key.encode()))
