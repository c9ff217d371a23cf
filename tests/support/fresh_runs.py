"""Sessions that differ from seed to seed, made by the library's own generator, to measure on."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from downtempo.model.track import Track
from downtempo.synthetic import (
    Run,
    Runner,
    Sensors,
    downhill_repeats,
    easy,
    long_run,
    progressive_tempo,
    recovery,
    rep,
    rolling,
    run,
    speed_repeats,
)

BAROMETER, SMART = Sensors(), Sensors(smart_recording=True)
POSITIONS, GPS = Sensors(has_speed=False), Sensors(has_speed=False, altitude="gps")


def sessions(seed: int) -> Iterator[tuple[str, Run]]:
    """Yield one session of each kind by its name: downhill reps, reps on a track, surges, an easy run in the hills."""
    chance = random.Random(seed)
    runner = Runner(unevenness_ratio=chance.uniform(0.02, 0.05))
    grade = -chance.uniform(0.025, 0.08)
    n, rep_s, speed = chance.randint(4, 8), chance.choice([25.0, 30.0, 40.0, 60.0]), chance.uniform(3.9, 5.0)
    back = chance.choice(["walk back", "jog back"])
    yield "downhill", downhill_repeats(n, rep_s, grade, speed_mps=speed, recovery=back, runner=runner, seed=seed)  # type: ignore[arg-type]
    length, rest = chance.choice([150.0, 200.0, 400.0, 600.0]), chance.choice(["walk", "jog", "stand"])
    speed = chance.uniform(4.2, 5.2)
    yield "track", speed_repeats(n, length, 110.0, speed_mps=speed, rest=rest, runner=runner, seed=seed + 1)  # type: ignore[arg-type]
    yield "surges", _surges(chance, runner, seed + 2)
    hills = rolling(4600, grade_ratio=chance.uniform(0.015, 0.04), wave_m=chance.uniform(300, 800), seed=seed + 3)
    yield "hills", long_run(9000, course=hills, runner=runner, seed=seed + 3)


def progression(seed: int) -> Run:
    """Return a progressive tempo over three to six miles."""
    chance = random.Random(seed)
    by, step_s = chance.choice(["pace", "gap"]), chance.choice([15.0, 20.0, 30.0])
    return progressive_tempo(step_s=step_s, miles=chance.randint(4, 6), by=by, seed=seed)  # type: ignore[arg-type]


def undeclared(track: Track) -> Track:
    """Return the track as a file gives it that does not say where its altitude comes from."""
    return replace(track, elevation_source="unknown")


def blurred(track: Track, width_s: int) -> Track:
    """Return the track of a watch that stores the mean altitude over `width_s` seconds."""
    seconds = np.arange(track.time_s[0], track.time_s[-1] + 1)
    height = np.interp(seconds, track.time_s, track.elevation_m)
    padded = np.pad(height, (width_s // 2, width_s - 1 - width_s // 2), mode="edge")
    mean = np.convolve(padded, np.full(width_s, 1 / width_s), "valid")
    return replace(track, elevation_m=np.round(np.interp(track.time_s, seconds, mean), 1))


def _surges(chance: random.Random, runner: Runner, seed: int) -> Run:
    """Return surges with easy running on between them, over rolling ground."""
    course = rolling(13_000, grade_ratio=chance.uniform(0.01, 0.03), wave_m=chance.uniform(350, 700), seed=seed)
    length_s, pause_s = chance.choice([30.0, 60.0, 120.0]), chance.choice([90.0, 150.0])
    speed = chance.uniform(4.0, 4.8)
    one = (rep(speed, duration_s=length_s), recovery(runner.easy_mps, duration_s=pause_s))
    ends = easy(runner.easy_mps, duration_s=600), easy(runner.easy_mps, duration_s=400)
    return run((ends[0], *one * chance.randint(4, 8), ends[1]), course, runner, seed)
