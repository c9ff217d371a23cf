"""What makes one downhill session harder than another: steeper, longer or more reps."""

from __future__ import annotations

import math

from ..dataclass import dataclass
from .segments import SurgeSet


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


def levers(before: SurgeSet, now: SurgeSet, *, grade_slack: float, length_slack: float) -> tuple[Lever, ...]:
    """Compare two sets lever by lever: grade, rep length and number of reps.

    Parameters
    ----------
    grade_slack
        Difference in grade that two like sets may show [ratio]; what their altimeters or the scatter of their reps tell
        of the error counts instead where it is larger.
    length_slack
        Difference in length that two like reps may show, as a share of the earlier one.

    Notes
    -----
    The metres of a rep, and those of the whole session, follow from seconds, grade and number; counted beside them they
    would make two levers out of one.
    """
    return (
        Lever("grade", _steepness(before), _steepness(now), max(grade_slack, _grade_error(before, now))),
        Lever("rep length", before.rep_s, now.rep_s, length_slack * before.rep_s),
        Lever("reps", before.n_reps, now.n_reps, 0.0),
    )


def _steepness(group: SurgeSet) -> float | None:
    return None if group.grade_ratio is None else -group.grade_ratio


def _grade_error(before: SurgeSet, now: SurgeSet) -> float:
    return math.hypot(_own_grade_error(before), _own_grade_error(now))


def _own_grade_error(group: SurgeSet) -> float:
    known = (group.grade_error_ratio, group.grade_scatter_ratio)
    return min((error for error in known if error is not None), default=0.0)
