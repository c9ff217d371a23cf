"""Many files into a store: what changed is read by others and written by this process alone, as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from ..dataclass import dataclass
from .crew import Crew
from .listing import size_in
from .work import Work
from .worklist import Worklist

if TYPE_CHECKING:
    from ..store import Store

#: So many files are written or forgotten at once where nothing is read.
_AT_ONCE = 1_000
Item = TypeVar("Item")


@dataclass(slots=True)
class Tally:
    """How far it got.

    Files in all, those known already, those read, those that are there no more; recordings read, members of archives
    one by one; bytes to read in all and those read; athletes to be judged and those judged; faults of ours, files that
    ended a process.
    """

    n_files: int = 0
    n_known: int = 0
    n_read: int = 0
    n_forgotten: int = 0
    n_pieces: int = 0
    n_bytes: int = 0
    n_bytes_read: float = 0.0
    n_athletes: int = 0
    n_judged: int = 0
    bugs: list[str] = field(default_factory=list)
    died: list[str] = field(default_factory=list)
    is_stopped: bool = False


def fill(
    store: Store,
    listed: Worklist,
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
    agenda = listed.agenda
    agenda.plan()
    n_todo = agenda.n_todo(is_archive=False) + agenda.n_todo(is_archive=True)
    tally = Tally(agenda.n_listed(), agenda.n_listed() - n_todo, n_bytes=agenda.n_bytes())
    if n_todo:
        agenda.note_sizes(_sized(store))
    for some in _portions(agenda.moved()):
        store.move(some)
    Work(store, listed, tally, crew, advance, is_stopped).run()
    tally.is_stopped = is_stopped()
    if not tally.is_stopped:
        gone = (one.source for one in agenda.unlisted() if is_gone(one.source, one.athlete))
        for names in _portions(gone):
            store.forget(names)
            tally.n_forgotten += len(names)
        if n_todo and not tally.n_forgotten:
            store.forget(())  # content that lies in no file any more, for files have changed
    return tally


def _sized(store: Store) -> Iterator[tuple[int, str]]:
    """Yield the size of each file with the key of each recording in it."""
    for marks, key in store.marked_keys():
        size = size_in(marks)
        if size is not None:
            yield size, key


def _portions(items: Iterable[Item]) -> Iterator[list[Item]]:
    source = iter(items)
    while some := list(islice(source, _AT_ONCE)):
        yield some
