"""What the stages of a batch take, of the command as it is given, whoever does the work."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import NamedTuple

SETTLED_S = 2.1  # a file written less than two seconds before it is read is looked into once more
TODAY = date(2026, 10, 5)


class Marks(NamedTuple):
    """Processor time until some moment [s]."""

    driver_s: float
    server_s: float
    workers_s: float


class Stages(NamedTuple):
    """Processor time of the parts of a batch [s], and the wall [s].

    `begin_s` is the driver until files are handed out, `serve_s` the server that forks workers; `drive_s` the driver
    and `read_s` all workers while files are read; `judge_s` what driver and one worker do in turn, for one athlete.
    """

    begin_s: float
    serve_s: float
    drive_s: float
    read_s: float
    judge_s: float
    wall_s: float

    @property
    def kept_s(self) -> float:
        """What all processes did until everything was read, segmented and stored [s]."""
        return self.begin_s + self.serve_s + self.drive_s + self.read_s

    def wall_of(self, workers: int, cores: int) -> float:
        """Return how long it takes on so many free cores [s]: driver and workers share them while files are read."""
        reading_s = max(self.read_s / workers, (self.read_s + self.drive_s) / cores)
        return self.begin_s + self.serve_s + reading_s + self.judge_s


def stages(root: Path, workers: int, n_files: int) -> Stages:
    """Run a batch over `runs` in a folder, with an empty store, and return what its stages took."""
    store = root / "stages.db"
    for path in root.glob("stages.db*"):
        path.unlink()
    arguments = ["batch", str(root / "runs"), "--store", str(store), "--isolated", "--jobs", str(workers)]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPYCACHEPREFIX": str(root / "bytecode")}
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.watched", *arguments, "--exit-zero", "--today", str(TODAY)],
        env=environment, capture_output=True, text=True,
    )  # fmt: skip
    wall_s = time.perf_counter() - begun
    if done.returncode:
        raise RuntimeError(done.stderr)
    seen = json.loads(done.stderr.splitlines()[-1])
    if f"{n_files} checked" not in done.stderr:
        raise RuntimeError(done.stderr)
    at = {stage: Marks(*spent) for stage, spent in seen.items()}
    return Stages(
        begin_s=at["fill"].driver_s,
        serve_s=at["first"].server_s,
        drive_s=at["judge"].driver_s - at["fill"].driver_s,
        read_s=at["judge"].workers_s,
        judge_s=at["end"].driver_s - at["judge"].driver_s + at["end"].workers_s - at["judge"].workers_s,
        wall_s=wall_s,
    )
