"""Reading and writing a store: a result is acknowledged when it is committed, and not before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from types import TracebackType
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Engine, Table, delete, func, literal, select, tuple_

from ..model import Finding
from . import spelled, tables, writing
from .faults import again
from .names import bounded, named
from .records import Filled, Held, Known

#: So many rows are asked for at once where there may be very many.
_PAGE = 2_000
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

    def known(self) -> Iterator[Known]:
        """Yield the files that the store knows, in the order of their keys."""
        table = tables.sources
        query = select(table.c.source, table.c.name, table.c.marks, table.c.athlete)
        for source, name, marks, athlete in self._pages(query, table.c.source):
            yield Known(named(name or source), marks, named(athlete))

    def athletes(self) -> list[str]:
        """Return whose files the store knows, by name; a very long one as `bounded` writes it."""
        query = select(tables.sources.c.athlete).distinct()
        rows = self._read(lambda connection: connection.execute(query).all())
        return sorted(named(athlete) for (athlete,) in rows)

    def held(self, athlete: str | None = None) -> list[Held]:
        """Return the recordings of one athlete or of all, those without a day first, by day and name."""
        return sorted(self.each_held(athlete), key=lambda one: (one.day, one.file, one.source, one.key))

    def each_held(self, athlete: str | None = None) -> Iterator[Held]:
        """Yield the same in the order of the files' keys, a few at a time."""
        files, sources, sessions = tables.files, tables.sources, tables.sessions
        day = select(func.min(sessions.c.local_date)).where(sessions.c.key == files.c.key).scalar_subquery()
        query = select(files.c.source, files.c.number, sources.c.name, files.c.file, files.c.key, day).join(sources)
        if athlete is not None:
            query = query.where(sources.c.athlete == bounded(athlete))
        for source, _, name, file, key, first in self._pages(query, files.c.source, files.c.number):
            yield Held(named(name or source), named(file), key, str(first or ""))

    def keys_in(self, source: str) -> frozenset[str]:
        """Return the keys of what a file held the last time."""
        query = select(tables.files.c.key).where(tables.files.c.source == bounded(source))
        rows = self._read(lambda connection: connection.execute(query).all())
        return frozenset(key for (key,) in rows)

    def marked_keys(self) -> Iterator[tuple[str, str]]:
        """Yield the marks of each file with the key of each recording in it."""
        files, sources = tables.files, tables.sources
        query = select(files.c.source, files.c.number, sources.c.marks, files.c.key).join(sources)
        for _, _, marks, key in self._pages(query, files.c.source, files.c.number):
            yield marks, key

    def has(self, keys: Sequence[str]) -> set[str]:
        """Return those of the keys under which something is kept whole."""
        return {key for key, _ in self.values(keys)}

    def values(self, keys: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Yield what is kept under these keys; what does not match its checksum counts as absent."""
        table = tables.contents
        for asked in writing.portions(keys):
            query = select(table.c.key, table.c.value, table.c.crc).where(table.c.key.in_(asked))
            for key, value, crc in self._read(partial(_all, query)):
                if writing.checksum(key, value) == crc:
                    yield key, bytes(value)

    def put(self, filled: Sequence[Filled]) -> list[int]:
        """Keep what files gave; return the places of those that have to be read again, and are not kept.

        Content that is there already is not written again, whoever wrote it. What was taken for known may be forgotten
        meanwhile by somebody else.
        """
        return self._write(lambda connection: writing.put(connection, filled))

    def move(self, known: Sequence[Known]) -> None:
        """Let files belong to other athletes, those that are still as they were."""
        self._write(lambda connection: writing.move(connection, known))

    def forget(self, sources: Sequence[str]) -> None:
        """Forget files that are no longer there, and content that lies in no file any more."""
        self._write(lambda connection: writing.forget(connection, sources))

    def doubt(self, keys: Sequence[str]) -> int:
        """Let the files that hold these be read again the next time; return how many these are."""
        return self._write(lambda connection: writing.doubt(connection, keys))

    def digests(self) -> dict[str, str]:
        """Return for each athlete the digest of what decided what was found."""
        table = tables.athletes
        rows = self._read(lambda connection: connection.execute(select(table.c.athlete, table.c.digest)).all())
        return {named(athlete): digest for athlete, digest in rows}

    def summary(self, athlete: str) -> str | None:
        """Return what was found about an athlete in short; None where nothing was judged yet."""
        query = select(tables.athletes.c.summary).where(tables.athletes.c.athlete == bounded(athlete))
        told: str | None = self._read(lambda connection: connection.scalar(query))
        return told

    def weeks(self, athlete: str) -> list[dict[str, Any]]:
        """Return what the weeks of an athlete came to, oldest first."""
        return self._of(tables.weeks, athlete, "start")

    def findings(self, athlete: str) -> list[dict[str, Any]]:
        """Return what was found about the runs of an athlete, in the order in which it was told."""
        return self._of(tables.findings, athlete, "number")

    def _of(self, table: Table, athlete: str, order: str) -> list[dict[str, Any]]:
        query = select(table).where(table.c.athlete == bounded(athlete)).order_by(table.c[order])
        return self._read(lambda connection: [dict(row) for row in connection.execute(query).mappings()])

    def replace_findings(
        self,
        athlete: str,
        findings: Iterable[Finding],
        digest: str = "",
        summary: str = "{}",
        weeks: Iterable[dict[str, Any]] = (),
    ) -> None:
        """Keep what was found about the runs of an athlete, instead of what was found before."""
        own = bounded(athlete)
        found = tuple(findings)
        told = {"athlete": own, "digest": digest, "summary": summary}
        kept = [{"athlete": own, **week} for week in weeks]

        def write(connection: Connection) -> None:
            for table, new in ((tables.findings, spelled.finding_rows(own, found)), (tables.weeks, kept)):
                connection.execute(delete(table).where(table.c.athlete == own))
                writing.insert_rows(connection, table, new)
            writing.upsert(connection, tables.athletes, [told])

        self._write(write)

    def dismiss(self) -> None:
        """Forget what was found about athletes who have no file any more."""
        self._write(writing.dismiss)

    def table(self, name: str) -> tuple[dict[str, type], Iterator[dict[str, Any]]]:
        """Return the columns of a table with their types, and its rows in the order of its keys."""
        table = tables.metadata.tables[name]
        return {column.name: column.type.python_type for column in table.columns}, self._rows(table)

    def _rows(self, table: Table) -> Iterator[dict[str, Any]]:
        with self._engine.connect().execution_options(**{READING: True}, yield_per=writing.AT_ONCE) as connection:
            yield from map(dict, connection.execute(select(table).order_by(*table.primary_key)).mappings())

    def _pages(self, query: Any, *order: Column[Any]) -> Iterator[Any]:
        """Yield the rows of a query by the columns that it begins with, so many at a time that memory does not grow."""
        asked = query.order_by(*order).limit(_PAGE)
        rows = self._read(partial(_all, asked))
        while True:
            yield from rows
            if len(rows) < _PAGE:
                return
            last = tuple_(*map(literal, rows[-1][: len(order)]))
            rows = self._read(partial(_all, asked.where(tuple_(*order) > last)))

    def _read(self, act: Callable[[Connection], Done]) -> Done:
        def once() -> Done:
            with self._engine.connect().execution_options(**{READING: True}) as connection:
                return act(connection)

        return again(self.shown, once)

    def _write(self, act: Callable[[Connection], Done]) -> Done:
        def once() -> Done:
            with self._engine.begin() as connection:
                return act(connection)

        return again(self.shown, once)


def _all(query: Any, connection: Connection) -> list[Any]:
    return list(connection.execute(query).all())
