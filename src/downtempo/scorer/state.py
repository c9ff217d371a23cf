"""Where a runner stands in each progression: derived from the runs, with the readings that the rules have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ..averages import median
from ..model import USUAL_FIGURES, Session, SurgeSet, stage_start
from ..model.history import day_of
from ..model.lever import raised_levers
from ..model.planned import Way
from ..model.state import DownhillState, Lapse, LongRunState, ProgressiveState, Raise, States, WeekState
from .ahead import loaded_weeks
from .ground import Ground
from .speed_state import speed_of, speed_runs

_WEEK, _DAY = timedelta(weeks=1), timedelta(days=1)


def states_of(ground: Ground) -> States:
    """Return the state of every progression as of `ground.today`."""
    doubts = {
        "downhill": _unknown_since(ground, _last_day(_downhill_runs(ground))),
        "speed": _unknown_since(ground, None),
        "long-run": _unknown_length(ground),
    }
    states = States(
        today=ground.today,
        downhill=_downhill(ground),
        speed=speed_of(ground),
        progressive=_progressive(ground),
        long_run=_long_run(ground),
        week=_week(ground),
        doubts={name: doubt for name, doubt in doubts.items() if doubt},
    )
    return replace(states, lapsed=dict(_lapsed(ground, states)))


def _lapsed(ground: Ground, states: States) -> Iterator[tuple[str, Lapse]]:
    """Yield the progressions whose runs are all too long ago to go on from."""
    known: dict[str, tuple[object, Sequence[Session], str]] = {
        "downhill": (states.downhill, _downhill_runs(ground), "house.next-break-max"),
        "speed": (states.speed, speed_runs(ground.history.sessions), "house.return-window"),
        "progressive": (states.progressive, _progressive_runs(ground), "house.next-break-max"),
        "long-run": (states.long_run, ground.history.sessions, "frandsen-2025.window"),
    }
    for name, (state, runs, window) in known.items():
        if state is None and runs:
            yield name, Lapse(day_of(runs[-1]), ground.span(window).days)


def _last_day(sessions: Sequence[Session]) -> date | None:
    return day_of(sessions[-1]) if sessions else None


def _unknown_since(ground: Ground, after: date | None) -> str:
    """Return why reps may have been run that nobody can tell: the last set of unknown ground after a day."""
    blind = [s for s in ground.recent("house.return-window") if s.is_downhill is None]
    if not blind or (after is not None and day_of(blind[-1]) <= after):
        return ""
    return f"the reps of {day_of(blind[-1])} may have been run on a descent or on the flat: {blind[-1].why_no_grade}"


def _unknown_length(ground: Ground) -> str:
    unknown = [s for s in ground.recent("frandsen-2025.window") if s.distance_m is None]
    return f"the distance of the run of {day_of(unknown[-1])} is not known" if unknown else ""


def _downhill_runs(ground: Ground) -> list[Session]:
    return [s for s in ground.history.sessions if s.is_downhill and s.main_set is not None]


def _downhill(ground: Ground) -> DownhillState | None:
    runs = _downhill_runs(ground)
    if not runs or _is_long_ago(ground, day_of(runs[-1])):
        return None
    last, reps = runs[-1], runs[-1].main_set
    assert reps is not None
    assert last.kind is not None
    raised = tuple(_raises(ground, runs))
    return DownhillState(
        kind=last.kind,
        day=day_of(last),
        since=raised[-1].day if raised else day_of(runs[0]),
        n_reps=reps.n_reps,
        rep_s=reps.rep_s,
        rep_m=reps.rep_m,
        speed_mps=reps.speed_mps,
        grade_ratio=reps.grade_ratio,
        grade_error_ratio=reps.grade_error_ratio,
        way=_way(ground, reps),
        recovery_s=reps.recovery_s,
        drop_m=last.drop_m,
        raised=raised,
    )


def _is_long_ago(ground: Ground, day: date) -> bool:
    return ground.first_day - day > ground.span("house.next-break-max")


def _raises(ground: Ground, runs: Sequence[Session]) -> Iterator[Raise]:
    """Yield the steps up, as the rules about them see them: over all that was run in the weeks before."""
    for k, now in enumerate(runs):
        if up := raised_levers(runs[:k], now, ground.catalogue.figures):
            yield Raise(day_of(now), up)


def _way(ground: Ground, reps: SurgeSet) -> Way:
    """Return how the runner got from one rep to the next: back up, or on."""
    shares = [r.climb_m / s.drop_m for s, r in zip(reps.surges, reps.recoveries, strict=False)
              if r.climb_m is not None and s.drop_m]  # fmt: skip
    is_back = bool(shares) and median(shares) >= ground.si("downhill-dynamo.walk-back-regain-min")
    return "walk back" if is_back else "jog"


def _progressive_runs(ground: Ground) -> list[Session]:
    return [s for s in ground.history.sessions if s.is_progressive and s.progression is not None]


def _progressive(ground: Ground) -> ProgressiveState | None:
    runs = _progressive_runs(ground)
    if not runs or _is_long_ago(ground, day_of(runs[-1])):
        return None
    last = runs[-1].progression
    assert last is not None
    first, final = last.paces_s_per_m[0], last.paces_s_per_m[-1]
    easy = None if ground.paces.easy_mps is None else 1 / ground.paces.easy_mps
    return ProgressiveState(
        day=day_of(runs[-1]),
        since=stage_start(runs, lambda before, now: _is_other_stage(ground, before, now)),
        n_splits=len(last.splits),
        unit=last.unit,
        first_s_per_m=first,
        last_s_per_m=final,
        mean_step_s_per_m=last.mean_step_s_per_m,
        first_offset_s_per_m=None if easy is None else first - easy,
        last_offset_s_per_m=None if easy is None else final - easy,
        is_strict=last.is_strict,
    )


def _is_other_stage(ground: Ground, before: Session, now: Session) -> bool:
    """Whether a progressive tempo is of another stage: another distance or range, or faster from the start."""
    was, run, slack = before.progression, now.progression, ground.si("house.stage-slack")
    if was is None or run is None:
        return False
    second, third = (ground.si(f"progressive-tempo.{stage}-start-pace") for stage in ("second", "third"))
    is_faster = was.paces_s_per_m[0] - run.paces_s_per_m[0] > (second - third) / 2
    return is_faster or any((*run.raised_over(was, slack), *was.raised_over(run, slack)))


def _long_run(ground: Ground) -> LongRunState | None:
    runs = reversed(ground.recent("frandsen-2025.window"))  # of equals the last one counts
    longest = max(runs, key=lambda s: round(s.distance_m or 0.0), default=None)
    if longest is None or not longest.distance_m:
        return None
    return LongRunState(
        day=day_of(longest), distance_m=longest.distance_m, window_days=ground.span("frandsen-2025.window").days
    )


def _week(ground: Ground) -> WeekState | None:
    if not ground.history.sessions:
        return None
    now = ground.history.week_of(ground.today)
    loaded, _why = ground.history.loaded_weeks_before(now, *(ground.si(figure) for figure in USUAL_FIGURES))
    last = ground.history.week_of(now.start - _DAY)
    n_loaded = loaded_weeks(ground, last)
    is_known = all(s.distance_m is not None for w in (now, *loaded) for s in w.sessions)
    return WeekState(
        start=now.start,
        distance_m=now.distance_m if is_known else None,
        hard_days=now.hard_days,
        mean_m=sum(w.distance_m or 0.0 for w in loaded) / len(loaded) if loaded and is_known else None,
        n_loaded=n_loaded,
        since=now.start - n_loaded * _WEEK if n_loaded else None,
        before="" if n_loaded != 0 else "lighter" if last.hard_days else "easy" if last.sessions else "empty",
    )
