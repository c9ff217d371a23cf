"""Intervals that the watch itself recorded."""

from __future__ import annotations

from ..model.segments import Surge
from ..model.track import Track
from .run import Run
from .settings import Intervals


def device_surges(track: Track, run: Run, intervals: Intervals) -> tuple[Surge, ...] | None:
    """Return the watch's own intervals as surges, None where it has none that may be used."""
    return None
