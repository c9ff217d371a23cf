"""Who does the work: processes of this machine, or those of a scheduler; and how long and large one item may be."""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Any, TypeVar

from ..dataclass import dataclass
from ..errors import EnvironmentFault, UsageError
from ..text import safe

Item = TypeVar("Item")
Result = TypeVar("Result")

#: A process died, or the system has no room, no right or no means for another one.
NO_PROCESS = (BrokenProcessPool, OSError, ImportError, NotImplementedError)
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
        How many there are.
    limit_s
        Longer than this no item may take; 0 for no limit.
    is_ours
        Whether the processes run here, and end when they are told to.
    """

    start: Callable[[int], Executor]
    n: int
    limit_s: float = 0.0
    is_ours: bool = True

    @property
    def silence_s(self) -> float | None:
        """After so long without a result, processes of ours hang so deep that their own timers do not run."""
        return 2 * self.limit_s + 30.0 if self.limit_s and self.is_ours else None


def work(task: Callable[[Item], Result], limit_s: float, items: Sequence[Item]) -> list[Result]:
    """Do all items in this process, which ends at once if one of them takes too long."""
    return [_within(limit_s, task, item) for item in items]


def _within(limit_s: float, task: Callable[[Item], Result], item: Item) -> Result:
    """Do one item. No Python code need run for the timer to ring: it has a thread of its own beside the interpreter."""
    if not limit_s or not _timer.acquire(blocking=False):
        return task(item)
    try:
        with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - pathlib is no faster, and this is per item
            faulthandler.dump_traceback_later(limit_s, exit=True, file=nowhere)
            try:
                return task(item)
            finally:
                faulthandler.cancel_dump_traceback_later()
    finally:
        _timer.release()


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
    return Crew(lambda _n: client.get_executor(pure=False, retries=2), n, limit_s, is_ours=False)
