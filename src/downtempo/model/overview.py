"""What a batch came to, athlete by athlete and week by week, ready for a page."""

from __future__ import annotations

from datetime import date

from ..dataclass import dataclass
from ..units import Unit
from .track import Severity

LEVELS: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class WeekTold:
    """What one week of an athlete came to; amounts are None where they are not known, or not told.

    `found` are the findings of each severity, in the order of `LEVELS`.
    """

    label: str
    start: date
    n_runs: int
    distance_m: float | None
    duration_s: float | None
    drop_m: float | None
    n_hard_days: int
    found: tuple[int, int, int] = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Repeated:
    """What one rule found about an athlete: how often, and where it is farthest beyond its figure.

    `week` is the label of the week of that place, `when` its day or week as it is shown. `message` is empty where it
    is not told.
    """

    code: str
    name: str
    severity: Severity
    n: int
    week: str
    day: date | None
    message: str
    excess: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one athlete stands.

    `found` and `recent` count findings of each severity, of all time and of the last weeks that the page is about;
    `worst` are the findings by rule, the gravest first, `worst_now` those of the last weeks. `rejected` are files that
    could not be read, each with the reason; `left_out` says of how many recordings why they do not count.
    """

    name: str
    unit: Unit
    n_runs: int
    n_weeks: int
    distance_m: float
    last: date | None
    found: tuple[int, int, int]
    recent: tuple[int, int, int]
    weeks: tuple[WeekTold, ...] = ()
    worst: tuple[Repeated, ...] = ()
    worst_now: tuple[Repeated, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    n_suppressed: int = 0
    n_not_judged: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """All athletes, those who need to be looked at first; `weeks` are the labels of the weeks shown, oldest first.

    `n_recent` of them, the last ones, are those that `Standing.recent` counts.
    """

    standings: tuple[Standing, ...]
    weeks: tuple[str, ...]
    n_recent: int
    is_shared: bool = False
