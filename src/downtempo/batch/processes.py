"""Processes of this machine that work for this one: how they begin, and that they end with it."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import suppress
from functools import partial
from multiprocessing.process import BaseProcess

from .crew import NO_PROCESS

_PRELOADED = ["downtempo.batch.worker"]
_QUIET = "ignore::UserWarning:multiprocessing.resource_tracker"


def is_able() -> bool:
    """Whether a process can be had that does nothing and lives."""
    try:
        with pool_of(1) as pool:
            return pool.submit(os.getpid).result() != os.getpid()
    except NO_PROCESS:
        return False


def pool_of(*arguments: int) -> ProcessPoolExecutor:
    """Return a pool of processes that are never a copy of this one, with its threads and locks.

    The last argument is how many there are, the one before it the memory that each may take.
    """
    jobs, begin = arguments[-1], partial(_begin, *arguments[:-1])
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: the cores are taken already
    if sys.platform in ("win32", "darwin") or "forkserver" not in multiprocessing.get_all_start_methods():
        return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), begin)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    _start_helpers()
    return ProcessPoolExecutor(jobs, context, begin)


def has_died(pool: Executor | None) -> bool:
    """Whether a process of a pool of ours has ended."""
    return any(not process.is_alive() for process in _processes(pool))


def give_up(pool: Executor | None) -> None:
    """End a pool so that it notices in any case.

    A process that dies while it hands over a result leaves the pool reading for ever: the pool itself holds the end
    open from which the rest would have to come.
    """
    for process in _processes(pool):
        process.kill()
    results = getattr(pool, "_result_queue", None)
    if results is not None:
        results._writer.close()


def _processes(pool: Executor | None) -> list[BaseProcess]:
    return list((getattr(pool, "_processes", None) or {}).values())


def _start_helpers() -> None:
    """Start what makes processes and clears up after them, to end with this process and not before.

    A terminal that hangs up tells all of them, as it tells this one; they leave that to it, and so do the processes
    that they make. When this one is ended, what it held is cleared up without a word.
    """
    from multiprocessing import forkserver, resource_tracker

    told = os.environ.get("PYTHONWARNINGS", "")
    if _QUIET not in told:
        os.environ["PYTHONWARNINGS"] = ",".join(filter(None, (told, _QUIET)))
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})
    try:
        resource_tracker.ensure_running()
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(memory_bytes: int = 0) -> None:
    """Leave an interrupt, which a terminal sends to all, to the process that started this one; end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # what was imported stays, and need not be looked through for cycles
    if memory_bytes:
        _confine(memory_bytes)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _confine(memory_bytes: int) -> None:
    """Let this process have no more memory than that; what asks for more gets a MemoryError."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, hard))


def _end_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
