"""All runs of one runner, in order, and the local weeks they fall into."""

from __future__ import annotations

import bisect
import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import cached_property

from ..dataclass import dataclass
from .diary import NO_DIARY, Diary
from .session import Session

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """Seven local days from `start`. `is_over`: no more runs can come, so what is missing is missing."""

    start: date
    sessions: tuple[Session, ...]
    is_over: bool = True
    is_alone: bool = False
    """Whether one file was named and nothing else: nobody knows what else the week held."""

    @property
    def last_day(self) -> date:
        """The seventh day."""
        return self.start + _WEEK - timedelta(days=1)

    @property
    def label(self) -> str:
        """ISO year and week of the day in the middle, which holds for any first day of the week.

        >>> Week(date(2026, 9, 28), ()).label
        '2026-W40'
        """
        year, number, _ = (self.start + timedelta(days=3)).isocalendar()
        return f"{year}-W{number:02}"

    @property
    def distance_m(self) -> float | None:
        """Metres run; None where the distance of a run is not known."""
        known = [s.distance_m for s in self.sessions if s.distance_m is not None]
        return sum(known, 0.0) if len(known) == len(self.sessions) else None

    @property
    def hard_days(self) -> tuple[date, ...]:
        """Local days made hard by a run, in order."""
        return tuple(sorted({s.local_date for s in self.sessions if s.is_hard and s.local_date is not None}))

    @property
    def maybe_hard_days(self) -> tuple[date, ...]:
        """Local days of which nobody knows whether they were hard, in order."""
        days = {s.local_date for s in self.sessions if s.may_be_hard and s.local_date is not None}
        return tuple(sorted(days - set(self.hard_days)))

    @property
    def rest_days(self) -> int:
        """How many of the seven days have no run."""
        return _WEEK.days - len({s.local_date for s in self.sessions})

    @property
    def surge_s(self) -> float | None:
        """Seconds of surges in hard runs [s], strides and strays left out; None where nobody knows of a run."""
        is_open = self.distance_m is None or any(s.may_be_hard for s in self.sessions)
        return None if is_open else sum((s.surge_s for s in self.sessions if s.is_hard), 0.0)

    def on(self, day: date) -> tuple[Session, ...]:
        """Return the runs of one local day."""
        return tuple(s for s in self.sessions if s.local_date == day)


