"""What a week is compared with: the loaded ones of the weeks before it, as far as they are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from ..dataclass import dataclass
from .figure import Figure
from .history import Week, are_lighter
from .rule import Context
from .session import Session
from .verdict import Answer, Comparison, Gap, Place, compare, unless

#: Figures that a rule cites which compares a week with the usual ones.
USUAL_FIGURES = (
    "house.base-weeks",
    "house.base-weeks-run-min",
    "faster-track.deload-depth",
    "house.distance-tolerance",
)
#: How well the rise over some weeks is known, from the rise and those weeks.
RiseError = Callable[[float, Sequence[Week]], float]


@dataclass(frozen=True, slots=True)
class Usual:
    """A week beside those before it that hold runs. Where these are not known, `unknown` says why."""

    now: Week
    before: tuple[Week, ...]
    light: tuple[bool | None, ...]
    """Of each week before, whether it was a lighter one; None where that cannot be told."""
    unknown: str = ""
    holes: str = ""
    """What is to be said of empty weeks among those before: a break, or runs that are missing."""

    def rise(
        self,
        amount: Callable[[Week], float | None],
        figure: Figure,
        words: str,
        *,
        error: RiseError,
        missing: str,
        nothing: str,
        is_like: Callable[[Week], bool] = bool,
    ) -> Answer:
        """Hold the rise of an amount over its mean in the usual weeks against a figure.

        Parameters
        ----------
        missing
            Why the amount of a week may be None.
        nothing
            What to say where the weeks before have none of it.
        is_like
            Weeks before for which it does not hold are left out, unless that leaves none.

        Notes
        -----
        A lighter week is left out, so that it does not lower the mean: one that is short but holds as much of the
        amount as the others stays. A damaged file holds less than was run: the rise is larger than it seems where that
        is a run of this week, and smaller where it is one of the weeks before. What it could turn is not judged. Nor is
        what an empty week could turn, had it been like the greatest of the others, or a week of which nobody can tell
        whether it was a lighter one.
        """
        place = Place(week=self.now.label)
        amounts = {week.start: amount(week) for week in (self.now, *self.before)}
        known = {start: each for start, each in amounts.items() if each is not None}
        if self.unknown or len(known) < len(amounts):
            return Gap(place, self.unknown or missing)

        def over(weeks: Sequence[Week], usual: float) -> Comparison:
            rise = known[self.now.start] / usual - 1
            return compare(place, words, rise, figure, uncertainty=error(rise, weeks))

        strict, lenient = (self._usual(known, is_like, doubtful) for doubtful in (False, True))
        means = [sum(known[w.start] for w in weeks) / len(weeks) for weeks in (strict, lenient)]
        if not all(means):
            return Gap(place, nothing)
        answer, other = over(lenient, means[1]), over(strict, means[0])
        if answer.is_beyond != other.is_beyond:
            return Gap(place, self._doubt(strict, lenient))
        if self.holes and not (answer.is_beyond and over(lenient, max(known[w.start] for w in lenient)).is_beyond):
            return Gap(place, self.holes)
        earlier = (session for week in strict for session in week.sessions)
        lost_now, lost_before = (damage_among(runs) for runs in (self.now.sessions, earlier))
        return unless(lost_now, unless(lost_before, answer), outcome="within")

    def _usual(
        self, amounts: Mapping[date, float], is_like: Callable[[Week], bool], doubtful: bool
    ) -> tuple[Week, ...]:
        """Return the weeks to compare with, those left out that are lighter, or perhaps so where `doubtful`."""
        pairs = list(zip(self.before, self.light, strict=True))
        loaded = [week for week, is_light in pairs if not (doubtful if is_light is None else is_light)]
        alike = [week for week in loaded if is_like(week)] or loaded
        mean = sum(amounts[week.start] for week in alike) / len(alike)
        return tuple(w for w in self.before if w in alike or (w not in loaded and amounts[w.start] >= mean > 0))

    @staticmethod
    def _doubt(strict: Sequence[Week], lenient: Sequence[Week]) -> str:
        weeks = ", ".join(week.label for week in strict if week not in lenient)
        return f"whether {weeks} was a lighter week is within the error of its distance"


def usual(week: Week, context: Context) -> Usual:
    """Return a week beside those before it that hold runs; the rule cites `USUAL_FIGURES`."""
    back, least, depth, error = (context.figures[name].si for name in USUAL_FIGURES)
    before, unknown = context.history.run_weeks_before(week, back, least)
    n = timedelta(seconds=back) // timedelta(weeks=1)
    empty = sum(not w.sessions for w in context.history.weeks_before(week, n))
    holes = f"{empty} of the {n} weeks before holds no run: a break, or runs that are missing" if empty else ""
    return Usual(week, before, are_lighter(before, depth, error), unknown, holes)


def damage_among(sessions: Iterable[Session]) -> str:
    """Return why some runs may have been longer than their files say; empty where all files are whole."""
    days = sorted({s.local_date for s in sessions if s.is_cut and s.local_date is not None})
    if not days:
        return ""
    runs = ", ".join(map(date.isoformat, days))
    return f"a damaged file may hold less than was run: {runs}"
