"""Where a runner stands in each progression, as the runs tell it."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import Literal

from ..dataclass import dataclass
from .planned import Way


@dataclass(frozen=True, slots=True)
class Raise:
    """What went up on a day, over every session of the weeks before that it is held against."""

    day: date
    levers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DownhillState:
    """The last set of downhill reps, since when nothing was raised (`since`), and what was raised before that.

    `grade_ratio` is negative, and None where the altitude does not tell it. `drop_m` is what the whole run lost.
    """

    kind: str
    day: date
    since: date
    n_reps: int
    rep_s: float
    rep_m: float
    speed_mps: float
    grade_ratio: float | None
    grade_error_ratio: float | None
    way: Way
    recovery_s: float | None
    drop_m: float | None
    raised: tuple[Raise, ...] = ()

    @property
    def distance_m(self) -> float:
        """Metres of fast descent in the session."""
        return self.n_reps * self.rep_m


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedState:
    """The last fast reps on the flat; `stage` is the highest of the last weeks (0 for none), `since` its first day.

    `return_from` is the day a return to speed began; None where none is on.
    """

    day: date
    stage: int
    since: date
    n_reps: int
    rep_m: float
    speed_mps: float
    rest_s: float | None
    return_from: date | None
    return_told_by: Literal["configuration", "history", ""] = ""

    @property
    def rep_s(self) -> float:
        """Length of a rep in time [s]."""
        return self.rep_m / self.speed_mps


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressiveState:
    """The last progressive tempo and since when its distance and range are what they are, and it begins no faster.

    Offsets are paces less the easy pace [s/m], positive for slower; None without an easy pace.
    """

    day: date
    since: date
    n_splits: int
    unit: Literal["mile", "km"]
    first_s_per_m: float
    last_s_per_m: float
    mean_step_s_per_m: float
    first_offset_s_per_m: float | None
    last_offset_s_per_m: float | None
    is_strict: bool = True

    @property
    def range_s_per_m(self) -> float:
        """How much faster the last split was than the first [s/m]."""
        return self.first_s_per_m - self.last_s_per_m


@dataclass(frozen=True, slots=True, kw_only=True)
class LongRunState:
    """The longest run of the days that a long run is compared with."""

    day: date
    distance_m: float
    window_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekState:
    """The week that holds today, as far as it has been run, and the weeks before it.

    `n_loaded` counts the weeks in a row, up to the last whole one, since the last lighter one (`since`, a week's first
    day, where there are any); None where the history does not show it. `before` says what else than loaded the last
    whole week was. `mean_m` is the mean of the loaded weeks.
    """

    start: date
    distance_m: float | None
    hard_days: tuple[date, ...]
    mean_m: float | None
    n_loaded: int | None
    since: date | None = None
    before: Literal["", "lighter", "easy", "empty"] = ""


@dataclass(frozen=True, slots=True)
class Lapse:
    """The last run of a progression that is too long ago to go on from, and how far back runs of it count."""

    day: date
    window_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class States:
    """Every progression; None where nothing of its kind is known, or all of it is `lapsed`.

    `doubts` say why that, or more, cannot be told.
    """

    today: date
    downhill: DownhillState | None = None
    speed: SpeedState | None = None
    progressive: ProgressiveState | None = None
    long_run: LongRunState | None = None
    week: WeekState | None = None
    doubts: dict[str, str] = field(default_factory=dict)
    lapsed: dict[str, Lapse] = field(default_factory=dict)
