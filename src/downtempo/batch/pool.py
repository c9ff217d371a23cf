"""Many items shared out among processes, and what becomes of them when one dies."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.process import BaseProcess
from typing import TypeVar

from .. import limits

Item = TypeVar("Item")
Result = TypeVar("Result")

_CHUNK_ITEMS, _CHUNK_BYTES = 8, 8 * limits.MIB
_IN_FLIGHT = 2
_PRELOADED = ["downtempo.batch.worker"]
#: A process died, or the system has no room, no right or no means for another one.
_NO_PROCESS = (BrokenProcessPool, OSError, ImportError, NotImplementedError)


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

    Notes
    -----
    A dead process takes down its pool. What was in flight is then done again one by one, and the rest in a new pool.
    Where no process can be had at all, everything is done in this one.
    """
    waiting = deque(_chunks(n_bytes, jobs))
    while waiting:
        suspects = yield from _shared(task, items, waiting, jobs)
        if suspects and not _is_able():
            suspects += [i for chunk in waiting for i in chunk]
            waiting.clear()
            yield from ((i, task(items[i])) for i in suspects)
        else:
            yield from _one_by_one(task, items, suspects)


def _chunks(n_bytes: Sequence[int], jobs: int) -> Iterator[list[int]]:
    """Yield places in small portions, so that all processes come to an end at about the same time."""
    most = max(1, min(_CHUNK_ITEMS, len(n_bytes) // (4 * jobs)))
    chunk: list[int] = []
    for i, size in enumerate(n_bytes):
        if chunk and (len(chunk) == most or sum(n_bytes[j] for j in chunk) + size > _CHUNK_BYTES):
            yield chunk
            chunk = []
        chunk.append(i)
    if chunk:
        yield chunk


def _shared(
    task: Callable[[Item], Result], items: Sequence[Item], waiting: deque[list[int]], jobs: int
) -> Generator[tuple[int, Result], None, list[int]]:
    """Work off the chunks; return the places that were in flight when a process died, if one did."""
    flying: dict[Future[list[Result]], list[int]] = {}
    pool: ProcessPoolExecutor | None = None
    chunk: list[int] = []
    try:
        while waiting or flying:
            try:
                pool = pool or _pool(min(jobs, len(waiting)))
                while waiting and len(flying) < _IN_FLIGHT * jobs:
                    chunk = waiting.popleft()
                    flying[pool.submit(_each, task, [items[i] for i in chunk])] = chunk
                    chunk = []
            except _NO_PROCESS:
                return [*(i for held in flying.values() for i in held), *(chunk or waiting.popleft())]
            for future in wait(flying, return_when=FIRST_COMPLETED).done:
                try:
                    done = future.result()
                except BrokenProcessPool:
                    return [i for held in flying.values() for i in held]
                yield from zip(flying.pop(future), done, strict=True)
    finally:
        if pool is not None:
            pool.shutdown(cancel_futures=True)
    return []


def _one_by_one(
    task: Callable[[Item], Result], items: Sequence[Item], suspects: Sequence[int]
) -> Iterator[tuple[int, Result | None]]:
    """Do each item in a process of one, so that the one which ends it is known."""
    left = deque(suspects)
    while left:
        with _pool(1) as pool:
            while left:
                place = left.popleft()
                try:
                    (done,) = pool.submit(_each, task, [items[place]]).result()
                except BrokenProcessPool:
                    yield place, None
                    break
                yield place, done


def _each(task: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    return [task(item) for item in items]


def _is_able() -> bool:
    """Whether a process can be had that does nothing and lives."""
    try:
        with _pool(1) as pool:
            return pool.submit(os.getpid).result() != os.getpid()
    except _NO_PROCESS:
        return False


def _pool(jobs: int) -> ProcessPoolExecutor:
    """Return a pool of processes that are never a copy of this one, with its threads and locks."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: the cores are taken already
    if sys.platform in ("win32", "darwin") or "forkserver" not in multiprocessing.get_all_start_methods():
        return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _begin)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return ProcessPoolExecutor(jobs, context, _begin)


def _begin() -> None:
    """Leave an interrupt, which a terminal sends to all, to the process that started this one; end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # what was imported stays, and need not be looked through for cycles
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
