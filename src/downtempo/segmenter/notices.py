"""What cleaning found, as notes for a reader."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..model.track import Note, Track
from .altitude import Altitude
from .grid import CUT_S, Grid
from .positions import Positions
from .speed import FASTEST_MPS, Speed


def find_notes(track: Track, grid: Grid, positions: Positions, speed: Speed, altitude: Altitude) -> tuple[Note, ...]:
    """Return what a reader should know: altitude, gaps, samples left out, cuts."""
    return (
        *_on_altitude(altitude),
        *_on_gaps(speed),
        *_on_dropped(track, positions, altitude),
        *_on_time(grid),
    )


def _on_altitude(altitude: Altitude) -> Iterator[Note]:
    if altitude.source == "none":
        yield Note("DQ102", "no-altitude", "info", "no altitude: nothing is said about descents and grades")
    elif altitude.source == "gps":
        yield Note("DQ103", "altitude-from-gps", "info", "altitude is as coarse as that of GPS: no grades are given")
    elif altitude.source == "unknown":
        error = f"{altitude.sigma_h_m:.1f} m"
        text = f"the file does not say where its altitude comes from; its heights are taken to be good to {error}"
        yield Note("DQ103", "altitude-source-unknown", "info", text)
    if altitude.is_settling:
        yield Note(
            "DQ105", "altimeter-settling", "info", "the altimeter was settling at the start; altitude held level"
        )


def _on_gaps(speed: Speed) -> Iterator[Note]:
    is_gap = speed.lying.is_gap
    if is_gap.any():
        n_gaps = int(np.count_nonzero(np.diff(is_gap.astype(np.int8), prepend=0) == 1))
        text = f"nothing was recorded for {np.count_nonzero(is_gap)} s, in {n_gaps} {'gap' if n_gaps == 1 else 'gaps'}"
        yield Note("DQ104", "gaps", "info", text)


def _on_dropped(track: Track, positions: Positions, altitude: Altitude) -> Iterator[Note]:
    n_fast = np.count_nonzero(track.speed_mps > FASTEST_MPS)
    for n, reason, what in (
        (positions.n_dropped, "positions-removed", "positions"),
        (n_fast, "speeds-removed", "speeds"),
        (altitude.n_dropped, "altitudes-removed", "altitudes"),
    ):
        if n:
            yield Note("DQ105", reason, "info", f"{n} {what} that no runner reaches were left out")


def _on_time(grid: Grid) -> Iterator[Note]:
    n_jumps = np.count_nonzero(np.diff(grid.time_s) > CUT_S)
    if n_jumps:
        text = f"the recording falls silent for more than an hour or its clock jumps, {n_jumps} times"
        yield Note("DQ108", "clock-jump", "warning", text)
