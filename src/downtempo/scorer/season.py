"""The season up to the weeks that are judged: what each week came to, and how each progression was climbed."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ..model import Catalogue, Figure, History, Session, Week, levers
from ..model.lever import raised_levers
from ..model.outlook import ProgressionName
from ..model.season import Ladder, Rung, Season, SeasonWeek
from ..model.speed_stage import speed_stage

#: A season is so many weeks at most.
WEEKS = 26
_WEEK = timedelta(weeks=1)
Measure = Callable[[Session], float | None]
Compare = Callable[[Session, Session], tuple[str, ...]]


def season_of(catalogue: Catalogue, history: History, weeks: Sequence[Week]) -> Season:
    """Return the season that ends with the last of the `weeks` that are judged; empty without any.

    Figures decide what a lighter week is, which levers count as raised, and to which stage reps belong.
    """
    if not weeks:
        return Season((), ())
    last = max(week.last_day for week in weeks)
    back = history.week_of(last - (WEEKS - 1) * _WEEK).start
    days = [s.local_date for s in history.sessions if s.local_date is not None and back <= s.local_date <= last]
    first = history.week_of(min([*days, *(week.start for week in weeks)])).start
    starts = [first + k * _WEEK for k in range((last - first).days // 7 + 1)]
    judged = {week.start for week in weeks}
    known = [history.week_of(start) for start in starts]
    told = tuple(_week(catalogue, history, week, judged) for week in known)
    return Season(told, tuple(_ladders(catalogue, known)))


def _week(catalogue: Catalogue, history: History, week: Week, judged: Collection[date]) -> SeasonWeek:
    drops = [s.drop_m for s in week.sessions]
    return SeasonWeek(
        start=week.start,
        label=week.label,
        n_runs=len(week.sessions),
        distance_m=week.distance_m,
        drop_m=None if None in drops else sum(d for d in drops if d is not None),
        hard_days=week.hard_days,
        is_light=_is_light(catalogue, history, week),
        is_over=week.is_over,
        is_judged=week.start in judged,
    )


def _is_light(catalogue: Catalogue, history: History, week: Week) -> bool | None:
    """Return whether a week is lighter than those before it: by a fifth of the distance, or free of hard days."""
    n = timedelta(seconds=catalogue.figures["faster-track.loaded-weeks-max"].si) // _WEEK
    before = history.weeks_before(week, n)
    is_told = week.is_over and week.sessions and history.reaches(before[0].last_day)
    if not is_told or week.distance_m is None:
        return None
    if not week.hard_days and any(w.hard_days for w in before):
        return True
    known = [w.distance_m for w in before if w.distance_m is not None]
    depth = catalogue.figures["faster-track.deload-depth"].si
    return week.distance_m <= (1 - depth) * sum(known) / n if len(known) == n else None


def _ladders(catalogue: Catalogue, weeks: Sequence[Week]) -> Iterator[Ladder]:
    """Yield the progressions of which at least one session was run."""
    sessions = [session for week in weeks for session in week.sessions]

    figures = catalogue.figures

    def harder_reps(before: Session, now: Session) -> tuple[str, ...]:
        return _raised_at_once(before, now, figures)

    def longer_splits(before: Session, now: Session) -> tuple[str, ...]:
        return _progressive(figures["house.stage-slack"].si, before, now)

    def more_reps(before: Session, now: Session) -> tuple[str, ...]:
        return _faster_work(figures["house.rep-length-slack"].si, before, now)

    kinds: tuple[tuple[ProgressionName, Measure, Compare], ...] = (
        ("downhill", lambda s: _reps_m(s) if s.is_downhill else None, harder_reps),
        ("speed", lambda s: _reps_m(s) if s.is_speed else None, more_reps),
        ("progressive", _splits_m, longer_splits),
    )
    for name, measure, compare in kinds:
        rungs = tuple(_rungs(sessions, measure, compare))
        if name == "downhill":
            rungs = tuple(_as_steps(rungs, figures))
        if rungs:
            yield Ladder(name, tuple(replace(r, stage=speed_stage(r.session, figures)) for r in rungs))
    longest = tuple(_longest(weeks))
    if longest:
        yield Ladder("long-run", longest)


def _rungs(sessions: Sequence[Session], measure: Measure, compare: Compare) -> Iterator[Rung]:
    known = [(s, amount) for s in sessions if (amount := measure(s)) is not None]
    pairs = itertools.pairwise([None, *(s for s, _ in known)])
    for (before, _), (session, amount) in zip(pairs, known, strict=True):
        assert session.local_date is not None
        up = compare(before, session) if before else ()
        down = compare(session, before) if before else ()
        yield Rung(session.local_date, session, amount, up, down)


def _reps_m(session: Session) -> float | None:
    reps = session.main_set
    return None if reps is None else sum(surge.span.distance_m for surge in reps.surges)


def _splits_m(session: Session) -> float | None:
    run = session.progressive
    return None if run is None else len(run.splits) * run.unit_m


def _raised_at_once(before: Session, now: Session, figures: Mapping[str, Figure]) -> tuple[str, ...]:
    """Return what of downhill reps rose over one session."""
    if before.main_set is None or now.main_set is None:
        return ()
    return tuple(lever.name for lever in levers(before.main_set, now.main_set, figures) if lever.is_raised)


def _as_steps(rungs: Sequence[Rung], figures: Mapping[str, Figure]) -> Iterator[Rung]:
    """Let a rung of downhill reps be a step up only where the rules see one: over all of the weeks before."""
    for k, rung in enumerate(rungs):
        known = [earlier.session for earlier in rungs[:k]]
        yield replace(rung, raised=raised_levers(known, rung.session, figures) or ())


def _faster_work(slack: float, before: Session, now: Session) -> tuple[str, ...]:
    """Return what of fast reps on the flat rose: how many there were, or how long they were."""
    if before.main_set is None or now.main_set is None:
        return ()
    is_longer = now.main_set.rep_m > (1 + slack) * before.main_set.rep_m
    names = (("reps", now.main_set.n_reps > before.main_set.n_reps), ("rep length", is_longer))
    return tuple(name for name, is_raised in names if is_raised)


def _progressive(slack: float, before: Session, now: Session) -> tuple[str, ...]:
    if before.progression is None or now.progression is None:
        return ()
    raised = now.progression.raised_over(before.progression, slack)
    return tuple(name for name, is_raised in zip(("distance", "range"), raised, strict=True) if is_raised)


def _longest(weeks: Iterable[Week]) -> Iterator[Rung]:
    """Yield the longest run of each week."""
    for week in weeks:
        known = [(s.distance_m, s) for s in week.sessions if s.distance_m]
        if known:
            metres, session = max(known, key=lambda pair: pair[0])
            assert session.local_date is not None
            yield Rung(session.local_date, session, metres)
