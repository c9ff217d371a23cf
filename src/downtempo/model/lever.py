"""What makes one downhill session harder than another, steeper, longer or more reps, and which session is a step up."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from ..dataclass import dataclass
from .figure import Figure, Figures
from .history import History
from .segments import SurgeSet
from .session import Session

#: Over which time downhill sessions are compared, and how far apart two equal ones may measure.
LEVER_FIGURES = ("house.stage-window", "house.grade-tolerance", "house.rep-length-slack")
_WINDOW, _GRADE, _LENGTH = LEVER_FIGURES


@dataclass(frozen=True, slots=True)
class Lever:
    """One measure of a set of reps, before and now [SI], and how far apart two equal sets may measure.

    `before` and `now` are None where the data cannot tell.
    """

    name: str
    before: float | None
    now: float | None
    slack: float

    @property
    def is_raised(self) -> bool | None:
        """Whether it went up by more than the slack; None where that cannot be told."""
        if self.before is None or self.now is None:
            return None
        return self.now - self.before > self.slack


def levers(before: SurgeSet, now: SurgeSet, figures: Figures | Mapping[str, Figure]) -> tuple[Lever, ...]:
    """Compare two sets lever by lever: grade, rep length and number of reps.

    Notes
    -----
    What the altimeters or the scatter of the reps tell of the error of a grade counts where it is larger than the
    figure. The metres of a rep, and those of the whole session, follow from seconds, grade and number; counted beside
    them they would make two levers out of one.
    """
    grade_slack, length_slack = figures[_GRADE].si, figures[_LENGTH].si
    return (
        Lever("grade", _steepness(before), _steepness(now), max(grade_slack, _grade_error(before, now))),
        Lever("rep length", before.rep_s, now.rep_s, length_slack * before.rep_s),
        Lever("reps", before.n_reps, now.n_reps, 0.0),
    )


def downhill_before(history: History, day: date, figures: Figures | Mapping[str, Figure]) -> tuple[Session, ...]:
    """Return the sets before a day that tell what a step is, oldest first, those among them that may not be downhill.

    They reach back over the time in which sessions are compared, and for the first of those over theirs.
    """
    back = day - 2 * timedelta(seconds=figures[_WINDOW].si)
    last = history.latest_before(back, _may_be_downhill)
    return (*([last] if last else []), *filter(_may_be_downhill, history.between(back, day)))


def _may_be_downhill(session: Session) -> bool:
    return session.is_downhill is not False and session.main_set is not None


def compared(
    known: Sequence[Session], now: Session, figures: Figures | Mapping[str, Figure]
) -> tuple[tuple[Session, tuple[Lever, ...]], ...]:
    """Hold a downhill session against each of those `known` of the weeks before it, the last one first.

    Where there is none in those weeks, the last one before them counts. All have reps and a day; `known` are sorted.
    """
    assert now.local_date is not None
    assert now.main_set is not None
    first = now.local_date - timedelta(seconds=figures[_WINDOW].si)
    earlier = [s for s in known if s.local_date is not None and s.local_date < now.local_date]
    recent = [s for s in earlier if s.local_date is not None and s.local_date >= first] or earlier[-1:]
    return tuple((s, levers(s.main_set, now.main_set, figures)) for s in reversed(recent) if s.main_set is not None)


def raised_levers(
    known: Sequence[Session], now: Session, figures: Figures | Mapping[str, Figure]
) -> tuple[str, ...] | None:
    """Return what a downhill session raised over every one that it is held against: nothing unless it is a step up.

    None without one to hold it against. Whoever comes back from a lighter session to what was run before has raised
    nothing, and in a step what counts is the session over which least was raised.
    """
    found = [tuple(lever.name for lever in moved if lever.is_raised) for _, moved in compared(known, now, figures)]
    return min(found, key=len) if found else None


def _steepness(group: SurgeSet) -> float | None:
    return None if group.grade_ratio is None else -group.grade_ratio


def _grade_error(before: SurgeSet, now: SurgeSet) -> float:
    return math.hypot(_own_grade_error(before), _own_grade_error(now))


def _own_grade_error(group: SurgeSet) -> float:
    known = (group.grade_error_ratio, group.grade_scatter_ratio)
    return min((error for error in known if error is not None), default=0.0)
