"""How long one file may take, and how much memory: a file that wants more is told, and the others go on."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

from .. import limits
from ..errors import LimitExceeded

_PAGE_BYTES = 4096


@contextlib.contextmanager
def bounded() -> Iterator[None]:
    """Stop what runs inside when it takes too long, or more memory than it may beyond what there is already.

    Raises
    ------
    LimitExceeded
        Out of the work inside: it took too long. A MemoryError says that it wanted too much.

    Notes
    -----
    Both work where the system has them and in the main thread alone: Python hands a signal to no other.
    """
    with _in_time(), _in_memory():
        yield


@contextlib.contextmanager
def _in_time() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _too_long)
    signal.setitimer(signal.ITIMER_REAL, limits.FILE_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _too_long(_number: int, _frame: FrameType | None) -> None:
    text = f"took longer than {limits.FILE_S} s; given up"
    raise LimitExceeded("limit-time", text, hint="ask for the original", limit="FILE_S")


@contextlib.contextmanager
def _in_memory() -> Iterator[None]:
    try:
        import resource

        with open("/proc/self/statm", "rb") as state:  # noqa: PTH123 - for every file anew, so as fast as can be
            now = int(state.read().split()[0]) * _PAGE_BYTES
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = now + limits.MEMORY_BYTES
        if soft != resource.RLIM_INFINITY and soft <= most:
            raise OSError  # somebody has set a narrower limit already
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    except (ImportError, OSError, ValueError):
        yield
        return
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
