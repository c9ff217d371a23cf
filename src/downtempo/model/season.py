"""The weeks up to the ones that are judged, and how each progression rose through them."""

from __future__ import annotations

from datetime import date

from ..dataclass import dataclass
from .outlook import ProgressionName
from .session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonWeek:
    """What a week came to. `distance_m` and `drop_m` are None where those of a run are not known.

    `is_light`: a fifth less distance than the weeks before it, or no hard day when they had some; None where the
    history does not tell, and for a week without a run.
    `is_judged`: it is one of the weeks that the report is about.
    """

    start: date
    label: str
    n_runs: int
    distance_m: float | None
    drop_m: float | None
    hard_days: tuple[date, ...]
    is_light: bool | None
    is_over: bool
    is_judged: bool


@dataclass(frozen=True, slots=True)
class Rung:
    """One session of a progression: its measure, and what rose or fell against the one before.

    What rose downhill did so over every session of the weeks before that the rules hold it against.
    """

    day: date
    session: Session
    amount: float
    raised: tuple[str, ...] = ()
    lowered: tuple[str, ...] = ()
    stage: int = 0
    """The stage of a return to speed that it belongs to, 0 for none."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """A progression as it was climbed: metres of fast descent, of fast reps, of splits, of each week's longest run."""

    progression: ProgressionName
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Season:
    """Weeks in order, empty ones included, and the progressions that were on in them."""

    weeks: tuple[SeasonWeek, ...]
    ladders: tuple[Ladder, ...]
