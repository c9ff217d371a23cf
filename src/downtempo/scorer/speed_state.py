"""Where a runner stands with fast reps on the flat, and whether a return to speed is on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

from ..model import Session
from ..model.history import day_of
from ..model.planned import Planned
from ..model.speed_stage import speed_stage
from ..model.state import SpeedState
from .ground import Ground
from .plans import named


def speed_runs(sessions: Iterable[Session]) -> list[Session]:
    """Return the sessions of fast reps on the flat."""
    return [s for s in sessions if s.is_speed and s.main_set is not None]


def speed_of(ground: Ground) -> SpeedState | None:
    """Return where a runner stands with fast reps; None where none of the last weeks is known."""
    fast = speed_runs(ground.recent("house.return-window"))
    if not fast:
        return None
    reps = fast[-1].main_set
    assert reps is not None
    stage = max(speed_stage(s, ground.catalogue.figures) for s in fast)
    began, told_by = _return(ground)
    return SpeedState(
        day=day_of(fast[-1]),
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
    days = [
        day_of(s) for s in ground.history.sessions if s.is_speed and speed_stage(s, ground.catalogue.figures) == stage
    ]
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
    flat = [s for s in ground.recent("house.return-window") if s.main_set and s.main_set.terrain == "flat"]
    is_on = bool(flat) and (kind or "").startswith("speed-stage")
    return (day_of(flat[0]), "history") if is_on else (None, "")
