"""Many small recordings, cheap to write and to read: one run of some minutes, begun at other times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

from downtempo.model import Track
from downtempo.synthetic import Run, Sensors, easy_run, record, write_fit, write_gpx

START = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)


def fit(day: int, *, seed: int = 0, metres: float = 900.0) -> bytes:
    """Return a FIT file of a short run on a day counted from the first."""
    return write_fit(_track(day, seed, metres))


def gpx(day: int, *, seed: int = 0, metres: float = 900.0) -> bytes:
    """Return the same as GPX."""
    return write_gpx(_track(day, seed, metres))


def _track(day: int, seed: int, metres: float) -> Track:
    return record(_run(metres, seed % 5), Sensors(), seed=seed, start_utc=START + timedelta(days=day))


@cache
def _run(metres: float, seed: int) -> Run:
    return easy_run(metres, seed=seed)
