"""The weeks to come, run as the last loaded one was: in which of them a lighter one is due, and what a step adds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ..dataclass import dataclass
from ..model import USUAL_FIGURES, Answer, Comparison, Gap, History, Session, Week
from ..model.outlook import Reason
from .ground import Ground, Trial, reason_of
from .judge import judge

_WEEK, _DAY = timedelta(weeks=1), timedelta(days=1)
#: A lighter week is planned a little under its limit.
_LIGHTER = 0.99
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

    def forbids(self, trial: Trial) -> Reason | None:
        """Return why nothing may rise on the day of a proposal: its week is due to be lighter."""
        day = trial.session.local_date
        return None if day is None else self.lighter.get(self.history.week_of(day).start)


def look_ahead(ground: Ground) -> Ahead:
    """Run the weeks to come like the last loaded one, and each lighter one where it is due.

    Nothing is looked at where the history is too short to show a usual week.
    """
    now = ground.history.week_of(ground.today)
    loaded, _why = ground.history.loaded_weeks_before(now, *(ground.si(figure) for figure in USUAL_FIGURES))
    if not loaded:
        return Ahead((), (), {}, ground.history)
    usual = next((week for week in reversed(loaded) if week.hard_days), loaded[-1])
    known, weeks, lighter = ground.history, [], {}
    for k in range(ground.span("house.return-window") // _WEEK + 1):
        start = now.start + k * _WEEK
        run = now.sessions if k == 0 else ()
        coming = _coming(usual, start, ground.first_day)
        full = _put(known, start, (*run, *coming))
        if due := _due(ground, full, start):
            lighter[start] = due
            full = _put(known, start, (*run, *_lightened(ground, known, start, coming)))
        known = full
        weeks.append(known.week_of(start))
    return Ahead(tuple(weeks), usual.sessions, lighter, known)


def added(
    ground: Ground, ahead: Ahead, session: Session, is_like: IsLike, codes: tuple[str, ...] = _SUMS
) -> tuple[Reason, ...]:
    """Return what the week of a proposal would be beyond with it, run as usual else.

    The proposal takes the place of the runs to come that are like it; where there are none, it is one more.
    """
    return tuple(told for told in summed(ground, ahead, session, is_like, codes) if told.figure)


def summed(
    ground: Ground, ahead: Ahead, session: Session, is_like: IsLike, codes: tuple[str, ...] = _SUMS
) -> Iterator[Reason]:
    """Yield what the week of a proposal would be beyond with it, as `added` does, and which rule cannot tell."""
    day = session.local_date
    week = next((w for w in ahead.weeks if day is not None and w.start <= day <= w.last_day), None)
    if week is None:
        return
    others = tuple(s for s in week.sessions if not (is_like(s) and _is_ahead(s, ground.first_day)))
    before = tuple(s for s in ahead.history.sessions if s.local_date is not None and s.local_date < week.start)
    whole = History.of((*before, *others, session), week.last_day + _DAY, ahead.history.week_starts)
    for code in codes:
        for answer in _of_week(ground, code, whole, week.start):
            if isinstance(answer, Gap):
                yield Reason(answer.reason, code=code)
            elif answer.is_beyond:
                yield reason_of(ground.rules[code], answer)


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


def _lightened(ground: Ground, known: History, start: date, coming: Sequence[Session]) -> Iterator[Session]:
    """Yield the easy runs among those to come, shortened so that the week counts as a lighter one for every rule.

    Some rules hold it against the weeks before, others against the mean that it is part of itself; the latter is less.
    """
    n = ground.span("faster-track.loaded-weeks-max") // _WEEK
    before_m = sum(week.distance_m or 0.0 for week in known.weeks_before(known.week_of(start), n))
    depth = ground.si("faster-track.deload-depth")
    easy = [s for s in coming if not s.is_hard]
    run_m = sum(s.distance_m or 0.0 for s in easy)
    share = min(1.0, _LIGHTER * (1 - depth) * before_m / (n + depth) / run_m) if run_m else 1.0
    for session in easy:
        yield replace(session, distance_m=None if session.distance_m is None else share * session.distance_m)


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
    found = (a for a in _of_week(ground, code, history, start) if isinstance(a, Comparison) and a.is_beyond)
    return next(found, None)


def _of_week(ground: Ground, code: str, history: History, start: date) -> tuple[Answer, ...]:
    verdict = judge(ground.rules[code], history.week_of(start), ground.catalogue, ground.athlete, history)
    return verdict.answers if verdict else ()
