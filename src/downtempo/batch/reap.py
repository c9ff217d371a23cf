"""What a worker of a batch does with a file: reads it, and hands back what is to be kept as plain bytes and rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from hashlib import sha256

from ..cache import packed
from ..dataclass import dataclass
from ..model import Rejection
from ..model.results import Collected
from ..parser import Found, Source, opened
from ..store.records import Rows
from ..store.spelled import spell
from .collect import Reading, read_source
from .pieces import is_lasting, key_of_source

_LATE = "reading it took longer than {limit:g} s and was broken off; the file was left out; raise --time-limit"
_DIED = "reading it ended the process that did so, alone too; the file was left out; please report it"


@dataclass(frozen=True, slots=True)
class Reap:
    """A file to read, or a recording out of an archive, and keys under which its content may be known."""

    reading: Reading
    what: Found | Source
    known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reaped:
    """A recording and what it gave; no value where it is known under its key.

    `is_lasting`: it will give the same the next time. `bugs` are faults of ours, of which nothing is kept.
    """

    file: str
    key: str
    value: bytes | None = None
    rows: Rows = field(default_factory=Rows)
    is_lasting: bool = True
    bugs: tuple[str, ...] = ()


def reap(task: Reap) -> tuple[Reaped, ...]:
    """Read a file, or what lies in it."""
    return tuple(_reaped(task))


def _reaped(task: Reap) -> Iterator[Reaped]:
    settings = repr(task.reading)
    for source in (task.what,) if isinstance(task.what, Source) else opened(task.what):
        key = key_of_source(source, settings).hex()
        if key and key in task.known:
            yield Reaped(source.name, key)
        else:
            yield reaped(source.name, key, read_source(task.reading, source))


def reaped(name: str, key: str, found: Collected) -> Reaped:
    """Return what is to be kept of what a recording gave."""
    value = None if found.bugs else packed(found, name)
    if value is None:
        return Reaped(name, key, is_lasting=False, bugs=found.bugs or (f"{name}: what it gave cannot be kept",))
    lasting = bool(key) and is_lasting(found)
    key = key if lasting else sha256(b"passing:" + name.encode("utf-8", "surrogatepass") + value).hexdigest()
    return Reaped(name, key, value, spell(key, found), lasting)


def lost(name: str, limit_s: float, *, is_late: bool) -> Reaped:
    """Return a file whose reading ended its process."""
    reason, why = ("limit-time", _LATE.format(limit=limit_s)) if is_late else ("worker-died", _DIED)
    return reaped(name, "", Collected(rejected=(Rejection(name, reason, why),)))
