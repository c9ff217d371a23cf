"""Runs changed in one way: moved in time, stripped of a sense, joined. Examples of rules are varied with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from .control import Control
from .kinds import DOWNHILL_KINDS
from .progression import Progression, Split
from .segments import Span, SurgeSet
from .session import Session
from .sketch import MONDAY


def weeks_before(n: int, *sessions: Session) -> tuple[Session, ...]:
    """Repeat these runs in each of the `n` weeks before, oldest first."""
    return tuple(shifted(s, -7 * k) for k in range(n, 0, -1) for s in sessions)


def without_days(sessions: tuple[Session, ...], *days: int) -> tuple[Session, ...]:
    """Leave out what was run on these days."""
    return tuple(s for s in sessions if s.local_date not in {MONDAY + timedelta(days=d) for d in days})


def shifted(session: Session, days: int) -> Session:
    """Run it again some days later (earlier where negative)."""
    if session.local_date is None or session.start_utc is None:
        raise ValueError("only a dated run can be moved")
    lag = timedelta(days=days)
    day = (session.local_date + lag - MONDAY).days
    name = f"day{day:+03}-{session.kind or 'reps'}.fit"
    return replace(
        session, local_date=session.local_date + lag, start_utc=session.start_utc + lag,
        file=name, sha256=f"{session.sha256}@{days}",
    )  # fmt: skip


def without_altitude(session: Session) -> Session:
    """Return the run as it would have been segmented had the watch recorded no altitude."""
    return replace(
        session,
        elevation_source="none", gain_m=None, drop_m=None, load=None, descents=(), profile_elevation_m=(),
        gap_model="none", kind=_blind_kind(session),
        sets=tuple(_flattened(group) for group in session.sets),
        progression=_by_pace(session.progression),
    )  # fmt: skip


def _blind_kind(session: Session) -> str | None:
    """Return what a run is called whose slope nobody knows: reps have no name then, one block is a tempo."""
    main = session.main_set
    if main is not None and not session.is_progressive and session.kind != "race":
        return "tempo" if main.n_reps == 1 else None
    return None if session.kind in DOWNHILL_KINDS else session.kind


def without_cadence(session: Session) -> Session:
    """Return the run as a watch without a cadence sensor would have it."""
    sets = (replace(g, surges=tuple(replace(s, cadence_spm=None) for s in g.surges)) for g in session.sets)
    descents = (replace(d, cadence_spm=None) for d in session.descents)
    return replace(
        session, has_cadence=False, flat_cadence_spm=None, sets=tuple(sets), descents=tuple(descents)
    )  # fmt: skip


def with_heart_rate(session: Session, end_bpm: float) -> Session:
    """Return the run with this heart rate at the end of every recovery."""
    sets = (
        replace(g, recoveries=tuple(replace(r, end_heart_rate_bpm=end_bpm) for r in g.recoveries)) for g in session.sets
    )
    return replace(session, has_heart_rate=True, sets=tuple(sets))


def held(session: Session, cadence_spm: float | None = None, **measures: Any) -> Session:
    """Return the run with reps and descents held like this: evenly, where `measures` of `Control` do not say else."""
    even: dict[str, Any] = {
        "first_third_mps": 4.4, "last_third_mps": 4.4, "third_error_mps": 0.06, "seconds": 24.0,
        "speed_cv_ratio": 0.03, "top_10s_mps": 4.6, "slowings_mps2": (),
    }  # fmt: skip
    control = Control(**(even | measures))
    sets = (
        replace(g, surges=tuple(replace(s, control=control, cadence_spm=cadence_spm) for s in g.surges))
        for g in session.sets
    )
    descents = (replace(d, control=control, cadence_spm=cadence_spm) for d in session.descents)
    return replace(session, has_cadence=cadence_spm is not None, sets=tuple(sets), descents=tuple(descents))


def with_set(session: Session, added: Session) -> Session:
    """Return the run followed by the sets of another one, none of those the main one."""
    late_s, late_m = session.duration_s or 0.0, session.distance_m or 0.0
    extra = (
        replace(
            group,
            number=len(session.sets) + i,
            is_main=False,
            surges=tuple(replace(s, span=_moved(s.span, late_s, late_m)) for s in group.surges),
            recoveries=tuple(replace(r, span=_moved(r.span, late_s, late_m)) for r in group.recoveries),
        )
        for i, group in enumerate(added.sets, 1)
    )
    return replace(session, sets=(*session.sets, *extra), duration_s=late_s + (added.duration_s or 0.0))


def _moved(span: Span, late_s: float, late_m: float) -> Span:
    return replace(
        span, start_s=span.start_s + late_s, stop_s=span.stop_s + late_s,
        start_m=span.start_m + late_m, stop_m=span.stop_m + late_m,
    )  # fmt: skip


def _flattened(group: SurgeSet) -> SurgeSet:
    return replace(
        group,
        surges=tuple(
            replace(s, grade_ratio=None, grade_error_ratio=None, drop_m=None, terrain=None, gap_speed_mps=None)
            for s in group.surges
        ),
        recoveries=tuple(replace(r, climb_m=None, gap_speed_mps=None) for r in group.recoveries),
    )


def _by_pace(progression: Progression | None) -> Progression | None:
    if progression is None:
        return None
    splits: Iterable[Split] = (replace(s, gap_speed_mps=None) for s in progression.splits)
    return replace(progression, by="pace", splits=tuple(splits))
