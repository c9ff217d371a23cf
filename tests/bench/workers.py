"""One worker and two: what they take, and where the time goes that a second one cannot save.

The wall is measured in turns, one worker and two, so that whatever else the machine does hits both alike. Processor
time does not depend on that: of each stage it says what the driver and the workers did, and from that follows how long
the batch takes where two cores are free.

`DOWNTEMPO_HOURS=folder python -m tests.bench.workers`
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from .archive import SETTLED_S, TODAY
from .hours import FILES, hours, write

TURNS = int(os.environ.get("DOWNTEMPO_TURNS", "3"))


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

    def wall_of(self, workers: int, cores: int) -> float:
        """Return how long it takes on so many free cores [s]: driver and workers share them while files are read."""
        reading_s = max(self.read_s / workers, (self.read_s + self.drive_s) / cores)
        return self.begin_s + self.serve_s + reading_s + self.judge_s


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        write(root / "runs", hours())
        time.sleep(SETTLED_S)
        stages(root, 2, FILES)  # bytecode, and files into memory
        ones, twos = [], []
        for _ in range(TURNS):
            ones.append(stages(root, 1, FILES))
            twos.append(stages(root, 2, FILES))
            ratio = ones[-1].wall_s / twos[-1].wall_s
            sys.stdout.write(f"one {ones[-1].wall_s:6.2f} s, two {twos[-1].wall_s:6.2f} s, x{ratio:.2f}\n")
            sys.stdout.flush()
    one, two = (Stages(*map(statistics.median, zip(*each, strict=True))) for each in (ones, twos))
    for stage in Stages._fields:
        sys.stdout.write(f"{stage:8} one {getattr(one, stage):6.2f} s, two {getattr(two, stage):6.2f} s\n")
    free = one.wall_of(1, 2), two.wall_of(2, 2)
    sys.stdout.write(f"two free cores: one {free[0]:.2f} s, two {free[1]:.2f} s, x{free[0] / free[1]:.2f}\n")
    more = one.wall_of(1, 3), two.wall_of(2, 3)
    sys.stdout.write(f"a core for the driver too: x{more[0] / more[1]:.2f}\n")


def stages(root: Path, workers: int, n_files: int) -> Stages:
    """Run a batch and return what its stages took."""
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


if __name__ == "__main__":
    main()
