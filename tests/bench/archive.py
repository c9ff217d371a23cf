"""A thousand hours of running into a store: beside fitparse only reading them, and once more.

fitparse takes minutes for them; it reads some of the files, evenly taken, and its mean stands for all.

`DOWNTEMPO_HOURS=folder python -m tests.bench.archive`
"""

from __future__ import annotations

import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import fitparse

from tests.support import small_runs
from tests.support.other_days import later

from .hours import FILES, Hour, hours, write
from .stages import SETTLED_S, TODAY, stages

MANY = int(os.environ.get("DOWNTEMPO_MANY", "20000"))
#: So many of them are of one athlete.
RUNS = 1_000
PEER_FILES = int(os.environ.get("DOWNTEMPO_PEER_FILES", "100"))


class Spent(NamedTuple):
    """Time of a call, processor time of its driver, and the most memory that it took [MiB]."""

    wall_s: float
    cpu_s: float
    peak_mib: float


def main() -> None:
    """Print the table."""
    for line in report():
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def report() -> Iterator[str]:
    """Yield its lines."""
    found = hours()
    dense = [one for one in found if one.is_dense]
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        yield from _beside(root / "all", "of about an hour", found)
        if len(dense) < len(found):
            yield from _beside(root / "dense", "of about an hour and a sample a second", dense)
        call(root, str(root / "all" / "runs"), "--store", str(root / "one.db"), "--isolated", "--jobs", "2")
        again = [
            call(root, str(root / "all" / "runs"), "--store", str(root / "one.db"), "--isolated") for _ in range(5)
        ]
        least = Spent(*map(min, zip(*again, strict=True)))
        yield f"nothing new: {least.cpu_s:.2f} s of processor time, {least.wall_s:.2f} s, {least.peak_mib:.0f} MiB"
        if MANY:
            yield from _flat(root)


def _beside(root: Path, what: str, found: Sequence[Hour]) -> Iterator[str]:
    """Yield what a thousand of these files take here, and what they take fitparse."""
    files = write(root / "runs", list(found))
    time.sleep(SETTLED_S)
    n_bytes = sum(path.stat().st_size for path in files)
    yield f"{FILES} FIT files {what}, {len(found)} recordings on other days, {n_bytes / 1e6:.0f} MB"
    stages(root, 1, FILES)  # bytecode, and files into memory
    alone_s = stages(root, 1, FILES).kept_s
    some = files[:: max(1, FILES // PEER_FILES)][: max(PEER_FILES, 1)]
    peer_s = statistics.mean(map(_peer, some)) * FILES
    each_ms = 1000 * alone_s / FILES
    yield f"  read, segment, store, all processes: {alone_s:.1f} s of processor time, {each_ms:.1f} ms each"
    yield f"  fitparse, only reading ({len(some)} of them): {peer_s:.1f} s, x{peer_s / alone_s:.1f}"


def _peer(path: Path) -> float:
    """Return the processor time that fitparse takes for one file [s]."""
    data = path.read_bytes()
    begun = time.process_time()
    for message in fitparse.FitFile(io.BytesIO(data)).get_messages():
        message.get_values()
    return time.process_time() - begun


def _flat(root: Path) -> Iterator[str]:
    """Yield what the driver takes for more and more small files; the later ones come to a store that has the others.

    Many of them are of one size, so that each might be any of those that the store holds.
    """
    folder, n = root / "many", 0
    for athletes in (max(1, MANY // RUNS // 4), MANY // RUNS):
        for athlete in range(n, athletes):
            _runs_of(athlete, folder / f"athlete-{athlete:03}")
        n = athletes
        spent = call(root, str(folder), "--store", str(root / "many.db"), "--jobs", "2")
        told = f"{spent.peak_mib:.0f} MiB, {spent.cpu_s:.0f} s of processor time"
        yield f"{RUNS * n} small files: {spent.wall_s:.0f} s; driver {told}"


def _runs_of(athlete: int, place: Path) -> None:
    """Write the runs of one athlete, one a day."""
    place.mkdir(parents=True)
    (place / "downtempo.toml").write_text(f'[athlete]\nname = "{athlete:03}"\n')
    small = small_runs.fit(0, seed=athlete, metres=400.0)
    for day in range(RUNS):
        (place / f"{day:05}.fit").write_bytes(later(small, day))


def call(root: Path, *arguments: str) -> Spent:
    """Run a batch as a command, and return what it took; its bytecode is there from the second time on."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPYCACHEPREFIX": str(root / "bytecode")}
    command = [sys.executable, "-c", _TOLD, "batch", *arguments, "--exit-zero", "--today", str(TODAY)]
    times, start_s = os.times(), time.perf_counter()
    done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    after, stop_s = os.times(), time.perf_counter()
    if done.returncode:
        raise RuntimeError(done.stderr)
    cpu_s = after.children_user - times.children_user + after.children_system - times.children_system
    return Spent(stop_s - start_s, cpu_s, float(done.stderr.split()[-1]) / 1024)


_TOLD = """
import resource, sys
from downtempo.cli import main
try:
    main()
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)
"""

if __name__ == "__main__":
    main()
