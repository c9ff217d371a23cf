"""Where a runner stands in each progression: derived from the runs, with the readings that the rules have."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal

from ..averages import median
from ..model import USUAL_FIGURES, Session, SurgeSet, levers, stage_start
from ..model.planned import Planned, Way
from ..model.state import DownhillState, LongRunState, ProgressiveState, Raise, SpeedState, States, WeekState
from .ahead import loaded_weeks
from .ground import Ground
from .plans import named

_WEEK, _DAY = timedelta(weeks=1), timedelta(days=1)
_SHORTEST = tuple(f"return-to-speed.{name}" for name in ("stage-1-short-distance", "stage-2-distance",
                                                         "stage-3-short-distance"))  # fmt: skip


def states_of(ground: Ground) -> States:
    """Return the state of every progression as of `ground.today`."""
    doubts = {
        "downhill": _unknown_since(ground, _last_day(_downhill_runs(ground))),
        "speed": _unknown_since(ground, None),
        "long-run": _unknown_length(ground),
    }
    return States(
        today=ground.today,
        downhill=_downhill(ground),
        speed=_speed(ground),
        progressive=_progressive(ground),
        long_run=_long_run(ground),
        week=_week(ground),
        doubts={name: doubt for name, doubt in doubts.items() if doubt},
    )


def stage_of(ground: Ground, session: Session) -> int:
    """Return the stage of a return to speed that the reps of a session belong to by their length, 0 for none."""
    if not session.is_speed or session.main_set is None:
        return 0
    at_least = 1 - ground.si("house.rep-distance-tolerance")
    return sum(session.main_set.rep_m >= at_least * ground.si(shortest) for shortest in _SHORTEST)


def _day(session: Session) -> date:
    assert session.local_date is not None
    return session.local_date


def _last_day(sessions: Sequence[Session]) -> date | None:
    return _day(sessions[-1]) if sessions else None


def _recent(ground: Ground, figure_id: str) -> tuple[Session, ...]:
    """Return the runs of the last time that a figure names, today's among them."""
    return ground.history.between(ground.first_day - ground.span(figure_id), ground.today + _DAY)


def _unknown_since(ground: Ground, after: date | None) -> str:
    """Return why reps may have been run that nobody can tell: the last set of unknown ground after a day."""
    blind = [s for s in _recent(ground, "house.return-window") if s.is_downhill is None]
    if not blind or (after is not None and _day(blind[-1]) <= after):
        return ""
    return f"the reps of {_day(blind[-1])} may have been run on a descent or on the flat: {blind[-1].why_no_grade}"


def _unknown_length(ground: Ground) -> str:
    unknown = [s for s in _recent(ground, "frandsen-2025.window") if s.distance_m is None]
    return f"the distance of the run of {_day(unknown[-1])} is not known" if unknown else ""


def _downhill_runs(ground: Ground) -> list[Session]:
    return [s for s in ground.history.sessions if s.is_downhill and s.main_set is not None]


def _downhill(ground: Ground) -> DownhillState | None:
    runs = _downhill_runs(ground)
    if not runs or _is_long_ago(ground, _day(runs[-1])):
        return None
    last, reps = runs[-1], runs[-1].main_set
    assert reps is not None
    assert last.kind is not None
    return DownhillState(
        kind=last.kind,
        day=_day(last),
        since=stage_start(runs, lambda before, now: bool(_levers_raised(ground, before, now))),
        n_reps=reps.n_reps,
        rep_s=reps.rep_s,
        rep_m=reps.rep_m,
        speed_mps=reps.speed_mps,
        grade_ratio=reps.grade_ratio,
        grade_error_ratio=reps.grade_error_ratio,
        way=_way(ground, reps),
        recovery_s=reps.recovery_s,
        drop_m=last.drop_m,
        raised=tuple(_raises(ground, runs)),
    )


def _is_long_ago(ground: Ground, day: date) -> bool:
    return ground.first_day - day > ground.span("house.next-break-max")


def _levers_raised(ground: Ground, before: Session, now: Session) -> tuple[str, ...]:
    if before.main_set is None or now.main_set is None:
        return ()
    slacks = {"grade_slack": ground.si("house.grade-tolerance"), "length_slack": ground.si("house.rep-length-slack")}
    return tuple(lever.name for lever in levers(before.main_set, now.main_set, **slacks) if lever.is_raised)


def _raises(ground: Ground, runs: Sequence[Session]) -> Iterator[Raise]:
    for before, now in itertools.pairwise(runs):
        if up := _levers_raised(ground, before, now):
            yield Raise(_day(now), up)


