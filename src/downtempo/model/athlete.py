"""Who ran: what the rules need to know of the runner, and nothing more."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ..dataclass import dataclass
from ..units import Unit

Level = Literal["beginner", "intermediate", "experienced"]
TrainingPhase = Literal["base", "build", "peak"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Athlete:
    """A runner as configured. None means: not said, infer it and say so."""

    name: str = ""
    level: Level = "intermediate"
    phase: TrainingPhase = "build"
    timezone: str | None = None
    easy_speed_mps: float | None = None
    threshold_speed_mps: float | None = None
    five_k_speed_mps: float | None = None
    max_heart_rate_bpm: float | None = None
    return_to_speed_from: date | None = None
    races: tuple[date, ...] = ()
    """Local days on which a race was run."""
    units: Unit = "km"
    """What distances and paces are told in."""
