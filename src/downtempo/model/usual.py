"""What a week is compared with: the loaded ones of the weeks before it, as far as they are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ..dataclass import dataclass
from .figure import Figure
from .history import Week
from .rule import Context
from .session import Session
from .verdict import Answer, Gap, Place, compare, unless

#: Figures that a rule cites which compares a week with the usual ones.
USUAL_FIGURES = ("house.base-weeks", "house.base-weeks-run-min", "faster-track.deload-depth")


@dataclass(frozen=True, slots=True)
class Usual:
    """A week beside those before it that were run as usual. Where these are not known, `unknown` says why."""

    now: Week
    before: tuple[Week, ...]
    unknown: str = ""
    holes: str = ""
    """What is to be said of empty weeks among those before: a break, or runs that are missing."""

    def rise(
        self,
        amount: Callable[[Week], float | None],
        figure: Figure,
        words: str,
        *,
        error: float | Callable[[float], float],
        missing: str,
        nothing: str,
    ) -> Answer:
        """Hold the rise of an amount over its mean in the usual weeks against a figure.

        Parameters
        ----------
        error
            Of the rise, or how it follows from the rise.
        missing
            Why the amount of a week may be None.
        nothing
            What to say where the weeks before have none of it.

        Notes
        -----
        A damaged file holds less than was run: the rise is larger than it seems where that is a run of this week, and
        smaller where it is one of the weeks before. What it could turn is not judged. Nor is what an empty week could
        turn, had it been like the greatest of the others.
        """
        place = Place(week=self.now.label)
        amounts = [amount(week) for week in (self.now, *self.before)]
        known = [each for each in amounts if each is not None]
        if self.unknown or len(known) < len(amounts):
            return Gap(place, self.unknown or missing)
        mean = sum(known[1:]) / len(self.before)
        if not mean:
            return Gap(place, nothing)
        rise = known[0] / mean - 1
        answer = compare(place, words, rise, figure, uncertainty=error(rise) if callable(error) else error)
        if self.holes and not (answer.is_beyond and self._is_beyond_most(known, figure, error)):
            return Gap(place, self.holes)
        lost_now, lost_before = (damage_among(runs) for runs in (self.now.sessions, self._earlier()))
        return unless(lost_now, unless(lost_before, answer), outcome="within")

    def _is_beyond_most(
        self, amounts: Sequence[float], figure: Figure, error: float | Callable[[float], float]
    ) -> bool:
        """Whether the rise is beyond the figure over the greatest of the weeks before, too."""
        now, *before = amounts
        rise = now / max(before) - 1
        return compare(Place(), "", rise, figure, uncertainty=error(rise) if callable(error) else error).is_beyond

    def only(self, is_like: Callable[[Week], bool]) -> Usual:
        """Leave out the weeks before that are not like this; all of them stay where none is."""
        like = tuple(week for week in self.before if is_like(week))
        return replace(self, before=like or self.before)

    def _earlier(self) -> tuple[Session, ...]:
        return tuple(session for week in self.before for session in week.sessions)


def usual(week: Week, context: Context) -> Usual:
    """Return a week beside the usual ones before it; the rule cites `USUAL_FIGURES`."""
    back, least, depth = (context.figures[name].si for name in USUAL_FIGURES)
    before, unknown = context.history.loaded_weeks_before(week, back, least, depth)
    n = timedelta(seconds=back) // timedelta(weeks=1)
    empty = sum(not w.sessions for w in context.history.weeks_before(week, n))
    holes = f"{empty} of the {n} weeks before holds no run: a break, or runs that are missing" if empty else ""
    return Usual(week, before, unknown, holes)


def damage_among(sessions: Iterable[Session]) -> str:
    """Return why some runs may have been longer than their files say; empty where all files are whole."""
    days = sorted({s.local_date for s in sessions if s.is_cut and s.local_date is not None})
    if not days:
        return ""
    runs = ", ".join(map(date.isoformat, days))
    return f"a damaged file may hold less than was run: {runs}"