@dataclass(frozen=True)
class History:
    """Every run of one runner, sorted by start; `today` is the local day up to which runs could have come."""

    sessions: tuple[Session, ...]
    today: date
    week_starts: int = 0
    """First day of the week, Monday is 0."""
    diary: Diary = NO_DIARY
    is_alone: bool = False
    """Whether it is all of one file that somebody named."""

    @classmethod
    def of(cls, sessions: Iterable[Session], today: date, week_starts: int = 0, diary: Diary = NO_DIARY) -> History:
        """Sort the dated sessions by local day, start and content."""
        dated = [s for s in sessions if s.local_date is not None]
        return cls(tuple(sorted(dated, key=_when)), today, week_starts, diary)

    @cached_property
    def _days(self) -> list[date]:
        """The day of each run; it is looked for very often."""
        return [day_of(session) for session in self.sessions]

    def week_of(self, day: date) -> Week:
        """Return the week that holds `day`, runs or none."""
        start = day - timedelta(days=(day.weekday() - self.week_starts) % 7)
        runs = self.between(start, start + _WEEK)
        return Week(start, runs, is_over=self.today >= start + _WEEK, is_alone=self.is_alone)

    def weeks_before(self, week: Week, n: int) -> tuple[Week, ...]:
        """Return the `n` weeks before `week`, oldest first, empty ones included."""
        return tuple(self.week_of(week.start - k * _WEEK) for k in range(n, 0, -1))

    def run_weeks_before(self, week: Week, back_s: float, least_run_s: float) -> tuple[tuple[Week, ...], str]:
        """Return the weeks of the time before that hold runs, oldest first, with the distance of each known.

        Where they cannot be told, the second value says why; it is empty otherwise. Where fewer than `least_run_s` of
        them hold runs, nobody knows whether that was a break or runs are missing.
        """
        back = timedelta(seconds=back_s)
        before = self.weeks_before(week, back // _WEEK)
        if not before or not self.reaches(before[0].last_day):
            return (), f"the history does not show the {back.days} days before"
        run = tuple(w for w in before if w.sessions)
        if not run:
            return (), f"nothing was run in the {back.days} days before"
        if len(run) * _WEEK < timedelta(seconds=least_run_s):
            return (), f"only {len(run)} of the {len(before)} weeks before hold runs: a break, or runs that are missing"
        if any(w.distance_m is None for w in run):
            return (), f"the distance of a run of the {back.days} days before is not known"
        return run, ""

    def loaded_weeks_before(
        self, week: Week, back_s: float, least_run_s: float, deload_depth: float, distance_error: float
    ) -> tuple[tuple[Week, ...], str]:
        """Return those of `run_weeks_before` that are not surely lighter; see `are_lighter`."""
        run, why = self.run_weeks_before(week, back_s, least_run_s)
        light = are_lighter(run, deload_depth, distance_error)
        return tuple(w for w, is_light in zip(run, light, strict=True) if is_light is not True), why

    def on(self, day: date) -> tuple[Session, ...]:
        """Return the runs of one local day."""
        return self.between(day, day + timedelta(days=1))

    def easy_beside(self, session: Session) -> tuple[bool, ...]:
        """Return for each easy run of the same day whether it began before this one, as a warm-up would."""
        if session.local_date is None or session.start_utc is None:
            return ()
        starts = (s.start_utc for s in self.on(session.local_date) if not s.is_hard)
        return tuple(s < session.start_utc for s in starts if s is not None and s != session.start_utc)

    def between(self, first: date, stop: date) -> tuple[Session, ...]:
        """Return the runs from the day `first` to before the day `stop`."""
        days = self._days
        return self.sessions[bisect.bisect_left(days, first) : bisect.bisect_left(days, stop)]

    def before(self, session: Session, days: int | None = None) -> tuple[Session, ...]:
        """Return the runs on earlier local days than `session`, at most `days` back."""
        if session.local_date is None:
            return ()
        last = session.local_date
        first = date.min if days is None else last - timedelta(days=days)
        return self.between(first, last)

    def latest(self, session: Session, like: Callable[[Session], bool]) -> Session | None:
        """Return the last run before `session` for which `like` holds."""
        return None if session.local_date is None else self.latest_before(session.local_date, like)

    def latest_before(self, day: date, like: Callable[[Session], bool]) -> Session | None:
        """Return the last run on a day before `day` for which `like` holds."""
        return next((s for s in reversed(self.between(date.min, day)) if like(s)), None)

    def effort_of(self, session: Session) -> float | None:
        """Return the perceived effort of a run, 1 to 10: what the watch was told, else the diary of its day.

        The diary tells of a day: on one with a hard run and an easy one, it is the hard one that it tells of.
        """
        if session.perceived_effort is not None or session.local_date is None:
            return session.perceived_effort
        is_beside = not session.is_hard and any(s.is_hard for s in self.on(session.local_date))
        return None if is_beside else self.diary.on(session.local_date).effort

    @property
    def why_no_effort(self) -> str:
        """Why the perceived effort of no run is known; empty where that of one is, in the diary or in a file."""
        why = self.diary.why_without(lambda day: day.effort, "perceived effort")
        if not why or any(s.perceived_effort is not None for s in self.sessions):
            return ""
        return f"{why}, and no perceived effort in the files"

    def starts_before(self, session: Session, days: int) -> bool:
        """Whether the history reaches at least `days` days back from `session`."""
        return session.local_date is not None and self.reaches(session.local_date - timedelta(days=days))

    def weeks_run(self, day: date, back: timedelta) -> tuple[int, int]:
        """Return in how many weeks of the time before a day, counted from it, something was run, and of how many."""
        n = back // _WEEK
        return sum(bool(self.between(day - k * _WEEK, day - (k - 1) * _WEEK)) for k in range(1, n + 1)), n

    def shows(self, first: date, stop: date) -> bool:
        """Whether the days from `first` to before `stop` are known: the history reaches back, and no week is empty."""
        return self.reaches(first) and (stop - first < _WEEK or bool(self.between(first, stop)))

    def reaches(self, day: date) -> bool:
        """Whether the first known run lies on or before `day`."""
        return bool(self.sessions) and day_of(self.sessions[0]) <= day


def are_lighter(weeks: Sequence[Week], depth: float, error: float) -> tuple[bool | None, ...]:
    """Return of each week whether it was lighter: by more than `depth` under the mean distance of them all.

    None where `error`, the share to which the distance of a week is known, hides on which side of that it lies. The
    distance of every week is known.
    """
    metres = [week.distance_m or 0.0 for week in weeks]
    least_m = (1 - depth) * sum(metres) / max(1, len(metres))
    slack_m = least_m * error * math.hypot(1, 1 / math.sqrt(max(1, len(metres))))
    return tuple(None if abs(each - least_m) <= slack_m else each < least_m for each in metres)


def stage_start(sessions: Sequence[Session], is_raised: Callable[[Session, Session], bool]) -> date:
    """Return since when nothing was raised: the day of the last run that was harder than the one before it.

    `sessions` are dated, of one kind, oldest first; the first of them counts as a beginning.
    """
    began = day_of(sessions[0])
    for before, now in itertools.pairwise(sessions):
        if is_raised(before, now):
            began = day_of(now)
    return began


def day_of(session: Session) -> date:
    """Return the local day of a dated run."""
    assert session.local_date is not None
    return session.local_date


def _when(session: Session) -> tuple[date, str, str, str]:
    start = session.start_utc.isoformat() if session.start_utc else ""
    return day_of(session), start, session.sha256, session.file
