"""What there is to read and to judge, which may be too much for memory: tables in a temporary file that goes with them.

What is held here is found again by listing and asking; nothing of it outlives the process.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType

from ..dataclass import dataclass
from ..errors import EnvironmentFault
from .records import Held, Known

_PRAGMAS = ("journal_mode=off", "synchronous=off", "temp_store=file", "cache_size=-4096", "locking_mode=exclusive")
_TABLES = (
    """create table listed (name blob primary key, athlete blob, owner integer, marks text, size integer,
    about integer, is_archive integer) without rowid""",
    "create table known (name blob primary key, athlete blob, marks text) without rowid",
    "create table sized (size integer, key blob, primary key (size, key)) without rowid",
    "create table unsorted (day text, file blob, source blob, key text)",
)
#: A file is as it was when its marks are the same, and are such that can be relied on.
_TODO = """
create table todo as select l.* from listed l left join known k using (name)
where k.name is null or k.marks != l.marks or l.marks = '' or substr(l.marks, -1) = ':' order by l.name
"""
_MOVED = """
select name, l.marks, l.athlete from listed l join known k using (name)
where k.athlete != l.athlete and k.marks = l.marks and l.marks != '' and substr(l.marks, -1) != ':'
"""
#: So many contents of one size are held against a new file at most: they go along with each file that is handed out.
_ALIKE = 32


@dataclass(frozen=True, slots=True)
class Planned:
    """A file that was listed; `owner` and `about` are numbers that whoever lists gives a meaning to."""

    name: str
    athlete: str
    owner: int
    marks: str
    size: int
    about: int = 0
    is_archive: bool = False


class Agenda:
    """Files that were listed, those known before, and the recordings of one athlete in their order.

    Raises
    ------
    EnvironmentFault
        When it is closed: there was no room for it.
    """

    def __init__(self) -> None:
        self._plain = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        for pragma in _PRAGMAS:
            self._plain.execute(f"pragma {pragma}").close()
        for table in _TABLES:
            self._plain.execute(table)

    def __enter__(self) -> Agenda:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._plain.close()
        if isinstance(fault, sqlite3.Error):  # none of a store's comes so far as it is
            told = f"the list of what is to be done cannot be kept in the folder for temporary files: {fault}"
            hint = "free some room there, or name another one in TMPDIR"
            raise EnvironmentFault("temporary-fault", told, hint=hint) from None

    def add(self, listed: Iterable[Planned]) -> None:
        """Put down files, each once: the first of a name counts."""
        rows = (
            (_bytes(p.name), _bytes(p.athlete), p.owner, p.marks, p.size, p.about, p.is_archive) for p in listed
        )  # fmt: skip
        self._many("insert or ignore into listed values (?, ?, ?, ?, ?, ?, ?)", rows)

    def recall(self, known: Iterable[Known]) -> None:
        """Put down what is known before anything is listed: what comes in between is not taken for gone."""
        rows = ((_bytes(one.source), _bytes(one.athlete), one.marks) for one in known)
        self._many("insert or ignore into known values (?, ?, ?)", rows)

    def plan(self) -> None:
        """Find out what of all that is listed is to be done."""
        self._plain.execute(_TODO)

    def n_listed(self) -> int:
        """Return how many files were listed."""
        return self._count("select count(*) from listed")

    def n_todo(self, *, is_archive: bool) -> int:
        """Return how many files are to be read, archives or others."""
        return self._count("select count(*) from todo where is_archive = ?", is_archive)

    def n_bytes(self) -> int:
        """Return how large all files are that are to be read."""
        return self._count("select coalesce(sum(size), 0) from todo")

    def todo(self, *, is_archive: bool) -> Iterator[Planned]:
        """Yield the files to be read, archives or others, by name."""
        query = "select name, athlete, owner, marks, size, about, is_archive from todo where is_archive = ?"
        for name, athlete, owner, marks, size, about, archive in self._plain.execute(query, (is_archive,)):
            yield Planned(_text(name), _text(athlete), owner, marks, size, about, bool(archive))

    def moved(self) -> Iterator[Known]:
        """Yield files that are as they were and now belong to another athlete, who is named."""
        for name, marks, athlete in self._plain.execute(_MOVED):
            yield Known(_text(name), marks, _text(athlete))

    def unlisted(self) -> Iterator[Known]:
        """Yield files that are known and were not listed."""
        query = "select name, marks, athlete from known where name not in (select name from listed) order by name"
        for name, marks, athlete in self._plain.execute(query):
            yield Known(_text(name), marks, _text(athlete))

    def note_sizes(self, found: Iterable[tuple[int, str]]) -> None:
        """Put down under which keys the contents of files of a size are known."""
        rows = ((size, bytes.fromhex(key)) for size, key in found)
        self._many("insert or ignore into sized values (?, ?)", rows)

    def keys_of_size(self, size: int) -> frozenset[str]:
        """Return keys of contents that files of this size have: one of the same size may be the same, elsewhere."""
        query = "select key from sized where size = ? limit ?"
        return frozenset(key.hex() for (key,) in self._plain.execute(query, (size, _ALIKE)))

    def hold(self, held: Iterable[Held]) -> None:
        """Put down the recordings of an athlete in place of another's, in their order: by day, then by name."""
        self._plain.execute("drop table if exists held")
        self._plain.execute("delete from unsorted")
        rows = ((one.day, _bytes(one.file), _bytes(one.source), one.key) for one in held)
        self._many("insert into unsorted values (?, ?, ?, ?)", rows)
        self._plain.execute(
            "create table held as select day, file, source, key from unsorted order by day, file, source, key"
        )

    def held(self, start: int = 0, stop: int | None = None) -> Iterator[Held]:
        """Yield these recordings, those from number `start` on and before `stop`."""
        query = "select source, file, key, day from held where rowid > ? and rowid <= ? order by rowid"
        last = self._count("select count(*) from held") if stop is None else stop
        for source, file, key, day in self._plain.execute(query, (start, last)):
            yield Held(_text(source), _text(file), key, day)

    def _many(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        self._plain.execute("begin")
        self._plain.executemany(statement, rows)
        self._plain.execute("commit")

    def _count(self, query: str, *values: object) -> int:
        (count,) = self._plain.execute(query, values).fetchone()
        return int(count)


def _bytes(text: str) -> bytes:
    """Return text in a form that sorts as it does, and may be no proper text: names of files are what they are."""
    return text.encode("utf-8", "surrogatepass")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")
