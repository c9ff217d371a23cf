"""What can be configured, as frozen tables with the defaults that work without a file."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any, Literal

import msgspec

from ..model.athlete import Level, TrainingPhase
from ..model.track import Severity

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
GapModel = Literal["fitted", "strava", "minetti", "none"]
Intervals = Literal["auto", "device", "detected"]
Units = Literal["mile", "km"]


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A table of the file: kebab-case keys, no others."""


class Override(Table, frozen=True):
    """Another value for a figure, in its unit, with the reason that findings will show."""

    value: float
    unit: str
    reason: str


class AthleteTable(Table, frozen=True):
    """The `[athlete]` table as written."""

    name: str = ""
    level: Level = "intermediate"
    phase: TrainingPhase = "build"
    timezone: str | None = None
    easy_pace: str | None = None
    threshold_pace: str | None = None
    five_k_pace: str | None = None
    max_heart_rate: float | None = None
    return_to_speed_from: datetime.date | None = None
    races: tuple[datetime.date, ...] = ()


class Config(Table, frozen=True):
    """Everything that can be configured, with the defaults that work without a file."""

    select: tuple[str, ...] = ("DH", "PT", "SR", "SE", "WK", "PG", "DQ")
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    fail_level: Severity = "error"
    units: Units = "km"
    history: tuple[str, ...] = ()
    week_starts: Weekday = "monday"
    gap_model: GapModel = "fitted"
    intervals: Intervals = "auto"
    athlete: AthleteTable = AthleteTable()
    severity: dict[str, Severity] = {}
    figures: dict[str, Override] = {}
    schema: str | None = msgspec.field(default=None, name="$schema")


class Loose(Config, frozen=True):
    """The file before the entries of its tables are looked at."""

    severity: dict[str, Any] = {}
    figures: dict[str, Any] = {}


class Configured(msgspec.Struct, frozen=True):
    """A configuration and the file it came from; None where nothing was found."""

    config: Config
    path: Path | None = None

    @property
    def history_paths(self) -> tuple[Path, ...]:
        """The history folders; they count from the file that names them."""
        base = self.path.parent if self.path else Path()
        return tuple(base / folder for folder in self.config.history)
