"""Recordings for the speed table: an hour and three hours of running, and a session of reps, in every format."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from downtempo.model import Track
from downtempo.synthetic import (
    UTC_OFFSET_S,
    Run,
    Sensors,
    downhill_repeats,
    long_run,
    record,
    write_fit,
    write_gpx,
    write_tcx,
)

_START = datetime(2026, 10, 3, 17, 0, tzinfo=UTC)
_WATCH = Sensors()


@cache
def recordings() -> dict[str, bytes]:
    """Return the bytes of each recording by its name."""
    hour, three, reps = (
        _track(run) for run in (long_run(10_600, seed=1), long_run(31_000, seed=2), downhill_repeats(seed=3))
    )
    return {
        "one-hour.fit": write_fit(hour),
        "three-hours.fit": write_fit(three),
        "downhill-reps.fit": write_fit(reps),
        "one-hour.gpx": write_gpx(hour),
        "three-hours.gpx": write_gpx(three),
        "one-hour.tcx": write_tcx(hour),
    }


def _track(run: Run) -> Track:
    return record(run, _WATCH, seed=7, start_utc=_START, utc_offset_s=UTC_OFFSET_S)
