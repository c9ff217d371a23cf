"""Who does the work: processes of this machine, or those of a scheduler; and how long and large one item may be."""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from ..dataclass import dataclass
from ..errors import EnvironmentFault, UsageError
from ..text import safe

Item = TypeVar("Item")
Result = TypeVar("Result")

#: A process died, or the system has no room, no right or no means for another one.
NO_PROCESS = (BrokenProcessPool, OSError, EOFError, ImportError, NotImplementedError)
_PATIENCE_S = 20.0
#: The timer of a process is one; of several threads in it, one at a time can be held to its limit.
_timer = threading.Lock()


@dataclass(frozen=True, slots=True)
class Crew:
    """Processes that work off items.

    Parameters
    ----------
    start
        Gives an executor of so many processes.
    n
        How many there are at first.
    limit_s
        Longer than this no item may take; 0 for no limit.
    is_ours
        Whether the processes run here, and end when they are told to.
    count
        Tells how many there are at this moment, where they come and go.
    """

    start: Callable[[int], Executor]
    n: int
    limit_s: float = 0.0
    is_ours: bool = True
    count: Callable[[], int] | None = None

    @property
    def n_now(self) -> int:
        """How many there are at this moment, one at least."""
        return max(1, self.count()) if self.count else self.n

    @property
    def silence_s(self) -> float | None:
        """After so long without a result, processes of ours hang so deep that their own timers do not run."""
        return 2 * self.limit_s + 30.0 if self.limit_s and self.is_ours else None


def work(task: Callable[[Item], Result], limit_s: float, items: Sequence[Item]) -> list[Result]:
    """Do all items in this process, which ends at once if one of them takes too long.

    No Python code need run for the timer to ring: it has a thread of its own beside the interpreter. To start that
    takes as long as a hundredth of a file, so it is set again only when some of its time has gone: an item is given up
    to a twentieth more than the limit.
    """
    if not limit_s or not _timer.acquire(blocking=False):
        return [task(item) for item in items]
    try:
        return list(_timed(task, limit_s, items))
    finally:
        _timer.release()


def _timed(task: Callable[[Item], Result], limit_s: float, items: Sequence[Item]) -> Iterator[Result]:
    grace_s, set_s = limit_s / 20, float("-inf")
    with Path(os.devnull).open("w") as nowhere:
        try:
            for item in items:
                now_s = time.monotonic()
                if now_s - set_s > grace_s:
                    faulthandler.dump_traceback_later(limit_s + grace_s, exit=True, file=nowhere)
                    set_s = now_s
                yield task(item)
        finally:
            faulthandler.cancel_dump_traceback_later()


def is_death(future: Future[Result]) -> bool:
    """Whether the process that worked on this is gone; a scheduler tells so with an error of its own."""
    fault = future.exception()
    return isinstance(fault, BrokenProcessPool) or type(fault).__name__ == "KilledWorker"


def kill_ours() -> None:
    """End all processes that work for this one."""
    for process in multiprocessing.active_children():
        with suppress(OSError, AttributeError):
            process.kill()


def scheduled(address: str, limit_s: float) -> Crew:
    """Return the workers of a dask scheduler, on which the same version of this package is installed.

    Raises
    ------
    UsageError
        The extra is not installed, or this is no address.
    EnvironmentFault
        There is no scheduler, or no worker at it.
    """
    try:
        import distributed
    except ImportError as fault:
        why = f"--engine dask needs a package that is not installed ({safe(str(fault))})"
        raise UsageError("engine-extra", why, hint="pip install 'downtempo[cluster]'") from None
    try:
        of: Any = distributed.Client  # its hints cover a part of it
        client = of(address, timeout=_PATIENCE_S, set_as_default=False)
        client.wait_for_workers(1, timeout=_PATIENCE_S)
        n = sum(client.nthreads().values())
    except (OSError, TimeoutError) as fault:
        why = f"no scheduler with workers answers: {safe(str(fault).splitlines()[0] if str(fault) else repr(fault))}"
        raise EnvironmentFault("engine-away", why, path=safe(address), hint="start dask scheduler and worker") from None
    except (ValueError, TypeError) as fault:
        why = f"--scheduler {safe(address)!r} is no address ({safe(str(fault))})"
        raise UsageError("engine-address", why, hint="write tcp://host:8786") from None
    start = partial(client.get_executor, pure=False, retries=2)
    return Crew(lambda _n: start(), n, limit_s, is_ours=False, count=partial(_threads_of, client))


def _threads_of(client: Any) -> int:
    """Return how many items the workers of a scheduler can do at once; 0 while it does not answer."""
    try:
        return sum(client.nthreads().values())
    except (OSError, TimeoutError):
        return 0
