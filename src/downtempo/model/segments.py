"""Stretches of a run, each `[start, stop)` with its measures and their uncertainty."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Literal

from ..averages import deviation, line_through, median
from ..dataclass import dataclass
from .control import Control
from .shape import FLAT_RATIO

Terrain = Literal["downhill", "uphill", "flat"]
SurgeSource = Literal["detected", "lap", "workout-step", "split"]
PhaseKind = Literal["warm-up", "cool-down", "stop"]


@dataclass(frozen=True, slots=True)
class Span:
    """Where a segment lies: seconds from the first sample, metres along the run, and where it starts on the map.

    `edge_error_s` is one standard deviation of either boundary. `records` are the first and the last sample of the
    recording that it holds, counted from 1; None where there is no recording.
    """

    start_s: float
    stop_s: float
    start_m: float
    stop_m: float
    lat_deg: float | None = None
    lon_deg: float | None = None
    edge_error_s: float = 0.0
    records: tuple[int, int] | None = None

    @property
    def duration_s(self) -> float:
        """Length in time [s]."""
        return self.stop_s - self.start_s

    @property
    def distance_m(self) -> float:
        """Length along the run [m]."""
        return self.stop_m - self.start_m

    def overlaps(self, other: Span) -> bool:
        """Whether the two share any time."""
        return self.start_s < other.stop_s and other.start_s < self.stop_s

    @property
    def duration_error_s(self) -> float:
        """One standard deviation of the length in time, from both edges [s]."""
        return math.hypot(self.edge_error_s, self.edge_error_s)


@dataclass(frozen=True, slots=True)
class Descent:
    """A stretch that loses height at a sustained grade.

    `grade_ratio` is negative; it and `drop_m` are None where the altitude cannot tell. `line` is the smoothed path as
    `(lat_deg, lon_deg)`, for recognising the slope again; empty without positions. `seen_before` says whether an
    earlier run led down the same slope at an easier speed; None until that was looked for, or where it cannot be told.
    """

    span: Span
    grade_ratio: float | None
    grade_error_ratio: float | None
    drop_m: float | None
    speed_mps: float
    gap_speed_mps: float | None = None
    line: tuple[tuple[float, float], ...] = ()
    cadence_spm: float | None = None
    control: Control | None = None
    seen_before: bool | None = None


@dataclass(frozen=True, slots=True)
class Surge:
    """A stretch run clearly faster than the easy running around it.

    `set_number` and `rep` count from 1. `terrain` and `grade_ratio` are None where the altitude cannot tell.
    """

    span: Span
    speed_mps: float
    gap_speed_mps: float | None = None
    grade_ratio: float | None = None
    grade_error_ratio: float | None = None
    drop_m: float | None = None
    terrain: Terrain | None = None
    heart_rate_bpm: float | None = None
    cadence_spm: float | None = None
    source: SurgeSource = "detected"
    set_number: int = 0
    rep: int = 0
    control: Control | None = None

    @property
    def effort_mps(self) -> float:
        """Grade-adjusted speed, or the plain one where that is all there is [m/s]."""
        return self.speed_mps if self.gap_speed_mps is None else self.gap_speed_mps


@dataclass(frozen=True, slots=True)
class Recovery:
    """What lies between two surges of a set.

    `climb_m` is the height regained (None where altitude cannot tell); `speed_mps` is that while moving.
    """

    span: Span
    moving_s: float
    standing_s: float
    distance_m: float
    speed_mps: float | None
    gap_speed_mps: float | None = None
    climb_m: float | None = None
    set_number: int = 0
    end_heart_rate_bpm: float | None = None
    """Heart rate when the next rep starts."""

    @property
    def duration_s(self) -> float:
        """Length in time [s], standing included."""
        return self.span.duration_s


@dataclass(frozen=True, slots=True)
class Phase:
    """Warm-up, cool-down or a stop. `easy_s` is the time in it that was run or walked easily."""

    kind: PhaseKind
    span: Span
    easy_s: float
    distance_m: float = 0.0


@dataclass(frozen=True, slots=True)
class SurgeSet:
    """Like surges and the recoveries between them; `recoveries[i]` follows `surges[i]`."""

    number: int
    surges: tuple[Surge, ...]
    recoveries: tuple[Recovery, ...]
    is_main: bool = False

    @property
    def n_reps(self) -> int:
        """How many reps the set holds."""
        return len(self.surges)

    @property
    def span(self) -> Span:
        """From the start of the first rep to the end of the last."""
        first, last = self.surges[0].span, self.surges[-1].span
        records = (first.records[0], last.records[1]) if first.records and last.records else None
        return replace(first, stop_s=last.stop_s, stop_m=last.stop_m, records=records)

    @property
    def rep_s(self) -> float:
        """Median duration of a rep [s]."""
        return median(s.span.duration_s for s in self.surges)

    @property
    def rep_m(self) -> float:
        """Median length of a rep [m]."""
        return median(s.span.distance_m for s in self.surges)

    @property
    def speed_mps(self) -> float:
        """Median speed of a rep [m/s]."""
        return median(s.speed_mps for s in self.surges)

    @property
    def recovery_s(self) -> float | None:
        """Median length of a recovery [s], None for a single rep."""
        return median(r.duration_s for r in self.recoveries) if self.recoveries else None

    @property
    def grade_ratio(self) -> float | None:
        """Median grade of the reps, None unless every rep has one."""
        grades = [s.grade_ratio for s in self.surges if s.grade_ratio is not None]
        return median(grades) if len(grades) == len(self.surges) else None

    @property
    def grade_error_ratio(self) -> float | None:
        """Median uncertainty of the reps' grades (errors of one altimeter do not average out)."""
        errors = [s.grade_error_ratio for s in self.surges if s.grade_error_ratio is not None]
        return median(errors) if errors else None

    @property
    def grade_scatter_ratio(self) -> float | None:
        """How well the reps' own scatter shows their common grade to be known, None below three reps.

        It stands in for `grade_error_ratio` where nobody knows how good the altitude is: what is wrong with a height at
        one end of a rep is not wrong at the next one.
        """
        grades = [s.grade_ratio for s in self.surges if s.grade_ratio is not None]
        return deviation(grades) / math.sqrt(len(grades)) if len(grades) > 2 else None

    @property
    def terrain(self) -> Terrain | None:
        """What the set was run on, None where the altitude cannot tell. A grade counts beyond its own error.

        A grade that may be off by more than flat ground has, tells no flat ground either, unless the reps agree better.
        Without grades a set may still be known to be flat, as on a running track.
        """
        grade, error = self.grade_ratio, self.grade_error_ratio or 0.0
        if grade is None:
            return "flat" if all(s.terrain == "flat" for s in self.surges) else None
        if abs(grade) - error <= FLAT_RATIO:
            scatter = self.grade_scatter_ratio
            return "flat" if min(error, error if scatter is None else scatter) <= FLAT_RATIO else None
        return "downhill" if grade < 0 else "uphill"

    @property
    def slowdown_ratio(self) -> float | None:
        """How much slower the last rep was than the first, on a line through all; None below three reps."""
        fit = self._speed_fit()
        return None if fit is None else -fit[1] / fit[0]

    @property
    def slowdown_error_ratio(self) -> float | None:
        """One standard deviation of `slowdown_ratio`, from the scatter of the reps about the line."""
        fit = self._speed_fit()
        return None if fit is None else fit[2] / fit[0]

    def _speed_fit(self) -> tuple[float, float, float] | None:
        """Fit a line to the reps' speeds: the first rep's, the rise to the last, the rise's error [m/s]."""
        n = self.n_reps
        if n < 3:
            return None
        speeds = [s.speed_mps for s in self.surges]
        slope, first = line_through(speeds)
        scatter = math.sqrt(sum((v - first - slope * i) ** 2 for i, v in enumerate(speeds)) / (n - 2))
        spread = math.sqrt(n * (n * n - 1) / 12)
        return first, slope * (n - 1), scatter * (n - 1) / spread


@dataclass(frozen=True, slots=True)
class Load:
    """Height lost, plainly and as energy taken up by the legs.

    `eccentric_j_per_kg` is the height lost times gravity; unvalidated as a measure of muscle damage.
    """

    drop_m: float | None
    eccentric_j_per_kg: float | None
    drop_error_m: float | None = None
    """One standard deviation of `drop_m`: small by barometer, much of it where a watch smooths what GPS tells it."""
