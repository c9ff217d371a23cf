"""What many workers would do: a small simulation, held against the points that were measured.

`python -m tests.bench.scale`
"""

from __future__ import annotations

import heapq
import sys
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Costs:
    """What one file of an hour costs, in seconds of one core, and what has to be moved for it.

    `read_s` and `judge_s` are spent by a worker; `drive_s` and `store_s` by the driver, which hands out, takes in and
    writes alone; `task_s` by a scheduler for each portion. `file_bytes` come to the worker, `result_bytes` go to the
    driver.
    """

    read_s: float
    judge_s: float
    drive_s: float
    store_s: float
    task_s: float
    start_s: float
    file_bytes: float
    result_bytes: float


@dataclass(frozen=True, slots=True)
class Site:
    """How many workers there are, how large portions are, and what the lines to files and driver carry [bytes/s]."""

    workers: int
    portion: int = 14
    files_bps: float = float("inf")
    driver_bps: float = float("inf")
    cores: int = 0


def seconds(n_files: int, costs: Costs, site: Site) -> float:
    """Return how long a batch takes, by going from portion to portion.

    Notes
    -----
    Two portions for each worker are handed out ahead. The driver and the two lines serve one portion after the other;
    workers on fewer cores than they need share them evenly.
    """
    slow = max(1.0, (site.workers + 0.0) / site.cores) if site.cores else 1.0
    line_s = site.portion * costs.file_bytes / site.files_bps
    back_s = site.portion * costs.result_bytes / site.driver_bps
    work_s = site.portion * (costs.read_s + costs.judge_s) * slow
    serve_s = site.portion * (costs.drive_s + costs.store_s) + costs.task_s + back_s
    free = [costs.start_s] * site.workers
    heapq.heapify(free)
    line_free = driver_free = costs.start_s
    done: list[float] = []
    for k in range(-(-n_files // site.portion)):
        at = max(heapq.heappop(free), line_free)
        if k >= 2 * site.workers:  # no more is handed out before results were taken in
            at = max(at, done[k - 2 * site.workers])
        line_free = at + line_s
        finished = line_free + work_s
        heapq.heappush(free, finished)
        driver_free = max(driver_free, finished) + serve_s
        done.append(driver_free)
    return max(done, default=0.0)


#: Hours of running as they come, 17 recordings written 300 times, by `python -m tests.bench.archive` [s of one core].
MEASURED = Costs(
    read_s=0.0246, judge_s=0.0021, drive_s=0.0003, store_s=0.0005, task_s=0.0, start_s=1.2,
    file_bytes=177e3, result_bytes=15e3,
)  # fmt: skip
#: A scheduler takes so long for a portion, by 10,000 empty tasks through dask, and begins so late.
SCHEDULED = replace(MEASURED, task_s=0.0035, start_s=6.0)
GIGABIT_BPS = 1e9 / 8
#: Seconds that so many files took on two cores of which others used a part, the less of two measurements.
N, POINTS = 800, (("one worker", Site(1), 20.0), ("two workers", Site(2), 10.9))


def main() -> None:
    """Print what was measured beside what is simulated, then what more workers would do."""
    for name, site, measured_s in POINTS:
        sys.stdout.write(f"{name:<24} measured {measured_s:6.1f} s, simulated {seconds(N, MEASURED, site):6.1f} s\n")
    sys.stdout.write("workers   files/s  a million runs [h]  cores at work\n")
    for workers in (1, 2, 4, 8, 16, 32, 64, 128, 256):
        site = Site(workers, files_bps=10 * GIGABIT_BPS, driver_bps=GIGABIT_BPS)
        spent = seconds(100_000, SCHEDULED, site)
        rate = 100_000 / spent
        busy = rate * (SCHEDULED.read_s + SCHEDULED.judge_s)
        sys.stdout.write(f"{workers:7}  {rate:8.1f}  {1e6 / rate / 3600:18.2f}  {busy:13.1f}\n")


if __name__ == "__main__":
    main()
