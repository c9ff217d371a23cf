"""The tables: our readers beside their peers, the segmenter per hour of running, what it finds, a year of runs.

Then how honest its errors are, and what it finds in vain on easy runs of real runners.
Ratios are measured in one process, in CPU time, readers alternating, medians of several runs.
The recordings are made by the generator, so that the table can be made anywhere.
"""

from __future__ import annotations

import platform
import statistics
import sys
import time
from collections.abc import Callable

from downtempo import segment
from downtempo.parser import parse

from . import cost, detection, easy_runs, honesty, reading, year
from .recordings import recordings

Call = Callable[[], object]
ROUNDS = 5


def main() -> None:
    """Print the tables."""
    sys.stdout.write(f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}\n\n")
    reading.main()
    sys.stdout.write("\n")
    for name, data in recordings().items():
        track = parse(data, name).tracks[0]
        spent = _medians({"segment": lambda track=track: segment(track)})["segment"]  # type: ignore[misc]
        hours = float(track.time_s[-1]) / 3600
        sys.stdout.write(f"segment {name:<21} {hours:5.2f} h  {1000 * spent / hours:8.1f} ms an hour of running\n")
    for table in (cost, detection, honesty, easy_runs, year):
        table.main()


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
