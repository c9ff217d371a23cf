"""A year of runs, and how long an audit of its last week takes: read anew, and known from the cache.

Then the hook on one new file, with and without that year behind it, beside the import of numpy: processor time of whole
processes, in turns, medians.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from downtempo.model import Track
from downtempo.synthetic import UTC_OFFSET_S, Run, Sensors, downhill_repeats, long_run, record, write_fit, write_gpx

RUNS = 300
ROUNDS = 31
_START = datetime(2025, 10, 6, 17, tzinfo=UTC)
_NUMPY = ("-c", "import numpy")
#: What the script does that an installation puts into the path, and a hook calls.
_AS_INSTALLED = "from downtempo.cli import main; main()"


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds on the wall clock, and of processor time, that of all processes which were waited for."""

    wall_s: float
    cpu_s: float


def main() -> None:
    """Write the table, each line as soon as it is known."""
    sys.stdout.write("\n")
    for line in report():
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def report() -> Iterator[str]:
    """Yield the lines of the table."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        n_bytes = _write(root / "runs")
        yield f"{RUNS} runs of an hour, FIT and GPX, {n_bytes / 1e6:.0f} MB, {os.cpu_count()} cores"
        audit = ("-m", "downtempo", "audit", str(root / "runs"), "--isolated", "--exit-zero")
        alone = _call(root, *audit, "--no-cache", "--jobs", "1")
        yield f"{'audit, one process, no cache':<36} {alone.wall_s:6.2f} s"
        cold = _call(root, *audit)
        yield f"{'audit, cold':<36} {cold.wall_s:6.2f} s   {1000 * cold.cpu_s:5.0f} ms of processor time"
        _call(root, *audit)  # files written less than two seconds before they were read are looked into once more
        calls = {
            "audit, cached": lambda: _call(root, *audit),
            "import of numpy alone": lambda: _call(root, *_NUMPY),
            "check of a new run, history cached": lambda: _check(root),
            "check of a new run, no history": lambda: _check(root, "--isolated"),
        }
        medians = _medians(calls)
        numpy_s = medians["import of numpy alone"].cpu_s
        for name, spent in medians.items():
            cpu = f"{1000 * spent.cpu_s:5.0f} ms of processor time, {spent.cpu_s / numpy_s:.2f} x numpy"
            yield f"{name:<36} {spent.wall_s:6.2f} s   {cpu}"


def _write(folder: Path) -> int:
    """Write a few runs again and again, each a day or so later; return how many bytes that are."""
    folder.mkdir()
    bases = [long_run(10_400 + 100 * seed, seed=seed) for seed in range(4)]
    tracks = [_track(run, seed) for seed, run in enumerate([*bases, downhill_repeats(12, seed=9)])]
    for n in range(RUNS):
        base = tracks[n % len(tracks)]
        later = replace(base, start_utc=_START + timedelta(days=n * 364 // RUNS, seconds=n))
        ending, data = ("fit", write_fit(later)) if n % 2 else ("gpx", write_gpx(later))
        (folder / f"{n:03}.{ending}").write_bytes(data)
    beside = folder.parent / "beside"
    beside.mkdir()
    new = replace(tracks[-1], start_utc=_START + timedelta(days=365))
    (beside / "new.fit").write_bytes(write_fit(new))
    (beside / "downtempo.toml").write_text('history = ["../runs"]\n', encoding="utf-8")
    return sum(path.stat().st_size for path in folder.iterdir())


def _track(run: Run, seed: int) -> Track:
    return record(run, Sensors(), seed=seed, start_utc=_START, utc_offset_s=UTC_OFFSET_S)


def _check(root: Path, *more: str) -> Spent:
    """Check the new run with the cache as it was before it was known."""
    copy = root / "before"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(root / "cache", copy)
    new = str(root / "beside" / "new.fit")
    return _call(root, "-c", _AS_INSTALLED, "check", new, "--exit-zero", *more, cache=copy)


def _call(root: Path, *arguments: str, cache: Path | None = None) -> Spent:
    """Run Python; its own byte code is kept beside, so that no call is slower for being the first.

    Processor time is that of the process and of those which it waited for.
    """
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"DOWNTEMPO_CACHE": str(cache or root / "cache"), "PYTHONPYCACHEPREFIX": str(root / "bytecode")}
    start_s = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    stop_s = time.perf_counter()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, arguments)
    return Spent(stop_s - start_s, used.ru_utime + used.ru_stime)


def _medians(calls: dict[str, Callable[[], Spent]]) -> dict[str, Spent]:
    """Return what each call takes, the calls taking turns, after one that is not counted."""
    for call in calls.values():
        call()
    spent: dict[str, list[Spent]] = {name: [] for name in calls}
    for _ in range(ROUNDS):
        for name, call in calls.items():
            spent[name].append(call())
    return {name: Spent(median(s.wall_s for s in each), median(s.cpu_s for s in each)) for name, each in spent.items()}
