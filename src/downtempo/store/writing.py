"""How results are written: each function is a part of one transaction."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select

from . import tables
from .names import bounded, storable
from .records import Entry, Filled, Known

#: So many values go into one statement; SQLite takes no more than 32,766, others fewer.
AT_ONCE = 500
#: So many rows are handed to the database at once.
_ROWS = 2_000


def put(connection: Connection, filled: Sequence[Filled]) -> list[int]:
    """Keep what files gave; content that is there already is not written again.

    Return the places of those that are not kept: another batch has forgotten meanwhile what they take for known. No
    file of which something is not kept is told to be whole.
    """
    refused = _refused(connection, filled)
    filled = [one for k, one in enumerate(filled) if k not in set(refused)]
    entries = {entry.key: entry for one in filled for entry in one.entries if entry.value is not None}
    new = _kept(connection, list(entries.values()))
    for table in (tables.sessions, tables.segments, tables.notes):
        insert_rows(connection, table, [row for key in new for row in getattr(entries[key].rows, table.name)])
    whole = {one.source: one for one in filled}
    upsert(connection, tables.sources, [_source_row(one) for one in whole.values()])
    upsert(
        connection,
        tables.files,
        [
            {"source": bounded(one.source), "number": number, "file": storable(entry.file), "key": entry.key}
            for one in filled
            for number, entry in enumerate(one.entries, one.first)
        ],
    )
    _cut(connection, [one for one in filled if one.is_last])
    return refused


def _refused(connection: Connection, filled: Sequence[Filled]) -> list[int]:
    given = {entry.key for one in filled for entry in one.entries if entry.value is not None}
    taken = sorted({entry.key for one in filled for entry in one.entries} - given)
    table = tables.contents
    for asked in portions(taken):
        given.update(connection.execute(select(table.c.key).where(table.c.key.in_(asked))).scalars())
    short = [k for k, one in enumerate(filled) if not given.issuperset(entry.key for entry in one.entries)]
    sources = {filled[k].source for k in short}
    return [k for k, one in enumerate(filled) if k in short or (one.is_last and one.source in sources)]


def move(connection: Connection, known: Sequence[Known]) -> None:
    """Let files belong to these athletes, those that are still there and as they were."""
    table = tables.sources
    of = (table.c.source == bindparam("of"), table.c.marks == bindparam("as_it_was"))
    told = [{"of": bounded(one.source), "as_it_was": one.marks, "now": bounded(one.athlete)} for one in known]
    connection.execute(table.update().where(*of).values(athlete=bindparam("now")), told)


def _source_row(one: Filled) -> dict[str, Any]:
    key, name = bounded(one.source), storable(one.source)
    whole = None if key == name else name
    return {"source": key, "name": whole, "marks": one.marks, "athlete": bounded(one.athlete)}


def _cut(connection: Connection, filled: Sequence[Filled]) -> None:
    """Forget what files held beyond what they hold now."""
    table = tables.files
    query = delete(table).where(table.c.source == bindparam("of"), table.c.number >= bindparam("stop"))
    if filled:
        told = [{"of": bounded(one.source), "stop": one.first + len(one.entries)} for one in filled]
        connection.execute(query, told)


def _kept(connection: Connection, entries: Sequence[Entry]) -> list[str]:
    """Write what recordings gave; return the keys that were not there."""
    if not entries:
        return []
    table = tables.contents
    rows: list[dict[str, Any]] = [
        {"key": one.key, "value": one.value, "crc": checksum(one.key, one.value or b"")} for one in entries
    ]
    statement = _dialect(connection).insert(table).on_conflict_do_nothing().returning(table.c.key)
    new = list(connection.execute(statement, rows).scalars())
    old: dict[str, Any] = {row["key"]: row for row in rows} if len(new) < len(rows) else {}
    for key in new:
        old.pop(key, None)
    for asked in portions(list(old)):
        for key, value, crc in connection.execute(select(table).where(table.c.key.in_(asked))).all():
            if checksum(key, value) != crc:  # damaged since it was written
                connection.execute(table.update().where(table.c.key == key).values(old[key]))
    return sorted(new)


def forget(connection: Connection, sources: Sequence[str]) -> None:
    """Forget files, and content that lies in no file any more."""
    table = tables.sources
    for asked in portions([bounded(source) for source in sources]):
        connection.execute(delete(table).where(table.c.source.in_(asked)))
    connection.execute(delete(tables.contents).where(tables.contents.c.key.not_in(select(tables.files.c.key))))


def doubt(connection: Connection, keys: Sequence[str]) -> int:
    """Let the files that hold these be read again; return how many these are."""
    table = tables.sources
    n = 0
    for asked in portions(keys):
        held = select(tables.files.c.source).where(tables.files.c.key.in_(asked))
        n += connection.execute(table.update().where(table.c.source.in_(held)).values(marks="")).rowcount
    return n


def dismiss(connection: Connection) -> None:
    """Forget what was found about athletes who have no file any more."""
    there = select(tables.sources.c.athlete)
    for table in (tables.findings, tables.weeks, tables.athletes):
        connection.execute(delete(table).where(table.c.athlete.not_in(there)))


def portions(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield so many values as one statement takes."""
    for at in range(0, len(values), AT_ONCE):
        yield values[at : at + AT_ONCE]


def insert_rows(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    """Write rows, if there are any, some at a time: of very many no more are held than need be."""
    source = iter(rows)
    while some := list(islice(source, _ROWS)):
        connection.execute(insert(table), some)


def upsert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
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


def checksum(key: str, value: bytes) -> int:
    """Return the checksum of a value and its key."""
    return zlib.crc32(value, zlib.crc32(key.encode()))
