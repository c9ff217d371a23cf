"""From the run as it was to what a watch stores of it: noise, lag, steps, gaps, pauses."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Literal

import numpy as np

from ..dataclass import dataclass
from ..model.track import Column, Pause, Rows, Track
from ..units import SEMICIRCLE_DEG
from .course import UTC_OFFSET_S, to_degrees
from .laps import Laps, laps_of
from .motion import Run
from .noise import generator, smooth, wandering

#: Below this true speed an auto-pause begins, after so many seconds.
_PAUSE_MPS, _PAUSE_AFTER_S = 0.5, 4
DEFAULT_START = datetime(2026, 10, 1, 15, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensors:
    """A watch. The default is a good one: prompt speed field, barometer, a sample a second, heart rate and cadence.

    `speed_mps`, `barometer_m`, `gps_altitude_m` and `position_m` (east and north each) are standard deviations of the
    errors: of speed from second to second, of the barometer partly at once and partly over a quarter of a minute, of
    GPS altitude over minutes, of positions over a minute with some jitter. The barometer also drifts. `lag_s` is how
    late the speed field comes; altitude is stored in steps of `quantum_m`. `dropouts` are gaps of `dropout_s` without a
    record, `spikes` single fixes thrown off by `spike_m`.
    """

    has_positions: bool = True
    has_speed: bool = True
    has_heart_rate: bool = True
    has_cadence: bool = True
    altitude: Literal["barometer", "gps", "none"] = "barometer"
    lag_s: float = 0.0
    speed_mps: float = 0.08
    barometer_m: float = 0.25
    drift_m_per_h: float = 3.0
    gps_altitude_m: float = 3.0
    quantum_m: float = 0.2
    position_m: float = 1.6
    smart_recording: bool = False
    auto_pause: bool = False
    dropouts: int = 0
    dropout_s: int = 20
    spikes: int = 0
    spike_m: float = 60.0
    maker: int = 255
    device: str = "development"


GOOD_WATCH = Sensors()


def record(
    run: Run,
    sensors: Sensors = GOOD_WATCH,
    seed: int = 0,
    *,
    start_utc: datetime = DEFAULT_START,
    utc_offset_s: int | None = UTC_OFFSET_S,
    file: str = "",
    perceived_effort: float | None = None,
    laps: Laps = "none",
) -> Track:
    """Return what a watch with these sensors stores of `run`, in the steps in which FIT files hold it.

    `laps`: `manual` where the runner pressed the button at both ends of every effort, `auto` for one a kilometre. The
    same arguments give the same track.

    Raises
    ------
    ValueError
        `start_utc` has no time zone or is no whole second.
    """
    if start_utc.tzinfo is None or start_utc.microsecond:
        raise ValueError("start_utc is a whole second in a time zone")
    pauses = _auto_pauses(run) if sensors.auto_pause else ()
    columns = _columns(run, sensors, seed)
    rows = _kept(run, sensors, seed, pauses)
    kept = {name: column[rows] for name, column in columns.items()}
    return Track(
        file=file, format="synthetic", start_utc=start_utc.astimezone(UTC), utc_offset_s=utc_offset_s, sport="running",
        device=sensors.device, points=len(rows), elevation_source=sensors.altitude, perceived_effort=perceived_effort,
        breaks=np.unique(np.searchsorted(kept["time_s"], [pause.stop_s for pause in pauses])),
        laps=laps_of(run, laps), pauses=pauses,
        time_s=kept["time_s"], lat_deg=kept["lat_deg"], lon_deg=kept["lon_deg"], distance_m=kept["distance_m"],
        elevation_m=kept["elevation_m"], speed_mps=kept["speed_mps"], heart_rate_bpm=kept["heart_rate_bpm"],
        cadence_spm=kept["cadence_spm"],
    )  # fmt: skip


def _columns(run: Run, sensors: Sensors, seed: int) -> dict[str, Column]:
    """Return every column at 1 Hz; NaN where the watch has no such sensor."""
    silent = np.full(len(run.time_s), np.nan)
    lat, lon = _positions(run, sensors, seed) if sensors.has_positions else (silent, silent)
    speed, distance = _pace(run, sensors, seed) if sensors.has_speed else (silent, silent)
    steps = 2 * np.round(run.cadence_spm / 2)
    return {
        "time_s": run.time_s, "lat_deg": lat, "lon_deg": lon, "distance_m": distance, "speed_mps": speed,
        "elevation_m": _altitude(run, sensors, seed),
        "heart_rate_bpm": np.round(run.heart_rate_bpm) if sensors.has_heart_rate else silent,
        "cadence_spm": steps if sensors.has_cadence else silent,
    }  # fmt: skip


def _positions(run: Run, sensors: Sensors, seed: int) -> tuple[Column, Column]:
    """Return positions off by errors that hold on for a minute, rounded to the semicircles of a FIT file."""
    rng = generator(seed, "positions")
    n = len(run.time_s)
    east, north = (sensors.position_m * (0.94 * smooth(rng, n, 25.0) + 0.34 * smooth(rng, n, 1.2)) for _ in range(2))
    for row in _chosen(rng, n, sensors.spikes):
        turn = rng.uniform(0, 2 * np.pi)
        east[row] += sensors.spike_m * math.cos(turn)
        north[row] += sensors.spike_m * math.sin(turn)
    lat, lon = to_degrees(run.x_m + east, run.y_m + north)
    return _in_semicircles(lat), _in_semicircles(lon)


def _in_semicircles(degrees: Column) -> Column:
    """Return the nearest angle that a FIT file can hold [deg]."""
    stored: Column = np.round(degrees / SEMICIRCLE_DEG) * SEMICIRCLE_DEG
    return stored


def _chosen(rng: np.random.Generator, n: int, count: int) -> Rows:
    """Return `count` rows away from both ends, in order."""
    return np.sort(30 + np.argsort(rng.random(n - 60))[:count])


def _pace(run: Run, sensors: Sensors, seed: int) -> tuple[Column, Column]:
    """Return the speed field, smoothed over 3 s and late by the lag, and the watch's own distance."""
    rng = generator(seed, "speed")
    n = len(run.time_s)
    mean = np.convolve(np.pad(run.speed_mps, 1, mode="edge"), np.full(3, 1 / 3), "valid")
    late = np.interp(run.time_s - sensors.lag_s, run.time_s, mean)
    speed: Column = np.maximum(late + sensors.speed_mps * smooth(rng, n, 1.0), 0.0)
    speed[late < 0.2] = 0.0
    stretch = 1 + 0.003 * rng.standard_normal()
    return np.round(speed, 3), np.round(run.distance_m * stretch, 2)


