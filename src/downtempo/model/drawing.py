"""A run as it is drawn: few rows that keep its shape, for reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from .session import Session
from .track import Column

#: What tells one run from another, in any list: its file, its content, its start.
Key = tuple[str, str, datetime | None]


def _none() -> Column:
    return np.empty(0)


@dataclass(frozen=True, eq=False, kw_only=True)
class Drawing:
    """One run in some hundred rows. All columns have shape `(k,)`, or `(0,)` where the recording holds nothing of it.

    Each row is a moment of the run as it was, none is a mean of others, so that every curve passes through it.
    """

    distance_m: Column
    """Metres along the run, on the same scale as the spans of its segments; never falling."""
    time_s: Column = field(default_factory=_none)
    """Seconds from the first sample."""
    elevation_m: Column = field(default_factory=_none)
    grade_ratio: Column = field(default_factory=_none)
    """Rise over run, smoothed; empty where altitude cannot tell it."""
    speed_mps: Column = field(default_factory=_none)
    """Speed smoothed over some seconds; NaN where the runner stood."""
    heart_rate_bpm: Column = field(default_factory=_none)
    """NaN where the watch was silent."""
    x_m: Column = field(default_factory=_none)
    y_m: Column = field(default_factory=_none)
    """Metres to the east and north of the first position."""
    origin_deg: tuple[float, float] | None = None
    """Latitude and longitude of the first position: for maps that somebody asks for, else never shown."""
    is_coarse: bool = False
    """Made from what a session remembers of its profile, not from the recording."""

    def __len__(self) -> int:
        return len(self.distance_m)

    @property
    def length_m(self) -> float:
        """Metres from the start to the last row."""
        return float(self.distance_m[-1]) if len(self) else 0.0

    @property
    def is_long_enough(self) -> bool:
        """Whether there is a line to draw at all: a metre is the least that pictures show."""
        return len(self) > 1 and self.length_m >= 1

    def place_at(self, distance_m: float) -> tuple[float, float] | None:
        """Return where on the drawn way a distance was reached [m]; None without positions."""
        if not len(self.x_m):
            return None
        return tuple(float(np.interp(distance_m, self.distance_m, axis)) for axis in (self.x_m, self.y_m))  # type: ignore[return-value]

    def between(self, start_m: float, stop_m: float) -> slice:
        """Return the rows of a stretch with one row more on either side."""
        first, last = np.searchsorted(self.distance_m, [start_m, stop_m]).tolist()
        return slice(max(first - 1, 0), min(last + 1, len(self)))


def key_of(session: Session) -> Key:
    """Return what tells this run from all others."""
    return session.file, session.sha256, session.start_utc


def sketched(session: Session) -> Drawing | None:
    """Return the coarse drawing that a session itself allows, None where it remembers nothing."""
    heights, speeds = session.profile_elevation_m, session.profile_speed_mps
    n = max(len(heights), len(speeds))
    if not n or not session.distance_m:
        return None
    return Drawing(
        distance_m=(np.arange(n) + 0.5) / n * session.distance_m,
        elevation_m=_column(heights, n),
        speed_mps=_column(speeds, n),
        is_coarse=True,
    )


def _column(values: Sequence[float], n: int) -> Column:
    return np.array(values, np.float64) if len(values) == n else np.empty(0)
