"""A run with everything that measuring a stretch of it needs."""

from __future__ import annotations

import numpy as np

from ..dataclass import dataclass
from ..model.segments import Recovery, Surge, SurgeSource, Terrain
from ..model.shape import FLAT_RATIO
from ..model.track import Column
from .control import find_control
from .profile import Profile
from .signal import Flags, Signal, mean_known


@dataclass(frozen=True, eq=False, kw_only=True)
class Run:
    """The signal, its heights, and the grade-adjusted speed [m/s], shape `(n,)`, None where there is no GAP."""

    signal: Signal
    profile: Profile
    gap_mps: Column | None

    @property
    def pace_mps(self) -> Column:
        """Grade-adjusted speed, or the plain one where that is all there is."""
        return self.signal.speed_mps if self.gap_mps is None else self.gap_mps

    def rows(self, start_s: float, stop_s: float) -> slice:
        """Return the samples of a stretch, at least one."""
        first, last = self.signal.time_s.searchsorted([start_s, stop_s]).tolist()
        first = min(first, len(self.signal) - 1)
        return slice(first, max(last, first + 1))

    def surge(
        self, start_s: float, stop_s: float, source: SurgeSource = "detected", edge_error_s: float = -1.0
    ) -> Surge:
        """Measure a stretch as a surge."""
        rows = self.rows(start_s, stop_s)
        error = self.signal.surge_edge_error_s if edge_error_s < 0 else edge_error_s
        span = self.signal.span(start_s, stop_s, error)
        speed_mps = span.distance_m / max(span.duration_s, 1.0)
        grade, grade_error = self.profile.grade_between(span.start_m, span.stop_m, error * speed_mps)
        return Surge(
            span=span,
            speed_mps=speed_mps,
            gap_speed_mps=None if self.gap_mps is None else float(self.gap_mps[rows].mean()),
            grade_ratio=grade,
            grade_error_ratio=grade_error,
            drop_m=None if grade is None or self.profile.is_gps else -grade * span.distance_m,
            terrain=_terrain(grade),
            heart_rate_bpm=mean_known(self.signal.heart_rate_bpm[rows]),
            cadence_spm=mean_known(self.signal.cadence_spm[rows]),
            source=source,
            control=find_control(self.signal, start_s, stop_s),
        )

    def recovery(self, start_s: float, stop_s: float, set_number: int) -> Recovery:
        """Measure what lies between two surges."""
        span = self.signal.span(start_s, stop_s, self.signal.surge_edge_error_s)
        rows = self.rows(start_s, stop_s)
        is_moving = ~self.signal.is_standing[rows]
        moving_s = min(float(is_moving.sum()), span.duration_s)
        drop = self.profile.drop_between(span.start_m, span.stop_m)
        is_known = self.gap_mps is not None and bool(is_moving.any())
        return Recovery(
            span=span,
            moving_s=moving_s,
            standing_s=span.duration_s - moving_s,
            distance_m=span.distance_m,
            speed_mps=float(self.signal.speed_mps[rows][is_moving].mean()) if is_moving.any() else None,
            gap_speed_mps=float(self.pace_mps[rows][is_moving].mean()) if is_known else None,
            climb_m=None if drop is None else -drop,
            set_number=set_number,
            end_heart_rate_bpm=mean_known(self.signal.heart_rate_bpm[max(rows.stop - 3, rows.start) : rows.stop]),
        )

    def flags(self, ranges: list[tuple[float, float]]) -> Flags:
        """Return which samples lie in one of the ranges of time, shape `(n,)`."""
        inside = np.zeros(len(self.signal), bool)
        for start_s, stop_s in ranges:
            inside[self.rows(start_s, stop_s)] = True
        return inside


def _terrain(grade_ratio: float | None) -> Terrain | None:
    if grade_ratio is None:
        return None
    if abs(grade_ratio) < FLAT_RATIO:
        return "flat"
    return "downhill" if grade_ratio < 0 else "uphill"
