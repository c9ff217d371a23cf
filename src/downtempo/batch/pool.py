"""Many items shared out among processes, and what becomes of them when one dies."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from functools import partial
from typing import Generic, TypeVar

from .. import limits
from .crew import NO_PROCESS, Crew, is_death, work
from .processes import give_up, has_died, is_able, pool_of

Item = TypeVar("Item")
Result = TypeVar("Result")
Place = TypeVar("Place")

_CHUNK_ITEMS, _CHUNK_BYTES = 8, 8 * limits.MIB
_IN_FLIGHT = 2
#: So often is looked after the processes while no result comes [s].
_LOOK_S = 1.0


class Lost(Generic[Result]):
    """What stands in the place of a result: the process ended, `is_late` because it took too long."""

    def __init__(self, *, is_late: bool) -> None:
        self.is_late = is_late


def spread(
    task: Callable[[Item], Result], items: Sequence[Item], n_bytes: Sequence[int], jobs: int
) -> Iterator[tuple[int, Result | None]]:
    """Yield the place of each item and what `task` makes of it, as they are done.

    Parameters
    ----------
    task
        Found by its name in the other processes, so no local function.
    n_bytes
        How much work each item is.
    jobs
        Processes at most.

    Yields
    ------
    tuple
        None for an item that ends the process that works on it, alone too.
    """
    chunks = ([(i, items[i]) for i in chunk] for chunk in _chunks(n_bytes, jobs))
    for place, done in stream(task, chunks, local(min(jobs, max(1, len(items))))):
        yield place, None if isinstance(done, Lost) else done


def local(jobs: int, limit_s: float = 0.0, memory_bytes: int = 0) -> Crew:
    """Return so many processes of this machine, each with bounds for one item."""
    return Crew(partial(pool_of, memory_bytes) if memory_bytes else lambda n: pool_of(n), jobs, limit_s)


def stream(
    task: Callable[[Item], Result], chunks: Iterable[Sequence[tuple[Place, Item]]], crew: Crew
) -> Iterator[tuple[Place, Result | Lost[Result]]]:
    """Yield for each item its place and what `task` makes of it, as they are done.

    Notes
    -----
    `chunks` are asked for one by one, so that no more than two for each process are held. A dead process takes down
    its pool. What was in flight is then done again one by one, and the rest in a new pool. Where no process can be had
    at all, everything is done in this one.
    """
    feed = deque[Sequence[tuple[Place, Item]]]()
    source = iter(chunks)
    while feed or _refill(feed, source):
        suspects = deque((yield from _shared(task, feed, source, crew)))
        while suspects:
            if crew.is_ours and not is_able():
                left = (pair for chunk in (suspects, *feed, *source) for pair in chunk)
                yield from ((place, task(item)) for place, item in left)
                return
            yield from _one_by_one(task, suspects, crew)


def _refill(feed: deque[Sequence[tuple[Place, Item]]], source: Iterator[Sequence[tuple[Place, Item]]]) -> bool:
    """Take one more chunk; whether there was one."""
    chunk = next(source, None)
    if chunk is not None:
        feed.append(chunk)
    return chunk is not None


def _chunks(n_bytes: Sequence[int], jobs: int) -> Iterator[list[int]]:
    """Yield places in small portions, so that all processes come to an end at about the same time."""
    most = max(1, min(_CHUNK_ITEMS, len(n_bytes) // (4 * jobs)))
    return portions(zip(n_bytes, range(len(n_bytes)), strict=True), most, _CHUNK_BYTES)


def portions(items: Iterable[tuple[int, Item]], most: int, most_bytes: int) -> Iterator[list[Item]]:
    """Yield items, each told with its size [bytes], so many at most at once, or of so many bytes."""
    chunk: list[Item] = []
    held = 0
    for size, item in items:
        if chunk and (len(chunk) == most or held + size > most_bytes):
            yield chunk
            chunk, held = [], 0
        chunk.append(item)
        held += size
    if chunk:
        yield chunk


def _shared(
    task: Callable[[Item], Result],
    feed: deque[Sequence[tuple[Place, Item]]],
    source: Iterator[Sequence[tuple[Place, Item]]],
    crew: Crew,
) -> Generator[tuple[Place, Result], None, list[tuple[Place, Item]]]:
    """Work off the chunks; return what was in flight when a process died, if one did."""
    flying: dict[Future[list[Result]], Sequence[tuple[Place, Item]]] = {}
    suspects: list[tuple[Place, Item]] = []
    pool: Executor | None = None
    try:
        while feed or flying or _refill(feed, source):
            while len(flying) < _IN_FLIGHT * crew.n_now and (feed or _refill(feed, source)):
                try:  # a fault of the source is its own
                    pool = pool or crew.start(crew.n)
                    future = pool.submit(work, task, crew.limit_s, [item for _, item in feed[0]])
                except NO_PROCESS:
                    return [*suspects, *_all(flying), *feed.popleft()]
                flying[future] = feed.popleft()
            for future in _done(flying, crew, pool):
                if not is_death(future):
                    places = flying.pop(future)
                    yield from ((place, one) for (place, _), one in zip(places, future.result(), strict=True))
                elif crew.is_ours:
                    return [*suspects, *_all(flying)]
                else:  # a scheduler goes on with its other workers
                    suspects += flying.pop(future)
    finally:
        if pool is not None:
            pool.shutdown(cancel_futures=True) if crew.is_ours else None
    return suspects


def _all(flying: dict[Future[list[Result]], Sequence[tuple[Place, Item]]]) -> Iterator[tuple[Place, Item]]:
    return (pair for held in flying.values() for pair in held)


def _done(
    flying: dict[Future[list[Result]], Sequence[tuple[Place, Item]]], crew: Crew, pool: Executor | None
) -> list[Future[list[Result]]]:
    """Wait for a chunk to be done; end processes that have hung for long, or wait for one that died.

    Return all that are done by now in the order in which they were begun: whoever takes them in may take no more after
    one of them.
    """
    silent_s = 0.0
    while flying:
        done = wait(flying, _LOOK_S if crew.is_ours else None, FIRST_COMPLETED).done
        silent_s += _LOOK_S
        if not done and (has_died(pool) or silent_s >= (crew.silence_s or math.inf)):
            give_up(pool)
            done = wait(flying, None, FIRST_COMPLETED).done
        if done:
            return [future for future in flying if future in done]
    return []


def _one_by_one(
    task: Callable[[Item], Result], left: deque[tuple[Place, Item]], crew: Crew
) -> Iterator[tuple[Place, Result | Lost[Result]]]:
    """Do each item in a process of one, so that the one which ends it is known; one that none begins stays `left`."""
    while left:
        pool: Executor | None = None
        try:
            while left:
                place, item = left[0]
                begun = time.monotonic()
                try:
                    pool = pool or crew.start(1)
                    future = pool.submit(work, task, crew.limit_s, [item])
                except NO_PROCESS:
                    if crew.is_ours:
                        return
                    raise
                left.popleft()
                _done({future: [(place, item)]}, crew, pool)
                if is_death(future):
                    is_late = bool(crew.limit_s) and time.monotonic() - begun >= crew.limit_s
                    yield place, Lost(is_late=is_late)
                    break
                yield place, future.result()[0]
        finally:
            if pool is not None and crew.is_ours:
                pool.shutdown(cancel_futures=True)
