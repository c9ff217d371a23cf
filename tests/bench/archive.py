"""A thousand hours of running into a store: beside fitparse only reading them, with two workers, and once more.

Real recordings are taken from a folder, `DOWNTEMPO_HOURS`, where there is one: files of about an hour, written again
with a message that makes each of them another file. Without it the generator makes them.

`python -m tests.bench.archive`
"""

from __future__ import annotations

import io
import itertools
import os
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import NamedTuple

import fitparse

from downtempo.api.bulk import fill_store
from downtempo.batch.crew import Crew
from downtempo.config import Config, Configured, Territory
from downtempo.parser import parse
from downtempo.parser.fit.checksum import crc16
from tests.support import small_runs

from .recordings import recordings

FILES = int(os.environ.get("DOWNTEMPO_FILES", "1000"))
MANY = int(os.environ.get("DOWNTEMPO_MANY", "20000"))
PEER_FILES = 16
_HOUR_S = (2700.0, 4500.0)


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
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        hours = list(_hours())
        (root / "runs").mkdir()
        for k, data in zip(range(FILES), itertools.cycle(hours)):
            (root / "runs" / f"{k:05}.fit").write_bytes(marked(data, k))
        time.sleep(2.1)
        n_bytes = sum(path.stat().st_size for path in (root / "runs").iterdir())
        yield f"{FILES} FIT files of an hour, {len(hours)} recordings, {n_bytes / 1e6:.0f} MB"
        peer_s = _peer(hours) * FILES
        alone_s = _alone(root)
        yield f"read, segment, store, judge in one process: {alone_s:.1f} s of processor time"
        yield f"fitparse, only reading: {peer_s:.1f} s of processor time, x{peer_s / alone_s:.1f}"
        one, two = _batch(root, "one.db", "--jobs", "1"), _batch(root, "two.db", "--jobs", "2")
        yield f"one worker: {one.wall_s:.1f} s, the driver works {one.cpu_s:.1f} s, takes {one.peak_mib:.0f} MiB"
        yield f"two workers: {two.wall_s:.1f} s, x{one.wall_s / two.wall_s:.2f} of one"
        again = [_batch(root, "one.db", "--jobs", "1") for _ in range(5)]
        least = Spent(*map(min, zip(*again, strict=True)))
        yield f"nothing new: {least.cpu_s:.2f} s of processor time, {least.wall_s:.2f} s"
        yield from _flat(root)


def _flat(root: Path) -> Iterator[str]:
    """Yield what the driver takes for more and more small files."""
    folder, n = root / "many", 0
    for total in (MANY // 4, MANY):
        for k in range(n, total):
            place = folder / f"athlete-{k // 1000:03}"
            place.mkdir(parents=True, exist_ok=True)
            (place / "downtempo.toml").write_text(f'[athlete]\nname = "{k // 1000:03}"\n')
            (place / f"{k:05}.fit").write_bytes(marked(_small(k % 50), k))
        n = total
        spent = _call(root, str(folder), "--store", str(root / "many.db"), "--jobs", "2")
        told = f"{spent.peak_mib:.0f} MiB, {spent.cpu_s:.0f} s of processor time"
        yield f"{total} small files: {spent.wall_s:.0f} s; driver {told}"


def _small(k: int, made: dict[int, bytes] = {}) -> bytes:  # noqa: B006 - remembers
    if k not in made:
        made[k] = small_runs.fit(7 * k, seed=k % 5, metres=400.0)
    return made[k]


def _hours() -> Iterator[bytes]:
    """Yield recordings of about an hour."""
    folder = os.environ.get("DOWNTEMPO_HOURS")
    if not folder:
        yield recordings()["one-hour.fit"]
        return
    for path in sorted(Path(folder).glob("*.fit")):
        data = path.read_bytes()
        recording = parse(data, path.name)
        if recording.tracks and data[8:12] == b".FIT" and _is_plain(data):
            track = recording.tracks[0]
            if _HOUR_S[0] <= float(track.time_s[-1]) <= _HOUR_S[1] and len(track.time_s) > 2000:
                yield data


def _is_plain(data: bytes) -> bool:
    """Whether one recording fills the file, as its header says."""
    return bool(data[0] + struct.unpack_from("<I", data, 4)[0] + 2 == len(data))


def marked(data: bytes, number: int) -> bytes:
    """Return a FIT file with one more message, of a kind that nobody knows, that holds a number."""
    size = data[0]
    body = (
        data[size:-2] + struct.pack("<BBBHBBBB", 0x4F, 0, 0, 0xFF42, 1, 0, 4, 0x86) + struct.pack("<BI", 0x0F, number)
    )
    header = bytearray(data[:size])
    struct.pack_into("<I", header, 4, len(body))
    if size >= 14:
        struct.pack_into("<H", header, 12, crc16(bytes(header[:12])))
    whole = bytes(header) + body
    return whole + struct.pack("<H", crc16(whole))


def _peer(hours: list[bytes]) -> float:
    """Return the processor time that fitparse takes for one file, the mean of some [s]."""
    spent = []
    for data in hours[:: max(1, len(hours) // PEER_FILES)][:PEER_FILES]:
        begun = time.process_time()
        for message in fitparse.FitFile(io.BytesIO(data)).get_messages():
            message.get_values()
        spent.append(time.process_time() - begun)
    return statistics.mean(spent)


def _alone(root: Path) -> float:
    """Return the processor time of a batch that is read, stored and judged in this process [s]."""
    crew = Crew(ThreadPoolExecutor, 1)
    begun = time.process_time()
    territory = Territory(Configured(Config()), (str(root / "runs"),))
    fill_store([str(root / "runs")], [territory], str(root / "alone.db"), crew, today=date(2026, 10, 5))
    return time.process_time() - begun


def _batch(root: Path, store: str, *more: str) -> Spent:
    return _call(root, str(root / "runs"), "--store", str(root / store), "--isolated", *more)


def _call(root: Path, *arguments: str) -> Spent:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPYCACHEPREFIX": str(root / "bytecode")}
    command = [sys.executable, "-c", _TOLD, "batch", *arguments, "--exit-zero", "--today", "2026-10-05"]
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