def _altitude(run: Run, sensors: Sensors, seed: int) -> Column:
    n = len(run.time_s)
    rng = generator(seed, "altitude")
    if sensors.altitude == "none":
        return np.full(n, np.nan)
    if sensors.altitude == "gps":
        error = sensors.gps_altitude_m * wandering(rng, n, 200.0) + 0.3 * rng.standard_normal(n)
    else:
        drift = sensors.drift_m_per_h / 3600 * run.time_s * (1 if rng.random() < 0.5 else -1)
        error = sensors.barometer_m * (0.87 * wandering(rng, n, 15.0) + 0.5 * rng.standard_normal(n)) + drift
    stored: Column = sensors.quantum_m * np.round((run.elevation_m + error) / sensors.quantum_m)
    return stored


def _kept(run: Run, sensors: Sensors, seed: int, pauses: tuple[Pause, ...]) -> Rows:
    """Return the rows that the watch stores."""
    n = len(run.time_s)
    stored = np.ones(n, bool)
    if sensors.smart_recording:
        stored = _telling(run)
    for row in _chosen(generator(seed, "dropouts"), n - sensors.dropout_s, sensors.dropouts):
        stored[row : row + sensors.dropout_s] = False
    for pause in pauses:
        stored[int(pause.start_s) + 1 : int(pause.stop_s)] = False
    stored[[0, -1]] = True
    return np.flatnonzero(stored)


def _telling(run: Run) -> Rows:
    """Return as true the samples of smart recording: after a turn, a change of speed or of height, or 7 s."""
    heading = np.unwrap(np.arctan2(np.gradient(run.y_m), np.gradient(run.x_m)))
    changes = (
        np.abs(np.gradient(run.speed_mps)) / 0.8 + np.abs(np.gradient(heading)) / 0.5
        + np.abs(np.gradient(run.elevation_m)) / 1.5 + 1 / 7
    )  # fmt: skip
    told = np.floor(np.cumsum(changes))
    return np.concatenate([[True], np.diff(told) > 0])


def _auto_pauses(run: Run) -> tuple[Pause, ...]:
    """Return the pauses of a watch that stops its timer when the runner stands."""
    still = np.concatenate([[0], (run.speed_mps < _PAUSE_MPS).astype(np.int8), [0]])
    edges = np.flatnonzero(np.diff(still)).reshape(-1, 2)
    return tuple(
        Pause(float(a + _PAUSE_AFTER_S), float(b))
        for a, b in edges
        if b - a > _PAUSE_AFTER_S + 1 and b < len(run.time_s)
    )
