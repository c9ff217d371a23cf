"""What segmenting costs, and that it grows with the length of a run and not with its square."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from typing import Any

import numpy as np

from downtempo import segment
from downtempo.model import Track
from downtempo.synthetic import Sensors, downhill_repeats, long_run, record

_ROUNDS = 7
_LENGTHS = (1, 4, 16)
_WATCHES = {"watch speed": Sensors(), "positions": Sensors(has_speed=False)}


def main() -> None:
    """Print CPU milliseconds an hour of running, a sample a second, for runs of an hour and more."""
    sys.stdout.write(
        "\nsegmenting, 1 Hz         " + "".join(f"{n:8d} h" for n in _LENGTHS) + "   reps   [ms an hour]\n"
    )
    for name, watch in _WATCHES.items():
        hour = record(long_run(10_300, seed=1), watch, seed=7)
        costs = [cost(repeated(hour, n)) for n in _LENGTHS] + [cost(record(downhill_repeats(seed=3), watch, seed=7))]
        sys.stdout.write(f"{name:<25}" + "".join(f"{ms:10.1f}" for ms in costs) + "\n")


def cost(track: Track) -> float:
    """Return the least CPU time of segmenting a track [ms an hour of running]: what others do on the machine adds."""
    segment(track)
    spent = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        segment(track)
        spent.append(time.process_time() - start)
    return 1000 * min(spent) / (float(track.time_s[-1]) / 3600)


def repeated(track: Track, times: int) -> Track:
    """Return a track run over several times without a pause."""
    columns: dict[str, Any] = {}
    for name in ("time_s", "distance_m"):
        column = getattr(track, name)
        step = (column[-1] - column[0] if np.isfinite(column).any() else 0.0) + (name == "time_s")
        columns[name] = np.concatenate([column + k * step for k in range(times)])
    for name in ("lat_deg", "lon_deg", "elevation_m", "speed_mps", "heart_rate_bpm", "cadence_spm"):
        columns[name] = np.tile(getattr(track, name), times)
    return replace(track, points=times * track.points, power_w=np.empty(0), **columns)


if __name__ == "__main__":
    main()
