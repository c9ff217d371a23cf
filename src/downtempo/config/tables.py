"""What can be configured, as frozen tables with the defaults that work without a file."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from ..errors import UsageError
from ..model.athlete import Level, TrainingPhase
from ..model.suppression import Suppression
from ..model.track import Severity
from ..text import safe
from ..units import Unit

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
GapModel = Literal["fitted", "strava", "minetti", "none"]
Intervals = Literal["auto", "device", "detected"]


_SQLITE = "sqlite:///"
_STORES = (_SQLITE, "postgresql://", "postgresql+")


def is_store(place: str) -> bool:
    """Whether a place is the URL of a store.

    >>> is_store("sqlite:///runs.db"), is_store("../2025")
    (True, False)
    """
    return place.startswith(_STORES)


def _placed(url: str, base: Path) -> str:
    file = url.removeprefix(_SQLITE)
    return url if file == url else f"{_SQLITE}{base / Path(file).expanduser()}"


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A table of the file: kebab-case keys, no others."""


class Override(Table, frozen=True):
    """Another value for a figure, in its unit, with the reason that findings will show."""

    value: Annotated[float, msgspec.Meta(ge=0, le=1_000_000)]
    unit: str
    reason: str


class Swap(Table, frozen=True):
    """Another figure of the catalogue in the place of one; findings cite the other."""

    figure: str


class AthleteTable(Table, frozen=True):
    """The `[athlete]` table as written."""

    name: str = ""
    level: Level = "intermediate"
    phase: TrainingPhase = "build"
    timezone: str | None = None
    easy_pace: str | None = None
    threshold_pace: str | None = None
    five_k_pace: str | None = None
    max_heart_rate: Annotated[float, msgspec.Meta(ge=80, le=250)] | None = None
    return_to_speed_from: datetime.date | None = None
    races: tuple[datetime.date, ...] = ()
    diary: str | None = None


class Config(Table, frozen=True):
    """Everything that can be configured, with the defaults that work without a file."""

    select: tuple[str, ...] = ("DH", "PT", "SR", "SE", "WK", "PG", "DI", "DQ")
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    fail_level: Severity = "error"
    units: Unit = "km"
    history: tuple[str, ...] = ()
    suppressions: str | None = None
    week_starts: Weekday = "monday"
    gap_model: GapModel = "fitted"
    intervals: Intervals = "auto"
    athlete: AthleteTable = AthleteTable()
    severity: dict[str, Severity] = {}
    figures: dict[str, Override | Swap] = {}
    schema: str | None = msgspec.field(default=None, name="$schema")


class Loose(Config, frozen=True):
    """The file before the entries of its tables are looked at."""

    severity: dict[str, Any] = {}
    figures: dict[str, Any] = {}


class Configured(msgspec.Struct, frozen=True):
    """A configuration and the file that it came from; None where nothing was found."""

    config: Config
    path: Path | None = None
    suppressions: tuple[Suppression, ...] = ()
    told: tuple[str, ...] = ()
    """The keys that options of the command line replaced: `units`, `athlete.level`, `severity.DH101`."""

    def _place(self, name: str) -> Path:
        """Return the place that a name in the file means, counted from there.

        Raises
        ------
        UsageError
            It is no name.
        """
        if "\0" in name:
            shown = str(self.path) if self.path else ""
            raise UsageError("config-place", f"{safe(name)!r} is no name of a file or folder", path=safe(shown))
        try:
            place = Path(name).expanduser()
        except RuntimeError:  # nobody has this home; the name may still be that of a file
            place = Path(name)
        return (self.path.parent if self.path else Path()) / place

    @property
    def history_paths(self) -> tuple[Path, ...]:
        """The history folders; they count from the file that names them."""
        return tuple(self._place(folder) for folder in self.config.history if not is_store(folder))

    @property
    def history_stores(self) -> tuple[str, ...]:
        """The stores among the history; the file of one counts from the file that names it, too."""
        base = self.path.parent if self.path else Path()
        return tuple(_placed(url, base) for url in self.config.history if is_store(url))

    @property
    def diary_path(self) -> Path | None:
        """The runner's diary; it counts from the file that names it."""
        name = self.config.athlete.diary
        return None if name is None else self._place(name)

    @property
    def own_files(self) -> tuple[Path, ...]:
        """The files that somebody keeps by hand: the configuration, and the diary and suppressions that it names."""
        named = self.config.suppressions
        suppressions = (self.path.parent if self.path else Path()) / named if named else None
        return tuple(path for path in (self.path, self.diary_path, suppressions) if path is not None)
