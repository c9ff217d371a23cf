"""A dask scheduler with worker processes over TCP on the loopback address, for as long as a test lasts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE_S = 60.0


class Cluster:
    """A scheduler at an address, and the processes of its workers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        path = os.pathsep.join([str(ROOT), str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])])
        self._env = {**os.environ, "PYTHONPATH": path, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
        self._scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.address = self._address(self._scheduler)
        self.workers = [self._worker() for _ in range(2)]

    @property
    def pids(self) -> list[int]:
        """The number of the scheduler's process, and those of the workers'."""
        return [self._scheduler.pid, *(worker.pid for worker in self.workers)]

    def _worker(self) -> subprocess.Popen[str]:
        return self._start(
            "worker", self.address, "--nthreads", "1", "--nworkers", "1", "--no-dashboard",
            "--host", "127.0.0.1", "--local-directory", str(self._folder),
        )  # fmt: skip

    def _start(self, *arguments: str) -> subprocess.Popen[str]:
        code = f"from distributed.cli.dask_{arguments[0]} import main; main()"
        command = [sys.executable, "-W", "ignore", "-c", code, *arguments[1:]]
        return subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=self._env)

    def _address(self, process: subprocess.Popen[str]) -> str:
        deadline = time.monotonic() + _PATIENCE_S
        assert process.stderr is not None
        for line in process.stderr:
            found = re.search(r"Scheduler at:\s+(tcp://\S+)", line)
            if found:
                threading.Thread(target=process.stderr.read, daemon=True).start()
                return found[1]
            assert time.monotonic() < deadline
        raise AssertionError("the scheduler did not start")

    def stop(self) -> None:
        """End all of them."""
        for process in (*self.workers, self._scheduler):
            process.terminate()
        for process in (*self.workers, self._scheduler):
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stderr is not None:
                process.stderr.close()


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """Run a scheduler and two workers."""
    one = Cluster(folder)
    try:
        yield one
    finally:
        one.stop()
