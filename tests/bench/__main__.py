"""The tables: our readers beside their peers, the segmenter per hour of running, what it finds, a year of runs.

Ratios are measured in one process, in CPU time, readers alternating, medians of several runs.
The recordings are made by the generator, so that the table can be made anywhere.
"""

from __future__ import annotations

import io
import platform
import statistics
import sys
import time
from collections.abc import Callable

import fitdecode
import fitparse
import gpxpy

from downtempo import segment
from downtempo.parser import parse

from . import detection
from .recordings import recordings
from .year import report

Call = Callable[[], object]
ROUNDS = 5


def main() -> None:
    """Print the tables."""
    sys.stdout.write(f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}\n\n")
    for name, data in recordings().items():
        calls: dict[str, Call] = {"downtempo": lambda data=data, name=name: parse(data, name)}  # type: ignore[misc]
        calls |= _peers(name, data)
        seconds = _medians(calls)
        ours = seconds.pop("downtempo")
        told = "".join(f"   x{peer_s / ours:7.1f} {peer}" for peer, peer_s in seconds.items())
        sys.stdout.write(f"read {name:<24} {len(data) / 1e6:5.2f} MB {1000 * ours:8.2f} ms{told}\n")
    sys.stdout.write("\n")
    for name, data in recordings().items():
        track = parse(data, name).tracks[0]
        spent = _medians({"segment": lambda track=track: segment(track)})["segment"]  # type: ignore[misc]
        hours = float(track.time_s[-1]) / 3600
        sys.stdout.write(f"segment {name:<21} {hours:5.2f} h  {1000 * spent / hours:8.1f} ms an hour of running\n")
    detection.main()
    sys.stdout.write("\n")
    for line in report():
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def _peers(name: str, data: bytes) -> dict[str, Call]:
    if name.endswith(".fit"):
        return {
            "fitparse": lambda: [m.get_values() for m in fitparse.FitFile(io.BytesIO(data)).get_messages()],
            "fitdecode": lambda: [
                f for f in fitdecode.FitReader(io.BytesIO(data)) if f.frame_type == fitdecode.FIT_FRAME_DATA
            ],
        }
    return {"gpxpy": lambda: gpxpy.parse(data.decode())} if name.endswith(".gpx") else {}


def _medians(calls: dict[str, Call]) -> dict[str, float]:
    """Return the median CPU seconds of each call, the calls taking turns so that a slow moment hits all alike."""
    spent: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(ROUNDS):
        for name, call in calls.items():
            start = time.process_time()
            call()
            spent[name].append(time.process_time() - start)
    return {name: statistics.median(values) for name, values in spent.items()}


if __name__ == "__main__":
    main()
