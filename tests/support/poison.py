"""Work that ends the process which does it; for the tests of pools, in whose processes it has to be importable."""

from __future__ import annotations

import os
import re
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path

from downtempo.batch.reap import Draw, Given, Task
from downtempo.batch.reap import reap as real_reap
from downtempo.model import Session
from downtempo.model.results import Collected
from downtempo.parser import Source, name_at


def doubled(n: int) -> int:
    """Return twice `n`; negative numbers kill."""
    if n < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * n


def refused(n: int) -> int:
    """Raise for number 13."""
    if n == 13:
        raise ZeroDivisionError("thirteen")
    return n


def process_of(n: int) -> tuple[int, int]:
    """Return the process in which the work is done."""
    return n, os.getpid()


def noted(folder: str) -> int:
    """Leave the number of the process in a folder, and stay for long."""
    Path(folder, str(os.getpid())).touch()
    time.sleep(60)
    return 0


def read(source: Source) -> Collected:
    """Read a file that kills, breaks or gives a run, by its name."""
    name = Path(source.name).name
    if name.startswith("kills"):
        os.abort()
    if name.startswith("breaks"):
        return Collected(bugs=(f"{name} broke",))
    return Collected((Session(file=source.name, sha256=name),))


def slept(seconds: float) -> float:
    """Take some time."""
    time.sleep(seconds)
    return seconds


def hung(n: int) -> int:
    """Hang in C, without letting any other Python code run, where `n` is not 0."""
    if n:
        re.match(r"(a+)+$", "a" * 40 + "b")
    return n


def filled(mib: int) -> str:
    """Take so much memory."""
    try:
        return "done" if len(bytearray(mib << 20)) else ""
    except MemoryError:
        return "no memory"


def reap(task: Task) -> Given:
    """Read a file of a batch; one whose name says so kills the process."""
    name = task.file.name
    if isinstance(task, Draw) and not task.lost:
        name = name_at(task.file, task.place).replace(":", "/")
    if Path(name).name.startswith("kills"):
        os.kill(os.getpid(), signal.SIGKILL)
    return real_reap(task)


def half_given(n: int) -> bytes | int:
    """Return twice a number; below 0, end the process in the midst of handing over what it gives."""
    if n >= 0:
        return 2 * n

    def send(self: Connection, data: bytes, **_more: object) -> None:
        os.write(self.fileno(), data[: len(data) // 2])
        os.kill(os.getpid(), signal.SIGKILL)

    Connection._send = send  # type: ignore[attr-defined]
    return bytes(300_000)
