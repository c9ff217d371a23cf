"""What a worker of a batch does with a file: reads it, and hands back what is to be kept as plain bytes and rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field
from hashlib import sha256

from ..cache import packed
from ..dataclass import dataclass
from ..model import Rejection
from ..model.results import Collected
from ..parser import Found, Look, Place, Source, look_into, name_at, opened, take_out
from ..store.records import Entry, Rows
from ..store.spelled import spell
from .collect import Reading, guarded, read_source
from .pieces import is_lasting, key_of_source

_LATE = "reading it took longer than {limit:g} s and was broken off; the file was left out; raise --time-limit"
_DIED = "reading it ended the process that did so, alone too; the file was left out; please report it"


@dataclass(frozen=True, slots=True)
class Reap:
    """A file to read, and keys under which its content may be known."""

    reading: Reading
    file: Found
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Peek:
    """An archive to look into, or one inside an archive."""

    file: Found
    place: Place = ()


@dataclass(frozen=True, slots=True)
class Draw:
    """A piece of an archive to read, as long as that is in the state in which it was looked into.

    `left` is what may still inflate out of the archive [bytes]. `lost`: reading the piece ended the process that did
    so, by time (`late`) or otherwise (`died`); it is only named.
    """

    reading: Reading
    file: Found
    place: Place
    state: str = ""
    left: int = 0
    known: frozenset[str] = frozenset()
    lost: str = ""
    limit_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Reaped:
    """A recording and what it gave; no value where it is known under its key.

    `is_lasting`: it will give the same the next time. `bugs` are faults of ours, of which nothing is kept. `reason`:
    why it could not be read.
    """

    file: str
    key: str
    value: bytes | None = None
    rows: Rows = field(default_factory=Rows)
    is_lasting: bool = True
    bugs: tuple[str, ...] = ()
    reason: str = ""


Task = Reap | Peek | Draw
Given = tuple[Reaped, ...] | Look


def reap(task: Task) -> Given:
    """Read a file or a piece of an archive, or look into one."""
    if isinstance(task, Peek):
        look = guarded(task.file.name, lambda: look_into(task.file, task.place))
        return look if isinstance(look, Look) else (reaped(task.file.name, "", look),)
    if isinstance(task, Draw):
        return _drawn(task)
    found = guarded(task.file.name, lambda: tuple(_reaped(task)))
    return found if isinstance(found, tuple) else (reaped(task.file.name, "", found),)


def _drawn(task: Draw) -> tuple[Reaped, ...]:
    if task.lost:
        name = guarded(task.file.name, lambda: name_at(task.file, task.place))
        shown = name if isinstance(name, str) else task.file.name
        return (lost(shown, task.limit_s, is_late=task.lost == "late"),)
    source = guarded(task.file.name, lambda: take_out(task.file, task.place, task.state, task.left))
    if isinstance(source, Collected):
        return (reaped(task.file.name, "", source),)
    return (_of(source, task.reading, task.known),)


def _reaped(task: Reap) -> Iterator[Reaped]:
    for source in opened(task.file):
        yield _of(source, task.reading, task.known)


def _of(source: Source, reading: Reading, known: frozenset[str]) -> Reaped:
    key = key_of_source(source, repr(reading)).hex()
    if key and key in known:
        return Reaped(source.name, key)
    return reaped(source.name, key, read_source(reading, source))


def reaped(name: str, key: str, found: Collected) -> Reaped:
    """Return what is to be kept of what a recording gave."""
    value = None if found.bugs else packed(found, name)
    if value is None:
        return Reaped(name, key, is_lasting=False, bugs=found.bugs or (f"{name}: what it gave cannot be kept",))
    lasting = bool(key) and is_lasting(found)
    key = key if lasting else sha256(b"passing:" + name.encode("utf-8", "surrogatepass") + value).hexdigest()
    return Reaped(name, key, value, spell(key, found), lasting, reason=next((r.reason for r in found.rejected), ""))


def entries_of(given: Iterable[Reaped]) -> Iterator[Entry]:
    """Yield what is to be kept: all but what is a fault of ours."""
    return (Entry(one.file, one.key, one.value, one.rows) for one in given if not one.bugs)


def nothing(name: str) -> Entry:
    """Return what stands for a recording of which nothing is kept."""
    empty = reaped(name, "", Collected())
    return Entry(empty.file, empty.key, empty.value, empty.rows)


def lost(name: str, limit_s: float, *, is_late: bool) -> Reaped:
    """Return a file whose reading ended its process."""
    reason, why = ("limit-time", _LATE.format(limit=limit_s)) if is_late else ("worker-died", _DIED)
    return reaped(name, "", Collected(rejected=(Rejection(name, reason, why),)))
