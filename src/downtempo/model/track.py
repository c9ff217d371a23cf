"""What the watch said: one recording as columns, events and notes.

numpy is imported with the first track: who reads no recording, because all are known, need not wait for it.
"""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from ..dataclass import dataclass

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Column = NDArray[np.float64]
    Rows = NDArray[np.int64]
else:
    Column = Rows = Any
ElevationSource = Literal["barometer", "gps", "unknown", "none"]
Severity = Literal["error", "warning", "info"]
#: The gravest first.
LEVELS: tuple[Severity, ...] = ("error", "warning", "info")

COLUMNS = (
    "time_s",
    "lat_deg",
    "lon_deg",
    "distance_m",
    "elevation_m",
    "speed_mps",
    "heart_rate_bpm",
    "cadence_spm",
    "power_w",
)


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader should know about a recording: what was found, what was done, what to do.

    `code` is a rule of the data family (`DQ101`), `reason` the stable name of the cause (`fit-truncated`).
    """

    code: str
    reason: str
    severity: Severity
    message: str
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Lap:
    """A lap as the watch recorded it, `[start_s, stop_s)` from the first sample."""

    start_s: float
    stop_s: float
    distance_m: float | None = None
    trigger: str = "unknown"
    """manual | time | distance | position | session-end | unknown; only manual laps are an intention."""
    intensity: str | None = None
    """active | rest | warm-up | cool-down | recovery | interval, where the watch says so."""
    step_index: int | None = None


@dataclass(frozen=True, slots=True)
class WorkoutStep:
    """One step of the workout that was loaded on the watch."""

    index: int
    intensity: str | None = None
    ends_by: str = "unknown"
    """time | distance | open | repeat | unknown"""
    duration_s: float | None = None
    distance_m: float | None = None
    repeat_from: int | None = None
    repeat_count: int | None = None
    speed_mps: float | None = None
    """The middle of the speed range that the step asks for."""


@dataclass(frozen=True, slots=True)
class Workout:
    """What a watch is told to ask for: a workout file, before anybody has run it."""

    name: str
    sport: str
    steps: tuple[WorkoutStep, ...]


@dataclass(frozen=True, slots=True)
class WatchSplit:
    """A stretch that the watch itself named: an interval, a rest, a climb."""

    kind: str
    start_s: float
    stop_s: float
    distance_m: float | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """The timer stood still, `[start_s, stop_s)` from the first sample."""

    start_s: float
    stop_s: float


def _silent() -> Column:
    import numpy as np

    return np.empty(0)


def _no_rows() -> Rows:
    import numpy as np

    return np.empty(0, np.int64)


@dataclass(frozen=True, eq=False, kw_only=True)
class Track:
    """One recording, raw: nothing smoothed, filled or repaired.

    Columns are read-only float64 of one shape `(n,)`, NaN where the watch was silent. `time_s` counts from
    `start_utc` and rises strictly; it is NaN throughout when the file holds no times (`start_utc` is None).
    `breaks` are rows before which nothing may be bridged: a pause, a new segment, damage. `points` counts the rows of
    the file that hold a time or a position, before rows of one instant are merged.
    """

    file: str = ""
    sha256: str = ""
    format: str = ""
    start_utc: datetime | None = None
    utc_offset_s: int | None = None
    sport: str = "unknown"
    is_trail: bool = False
    """Whether the file says that it was run on a trail."""
    device: str = ""
    points: int = 0
    elevation_source: ElevationSource = "none"
    perceived_effort: float | None = None
    """1 to 10, where the watch asked for it."""
    feel: float | None = None
    """How it felt, 0 (very weak) to 100 (very strong), where the watch asked for it."""

    time_s: Column = field(default_factory=_silent)
    lat_deg: Column = field(default_factory=_silent)
    lon_deg: Column = field(default_factory=_silent)
    distance_m: Column = field(default_factory=_silent)
    elevation_m: Column = field(default_factory=_silent)
    speed_mps: Column = field(default_factory=_silent)
    heart_rate_bpm: Column = field(default_factory=_silent)
    cadence_spm: Column = field(default_factory=_silent)
    power_w: Column = field(default_factory=_silent)
    breaks: Rows = field(default_factory=_no_rows)

    laps: tuple[Lap, ...] = ()
    steps: tuple[WorkoutStep, ...] = ()
    splits: tuple[WatchSplit, ...] = ()
    pauses: tuple[Pause, ...] = ()
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        import numpy as np

        n = len(self.time_s)
        for name in COLUMNS:
            column = getattr(self, name)
            if not len(column) and n:
                column = np.full(n, np.nan)
            elif len(column) != n:
                raise ValueError(f"{name} has {len(column)} rows, time_s has {n}")
            column = np.asarray(column, np.float64).view()
            column.flags.writeable = False
            object.__setattr__(self, name, column)

    def __len__(self) -> int:
        return len(self.time_s)

    @property
    def columns(self) -> dict[str, Column]:
        """All columns by name, in the order of `COLUMNS`."""
        return {name: getattr(self, name) for name in COLUMNS}

    @property
    def has_time(self) -> bool:
        """Whether the samples carry a time at all."""
        return self.start_utc is not None and len(self) > 0


@dataclass(frozen=True, slots=True)
class Rejection:
    """A file of which nothing could be delivered, and why."""

    file: str
    reason: str
    message: str
    code: str = "DQ101"
    severity: Severity = "error"
    offset: int | None = None
    sha256: str = ""
    """Of the uncompressed bytes; empty where they could not be had."""


@dataclass(frozen=True, slots=True)
class Recording:
    """One file as read: its tracks, or the reason why there are none.

    A file may hold several tracks (chained parts, several activities, a clock that was set in mid-file).
    """

    file: str
    sha256: str
    tracks: tuple[Track, ...] = ()
    rejected: Rejection | None = None
