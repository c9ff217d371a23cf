"""What the user may choose about how runs are segmented."""

from __future__ import annotations

from typing import Literal

from ..dataclass import dataclass

GapModel = Literal["fitted", "strava", "minetti", "none"]
Intervals = Literal["auto", "device", "detected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Choices; the defaults fit most runs.

    `intervals`: `auto` takes the watch's own intervals where it has them and they agree with the pace, `device` where
    it has them, `detected` never. `easy_speed_mps` is the configured one, None where there is none.
    """

    gap_model: GapModel = "fitted"
    intervals: Intervals = "auto"
    easy_speed_mps: float | None = None
