"""Files on their way through the processes into the store, large archives piece by piece."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import EnvironmentFault
from ..parser import Look, Place, is_archive
from ..store import Filled
from ..text import safe
from .crew import Crew
from .listing import Listed
from .places import FILES, Archive, Pair, Where, pieces_in, portioned
from .pool import Lost, stream
from .reap import Draw, Given, Peek, Reap, Reaped, Task, entries_of, lost, nothing, reap
from .worklist import Worklist

if TYPE_CHECKING:
    from ..store import Store
    from .fill import Tally

#: A commit for so many results, or after so long [s].
_RESULTS, _EVERY_S = 100, 1.0
#: So many files in a row that a server does not give say that it is away.
_SILENT = 20
#: Keys of more recordings in an archive are not sent along with each of its pieces.
_KNOWN = 20_000


class Work(Iterator[list[tuple[Pair, Task]]]):
    """All that is to be read, handed out in portions, and what comes back of it.

    Portions are asked for while results come in, and results can lead to further portions: first what lies in archives
    that are open, then files, then further archives. So there may be a next one where there was none.
    """

    def __init__(
        self, store: Store, todo: Worklist, tally: Tally, crew: Crew, advance: Callable[[Tally], None],
        is_stopped: Callable[[], bool],
    ) -> None:  # fmt: skip
        self._store, self._todo, self._tally, self._crew = store, todo, tally, crew
        self._advance, self._is_stopped = advance, is_stopped
        n = todo.agenda.n_todo(is_archive=False)
        self._plain = portioned(self._files(), max(1, min(FILES, n // (4 * crew.n))))
        self._due = todo.due(is_archive=True)
        self._ready: deque[Iterator[list[Pair]]] = deque()
        self._spoilt: deque[Listed] = deque()
        self._held: list[Pair] | None = None
        self._n_open = self._n_silent = 0
        self._waiting: list[tuple[Filled, Pair | None]] = []
        self._since_s = 0.0

    def run(self) -> None:
        """Read files and write what they give, as it comes."""
        try:
            while (held := self._next()) is not None:
                self._held = held
                for (where, task), done in stream(reap, self, self._crew):
                    self._take(where, task, done)
                self._commit()  # which may bring back what has to be read again
        finally:
            self._commit()

    def __next__(self) -> list[tuple[Pair, Task]]:
        held, self._held = self._held, None
        chunk = held or self._next()
        if chunk is None:
            raise StopIteration
        return [(pair, pair[1]) for pair in chunk]

    def _next(self) -> list[Pair] | None:
        if self._is_stopped():
            return None
        while self._ready:
            chunk = next(self._ready[0], None)
            if chunk is not None:
                return chunk
            self._ready.popleft()
        chunk = next(self._plain, None)
        if chunk is None and self._n_open <= self._crew.n:
            listed = self._spoilt.popleft() if self._spoilt else next(self._due, None)
            return None if listed is None else self._opened(listed)
        return chunk

    def _files(self) -> Iterator[tuple[int, Pair]]:
        agenda = self._todo.agenda
        for one in self._todo.due(is_archive=False):
            known = agenda.keys_of_size(one.size)
            if is_archive(one.name):
                known |= self._store.keys_in(one.name)
            yield one.size, (Where(one, n_bytes=one.size), Reap(one.reading, one.file, known))

    def _opened(self, listed: Listed) -> list[Pair]:
        """Begin with an archive: it is looked into."""
        known = self._todo.agenda.keys_of_size(listed.size) | self._store.keys_in(listed.name)
        archive = Archive(listed, known if len(known) <= _KNOWN else frozenset(), n_asked=1)
        self._n_open += 1
        return [(Where(listed, archive), Peek(listed.file))]

    def _take(self, where: Where, task: Task, done: Given | Lost[Given]) -> None:
        """Put what came back where it belongs."""
        if isinstance(done, Lost):
            again = self._missed(where, task, done)
            if again is None:
                return
            done = again
        archive = where.archive
        if isinstance(done, tuple):
            self._notice_silence(done)
        if isinstance(task, Draw) and task.lost == "died":
            self._tally.died += [one.file for one in done] if isinstance(done, tuple) else []
        if archive is None:
            assert isinstance(done, tuple)  # files are read, archives are looked into
            self._keep_file(where, task, done)
        elif where.number < 0:
            self._peeked(archive, task, done)
        else:
            assert isinstance(done, tuple)
            self._keep_piece(archive, where.number, done, (where, task))
        self._tally.n_bytes_read += where.n_bytes
        self._commit_in_time()

    def _notice_silence(self, given: tuple[Reaped, ...]) -> None:
        """Give up on a server that gave none of many files in a row: the others would only be told missing.

        Raises
        ------
        EnvironmentFault
            What was read is kept.
        """
        for one in given:
            self._n_silent = self._n_silent + 1 if one.reason == "remote-fault" else 0
        if self._n_silent >= _SILENT:
            why = f"the server gave none of {_SILENT} files in a row; given up, what was read is kept"
            raise EnvironmentFault("remote-away", why, path=safe(given[-1].file), hint="start the same command again")

    def _missed(self, where: Where, task: Task, done: Lost[Given]) -> Given | None:
        """Return what stands for what ended its process; None where that is asked for again, in pieces or by name."""
        name = where.listed.name
        if where.archive is None and is_archive(name):
            self._spoilt.append(where.listed)
            return None
        if where.archive is not None and not isinstance(task, Draw | Reap) and task.place:
            task = Draw(where.listed.reading, task.file, task.place)
        if isinstance(task, Draw) and not task.lost:
            told = replace(task, lost="late" if done.is_late else "died", limit_s=self._crew.limit_s)
            self._ready.append(iter([[(where, told)]]))
            return None
        self._tally.died += [] if done.is_late else [name]
        return (lost(name, self._crew.limit_s, is_late=done.is_late),)

    def _peeked(self, archive: Archive, task: Task, done: Given) -> None:
        """Share out what lies in an archive once all of one depth in it were looked into."""
        assert isinstance(task, Peek | Draw)
        archive.peeked[task.place] = done
        if archive.n_asked > 1:
            archive.n_asked -= 1
            return
        peeked, archive.peeked = archive.peeked, {}
        for place, found in sorted(peeked.items()):
            if isinstance(found, Look):
                self._share_out(archive, place, found)
            else:
                archive.n += 1
                self._keep_piece(archive, archive.n - 1, found)
        archive.n_asked -= 1
        self._close(archive)

    def _share_out(self, archive: Archive, place: Place, look: Look) -> None:
        """Give numbers to what lies in an archive, and let it be read; archives in it are looked into."""
        inner, left, file = set[int](), archive.left, archive.listed.file
        archives = set(look.archives)
        for k, size in enumerate(look.sizes):
            if k in archives and size <= left:
                inner.add(k)
            left -= size
        pieces = pieces_in(archive, place, look, inner, archive.n, archive.left)
        archive.n, archive.left = archive.n + len(look.sizes) - len(inner), left
        archive.n_asked += len(inner)
        self._ready.append(portioned(pieces, FILES))
        peeks: list[list[Pair]] = [[(Where(archive.listed, archive), Peek(file, (*place, k)))] for k in sorted(inner)]
        self._ready.append(iter(peeks))

    def _keep_file(self, where: Where, task: Task, given: tuple[Reaped, ...]) -> None:
        listed = where.listed
        self._tally.bugs += [bug for one in given for bug in one.bugs]
        marks = listed.marks if all(one.is_lasting for one in given) else ""
        self._waiting.append((Filled(listed.name, listed.athlete, tuple(entries_of(given)), marks), (where, task)))
        self._tally.n_read += 1
        self._tally.n_pieces += 1

    def _keep_piece(self, archive: Archive, number: int, given: tuple[Reaped, ...], pair: Pair | None = None) -> None:
        listed = archive.listed
        self._tally.bugs += [bug for one in given for bug in one.bugs]
        archive.is_lasting = archive.is_lasting and all(one.is_lasting for one in given)
        entries = tuple(entries_of(given)) or (nothing(given[0].file),)  # a place, so that the next ones keep theirs
        self._waiting.append((Filled(listed.name, listed.athlete, entries, "", number, is_last=False), pair))
        archive.n_kept += 1
        self._tally.n_pieces += 1
        self._close(archive)

    def _close(self, archive: Archive) -> None:
        """Note that all of an archive is kept, if it is."""
        if archive.n_asked or archive.peeked or archive.n_kept < archive.n:
            return
        listed = archive.listed
        marks = listed.marks if archive.is_lasting else ""
        self._waiting.append((Filled(listed.name, listed.athlete, (), marks, archive.n_kept), None))
        self._tally.n_read += 1
        self._n_open -= 1

    def _commit_in_time(self) -> None:
        now = time.monotonic()
        if len(self._waiting) == 1:
            self._since_s = now
        if len(self._waiting) >= _RESULTS or now - self._since_s >= _EVERY_S:
            self._commit()

    def _commit(self) -> None:
        waiting, self._waiting = self._waiting, []
        if waiting:
            for k in self._store.put([filled for filled, _ in waiting]):
                self._take_back(waiting[k][1])
            self._advance(self._tally)

    def _take_back(self, pair: Pair | None) -> None:
        """Have read again what was taken for known and is not; without a pair, that all of an archive is kept."""
        if pair is None:
            self._tally.n_read -= 1
            self._n_open += 1
            return
        where, task = pair
        assert not isinstance(task, Peek)  # nothing that it finds is known
        self._ready.append(iter([[(where, replace(task, known=frozenset()))]]))
        self._tally.n_pieces -= 1
        if where.archive is None:
            self._tally.n_read -= 1
        else:
            where.archive.n_kept -= 1
