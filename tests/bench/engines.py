"""Two processes of this machine, and two workers of a dask scheduler on it: the same small files through both.

Each turn reads all files into an empty store, by one engine and then by the other. For dask the turns tell what the
first batch costs, in which workers import what they need, and the later ones.

`python -m tests.bench.engines`
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import NamedTuple

from downtempo.api.bulk import fill_store
from downtempo.batch.crew import Crew, scheduled
from downtempo.batch.pool import local
from downtempo.config import Config, Configured, Territory
from tests.support import small_runs
from tests.support.cluster import Cluster, cluster
from tests.support.other_days import later

from .stages import SETTLED_S

FILES = int(os.environ.get("DOWNTEMPO_SMALL", "1500"))
TURNS = int(os.environ.get("DOWNTEMPO_TURNS", "3"))
TASKS = 2000
_TICKS = os.sysconf("SC_CLK_TCK")


class Spent(NamedTuple):
    """Wall, and processor time of this process, of a scheduler and of workers [s]."""

    wall_s: float
    driver_s: float
    scheduler_s: float
    workers_s: float


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "runs").mkdir()
        small = [small_runs.fit(0, seed=seed, metres=400.0) for seed in range(5)]
        for k in range(FILES):
            (root / "runs" / f"{k:05}.fit").write_bytes(later(small[k % 5], k))
        time.sleep(SETTLED_S)
        with cluster(root / "dask") as one:
            told(root, one)


def told(root: Path, one: Cluster) -> None:
    """Print what each engine takes."""
    crew = scheduled(one.address, 120.0)
    while crew.n_now < len(one.workers):
        time.sleep(0.1)
    crew = scheduled(one.address, 120.0)
    sys.stdout.write(f"{FILES} small files, two workers\n")
    for turn in range(TURNS):
        for name, each in (("local", local(2, 120.0)), ("dask", crew)):
            spent = batch(root, each, one)
            cells = "  ".join(f"{field[:-2]} {value:5.2f}" for field, value in zip(spent._fields, spent, strict=True))
            sys.stdout.write(f"  {turn} {name:5}  {cells}\n")
            sys.stdout.flush()
    begun = time.perf_counter()
    pool = crew.start(2)
    for future in [pool.submit(int, k) for k in range(TASKS)]:
        future.result()
    each_ms = 1000 * (time.perf_counter() - begun) / TASKS
    sys.stdout.write(f"an empty task takes the scheduler and its lines {each_ms:.1f} ms\n")


def batch(root: Path, crew: Crew, one: Cluster) -> Spent:
    """Fill an empty store."""
    for path in root.glob("runs.db*"):
        path.unlink()
    paths = (str(root / "runs"),)
    before = times(one)
    fill_store(
        paths, [Territory(Configured(Config()), paths)], str(root / "runs.db"), crew, today=date(2026, 10, 5)
    )  # fmt: skip
    return Spent(*(after - then for after, then in zip(times(one), before, strict=True)))


def times(one: Cluster) -> Spent:
    """Return the clock, and the processor time until now."""
    ours = [pid for pid in family(os.getpid()) if pid not in {p for q in one.pids for p in (q, *family(q))}]
    workers = [p for q in one.pids[1:] for p in (q, *family(q))]
    return Spent(
        time.perf_counter(), time.process_time(), seconds(one.pids[0]), sum(map(seconds, [*ours, *workers]))
    )  # fmt: skip


def family(pid: int) -> list[int]:
    """Return what descends from a process."""
    told = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout
    return [found for child in map(int, told.split()) for found in (child, *family(child))]


def seconds(pid: int) -> float:
    """Return the processor time of a process, and of those children of it that have ended [s]."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / _TICKS


if __name__ == "__main__":
    main()
