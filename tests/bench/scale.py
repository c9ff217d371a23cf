"""What many workers would do: a small simulation, held against the points that were measured.

`python -m tests.bench.scale`
"""

from __future__ import annotations

import heapq
import math
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from downtempo.batch.crew import Crew
from downtempo.batch.pool import stream


@dataclass(frozen=True, slots=True)
class Costs:
    """What one file of an hour costs, in seconds of one core, and what has to be moved for it.

    `read_s` is spent by a worker; `drive_s` by the driver, which hands out, takes in and writes alone; `task_s` by a
    scheduler for each portion. Afterwards the driver spends `load_s` for a run, and one worker for each athlete
    `judge_s`. `file_bytes` come to the worker, `result_bytes` go to the driver.
    """

    read_s: float
    drive_s: float
    load_s: float
    judge_s: float
    task_s: float
    start_s: float
    file_bytes: float
    result_bytes: float


@dataclass(frozen=True, slots=True)
class Site:
    """How many workers there are, how large portions are, what the lines to files and driver carry [bytes/s].

    `cores` are shared by workers and driver; 0 where there is one for each. `athletes` have a like number of runs.
    """

    workers: int
    portion: int = 18
    files_bps: float = float("inf")
    driver_bps: float = float("inf")
    cores: int = 0
    athletes: int = 1


def seconds(n_files: int, costs: Costs, site: Site) -> float:
    """Return how long a batch takes: all is read, and then judged."""
    return _read_s(n_files, costs, site) + _judged_s(n_files, costs, site)


def _read_s(n_files: int, costs: Costs, site: Site) -> float:
    """Return when the last file is kept, by going from portion to portion.

    Notes
    -----
    Two portions for each worker are handed out ahead. The driver and the two lines serve one portion after the other;
    processes on fewer cores than they need share them evenly.
    """
    wanted = site.workers * (1.0 + costs.drive_s / costs.read_s)
    slow = max(1.0, wanted / site.cores) if site.cores else 1.0
    line_s = site.portion * costs.file_bytes / site.files_bps
    back_s = site.portion * costs.result_bytes / site.driver_bps
    work_s = site.portion * costs.read_s * slow
    serve_s = site.portion * costs.drive_s + costs.task_s + back_s
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


def _judged_s(n_files: int, costs: Costs, site: Site) -> float:
    """Return how long judging takes: the driver loads one athlete after the other, each of whom one worker judges."""
    rounds = math.ceil(site.athletes / site.workers)
    runs = n_files / site.athletes
    return max(rounds * runs * costs.judge_s, n_files * costs.load_s) + runs * costs.load_s


#: A thousand hours of running, 44 recordings on other days, by `python -m tests.bench.workers` [s of one core]; the
#: start is that of the driver and of the server that forks workers.
MEASURED = Costs(
    read_s=0.0140, drive_s=0.00045, load_s=0.00005, judge_s=0.00075, task_s=0.0, start_s=0.45,
    file_bytes=113e3, result_bytes=12e3,
)  # fmt: skip
#: A scheduler and its lines take so long for a portion, by `python -m tests.bench.engines`; workers import first.
SCHEDULED = replace(MEASURED, task_s=0.0026, start_s=2.0)
GIGABIT_BPS = 1e9 / 8
#: Seconds that a thousand files of one athlete took on two cores, the least of several measurements.
N, POINTS = 1000, (("one worker", Site(1, cores=2), 14.8), ("two workers", Site(2, cores=2), 8.6))
FAR = 100_000
#: What sleeps instead of working can be had in any number: workers, and a driver that is soon the slowest.
ASLEEP = replace(MEASURED, load_s=0.0, judge_s=0.0, start_s=0.0)


def asleep_s(n_files: int, workers: int, portion: int = 18) -> float:
    """Return how long the engine takes with workers and a driver that sleep for as long as they would work [s]."""
    begun = time.perf_counter()
    numbers = range(n_files)
    chunks = ([(k, k) for k in numbers[at : at + portion]] for at in range(0, n_files, portion))
    for n, _ in enumerate(stream(_sleep, chunks, Crew(ThreadPoolExecutor, workers)), 1):
        if not n % portion:
            time.sleep(portion * ASLEEP.drive_s)
    return time.perf_counter() - begun


def _sleep(number: int) -> int:
    time.sleep(ASLEEP.read_s)
    return number


def table() -> list[tuple[int, float, float]]:
    """Return for numbers of workers how many runs a second are read and judged, and how many cores that keeps busy."""
    out = []
    for workers in (1, 2, 4, 8, 16, 32, 64, 128, 256):
        site = Site(workers, files_bps=10 * GIGABIT_BPS, driver_bps=GIGABIT_BPS, athletes=FAR // 500)
        rate = FAR / seconds(FAR, SCHEDULED, site)
        out.append((workers, rate, rate * (SCHEDULED.read_s + SCHEDULED.judge_s)))
    return out


def main() -> None:
    """Print what was measured beside what is simulated, then what more workers would do."""
    for name, site, measured_s in POINTS:
        sys.stdout.write(f"{name:<24} measured {measured_s:6.1f} s, simulated {seconds(N, MEASURED, site):6.1f} s\n")
    for workers in (4, 16, 64):
        n = 60 * max(workers, 18)
        pair = asleep_s(n, workers), seconds(n, ASLEEP, Site(workers))
        sys.stdout.write(f"{workers:2} that sleep              measured {pair[0]:6.2f} s, simulated {pair[1]:6.2f} s\n")
    sys.stdout.write("workers   files/s  a million runs [h]  cores at work\n")
    for workers, rate, busy in table():
        sys.stdout.write(f"{workers:7}  {rate:8.1f}  {1e6 / rate / 3600:18.2f}  {busy:13.1f}\n")


if __name__ == "__main__":
    main()