def _way(ground: Ground, reps: SurgeSet) -> Way:
    """Return how the runner got from one rep to the next: back up, or on."""
    shares = [r.climb_m / s.drop_m for s, r in zip(reps.surges, reps.recoveries, strict=False)
              if r.climb_m is not None and s.drop_m]  # fmt: skip
    is_back = bool(shares) and median(shares) >= ground.si("downhill-dynamo.walk-back-regain-min")
    return "walk back" if is_back else "jog"


def _speed(ground: Ground) -> SpeedState | None:
    fast = [s for s in _recent(ground, "house.return-window") if s.is_speed and s.main_set is not None]
    if not fast:
        return None
    reps = fast[-1].main_set
    assert reps is not None
    stage = max(stage_of(ground, s) for s in fast)
    began, told_by = _return(ground)
    return SpeedState(
        day=_day(fast[-1]),
        stage=stage,
        since=_stage_since(ground, stage),
        n_reps=reps.n_reps,
        rep_m=reps.rep_m,
        speed_mps=reps.speed_mps,
        rest_s=reps.recovery_s,
        return_from=began,
        return_told_by=told_by,
    )


def _stage_since(ground: Ground, stage: int) -> date:
    """Return the first day of a stage, as far back as no break interrupts it."""
    days = [_day(s) for s in ground.history.sessions if s.is_speed and stage_of(ground, s) == stage]
    began = days[-1]
    for before in reversed(days[:-1]):
        if began - before > ground.span("house.next-break-max"):
            break
        began = before
    return began


def _return(ground: Ground) -> tuple[date | None, Literal["configuration", "history", ""]]:
    """Return when a return to speed began and where that is known from: asked of the one who names the runs."""
    told = ground.athlete.return_to_speed_from
    if told is not None and told <= ground.first_day:
        return told, "configuration"
    probe = Planned(
        day=ground.first_day, kind="speed", n_reps=round(ground.si("return-to-speed.stage-2-reps")),
        rep_m=ground.si("return-to-speed.stage-2-distance"),
    )  # fmt: skip
    kind = named(probe, ground.paces, ground.history.sessions, ground.classify, ground.catalogue).kind
    flat = [s for s in _recent(ground, "house.return-window") if s.main_set and s.main_set.terrain == "flat"]
    is_on = bool(flat) and (kind or "").startswith("speed-stage")
    return (_day(flat[0]), "history") if is_on else (None, "")


def _progressive(ground: Ground) -> ProgressiveState | None:
    runs = [s for s in ground.history.sessions if s.is_progressive and s.progression is not None]
    if not runs or _is_long_ago(ground, _day(runs[-1])):
        return None
    last = runs[-1].progression
    assert last is not None
    first, final = last.paces_s_per_m[0], last.paces_s_per_m[-1]
    easy = None if ground.paces.easy_mps is None else 1 / ground.paces.easy_mps
    return ProgressiveState(
        day=_day(runs[-1]),
        since=stage_start(runs, lambda before, now: _is_stage_up(ground, before, now)),
        n_splits=len(last.splits),
        unit=last.unit,
        first_s_per_m=first,
        last_s_per_m=final,
        mean_step_s_per_m=last.mean_step_s_per_m,
        first_offset_s_per_m=None if easy is None else first - easy,
        last_offset_s_per_m=None if easy is None else final - easy,
        is_strict=last.is_strict,
    )


def _is_stage_up(ground: Ground, before: Session, now: Session) -> bool:
    if before.progression is None or now.progression is None:
        return False
    return any(now.progression.raised_over(before.progression, ground.si("house.stage-slack")))


def _long_run(ground: Ground) -> LongRunState | None:
    runs = reversed(_recent(ground, "frandsen-2025.window"))  # of equals the last one counts
    longest = max(runs, key=lambda s: round(s.distance_m or 0.0), default=None)
    if longest is None or not longest.distance_m:
        return None
    return LongRunState(
        day=_day(longest), distance_m=longest.distance_m, window_days=ground.span("frandsen-2025.window").days
    )


def _week(ground: Ground) -> WeekState | None:
    if not ground.history.sessions:
        return None
    now = ground.history.week_of(ground.today)
    loaded, _why = ground.history.loaded_weeks_before(now, *(ground.si(figure) for figure in USUAL_FIGURES))
    n_loaded = loaded_weeks(ground, ground.history.week_of(now.start - _DAY))
    is_known = all(s.distance_m is not None for w in (now, *loaded) for s in w.sessions)
    return WeekState(
        start=now.start,
        distance_m=now.distance_m if is_known else None,
        hard_days=now.hard_days,
        mean_m=sum(w.distance_m or 0.0 for w in loaded) / len(loaded) if loaded and is_known else None,
        n_loaded=n_loaded,
        since=now.start - n_loaded * _WEEK if n_loaded else None,
    )
