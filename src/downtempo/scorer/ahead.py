"""The weeks to come, run as the last loaded one was: in which of them a lighter one is due, and what a step adds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ..model import Comparison, History, Session, Week
from ..model.outlook import Reason
from .ground import Ground, reason_of
from .judge import judge

_WEEK, _DAY = timedelta(weeks=1), timedelta(days=1)
_SUMS = ("PG105", "PG106", "WK108")
_RHYTHM = "PG107"

IsLike = Callable[[Session], bool]


@dataclass(frozen=True, slots=True)
class Ahead:
    """The weeks from the one of today on. `lighter` are those that are due to be lighter, by their first day."""

    weeks: tuple[Week, ...]
    usual: tuple[Session, ...]
    lighter: dict[date, Reason]
    history: History

    def forbids(self, day: date) -> Reason | None:
        """Return why nothing may rise on a day: its week is due to be lighter."""
        return self.lighter.get(self.history.week_of(day).start)


def look_ahead(ground: Ground) -> Ahead:
    """Run the weeks to come like the last loaded one, and each lighter one where it is due.

    Nothing is looked at where the history is too short to show a usual week.
    """
    now = ground.history.week_of(ground.today)
    loaded = ground.history.loaded_weeks_before(
        now, ground.span("house.base-weeks"), ground.si("faster-track.deload-depth")
    )
    if not loaded:
        return Ahead((), (), {}, ground.history)
    usual, known, weeks, lighter = loaded[-1], ground.history, [], {}
    for k in range(ground.span("house.return-window") // _WEEK + 1):
        start = now.start + k * _WEEK
        run = now.sessions if k == 0 else ()
        coming = _coming(usual, start, ground.first_day)
        full = _put(known, start, (*run, *coming))
        if due := _due(ground, full, start):
            lighter[start] = due
            full = _put(known, start, (*run, *(s for s in coming if not s.is_hard)))
        known = full
        weeks.append(known.week_of(start))
    return Ahead(tuple(weeks), usual.sessions, lighter, known)


def added(
    ground: Ground, ahead: Ahead, session: Session, is_like: IsLike, codes: tuple[str, ...] = _SUMS
) -> tuple[Reason, ...]:
    """Return what the week of a proposal would be beyond with it, and is not as it is usually run.

    The proposal takes the place of the runs to come that are like it; where there are none, it is one more.
    """
    day = session.local_date
    week = next((w for w in ahead.weeks if day is not None and w.start <= day <= w.last_day), None)
    if week is None:
        return ()
    others = tuple(s for s in week.sessions if not (is_like(s) and _is_ahead(s, ground.first_day)))
    before = tuple(s for s in ahead.history.sessions if s.local_date is not None and s.local_date < week.start)
    plain = History.of((*before, *week.sessions), week.last_day + _DAY, ahead.history.week_starts)
    changed = History.of((*before, *others, session), week.last_day + _DAY, ahead.history.week_starts)
    told = {code: _beyond(ground, code, plain, week.start) for code in codes}
    return tuple(
        reason_of(ground.rules[code], answer)
        for code in codes
        if told[code] is None and (answer := _beyond(ground, code, changed, week.start)) is not None
    )


def loaded_weeks(ground: Ground, week: Week) -> int | None:
    """Return how many weeks in a row, this one the last, were loaded; None where the history does not show it."""
    if not ground.history.reaches(week.start):
        return None
    history = replace(ground.history, today=week.last_day + _DAY)
    rule = ground.rules[_RHYTHM]
    verdict = judge(rule, history.week_of(week.start), ground.catalogue, ground.athlete, history)
    if verdict is None:
        return 0
    told = next((a for a in verdict.answers if isinstance(a, Comparison)), None)
    return None if told is None else timedelta(seconds=told.observed) // _WEEK


def _coming(usual: Week, start: date, first_day: date) -> tuple[Session, ...]:
    """Return the runs of a usual week moved into the one from `start` on, those before `first_day` left out."""
    lag = start - usual.start
    moved = (replace(s, local_date=s.local_date + lag, start_utc=None) for s in usual.sessions if s.local_date)
    return tuple(s for s in moved if _is_ahead(s, first_day))


def _is_ahead(session: Session, first_day: date) -> bool:
    return session.local_date is not None and session.local_date >= first_day


def _put(known: History, start: date, sessions: tuple[Session, ...]) -> History:
    """Return the history with these runs as the week from `start` on, and nothing behind it."""
    before = (s for s in known.sessions if s.local_date is not None and s.local_date < start)
    return History.of((*before, *sessions), start + _WEEK, known.week_starts)


def _due(ground: Ground, history: History, start: date) -> Reason | None:
    answer = _beyond(ground, _RHYTHM, history, start)
    return None if answer is None else reason_of(ground.rules[_RHYTHM], answer)


def _beyond(ground: Ground, code: str, history: History, start: date) -> Comparison | None:
    """Return what a rule about weeks finds beyond its figure in a whole week."""
    verdict = judge(ground.rules[code], history.week_of(start), ground.catalogue, ground.athlete, history)
    found = (a for a in (verdict.answers if verdict else ()) if isinstance(a, Comparison) and a.is_beyond)
    return next(found, None)
