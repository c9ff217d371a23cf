"""A run as it is drawn: few rows that keep its shape, for reports."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import field, replace
from datetime import datetime

import numpy as np

from ..dataclass import dataclass
from ..units import M_PER_DEG
from .session import Session
from .track import Column

#: The columns of a drawing, and those of them that are known in every row.
_COLUMNS = ("distance_m", "time_s", "elevation_m", "grade_ratio", "speed_mps", "heart_rate_bpm", "x_m", "y_m")
_ALWAYS = frozenset({"distance_m", "time_s"})
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
    is_cut: bool = False
    """Something is left out: where it begins and ends is not where the run did, and a row without a position stands
    between two stretches."""

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

    @property
    def has_way(self) -> bool:
        """Whether it is known where the run led, in all rows but those at which something is left out."""
        is_known = np.isfinite(self.x_m)
        return bool(is_known.any() and (self.is_cut or is_known.all()))

    def place_at(self, distance_m: float) -> tuple[float, float] | None:
        """Return where on the drawn way a distance was reached [m]; None without positions."""
        known = np.isfinite(self.x_m)
        if not known.any():
            return None
        along = self.distance_m[known]
        return tuple(float(np.interp(distance_m, along, axis[known])) for axis in (self.x_m, self.y_m))  # type: ignore[return-value]

    def between(self, start_m: float, stop_m: float) -> slice:
        """Return the rows of a stretch with one row more on either side."""
        first, last = np.searchsorted(self.distance_m, [start_m, stop_m]).tolist()
        return slice(max(first - 1, 0), min(last + 1, len(self)))


def key_of(session: Session) -> Key:
    """Return what tells this run from all others."""
    return session.file, session.sha256, session.start_utc


def joined_drawings(parts: Sequence[Drawing]) -> Drawing | None:
    """Return the stretches that are left of one run as one drawing; None where there are none.

    Times and distances are taken as they are. Between two stretches stands a row that knows only these.
    """
    if not parts:
        return None
    origin = next((part.origin_deg for part in parts if part.origin_deg is not None), None)
    moved = [_seen_from(part, origin) for part in parts]
    sizes = [len(part) for part in moved]
    columns = {name: _joined([getattr(part, name) for part in moved], sizes, name in _ALWAYS) for name in _COLUMNS}
    return replace(moved[0], **columns, origin_deg=origin, is_cut=True)  # type: ignore[arg-type]


def _joined(columns: Sequence[Column], sizes: Sequence[int], is_known: bool) -> Column:
    """Return columns one after the other with a row between each two: the first of the next, or unknown."""
    if not any(len(column) for column in columns):
        return np.empty(0)
    out: list[Column] = []
    for column, size in zip(columns, sizes, strict=True):
        full = column if len(column) else np.full(size, np.nan)
        out += [full[:1] if is_known else np.array([np.nan]), full]
    return np.concatenate(out[1:])


def _seen_from(part: Drawing, origin: tuple[float, float] | None) -> Drawing:
    """Return a stretch with its positions in metres from another place [degrees]."""
    if part.origin_deg is None or origin is None:
        return part
    north_deg, east_deg = part.origin_deg[0] - origin[0], (part.origin_deg[1] - origin[1] + 180.0) % 360.0 - 180.0
    east_m = east_deg * M_PER_DEG * math.cos(math.radians(0.5 * (part.origin_deg[0] + origin[0])))
    return replace(part, x_m=part.x_m + east_m, y_m=part.y_m + north_deg * M_PER_DEG)


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
