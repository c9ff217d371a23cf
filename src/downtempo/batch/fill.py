"""Many files into a store: what changed is read by others and written by this process alone, as it comes."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from ..dataclass import dataclass
from ..limits import MIB
from ..parser import is_archive, opened
from ..store import Entry, Filled
from .crew import Crew
from .listing import Listed, size_in
from .pieces import key_of_source
from .pool import Lost, portions, stream
from .reap import Reap, Reaped, lost, reap, reaped

if TYPE_CHECKING:
    from ..store import Store

#: A commit for so many results, or after so long [s].
_RESULTS, _EVERY_S = 100, 1.0
#: A portion for a process: so many files at most, or so many bytes.
_FILES, _BYTES = 64, 2 * MIB
Chunk = list[tuple["_Place", Reap]]


@dataclass(slots=True)
class Tally:
    """How far it got: files in all, those known already, those read; faults of ours, files that ended a process."""

    n_files: int = 0
    n_known: int = 0
    n_read: int = 0
    n_forgotten: int = 0
    bugs: list[str] = field(default_factory=list)
    died: list[str] = field(default_factory=list)
    is_stopped: bool = False


@dataclass(slots=True, eq=False)
class _Archive:
    """An archive that is being read: how many recordings it holds, once that is known, and how many are kept."""

    n: int = -1
    n_kept: int = 0
    is_lasting: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """Where a result belongs: a file, or the recording of this number and name in an archive."""

    listed: Listed
    archive: _Archive | None = None
    number: int = 0
    name: str = ""


def fill(
    store: Store,
    listed: Sequence[Listed],
    crew: Crew,
    advance: Callable[[Tally], None],
    is_stopped: Callable[[], bool],
    is_gone: Callable[[str, str], bool],
) -> Tally:
    """Bring a store up to date with what lies there.

    Parameters
    ----------
    is_stopped
        Asked before each portion: whether no more is to be begun.
    is_gone
        Whether a file of an athlete, which the store knows and nobody listed, is there no more.
    """
    tally = Tally(len(listed))
    known = {one.source: one for one in store.known()}
    todo, moved = [], []
    for one in listed:
        before = known.pop(one.name, None)
        if before is None or not one.is_as(before.marks):
            todo.append(one)
        elif before.athlete != one.athlete:
            moved.append(Filled(one.name, one.athlete, (), one.marks, is_last=False))
    tally.n_known = len(listed) - len(todo)
    gone = [source for source, one in known.items() if is_gone(source, one.athlete)]
    keys = _by_size(store) if todo else {}
    work = _Work(store, tally, crew, advance, is_stopped)
    if moved:
        store.put(moved)
    work.run(todo, keys)
    tally.is_stopped = is_stopped()
    if (gone or (todo and keys)) and not tally.is_stopped:
        store.forget(gone)
        tally.n_forgotten = len(gone)
    return tally


def _by_size(store: Store) -> dict[int, set[str]]:
    """Return under which keys files of a size are known: one of the same size may be the same, moved or touched."""
    sizes = {one.source: size_in(one.marks) for one in store.known()}
    out: dict[int, set[str]] = defaultdict(set)
    for held in store.held() if sizes else ():
        size = sizes.get(held.source)
        if size is not None:
            out[size].add(held.key)
    return out


@dataclass(slots=True, eq=False)
class _Work:
    """Files on their way through the processes into the store."""

    store: Store
    tally: Tally
    crew: Crew
    advance: Callable[[Tally], None]
    is_stopped: Callable[[], bool]
    _waiting: list[Filled] = field(default_factory=list)
    _since_s: float = 0.0

    def run(self, todo: Sequence[Listed], keys: dict[int, set[str]]) -> None:
        """Read files and write what they give, as it comes."""
        try:
            for place, done in stream(reap, self._chunks(todo, keys), self.crew):
                if not isinstance(done, Lost):
                    self._take(place, done)
                    continue
                name = place.name or place.listed.name
                self.tally.died += [] if done.is_late else [name]
                self._take(place, (lost(name, self.crew.limit_s, is_late=done.is_late),))
        finally:
            self._commit()

    def _chunks(self, todo: Sequence[Listed], keys: dict[int, set[str]]) -> Iterator[Chunk]:
        plain = [one for one in todo if not is_archive(one.name) or one.file.source is not None]
        most = max(1, min(_FILES, len(plain) // (4 * self.crew.n)))
        for places in portions([one.size for one in plain], most, _BYTES):
            if self.is_stopped():
                return
            yield [
                (_Place(plain[i]), Reap(plain[i].reading, plain[i].file, frozenset(keys.get(plain[i].size, ()))))
                for i in places
            ]
        for one in todo:
            if is_archive(one.name) and one.file.source is None:
                yield from self._members(one)

    def _members(self, listed: Listed) -> Iterator[Chunk]:
        """Yield what lies in an archive; it is unpacked here, piece by piece, and shared out."""
        archive, chunk, held, number = _Archive(), [], 0, -1
        settings = repr(listed.reading)
        for number, source in enumerate(opened(listed.file)):
            if self.is_stopped():
                return
            place = _Place(listed, archive, number, source.name)
            key = key_of_source(source, settings).hex()
            is_heavy = source.hints is not None and source.hints.beat_utc_s is not None  # years of heart rates
            if source.data is not None and key in self.store.has([key]):
                self._take(place, (Reaped(source.name, key),))
            elif source.data is None or is_heavy:
                self._take(place, reap(Reap(listed.reading, source)))
            else:
                chunk.append((place, Reap(listed.reading, source)))
                held += len(source.data)
            if len(chunk) == _FILES or held > _BYTES:
                yield chunk
                chunk, held = [], 0
        archive.n = number + 1
        if chunk:
            yield chunk
        self._close(listed, archive)

    def _take(self, place: _Place, given: tuple[Reaped, ...]) -> None:
        """Put what was read with what is to be written, and write it when it is time to."""
        listed, archive = place.listed, place.archive
        bugs = [bug for one in given for bug in one.bugs]
        self.tally.bugs += bugs
        is_lasting = all(one.is_lasting for one in given)
        entries = tuple(Entry(one.file, one.key, one.value, one.rows) for one in given if not one.bugs)
        if archive is None:
            marks = listed.marks if is_lasting else ""
            self._waiting.append(Filled(listed.name, listed.athlete, entries, marks))
            self.tally.n_read += 1
        else:
            archive.n_kept += 1
            archive.is_lasting = archive.is_lasting and is_lasting
            entries = entries or (_nothing(place),)  # a place in the archive, so that the next ones keep theirs
            self._waiting.append(Filled(listed.name, listed.athlete, entries, "", place.number, is_last=False))
            self._close(listed, archive)
        self._commit_in_time()

    def _close(self, listed: Listed, archive: _Archive) -> None:
        """Note that all of an archive is kept, if it is."""
        if archive.n != archive.n_kept:
            return
        archive.n = -1
        marks = listed.marks if archive.is_lasting else ""
        self._waiting.append(Filled(listed.name, listed.athlete, (), marks, archive.n_kept))
        self.tally.n_read += 1

    def _commit_in_time(self) -> None:
        now = time.monotonic()
        if len(self._waiting) == 1:
            self._since_s = now
        if len(self._waiting) >= _RESULTS or now - self._since_s >= _EVERY_S:
            self._commit()

    def _commit(self) -> None:
        waiting, self._waiting = self._waiting, []
        if waiting:
            self.store.put(waiting)
            self.advance(self.tally)


def _nothing(place: _Place) -> Entry:
    from ..model.results import Collected

    empty = reaped(place.name, "", Collected())
    return Entry(empty.file, empty.key, empty.value, empty.rows)
