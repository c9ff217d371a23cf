"""A run from a known door: a loop that comes by the door again in mid-run, and what lies where on it."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from downtempo.model.track import Lap, Track, WorkoutStep

HOME = (-48.8767, -123.3933)
START = datetime(2026, 10, 1, 7, 8, 21, tzinfo=UTC)
M_PER_DEG = np.pi / 180 * 6_371_008.8


def run_past_home(legs_m: tuple[float, ...] = (4000.0, 4000.0, 3000.0, 3000.0), speed_mps: float = 3.0) -> Track:
    """Return a run east, back past the door, west, and back to it, a sample a second."""
    east = np.concatenate([[0.0], np.cumsum([legs_m[0], -legs_m[1], -legs_m[2], legs_m[3]])])
    along = np.concatenate([[0.0], np.cumsum(legs_m)])
    time = np.arange(0.0, np.floor(along[-1] / speed_mps) + 1)
    x = np.interp(time * speed_mps, along, east)
    lon = HOME[1] + x / (M_PER_DEG * np.cos(np.radians(HOME[0])))
    return Track(
        file="anna.fit", sha256="ab" * 32, format="fit", start_utc=START, utc_offset_s=-28_800, sport="running",
        device="garmin/Watch of Anna", points=len(time), elevation_source="barometer", perceived_effort=6.0,
        time_s=time, lat_deg=np.full(len(time), HOME[0]) + 1e-7, lon_deg=lon, distance_m=time * speed_mps,
        elevation_m=100 + 10 * np.sin(x / 300), speed_mps=np.full(len(time), speed_mps),
        heart_rate_bpm=np.full(len(time), 140.0), cadence_spm=np.full(len(time), 170.0),
        laps=(Lap(0.0, 1000.0, 3000.0, "manual"), Lap(1000.0, 1200.0, 600.0, "manual")),
        steps=(WorkoutStep(0, "active", "time", 60.0),),
    )  # fmt: skip


def away_m(track: Track, place: tuple[float, float] = HOME) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return how far each sample is from a place [m]."""
    north = (track.lat_deg - place[0]) * M_PER_DEG
    east = (track.lon_deg - place[1]) * M_PER_DEG * np.cos(np.radians(place[0]))
    return np.asarray(np.hypot(north, east))
