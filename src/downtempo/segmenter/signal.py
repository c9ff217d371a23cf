"""The run on a grid of seconds: what every later stage reads."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ..dataclass import dataclass
from ..model.segments import Span
from ..model.track import Column, ElevationSource, Note, Rows

Flags: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, eq=False, kw_only=True)
class Signal:
    """One cleaned run, a row a second. All columns have shape `(n,)`.

    Within a stretch rows are 1 s apart. Where the recording fell silent for more than an hour (or the clock jumped) a
    new stretch begins: the rows just go on, `time_s` keeps the true time and jumps, `distance_m` stands still.
    `breaks` are the rows at which the second and later stretches begin.
    """

    time_s: Column
    """Seconds from the first sample of the track; rises by 1 within a stretch."""
    weight: Column
    """1 where a sample lies within .6 s, .05 inside gaps, else .02."""
    is_gap: Flags
    """Inside a silence of more than 8 s, and of more than two or three of the usual times between samples."""
    is_standing: Flags
    """Slower than .8 m/s, or inside a gap over which hardly any ground was covered, or more than anybody runs."""
    x_m: Column
    """Smoothed position to the east of the first one; NaN throughout without positions."""
    y_m: Column
    """Smoothed position to the north of the first one."""
    lat_deg: Column
    lon_deg: Column
    """Cleaned position; NaN throughout without positions."""
    speed_mps: Column
    """Speed with the watch's delay taken out, never NaN or negative."""
    distance_m: Column
    """Metres since the start: the integral of `speed_mps`, never falling."""
    elevation_m: Column
    """Altitude without spikes and without the settling of the altimeter; NaN throughout where there is none."""
    elevation_weight: Column
    """Like `weight`, for altitude alone: it may fall silent where speed does not."""
    heart_rate_bpm: Column
    cadence_spm: Column
    """Beats and steps a minute; NaN where the watch was silent for more than 10 s."""

    has_watch_speed: bool
    """The watch's own speed was used (tier A), not positions."""
    has_positions: bool
    elevation_source: ElevationSource
    """As declared by the file, or as decided from the noise; `unknown` lies between the two."""
    sigma_h_m: float
    """One standard deviation of a height; NaN without altitude."""
    sampling_s: float
    """Typical time between samples, gaps left aside: their median, or their mean where that is longer."""
    lag_s: float
    """How late the watch's speed was, already taken out."""
    surge_edge_error_s: float
    descent_edge_error_s: float
    """One standard deviation of a boundary."""
    breaks: Rows
    turns: Rows
    """Rows of turn-arounds, where heights may bend sharply."""
    notes: tuple[Note, ...]
    sampled_s: Column
    """Times of all samples of the track, shape `(k,)`."""

    def __len__(self) -> int:
        return len(self.time_s)

    @property
    def is_gps_altitude(self) -> bool:
        """Whether altitude is too coarse for grades: from GPS alone."""
        return self.elevation_source == "gps"

    @property
    def has_grades(self) -> bool:
        """Whether altitude can tell grades, well or with a stated error."""
        return self.elevation_source in ("barometer", "unknown")

    def row_at(self, time_s: float) -> int:
        """Return the row nearest to a time, clipped to the run."""
        row = int(self.time_s.searchsorted(time_s))
        if row and (row == len(self) or time_s - self.time_s[row - 1] < self.time_s[row] - time_s):
            row -= 1
        return row

    def distance_at(self, time_s: ArrayLike) -> Column:
        """Return the distance run [m] at times [s], clipped to the run."""
        return np.asarray(np.interp(np.asarray(time_s, np.float64), self.time_s, self.distance_m), np.float64)

    def time_at(self, distance_m: ArrayLike, *, last: bool = False) -> Column:
        """Return when a distance was reached [s]; with `last`, when it was left (later, where the runner stood)."""
        wanted = np.asarray(distance_m, np.float64)
        found = np.searchsorted(self.distance_m, wanted, side="right" if last else "left")
        after = np.clip(found, 1, len(self) - 1)
        s0, s1 = self.distance_m[after - 1], self.distance_m[after]
        share = np.clip((wanted - s0) / np.maximum(s1 - s0, 1e-9), 0.0, 1.0)
        return np.asarray(self.time_s[after - 1] + share * (self.time_s[after] - self.time_s[after - 1]), np.float64)

    def place_at(self, time_s: float) -> tuple[float | None, float | None]:
        """Return latitude and longitude [deg] at a time, None without positions."""
        if not self.has_positions:
            return None, None
        row = self.row_at(time_s)
        return float(self.lat_deg[row]), float(self.lon_deg[row])

    def span(self, start_s: float, stop_s: float, edge_error_s: float) -> Span:
        """Return the stretch between two times with its distances and the place where it starts."""
        start_m, stop_m = self.distance_at([start_s, stop_s])
        first, stop = self.sampled_s.searchsorted([start_s, stop_s]).tolist()
        records = (min(first, len(self.sampled_s) - 1) + 1, max(stop, first + 1))
        return Span(start_s, stop_s, float(start_m), float(stop_m), *self.place_at(start_s), edge_error_s, records)


def mean_known(values: Column) -> float | None:
    """Return the mean of what is no NaN, None where everything is."""
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else None
