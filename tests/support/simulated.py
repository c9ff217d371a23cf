"""Small runs whose course is known: legs of one speed, grade and heading, seen through a watch's noise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from downtempo.model.track import Column, ElevationSource, Track

_M_PER_DEG = 111_195.0
_LAT_DEG, _LON_DEG = 10.0, 20.0


@dataclass(frozen=True)
class Leg:
    """So many seconds at one speed, grade and heading."""

    duration_s: int
    speed_mps: float
    grade_ratio: float = 0.0
    heading_deg: float = 0.0


@dataclass(frozen=True)
class Watch:
    """What the watch records, and how badly. Errors that wander have their time constant beside them."""

    seed: int = 1
    has_positions: bool = True
    has_speed: bool = True
    has_altitude: bool = True
    declares: ElevationSource = "barometer"
    position_error_m: float = 1.5
    height_error_m: float = 0.15
    height_drift_m: float = 0.0
    drift_tau_s: float = 200.0
    speed_lag_s: int = 0
    keep_every_s: int = 1


@dataclass(frozen=True, eq=False)
class Simulated:
    """A track and the truth behind it, a row a second."""

    track: Track
    time_s: Column
    distance_m: Column
    height_m: Column
    speed_mps: Column


def simulate(legs: Sequence[Leg], watch: Watch | None = None) -> Simulated:
    """Return the track of a run over `legs`, changes of speed and grade rounded over some 5 s."""
    watch = watch or Watch()
    random = np.random.default_rng(watch.seed)
    speed = _rounded(_per_second([leg.speed_mps for leg in legs], legs))
    slope = _rounded(_per_second([leg.grade_ratio for leg in legs], legs))
    heading = np.radians(_per_second([leg.heading_deg for leg in legs], legs))
    n = len(speed)
    distance, height = _summed(speed), 100.0 + _summed(speed * slope)
    x, y = _summed(speed * np.sin(heading)), _summed(speed * np.cos(heading))
    x, y = (column + watch.position_error_m * _wander(random, n, 30.0) + random.normal(0, 0.3, n) for column in (x, y))
    seen_m = height + random.normal(0, watch.height_error_m, n)
    seen_m = np.round((seen_m + watch.height_drift_m * _wander(random, n, watch.drift_tau_s)) * 5) / 5
    late = np.concatenate([np.full(watch.speed_lag_s, speed[0]), speed])[:n]
    seen_mps = np.maximum(late + random.normal(0, 0.05, n), 0.0)
    keep = slice(None, None, watch.keep_every_s)
    track = Track(
        start_utc=datetime(2026, 5, 1, 6, tzinfo=UTC),
        elevation_source=watch.declares if watch.has_altitude else "none",
        points=len(range(n)[keep]),
        time_s=np.arange(n, dtype=np.float64)[keep],
        lat_deg=(_LAT_DEG + y / _M_PER_DEG)[keep] if watch.has_positions else np.empty(0),
        lon_deg=(_LON_DEG + x / (_M_PER_DEG * np.cos(np.radians(_LAT_DEG))))[keep]
        if watch.has_positions
        else np.empty(0),
        elevation_m=seen_m[keep] if watch.has_altitude else np.empty(0),
        speed_mps=seen_mps[keep] if watch.has_speed else np.empty(0),
        heart_rate_bpm=np.full(n, 140.0)[keep],
    )
    return Simulated(track, np.arange(n, dtype=np.float64), distance, height, speed)


def without(track: Track, lost: NDArray[np.bool_]) -> Track:
    """Return a track that lacks the rows `lost`."""
    columns: dict[str, Any] = {name: column[~lost] for name, column in track.columns.items()}
    return replace(track, **columns)


def hill_reps(n_reps: int = 6, grade_ratio: float = -0.04, rep_s: int = 30, rep_mps: float = 4.8) -> list[Leg]:
    """Return legs of a warm-up, reps down a slope with a walk back up after each, and a cool-down."""
    back_s = round(rep_s * rep_mps / 2.0)
    legs = [Leg(600, 2.9, 0.0, 90.0)]
    for _ in range(n_reps):
        legs += [Leg(rep_s, rep_mps, grade_ratio, 0.0), Leg(back_s, 2.0, -grade_ratio, 180.0)]
    return [*legs, Leg(400, 2.8, 0.0, 270.0)]


def _per_second(values: Sequence[float], legs: Sequence[Leg]) -> Column:
    return np.repeat(np.array(values, np.float64), [leg.duration_s for leg in legs])


def _rounded(values: Column) -> Column:
    padded = np.concatenate([np.full(2, values[0]), values, np.full(2, values[-1])])
    return np.convolve(padded, np.full(5, 0.2), mode="valid")


def _summed(values: Column) -> Column:
    return np.concatenate([[0.0], np.cumsum(0.5 * (values[1:] + values[:-1]))])


def _wander(random: np.random.Generator, n: int, tau_s: float) -> Column:
    """Return an error of standard deviation 1 that forgets itself over `tau_s`."""
    keep = np.exp(-1 / tau_s)
    steps = random.normal(0, np.sqrt(1 - keep * keep), n)
    steps[0] = random.normal()
    errors = np.empty(n)
    last = 0.0
    for k, step in enumerate(steps):
        errors[k] = last = keep * last + step
    return errors
